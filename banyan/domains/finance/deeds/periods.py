"""Months of the books closed and opened again; causes and measures written before (R5.1.2, R5.2.3, R5.2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import AccountingPeriod, ExecutionAnalysis, VarianceNote
from banyan.domains.finance.queries import periods as known
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.rules import periods as rules
from banyan.foundation.periods import month_of, quarter
from banyan.foundation.refusal import Refused, noop, sentence

State = AccountingPeriod.State


@deed(AccountingPeriod, "close", new=True, label=_("Close a month"), icon="lock")
def close(period: AccountingPeriod, by: Actor, now: datetime) -> None:
    """Close a month of a unit's books for the first time; nothing is entered or posted in it any more."""
    month = month_of(period.starts_on)
    period.starts_on, period.ends_on = month.start, month.end
    if AccountingPeriod.everything.filter(unit=period.unit, starts_on=month.start).exists():
        raise Refused(
            {"starts_on": noop("This month was closed before; close it again on its page.")}, clause="R5.1.2"
        )
    _close(period, by, now)
    period.number = numbering.take(AccountingPeriod.number_pattern, period.unit, month.start.year)
    period.state = State.CLOSED


@deed(AccountingPeriod, "close_again", frm=State.OPEN, to=State.CLOSED, label=_("Close again"), icon="lock")
def close_again(period: AccountingPeriod, by: Actor, now: datetime) -> None:
    """Close a month that had been opened again."""
    _close(period, by, now)


@deed(
    AccountingPeriod,
    "reopen",
    frm=State.CLOSED,
    to=State.OPEN,
    label=_("Open again…"),
    icon="lock-open",
    danger=True,
)
def reopen(period: AccountingPeriod, by: Actor, now: datetime, reason: str) -> None:
    """The level above opens a month again, with a reason."""
    above = period.unit.parent or period.unit
    may = by.can(AccountingPeriod.permission("reopen"), above)
    rules.check_reopening(may, known.closed_above(period.unit, period.starts_on), reason)


def _close(period: AccountingPeriod, by: Actor, now: datetime) -> None:
    month = known.month_end(period.unit, period.starts_on, period.ends_on)
    rules.check_closing(month, now.date())
    period.debit, period.credit = month.debit, month.credit
    period.vouchers = known.vouchers_in(period.unit, period.starts_on, period.ends_on)
    period.closed_on, period.closed_by = now.date(), by.person


@deed(VarianceNote, "explain", new=True, label=_("Explain a deviation"), icon="message-2")
def explain(note: VarianceNote, by: Actor, now: datetime) -> None:
    """Say why an item went another way than planned and what is done about it; the figures are those of the month's end."""
    rules.check_note(note.words, note.action, note.cause)
    month = month_of(note.month)
    note.month, note.unit = month.start, note.project.unit
    if VarianceNote.everything.filter(project=note.project, month=note.month, item=note.item).exists():
        words = noop("Item %(item)s has its explanation of this month already.")
        raise Refused({"item": sentence(words, item=note.item)}, clause="R5.2.4", code="state")
    found = execution_of(note.project, by, min(month.end, now.date()))
    item = next((each for block in found.blocks for each in block.items if each.code == note.item), None)
    if item is None:
        raise Refused(
            {"item": noop("The budget has no such item, and nothing was spent on it.")}, clause="R5.2.4"
        )
    note.due, note.spent, note.written_by = item.due, item.spent, by.person
    note.number = numbering.take(VarianceNote.number_pattern, note.unit, month.start.year)


@transaction.atomic
def explain_together(
    project: Any, month: date, items: Sequence[str], said: Mapping[str, Any], by: Actor
) -> None:
    """One cause that several items share, written once: all of them are explained, or none."""
    if not items:
        raise Refused(
            {"item": noop("Tick the items that this explains.")}, clause="R5.2.4", code="required"
        )  # fmt: skip
    for item in items:
        note = VarianceNote(project=project, unit=project.unit, month=month, item=item, **said)
        explain(note, by=by)


@deed(VarianceNote, "edit", label=_("Edit"), icon="pencil")
def edit_note(note: VarianceNote, by: Actor, now: datetime, **changes: Any) -> None:
    """Put an explanation better, while its month is open."""
    known.check_open(note.unit, note.month)
    for name, value in changes.items():
        if name in ("cause", "words", "action", "act_by"):
            setattr(note, name, value)
    rules.check_note(note.words, note.action, note.cause)


@deed(ExecutionAnalysis, "write", new=True, label=_("Write the analysis"), icon="report-analytics")
def analyse(analysis: ExecutionAnalysis, by: Actor, now: datetime) -> None:
    """What a quarter's execution says, with the figures of its last day (R5.2.3)."""
    period = quarter(analysis.quarter)
    if period.end >= now.date():
        raise Refused({"quarter": noop("The quarter is not over yet.")}, clause="R5.2.3")
    if not analysis.words.strip():
        raise Refused({"words": noop("Say what the figures mean.")}, clause="R5.2.3")
    total = execution_of(analysis.project, by, period.end).total
    analysis.unit, analysis.until = analysis.project.unit, period.end
    analysis.budget, analysis.due, analysis.spent = total.budget, total.due, total.spent
    analysis.written_by = by.person
    analysis.number = numbering.take(ExecutionAnalysis.number_pattern, analysis.unit, period.end.year)
