"""A fault from its finding to the verified effect."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.attachments.queries import attachments_of
from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.quality.deeds.finding import find_rectifications
from banyan.domains.quality.deeds.telling import tell_person
from banyan.domains.quality.models import Extension, FollowUp, Rectification
from banyan.domains.quality.queries.record_checks import whose_record
from banyan.domains.quality.queries.rectifications import earlier_ones
from banyan.domains.quality.rules import rectifications as rules
from banyan.domains.quality.settings import (
    ANALYSIS_DAYS,
    MOST_EXTENSIONS,
    PLANNING_DAYS,
    VERIFYING_DAYS,
    number,
)
from banyan.foundation.refusal import Refused, noop, sentence

State = Rectification.State


@deed(Rectification, "add", new=True, label=_("Open a rectification"), icon="tool")
def open_one(rectification: Rectification, by: Any, now: datetime) -> None:
    """Put a fault on the list; the number is taken at once and stays taken."""
    rules.check_finding(rectification.finding)
    project = rectification.project
    if project is not None and not rectification.unit.path.startswith(project.unit.path):
        rectification.unit = project.unit
    _begin(rectification, now)
    rectification.occurrence = 1 + earlier_ones(rectification)
    rectification.save()
    find_rectifications([rectification])


@deed(
    Rectification, "analyse", frm=State.OPEN, to=State.ANALYSED, label=_("Cause found"), icon="zoom-question"
)
def analyse(rectification: Rectification, by: Any, now: datetime, cause: str) -> None:
    """Say why it came to this (R4.4.1)."""
    rules.check_cause(cause)
    rectification.cause = cause.strip()
    rectification.analysed_on = now.date()
    rectification.waits_until = _later(now, number(PLANNING_DAYS, now.date(), rectification.unit))


@deed(
    Rectification, "plan", frm=State.ANALYSED, to=State.PLANNED, label=_("Settle the measure"), icon="list-check"
)  # fmt: skip
def plan(
    rectification: Rectification, by: Any, now: datetime, measure: str, owner: Person, due_on: date
) -> None:
    """Settle what is done, by whom and by when (R4.4.2)."""
    rules.check_measure(measure, owner.public_id, due_on, now.date())
    rectification.measure, rectification.owner = measure.strip(), owner
    rectification.due_on = rectification.waits_until = due_on
    rectification.planned_on = now.date()
    _tell_owner(rectification, by, now)


@deed(Rectification, "hand_over", frm=State.PLANNED, label=_("Hand over to another"), icon="user-share")
def hand_over(rectification: Rectification, by: Any, now: datetime, owner: Person, reason: str) -> None:
    """Name another owner, saying why; the date stays."""
    if owner == rectification.owner:
        raise Refused({"owner": noop("This person answers for the measure already.")}, clause="R4.4.2")
    rectification.owner = owner
    _tell_owner(rectification, by, now)


@deed(Rectification, "follow_up", frm=State.PLANNED, label=_("Note how far it has come"), icon="eye-check")
def follow_up(rectification: Rectification, by: Any, now: datetime, words: str) -> None:
    """Look at how far the measure has come (R4.4.3)."""
    FollowUp.everything.create(rectification=rectification, on=now.date(), by=by.person, words=words.strip())


@deed(Rectification, "extend", frm=State.PLANNED, label=_("Extend the due date"), icon="calendar-plus")
def extend(
    rectification: Rectification, by: Any, now: datetime, due_on: date, reason: str, agreed_by: Person
) -> None:
    """Give more time: why, and who agreed."""
    before = _due(rectification)
    given = rectification.extensions.count()
    most = number(MOST_EXTENSIONS, now.date(), rectification.unit)
    owner = rectification.owner.public_id if rectification.owner else None
    rules.check_extension(before, due_on, (agreed_by.public_id, owner), given, most)
    Extension.everything.create(
        rectification=rectification,
        on=now.date(),
        before=before,
        until=due_on,
        reason=reason,
        agreed_by=agreed_by,
    )
    rectification.due_on = rectification.waits_until = due_on


@deed(
    Rectification,
    "report_done",
    frm=State.PLANNED,
    to=State.DONE,
    label=_("Report it done"),
    icon="circle-check",
)
def report_done(rectification: Rectification, by: Any, now: datetime, outcome: str) -> None:
    """Say what was done and show it; whether it helped is seen by somebody else."""
    rules.check_done(outcome, attachments_of(rectification).count())
    rectification.outcome = outcome.strip()
    rectification.done_on, rectification.done_by = now.date(), by.person
    rectification.waits_until = _later(now, number(VERIFYING_DAYS, now.date(), rectification.unit))


@deed(Rectification, "confirm", frm=State.DONE, to=State.EFFECTIVE, label=_("It helped"), icon="shield-check")
def confirm(rectification: Rectification, by: Any, now: datetime, effect: str) -> None:
    """Verify that the measure helped; never by the owner, never by who reported it done (R4.4.3)."""
    _verify(rectification, by, now, effect)


@deed(
    Rectification, "reject", frm=State.DONE, to=State.INEFFECTIVE, label=_("It did not help"), icon="rotate-clockwise"
)  # fmt: skip
def reject(rectification: Rectification, by: Any, now: datetime, effect: str) -> None:
    """Verify that the measure did not help; the next round begins at once with a number of its own."""
    _verify(rectification, by, now, effect)
    again = Rectification(
        unit=rectification.unit, project=rectification.project, source_kind=rectification.source_kind,
        source_model=rectification.source_model, source_id=rectification.source_id,
        source_number=rectification.source_number, clause=rectification.clause, finding=rectification.finding,
        follows=rectification, round=rectification.round + 1, occurrence=rectification.occurrence,
    )  # fmt: skip
    open_next(again, by=by, now=now)


@deed(Rectification, "next_round", new=True, system=True, label=_("Next round opened"))
def open_next(rectification: Rectification, by: Any, now: datetime) -> None:
    """The same fault once more, because the last measure did not help."""
    _begin(rectification, now)
    rectification.save()
    find_rectifications([rectification])


@deed(
    Rectification,
    "void",
    frm=State.OPEN,
    to=State.VOID,
    label=_("Opened by mistake…"),
    danger=True,
    icon="ban",
)
def void(rectification: Rectification, by: Any, now: datetime, reason: str) -> None:
    """Void what was no fault; the number stays taken and the reason stands in the trail."""
    rectification.waits_until = None


def _begin(rectification: Rectification, now: datetime) -> None:
    rectification.number = numbering.take(Rectification.number_pattern, rectification.unit, now.year)
    rectification.found_on = rectification.found_on or now.date()
    rectification.waits_until = _later(now, number(ANALYSIS_DAYS, now.date(), rectification.unit))
    rectification.created_at = rectification.changed_at = now


def _verify(rectification: Rectification, by: Any, now: datetime, effect: str) -> None:
    hands = rules.Hands(_id(rectification.owner), _id(rectification.done_by), whose_record(rectification))
    rules.check_verifier(_id(by.person), hands)
    rules.check_effect(effect)
    rectification.effect = effect.strip()
    rectification.verifier, rectification.verified_on = by.person, now.date()
    rectification.waits_until = None


def _due(rectification: Rectification) -> date:
    if rectification.due_on is None:
        raise Refused({"due_on": noop("Name the day by which the measure is done.")}, clause="R4.4.2")
    return rectification.due_on


def _tell_owner(rectification: Rectification, by: Any, now: datetime) -> None:
    words = sentence(
        noop("Rectification %(number)s is yours, to be done by %(day)s."),
        number=rectification.number, day=_due(rectification).isoformat(),
    )  # fmt: skip
    tell_person(rectification.owner, "rectification", words, rectification, by, now)


def _id(person: Person | None) -> Any:
    return person.public_id if person is not None else None


def _later(now: datetime, days: int) -> date:
    return now.date() + timedelta(days=days)
