"""Which months of the books are closed, and what stands in the way of closing one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.core.identity.actor import system_actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import AccountingPeriod, Budget, VarianceNote, Voucher
from banyan.domains.finance.queries.execution import Execution, execution_of
from banyan.domains.finance.rules.balances import ItemSum
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.periods import MonthEnd, Unexplained, quarter_starts
from banyan.foundation.refusal import Refused, noop, sentence


def check_open(unit: Any, dated: date) -> None:
    """Refuse entries in a month that the unit, or one above it, has closed (R5.1.2). Asked inside deeds."""
    above = tree.current().above([unit.path])
    closed = AccountingPeriod.everything.filter(
        unit__in=above, state=AccountingPeriod.State.CLOSED, starts_on__lte=dated, ends_on__gte=dated
    )
    if closed.exists():
        words = noop("The books of %(month)s are closed.")
        raise Refused(
            {"dated": sentence(words, month=f"{dated:%Y-%m}")},
            clause="R5.1.2",
            way_out=noop("Enter it in the month that is open, or ask headquarters to open the month again."),
            code="period_closed",
        )


def month_end(unit: Any, starts_on: date, ends_on: date) -> MonthEnd:
    """What a month of a unit looks like before it is closed. Asked inside deeds."""
    own = Voucher.everything.filter(unit=unit, dated__range=(starts_on, ends_on))
    sums = own.aggregate(Sum("debit"), Sum("credit"))
    return MonthEnd(
        starts_on,
        ends_on,
        own.filter(state=Voucher.State.ENTERED).count(),
        _open_below(unit, starts_on, ends_on),
        _open_before(unit, starts_on),
        sums["debit__sum"] or ZERO,
        sums["credit__sum"] or ZERO,
        unexplained_in(unit, starts_on, ends_on),
    )


def vouchers_in(unit: Any, starts_on: date, ends_on: date) -> int:
    """How many vouchers of a unit a month has."""
    return Voucher.everything.filter(unit=unit, dated__range=(starts_on, ends_on)).count()


def _open_below(unit: Any, starts_on: date, ends_on: date) -> list[str]:
    """Names of the units below with vouchers in the month that have not closed it."""
    busy = Voucher.everything.filter(
        unit__path__startswith=unit.path, dated__range=(starts_on, ends_on)
    ).exclude(unit=unit)
    closed = AccountingPeriod.everything.filter(starts_on=starts_on, state=AccountingPeriod.State.CLOSED)
    waiting = busy.exclude(unit__in=closed.values("unit"))
    return list(waiting.order_by("unit__path").values_list("unit__name", flat=True).distinct())


def _open_before(unit: Any, starts_on: date) -> list[date]:
    """Earlier months of the unit that have vouchers and are not closed, the first first."""
    days = Voucher.everything.filter(unit=unit, dated__lt=starts_on).dates("dated", "month")
    closed = AccountingPeriod.everything.filter(unit=unit, state=AccountingPeriod.State.CLOSED)
    done = set(closed.values_list("starts_on", flat=True))
    return [day for day in days if day not in done]


def unexplained_in(unit: Any, starts_on: date, ends_on: date) -> list[Unexplained]:
    """Items of the unit's own projects that deviate at the end of a month without cause and measure of its quarter."""
    found = []
    for budget in Budget.everything.filter(project__unit=unit, state=Budget.State.EFFECTIVE).select_related(
        "project__unit"
    ):
        said = noted_items(budget.project, starts_on)
        for item in large_items(execution_of(budget.project, system_actor("closing a month"), ends_on)):
            if item.code not in said:
                found.append(Unexplained(budget.project.name, item.code, item.due, item.spent))
    return found


def noted_items(project: Any, month: date) -> set[str]:
    """Items whose deviation somebody explained in the quarter, up to this month."""
    notes = VarianceNote.everything.filter(
        project=project, month__gte=quarter_starts(month), month__lte=month
    )
    return set(notes.values_list("item", flat=True))


def large_items(found: Execution) -> list[ItemSum]:
    """Items that deviate beyond both thresholds of the day (R5.2.4)."""
    on, unit = found.on, found.project.unit
    percent = Decimal(str(value(settings.VARIANCE_PERCENT.key, on, unit)))
    amount = Decimal(str(value(settings.VARIANCE_AMOUNT.key, on, unit)))
    return [item for block in found.blocks for item in block.items if item.is_large(percent, amount)]


def closed_above(unit: Any, starts_on: date) -> list[str]:
    """Names of the units above that have closed the month."""
    above = tree.current().above([unit.path]) - {unit.pk}
    closed = AccountingPeriod.everything.filter(
        unit__in=above, starts_on=starts_on, state=AccountingPeriod.State.CLOSED
    )
    return list(closed.values_list("unit__name", flat=True))
