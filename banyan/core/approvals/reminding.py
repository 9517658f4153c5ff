"""Steps that wait: a reminder after some working days, the superior beside the signer after some more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from banyan.core import clock, dated, door, jobs
from banyan.core.approvals import deeds, news, signing
from banyan.core.approvals.models import Request, Step, subject_of
from banyan.core.approvals.planning import Place, plan_steps
from banyan.core.approvals.resolving import StepPlan
from banyan.core.calendar.workdays import calendar_around
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Person
from banyan.core.pointing import is_closed
from banyan.foundation.refusal import noop

REMIND = dated.declare(
    "approvals.remind_workdays", 2, gettext_noop("Working days until a signature is reminded of, and between reminders"),
    gettext_noop("days"),
)  # fmt: skip
ESCALATE = dated.declare(
    "approvals.escalate_workdays", 5, gettext_noop("Working days until the superior may sign too"),
    gettext_noop("days"),
)  # fmt: skip
_WHY = noop("It waited too long.")


@jobs.job("approvals.remind", label=_("Remind of signatures that wait"))
def remind(context: Any) -> dict[str, int]:
    """Look at every open step once a day. Returns how many were reminded of and passed up."""
    return remind_of_steps(clock.now())


jobs.every("20 8 * * *", "approvals.remind")


def remind_of_steps(now: datetime) -> dict[str, int]:
    """Remind of what waits too long, and let superiors sign what waits longer still."""
    done = {"reminded": 0, "passed_up": 0}
    today = localtime(now).date()
    with door.opened("approvals.remind"):
        for step, days in _waiting(today):
            people = signing.entitled_to(step, step.request, today) - {step.request.asked_by_id}
            done["passed_up"] += _pass_up(step, people, days, now)
            done["reminded"] += _remind(step, people, days, now)
    return done


def _waiting(today: date) -> Iterator[tuple[Step, int]]:
    """Open steps with the working days since their turn came."""
    waits = Step.everything.filter(state=Step.State.OPEN, request__state=Request.State.WAITING)
    for step in waits.select_related("request__unit", "request__asked_by").order_by("pk"):
        since = localtime(step.opened_at or step.request.asked_at).date()
        yield step, calendar_around(today).workdays_between(since, today)


def _remind(step: Step, people: set[int], days: int, now: datetime) -> bool:
    today = localtime(now).date()
    wait = dated.value(REMIND.key, on=today, unit=step.request.unit)
    since = step.reminded_on
    due = days >= wait if since is None else calendar_around(today).workdays_between(since, today) >= wait
    if not due or not people:
        return False
    Step.everything.filter(pk=step.pk).update(reminded_on=today)
    news.remind(step.request, people, days, now)
    return True


def _pass_up(step: Step, people: set[int], days: int, now: datetime) -> bool:
    today = localtime(now).date()
    if step.escalated_at or days < dated.value(ESCALATE.key, on=today, unit=step.request.unit):
        return False
    added = superiors_of(step, people, today) - people
    if not added or is_closed(subject_of(step.request)):
        return False
    deeds.escalate(step, by=system_actor("approvals"), now=now, people=sorted(added), reason=_WHY)
    return True


def superiors_of(step: Step, people: set[int], today: date) -> set[int]:
    """The superiors of those whose turn it is, as far as their signature could count: no adviser, not the asker."""
    request = step.request
    place = Place(request.unit, request.scope_id, request.asked_by, today)
    plans = [
        StepPlan("superior", person) for person in Person.everything.filter(pk__in=people).order_by("pk")
    ]
    found = {person for planned in plan_steps(plans, place) for person in planned.people}
    return found - signing.signed_by(request)
