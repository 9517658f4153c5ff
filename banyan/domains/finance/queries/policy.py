"""The finance policy in force, and how the books of many projects kept to it: a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from banyan.core.controls import Scope
from banyan.core.dated import row_for, value
from banyan.core.dated.models import DatedSetting
from banyan.domains.finance import settings
from banyan.domains.finance.models import AccountingPeriod, Voucher
from banyan.domains.finance.queries.chart import account_names, chart_map
from banyan.domains.finance.queries.proving import Books
from banyan.domains.finance.rules.chart import translated
from banyan.domains.finance.rules.limits import read_tiers
from banyan.domains.finance.rules.policy import Booked, Policy
from banyan.foundation.periods import month_of

_STEPS = (settings.PROGRAMME_ABOVE, settings.GENERAL_ABOVE, settings.COMMITTEE_ABOVE)


def policy_on(on: date, unit: Any) -> tuple[Policy, DatedSetting | None]:
    """The table of limits of a day at a unit, and the decision that it rests on."""
    row = row_for(settings.AUTHORITY.key, on, unit)
    tiers = read_tiers(value(settings.AUTHORITY.key, on, unit))
    above = tuple(Decimal(str(value(each.key, on, unit))) for each in _STEPS)
    return Policy(tiers, above, row.valid_from if row else None, row.basis if row else ""), row


def booked_in(
    scopes: Sequence[Scope], books: Sequence[Books]
) -> Iterator[tuple[Scope, UUID, str, date, Booked]]:
    """Every voucher of the days judged, with whoever entered, posted and paid it. One statement."""
    strange = {(each.scope.id, number): codes for each in books for number, codes in _strange(each)}
    by_id = {scope.id: scope for scope in scopes}
    rows = Voucher.objects.filter(project__public_id__in=list(by_id)).order_by("dated", "number")
    for project, page, number, dated, *hands in rows.values_list(
        "project__public_id", "public_id", "number", "dated", "entered_by", "posted_by", "payment__paid_by",
        "payment__control",
    ):  # fmt: skip
        scope = by_id[project]
        if dated in scope.period:
            enterer, poster, cashier, control = hands
            told = Booked(enterer, poster, cashier, str(control or ""), strange.get((project, number), ()))
            yield scope, page, number, dated, told


def _strange(books: Books) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Vouchers with accounts that neither stand in the chart of their day nor are led into it."""
    for paper in books.in_period():
        known, mapped = tuple(account_names(paper.on)), chart_map(paper.on, books.unit)
        codes = {e.account for e in paper.entries if not translated(e.account, mapped).startswith(known)}
        if codes:
            yield paper.number, tuple(sorted(codes))


@dataclass(frozen=True)
class MonthOfBooks:
    """A month in which a project's unit had vouchers, the day by which it is closed, and its closing if there is one."""

    scope: Scope
    first: date
    due: date
    closed: AccountingPeriod | None


def months_of_books(scopes: Sequence[Scope], books: Sequence[Books], days: int) -> Iterator[MonthOfBooks]:
    """Months with vouchers whose closing falls due within the days judged. One statement."""
    kept = AccountingPeriod.objects.filter(
        unit__in={scope.unit_id for scope in scopes}, state=AccountingPeriod.State.CLOSED
    )
    closed = {(each.unit_id, each.starts_on): each for each in kept}
    for each in books:
        for first in sorted({paper.on.replace(day=1) for paper in each.papers}):
            due = month_of(first).end + timedelta(days=days)
            if due in each.scope.period:
                yield MonthOfBooks(each.scope, first, due, closed.get((each.scope.unit_id, first)))
