"""Where activities stand, and what they wait for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Max, Q, Sum

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.models import Activity, Attendance, Feedback, SignInSheet, Summary
from banyan.domains.services.rules import activities as rules
from banyan.domains.services.rules.activities import Papers, Plan
from banyan.domains.services.rules.safety import PARTS, SafetyPlan
from banyan.domains.services.settings import summary_days
from banyan.foundation.refusal import noop, sentence

State = Activity.State
_SUBMITTED = (State.WAITING,)


_TO_BE_ASKED: Any = object()


def papers_of(activity: Activity, summary: Summary | None = _TO_BE_ASKED) -> Papers:
    """What lies in the file of an activity; a `summary` that the caller knows already is not asked for again."""
    sheets = SignInSheet.everything.filter(activity=activity)
    facts = sheets.aggregate(
        lines=Sum("lines"),
        sheets=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        closed=Max("closed_at"),
    )
    if summary is _TO_BE_ASKED:
        summary = Summary.everything.filter(activity=activity).first()
    all_closed = bool(facts["sheets"]) and not facts["open"]
    return Papers(
        plan_submitted=activity.state in _SUBMITTED,
        plan_approved_on=_day(activity.plan_approved_at),
        sheet_closed_on=_day(facts["closed"]) if all_closed else None,
        sign_in_lines=facts["lines"] or 0,
        summary_submitted_on=_day(summary.submitted_at) if summary else None,
        summary_accepted_on=_day(summary.accepted_at) if summary else None,
        cancelled_on=_day(activity.changed_at) if activity.state == State.CANCELLED else None,
    )


def plan_of(activity: Activity) -> Plan:
    """The plan as its completeness is judged."""
    return Plan(
        texts={name: getattr(activity, name) for name, _words in rules.REQUIRED_TEXTS},
        expected=activity.expected,
        held_on=activity.held_on,
        plan_item=activity.plan_item,
        off_plan_reason=activity.off_plan_reason,
        budget=activity.budget,
        safety_notice=activity.safety_notice,
        safety=SafetyPlan(
            **{name: getattr(activity, name) for name, _words in PARTS},
            insurance=activity.insurance,
            has_lead=bool(activity.safety_lead_id or activity.responsible_id),
        ),
    )


def totals(activity: Activity) -> dict[str, int]:
    """Figures under an activity's title: person-times, distinct persons over all sessions, the others by role."""
    counted = Q(reason="")
    numbered = counted & Q(user=None) & ~Q(user_number="")
    unnumbered = counted & Q(user=None, user_number="")
    facts = Attendance.everything.filter(sheet__activity=activity).aggregate(
        person_times=Count("pk", filter=counted),
        first_time=Count("pk", filter=counted & Q(first_time=True)),
        volunteers=Count("pk", filter=Q(reason="volunteer")),
        staff=Count("pk", filter=Q(reason="staff")),
        guests=Count("pk", filter=Q(reason="guest")),
        to_clarify=Count("pk", filter=Q(reason="to_clarify")),
        duplicates=Count("pk", filter=Q(reason="duplicate_sign_in")),
        pictures=Count("pk", filter=counted & Q(image_consent=True)),
        known=Count("user", distinct=True, filter=counted),
        numbered=Count("user_number", distinct=True, filter=numbered),
        named=Count("pk", filter=unnumbered & ~Q(name="")),
        nameless=Count("pk", filter=unnumbered & Q(name="")),
    )
    return facts | {"persons": facts["known"] + facts["numbered"] + facts["named"]}


def satisfaction(activity: Activity, attended: int) -> dict[str, Decimal | int | None]:
    """Mean, number of answers and response rate in percent; no rate below thirty answers is shown by the page."""
    facts = Feedback.everything.filter(activity=activity).aggregate(mean=Avg("score"), answers=Count("pk"))
    rate = round(100 * facts["answers"] / attended) if attended else None
    mean = None if facts["mean"] is None else Decimal(str(round(facts["mean"], 2)))
    return {"mean": mean, "answers": facts["answers"], "rate": rate}


def due_summaries(actor: Any, today: date) -> Iterator[Todo]:
    """Summaries that wait for the person responsible, or for whoever may write them."""
    held = Activity.objects.visible_to(actor, "submit_summary").filter(
        state=State.HELD, held_on__isnull=False
    )
    for activity in held.select_related("unit").order_by("held_on")[:50]:
        yield Todo(
            title=sentence(noop("Summary of an activity")),
            why=sentence(noop("The activity was held on %(day)s."), day=activity.held_on.isoformat()),
            url=page_of(activity),
            deed=noop("Write the summary"),
            unit_id=activity.unit_id,
            number=activity.number,
            due=rules.summary_due(activity.held_on, summary_days(activity.held_on, activity.unit)),
            kind="summary",
        )


def lines_to_clarify(actor: Any, today: date) -> Iterator[Todo]:
    """Sign-in sheets with doubtful lines."""
    sheets = SignInSheet.objects.visible_to(actor, "clarify").filter(to_clarify__gt=0)
    for sheet in sheets.select_related("activity__unit").order_by("held_on")[:50]:
        yield Todo(
            title=sentence(noop("Lines of a sign-in sheet to clarify")),
            why=sentence(
                noop("%(lines)s lines do not count until they are clarified."), lines=sheet.to_clarify
            ),
            url=page_of(sheet.activity),
            deed=noop("Clarify"),
            unit_id=sheet.activity.unit_id,
            number=sheet.activity.number,
            kind="clarify",
        )


def _day(moment: Any) -> date | None:
    return moment.date() if moment else None
