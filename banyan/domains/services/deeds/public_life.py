"""Lectures, public results, visitors received and parties brought to a table (W4.3, W5.2, W5.4)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.services.deeds.cases.staging import check_writes
from banyan.domains.services.models import Activity, Case, Lecture, Mediation, Reception, Showing
from banyan.domains.services.rules import public_life as rules
from banyan.foundation.refusal import Refused, noop

OPEN, SETTLED = Reception.State.OPEN, Reception.State.SETTLED


@deed(Lecture, "add", new=True, label=_("An expert lectured"), icon="presentation")
def lecture(given: Lecture, by: Any, now: datetime) -> None:
    """Who spoke at an activity, from where, on what."""
    if given.activity.state == Activity.State.CANCELLED:
        raise Refused({"activity": noop("This activity was called off.")})


@deed(Showing, "add", new=True, label=_("Write down a public result"), icon="trophy")
def show(made: Showing, by: Any, now: datetime) -> None:
    """Something was shown, won or reported under a brand."""
    _check_showing(made, now)
    made.number = numbering.take(Showing.number_pattern, made.unit, made.shown_on.year)


@deed(Showing, "edit", label=_("Edit"), icon="pencil")
def edit_showing(made: Showing, by: Any, now: datetime, **changes: Any) -> None:
    """Correct what was written of a result."""
    for name, value in changes.items():
        setattr(made, name, value)
    _check_showing(made, now)


@deed(Reception, "add", new=True, label=_("Receive a visitor"), icon="door-enter")
def receive(visit: Reception, by: Any, now: datetime) -> None:
    """Somebody came: what they ask, which law was explained, what was advised."""
    visit.receiver = visit.receiver or by.person
    _check_reception(visit, now)
    visit.number = numbering.take(Reception.number_pattern, visit.unit, visit.came_on.year)


@deed(Reception, "edit", frm=OPEN, label=_("Edit"), icon="pencil")
def edit_reception(visit: Reception, by: Any, now: datetime, **changes: Any) -> None:
    """Mend what was written in haste; the trail keeps that it was changed."""
    for name, value in changes.items():
        setattr(visit, name, value)
    _check_reception(visit, now)


@deed(Reception, "join_case", frm=OPEN, label=_("Goes on as a case"), icon="folder-symlink")
def join_case(visit: Reception, by: Any, now: datetime, number: str) -> None:
    """The matter goes on in a case that the worker may read."""
    case = Case.objects.visible_to(by).filter(number=number.strip()).first()
    if case is None:
        raise Refused({"number": noop("No case of this number is within reach.")})
    check_writes(case, by)
    visit.case = case


@deed(Reception, "settle", frm=OPEN, to=SETTLED, label=_("Settled"), icon="circle-check")
def settle(visit: Reception, by: Any, now: datetime, on: date, outcome: str) -> None:
    """The matter ended, and how; violence ends nowhere but in a case."""
    if not visit.came_on <= on <= localtime(now).date():
        raise Refused({"on": noop("The day lies between the visit and today.")})
    if not outcome.strip():
        raise Refused({"outcome": noop("Say how it ended.")})
    if visit.matter == Reception.Matter.VIOLENCE and visit.case is None:
        raise Refused(
            {"": noop("Violence in the family goes on as a case first.")}, clause="W5.4",
            way_out=noop("Open the case, then say here to which one it belongs."),
        )  # fmt: skip
    visit.settled_on, visit.outcome = on, outcome.strip()


@deed(Mediation, "add", new=True, label=_("Write down a mediation"), icon="heart-handshake")
def mediate(held: Mediation, by: Any, now: datetime) -> None:
    """The parties sat together; violence is never mediated."""
    visit = held.reception
    if visit.state != OPEN:
        raise Refused({"reception": noop("This matter is settled.")})
    rules.check_may_mediate(visit.matter)
    texts = {name: getattr(held, name) for name in ("parties", "course", "agreed")}
    rules.check_mediation(texts, held.outcome, held.held_on, visit.came_on, localtime(now).date())


def _check_reception(visit: Reception, now: datetime) -> None:
    texts = {"asked": visit.asked, "advice": visit.advice}
    rules.check_reception(texts, visit.came_on, localtime(now).date())


def _check_showing(made: Showing, now: datetime) -> None:
    rules.check_showing(made.shown_on, localtime(now).date())
