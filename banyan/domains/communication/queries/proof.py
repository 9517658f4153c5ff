"""What controls read, once for all projects: plain rows of this room's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Min, Q, QuerySet

from banyan.core.attachments.models import Attachment
from banyan.core.controls import Finding, Scope
from banyan.core.identity import tree
from banyan.domains.communication.models import (
    Ballot,
    CallTree,
    CommunicationPlan,
    CommunicationReview,
    Crisis,
    CrisisCall,
    Document,
    FeedbackItem,
    LiaisonEntry,
    Matter,
    MediaRelease,
    OwnerStep,
    PublicNotice,
    Shift,
    Spokesperson,
    Stakeholder,
    Suggestion,
)
from banyan.domains.communication.rules.duty import Owned
from banyan.domains.communication.rules.judging import Place, Verdict
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period, add_months


def place_of(record: Any) -> Place:
    """Where a record belongs; its project and unit come with it."""
    project = getattr(record, "project", None)
    return Place(project.public_id if project else None, tree.current().paths.get(record.home().pk, ""))


def fitting(record: Any, scopes: Sequence[Scope], inherits: bool = False) -> list[Scope]:
    """The projects that a record speaks for."""
    place = place_of(record)
    return [scope for scope in scopes if place.speaks_for(scope.id, scope.unit_path, inherits)]


def said(
    scope: Scope, record: Any, verdict: Verdict | None, on: date | None, mend: str = ""
) -> Iterator[Finding]:
    """A finding about a record; what says nothing is no finding."""
    if verdict is not None:
        yield Finding(scope.id, verdict[0], verdict[1], record, on, mend)


def begun_on(scopes: Sequence[Scope]) -> dict[Any, date]:
    """When each project's first contract began; a project without one is left out. One statement."""
    found = projects.Project.everything.filter(public_id__in=[scope.id for scope in scopes])
    begun = found.order_by().values_list("public_id").annotate(first=Min("contracts__starts_on"))
    return {project: first for project, first in begun if first is not None}


def _within(found: QuerySet, day: str, period: Period) -> list[Any]:
    wanted = found.filter(**{f"{day}__range": (period.start, period.end)})
    return list(wanted.order_by(day, "pk"))


def feedback_given(period: Period) -> list[FeedbackItem]:
    """Feedback given in a period."""
    return _within(FeedbackItem.everything.select_related("unit", "project"), "given_on", period)


def users_heard(period: Period, months: int) -> list[FeedbackItem]:
    """What users said while a service ran, in a period and so many months before its end."""
    wider = Period(min(period.start, add_months(period.end, -months)), period.end)
    during = FeedbackItem.everything.filter(source=FeedbackItem.Source.USER, during_service=True)
    return _within(during.select_related("unit", "project"), "given_on", wider)


def stakeholders() -> list[Stakeholder]:
    """Everybody the house is or was in contact with."""
    return list(Stakeholder.everything.select_related("unit", "project").order_by("number"))


def contacts(period: Period) -> dict[int, list[date]]:
    """Days of contact by stakeholder."""
    found = LiaisonEntry.everything.filter(held_on__range=(period.start, period.end))
    days: dict[int, list[date]] = defaultdict(list)
    for stakeholder, day in found.values_list("stakeholder_id", "held_on"):
        days[stakeholder].append(day)
    return days


def promises(period: Period, today: date) -> list[LiaisonEntry]:
    """Next steps that were due in a period and are not done."""
    late = LiaisonEntry.everything.filter(done_on=None, next_due__lt=today)
    return _within(late.select_related("stakeholder__unit", "stakeholder__project"), "next_due", period)


def plans(period: Period) -> list[CommunicationPlan]:
    """Plans that were in force on some day of a period."""
    return _in_force(CommunicationPlan.everything, period)


def trees(period: Period) -> list[CallTree]:
    """Call trees that were in force on some day of a period."""
    return _in_force(CallTree.everything, period)


def _in_force(found: Any, period: Period) -> list[Any]:
    began = found.filter(valid_from__lte=period.end).exclude(valid_until__lt=period.start)
    return list(began.select_related("unit", "project").order_by("valid_from"))


def suggestions(period: Period) -> list[Suggestion]:
    """Suggestions put in during a period."""
    return _within(Suggestion.everything.select_related("unit"), "given_on", period)


def ballots(period: Period) -> list[Ballot]:
    """Votes that ended in a period."""
    return _within(Ballot.everything.select_related("suggestion__unit"), "closes_on", period)


def shifts(period: Period) -> list[Shift]:
    """Turns at the duty desk in a period."""
    return _within(Shift.everything.select_related("unit"), "held_on", period)


def matters(period: Period) -> list[Matter]:
    """Matters that came to the desk in a period."""
    return _within(Matter.everything.select_related("unit"), "asked_on", period)


def owners(matters: Iterable[Matter]) -> dict[int, list[Owned]]:
    """Who owned each matter from when to when."""
    found = OwnerStep.everything.filter(matter__in=[matter.pk for matter in matters])
    chains: dict[int, list[Owned]] = defaultdict(list)
    for matter, person, since, until in found.values_list("matter_id", "person_id", "since", "until"):
        chains[matter].append(Owned(person, since, until))
    return chains


def notices(period: Period) -> list[PublicNotice]:
    """Notices that hung on the last day of a period."""
    hanging = PublicNotice.everything.filter(posted_on__lte=period.end).exclude(removed_on__lte=period.end)
    return list(hanging.select_related("unit", "project").order_by("posted_on", "pk"))


def with_files(records: Iterable[Any], model: str) -> set[Any]:
    """Which records have a file, by public id."""
    wanted = [record.public_id for record in records]
    found = Attachment.everything.filter(model=model, record_id__in=wanted, removed_at=None)
    return set(found.values_list("record_id", flat=True))


def releases(period: Period) -> list[MediaRelease]:
    """Releases that were published in a period."""
    out = MediaRelease.everything.filter(state=MediaRelease.State.PUBLISHED)
    return _within(out.select_related("unit", "project"), "published_on", period)


def voices() -> list[Spokesperson]:
    """Everybody who spoke or speaks to the media, with their days."""
    return list(Spokesperson.everything.select_related("unit").order_by("starts_on"))


def documents(period: Period) -> list[Document]:
    """Papers registered in a period; void entries left out."""
    kept = Document.everything.exclude(state=Document.State.VOID)
    return _within(kept.select_related("unit", "project"), "passed_on", period)


def crises(period: Period) -> list[Crisis]:
    """Alarms and drills of a period."""
    return _within(Crisis.everything.select_related("unit", "project"), "noticed_on", period)


def calls(crises: Iterable[Crisis], now: Any) -> dict[int, tuple[int, int]]:
    """Crisis → calls made too late or overdue, and calls still to be made."""
    found = CrisisCall.everything.filter(crisis__in=[crisis.pk for crisis in crises])
    counted: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    late = Q(informed_at__gt=F("due_at")) | Q(informed_at=None, due_at__lt=now)
    for crisis in found.filter(late).values_list("crisis_id", flat=True):
        counted[crisis] = (counted[crisis][0] + 1, counted[crisis][1])
    for crisis in found.filter(informed_at=None).values_list("crisis_id", flat=True):
        counted[crisis] = (counted[crisis][0], counted[crisis][1] + 1)
    return counted


def reviews(years: Iterable[int]) -> list[CommunicationReview]:
    """Finished evaluations of some years."""
    done = CommunicationReview.everything.filter(year__in=list(years), state=CommunicationReview.State.DONE)
    return list(done.select_related("unit", "project").order_by("year", "pk"))
