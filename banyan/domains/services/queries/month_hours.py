"""What the records of a month tell of hours, what was handed in, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.models import HoursSheet
from banyan.domains.services.queries import hours_month as asked
from banyan.domains.services.rules.hours.month import Told, last_of
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

State = HoursSheet.State
MOST = 50


def told_of(sheet: HoursSheet, by: Any) -> tuple[Told, int]:
    """What the records tell now of the sheet's worker, month and contract, and how many days cannot be."""
    period = Period(sheet.month, last_of(sheet.month))
    month = asked.month_at(sheet.unit.centre, period, by, also=sheet.worker)
    every = (each for each in month.every if each.spent.worker == sheet.worker_id)
    mine = [each for each in every if each.spent.project == sheet.project.public_id]
    impossible = sum(day.is_impossible for day in month.odd_days(sheet.worker_id))
    raw, countable = (sum(each.spent.raw for each in mine), sum(each.countable for each in mine))
    return Told(len(mine), raw, countable), impossible


def kept(sheet: HoursSheet) -> Told:
    """What it told when it was handed in."""
    return Told(sheet.records, sheet.raw_minutes, sheet.countable_minutes)


def sheets_of(month: date, by: Any, worker: Any = None, centre: Any = None) -> list[HoursSheet]:
    """Handed in for a month, as far as the reader may see it. One statement."""
    found = HoursSheet.objects.visible_to(by).filter(month=month)
    if worker is not None:
        found = found.filter(worker=worker)
    if centre is not None:
        found = found.filter(unit__path__startswith=centre.path)
    return list(found.select_related("project", "worker").order_by("project__number", "number"))


def hours_waiting(actor: Any, today: date) -> Iterator[Todo]:
    """Hours of a month that somebody handed in and whoever leads them has not accepted."""
    waiting = HoursSheet.objects.visible_to(actor, "accept").filter(state=State.HANDED_IN)
    for sheet in waiting.exclude(worker=actor.person_id or 0).order_by("month", "number")[:MOST]:
        yield Todo(
            title=sentence(noop("Hours of a month to accept")),
            why=sentence(
                noop("%(month)s: %(hours)s countable hours were handed in."),
                month=f"{sheet.month:%Y-%m}",
                hours=str(sheet.hours),
            ),
            url=page_of(sheet),
            deed=noop("Look and accept"),
            unit_id=sheet.unit_id,
            number=sheet.number,
            kind="hours",
        )
