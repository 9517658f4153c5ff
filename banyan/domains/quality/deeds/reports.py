"""Taking in reports of breaches, looking into them, and looking after who reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor, nameless, system_actor
from banyan.core.identity.models import Person
from banyan.core.notices.telling import tell
from banyan.domains.quality.models import BreachParty, BreachReport, ProtectionCheck
from banyan.domains.quality.queries.reports import circles_of_readers, users_of
from banyan.domains.quality.rules import conduct as rules
from banyan.domains.quality.settings import (
    MOST_READERS,
    PROTECTION_LOOK_DAYS,
    PROTECTION_MONTHS,
    number,
    several,
)
from banyan.foundation.refusal import Refused, noop, sentence

State, Role = BreachReport.State, BreachParty.Role
ANONYMOUS = nameless("anonymous report")


def report_breach(
    report: BreachReport, named: Sequence[Person], *, by: Actor, now: datetime, anonymous: bool
) -> BreachReport:
    """Take a report in. An anonymous one knows no reporter, in the trail neither; its receipt's code leads back to it."""
    report.reporter = None if anonymous else by.person
    hand = system_actor(ANONYMOUS) if anonymous else by
    barred = {person.pk for person in named} | ({by.person_id} if by.person_id else set())
    return take_in(report, by=hand, now=now, named=tuple(named), barred=frozenset(barred))


@deed(BreachReport, "add", new=True, label=_("Report a breach"), icon="speakerphone")
def take_in(
    report: BreachReport,
    by: Any,
    now: datetime,
    named: tuple[Person, ...] = (),
    barred: frozenset[int] = frozenset(),
) -> None:
    """Keep the report sealed, name its few readers and tell them the number alone."""
    rules.check_matter(report.matter)
    report.number = numbering.take(BreachReport.number_pattern, report.unit, now.year)
    report.received_on = now.date()
    circles = circles_of_readers(report.unit, now.date())
    readers = rules.readers(circles, set(barred), number(MOST_READERS, now.date(), report.unit))
    report.save()
    BreachParty.everything.bulk_create(
        [BreachParty(report=report, person_id=each, role=Role.READER) for each in readers]
        + [BreachParty(report=report, person=person, role=Role.NAMED) for person in named]
    )
    words = sentence(noop("A report of a breach is waiting for you: %(number)s."), number=report.number)
    tell(users_of(readers), "breach_report", words, report, now)


@deed(BreachReport, "inquire", frm=State.RECEIVED, to=State.INQUIRY, label=_("Look into it"), icon="search")
def inquire(report: BreachReport, by: Any, now: datetime) -> None:
    """Begin to look into it."""
    _check_reader(report, by)


@deed(
    BreachReport,
    "close",
    frm=State.INQUIRY,
    to=State.CLOSED,
    label=_("Close with an answer"),
    icon="lock-check",
)
def close_report(
    report: BreachReport, by: Any, now: datetime, outcome: BreachReport.Outcome, inquiry: str, answer: str
) -> None:
    """Say what was looked into and answer the reporter; from now on their protection is looked at."""
    _check_reader(report, by)
    report.outcome, report.inquiry, report.answer = outcome, inquiry.strip(), answer.strip()
    report.closed_on = now.date()
    if report.reporter_id:
        days = rules.protection_days(now.date(), several(PROTECTION_MONTHS, now.date(), report.unit))
        ProtectionCheck.everything.bulk_create([ProtectionCheck(report=report, due_on=day) for day in days])


@deed(BreachReport, "look_after", frm=State.CLOSED, label=_("Look after the reporter"), icon="shield-heart")
def look_after(report: BreachReport, by: Any, now: datetime, note: str) -> None:
    """Write down whether the reporter came to harm."""
    _check_reader(report, by)
    check = report.protection_checks.filter(done_on=None).order_by("due_on").first()
    if check is None:
        raise Refused({"": noop("Every look at the reporter's protection was made.")}, clause="R10.1.2")
    rules.check_look(check.due_on, now.date(), number(PROTECTION_LOOK_DAYS, now.date(), report.unit))
    check.done_on, check.words = now.date(), note.strip()
    check.save()


def _check_reader(report: BreachReport, by: Any) -> None:
    readers = report.parties.filter(role=Role.READER, person_id=by.person_id or 0)
    if not readers.exists():
        raise Refused({"": noop("Only the readers of a report work on it.")}, clause="R10.1.2")
