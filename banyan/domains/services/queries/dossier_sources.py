"""Which papers lie in the files of activities and cases, each with its day and the day of its entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.attachments.models import Attachment
from banyan.domains.services.models import (
    Activity,
    Attendance,
    Case,
    CaseContact,
    CaseDocument,
    Feedback,
    SignInSheet,
    Summary,
)
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.cases.facts import facts_of_all
from banyan.domains.services.rules.dossiers import Document, Measure, Requirement

Found = dict[int, list[Document]]


def activity_papers(activities: Sequence[Activity]) -> Found:
    """Plan, sign-in, summary, feedback and photos of activities. Five statements."""
    found: Found = defaultdict(list)
    by_pk = {each.pk: each for each in activities}
    for each in activities:
        entered = _day(each.plan_approved_at or each.created_at)
        found[each.pk].append(Document("plan", None, entered, each.plan_approved_at is not None))
    for sheet in SignInSheet.everything.filter(activity__in=by_pk):
        entered = _day(sheet.closed_at or sheet.created_at)
        found[sheet.activity_id].append(
            Document("signin", sheet.held_on, entered, bool(sheet.closed_at and sheet.lines))
        )
    for summary in Summary.everything.filter(activity__in=by_pk):
        held = by_pk[summary.activity_id].held_on
        found[summary.activity_id].append(
            Document("summary", held, _day(summary.submitted_at), summary.accepted_at is not None)
        )
    said = Feedback.everything.filter(activity__in=by_pk).values_list("activity_id")
    for pk, first in said.annotate(Min("given_on")):
        found[pk].append(Document("feedback", by_pk[pk].held_on, first))
    for pk, taken in _photos(activities):
        found[pk].append(taken)
    return found


def _photos(activities: Sequence[Activity]) -> Iterable[tuple[int, Document]]:
    """Pictures that hang on activities; without anybody's consent on the sheet they are not finished."""
    by_id = {each.public_id: each for each in activities}
    kept = Attachment.everything.filter(
        model="services.activity", record_id__in=by_id, removed_at=None, content_type__startswith="image/"
    )
    first: dict[Any, Any] = {}
    for picture in kept.order_by("added_at"):
        first.setdefault(picture.record_id, picture.added_at)
    if not first:
        return
    agreed = set(
        Attendance.everything.filter(
            Q(image_consent=True), sheet__activity__public_id__in=list(first)
        ).values_list("sheet__activity_id", flat=True)
    )
    for record, at in first.items():
        activity = by_id[record]
        yield activity.pk, Document("photos", activity.held_on, _day(at), activity.pk in agreed)


def activity_milestones(activities: Sequence[Activity]) -> dict[int, dict[str, date | None]]:
    """The day of the event, once it has come; nothing is due of an activity that was called off."""
    return {
        each.pk: {"held": None if each.state == Activity.State.CANCELLED else each.held_on}
        for each in activities
    }


def case_papers(cases: Sequence[Case]) -> Found:
    """The forms of case files and their contact records, replaced versions left out. Two statements."""
    found = _case_forms(cases)
    contacts = _case_contacts(cases).values_list("case_id", "held_on", "entered_on", "number")
    for case, held, entered, number in contacts:
        found[case].append(Document("contact", held, entered, True, number))
    return found


def first_case_papers(cases: Sequence[Case]) -> Found:
    """The forms of case files and the first contact of each: a file of ten thousand contacts lacks none. Two statements."""
    found = _case_forms(cases)
    for case, held in _case_contacts(cases).order_by().values_list("case_id").annotate(Min("held_on")):
        found[case].append(Document("contact", held, held))
    return found


def _case_forms(cases: Sequence[Case]) -> Found:
    found: Found = defaultdict(list)
    papers = CaseDocument.everything.filter(case__in=[case.pk for case in cases]).exclude(
        state=CaseDocument.State.REPLACED
    )
    told = papers.values_list("case_id", "kind", "happened_on", "entered_on", "state", "number")
    for case, kind, happened, entered, state, number in told.order_by("happened_on", "pk"):
        finished = state in (CaseDocument.State.APPROVED, CaseDocument.State.FILED)
        found[case].append(Document(kind, happened, entered, finished, number))
    return found


def _case_contacts(cases: Sequence[Case]) -> Any:
    return CaseContact.everything.filter(case__in=[case.pk for case in cases], state=CaseContact.State.FILED)


def case_milestones(cases: Sequence[Case]) -> dict[int, dict[str, date | None]]:
    """The dated facts of case files. Two statements."""
    return {
        pk: {
            "inquired": facts.inquired_on,
            "accepted": facts.accepted_on,
            "assessed": facts.assessed_on,
            "planned": facts.planned_on,
            "began": facts.first_contact_on if facts.began else None,
            "reckoned": max(filter(None, (facts.planned_on, facts.evaluated_on)), default=None)
            if facts.began
            else None,
            "closed": facts.closed_on,
            "worked": facts.closed_on if facts.began else None,
        }
        for pk, facts in facts_of_all(cases).items()
    }


def declare() -> None:
    """Make both methods known, with the papers that are usual (services.md §1 and §3)."""
    _declare_activities()
    _declare_cases()


def _declare_activities() -> None:
    dossiers.requires(
        Activity, "activity",
        papers={
            "plan": _("Plan"), "signin": _("Sign-in sheet"), "summary": _("Summary"), "feedback": _("Feedback"),
            "photos": pgettext_lazy("paper of a file", "photos with consent"),
        },
        milestones={"held": pgettext_lazy("milestone of a file", "day of the activity")},
        usual=(
            Requirement("plan", "held"), Requirement("signin", "held", 1), Requirement("summary", "held", 7),
            Requirement("feedback", "held", 7), Requirement("photos", "held", 7),
        ),
        documents=activity_papers, reached=activity_milestones, printed="services.activity.print",
    )  # fmt: skip


def _declare_cases() -> None:
    dossiers.requires(
        Case, "case",
        papers={
            **dict(CaseDocument.Kind.choices),
            "contact": pgettext_lazy("paper of a file", "process records"),
        },
        milestones={
            "inquired": pgettext_lazy("milestone of a file", "inquiry"),
            "accepted": pgettext_lazy("milestone of a file", "case accepted"),
            "assessed": pgettext_lazy("milestone of a file", "assessment signed"),
            "planned": pgettext_lazy("milestone of a file", "plan signed"),
            "began": pgettext_lazy("milestone of a file", "intervention begun"),
            "reckoned": pgettext_lazy("milestone of a file", "plan signed or last evaluation"),
            "closed": pgettext_lazy("milestone of a file", "case closed"),
            "worked": pgettext_lazy("milestone of a file", "case closed after work had begun"),
        },
        usual=(
            Requirement("inquiry", "inquired", 1, Measure.WORKDAYS),
            Requirement("intake", "inquired", 3, Measure.WORKDAYS),
            Requirement("consent", "accepted", 3, Measure.WORKDAYS),
            Requirement("assessment", "accepted", 10, Measure.WORKDAYS),
            Requirement("plan", "assessed", 5, Measure.WORKDAYS),
            Requirement("agreement", "planned", 5, Measure.WORKDAYS),
            Requirement("contact", "planned", 1, Measure.MONTHS),
            Requirement("review", "reckoned", 3, Measure.MONTHS, every=True),
            Requirement("evaluation", "worked"),
            Requirement("closure", "closed"),
            Requirement("follow_up", "closed", 1, Measure.MONTHS, further=(3,)),
        ),
        documents=case_papers, brief=first_case_papers, reached=case_milestones,
        printed="services.case.print",
    )  # fmt: skip


def _day(at: Any) -> date | None:
    return localtime(at).date() if at else None
