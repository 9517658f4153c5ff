"""What the lines of a budget still have: held while somebody spends, so that nobody spends the same yuan twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from banyan.domains.finance.models import Advance, Budget, BudgetLine, Claim, ClaimLine, Payment, VoucherLine
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.periods import Period, month_of

PAID = (Claim.State.PAID,)
RESERVED = (Claim.State.WAITING, Claim.State.APPROVED, Claim.State.PAID)
_OPEN_ADVANCES = (Advance.State.WAITING, Advance.State.APPROVED, Advance.State.PAID)


def lines_in_force(project: Any, codes: Collection[str]) -> dict[str, BudgetLine]:
    """Item → its line in the budget in force."""
    found = BudgetLine.everything.filter(
        budget__project=project,
        budget__state=Budget.State.EFFECTIVE,
        side=BudgetLine.Side.EXPENSE,
        code__in=codes,
    )
    return {line.code: line for line in found}


def held_lines(project: Any, codes: Collection[str]) -> dict[str, BudgetLine]:
    """The same with their rows held until the transaction ends; always in one order, so that nobody waits in a circle.

    On SQLite the transaction itself is the only writer from its first word.
    """
    found = BudgetLine.everything.select_for_update(of=("self",)).filter(
        budget__project=project,
        budget__state=Budget.State.EFFECTIVE,
        side=BudgetLine.Side.EXPENSE,
        code__in=codes,
    )
    return {line.code: line for line in found.order_by("pk")}


def left_of(
    lines: dict[str, BudgetLine],
    project: Any,
    on: date,
    besides: Any = None,
    states: Collection[str] = RESERVED,
) -> dict[str, Decimal]:
    """Item → yuan that it still has in the contract year of a day, `besides` one claim or advance.

    `states` says which claims take from it: all that are asked for, or only those paid.
    """
    year = year_of(project, on)
    taken = [_claimed(project, lines, year, besides, states), _booked(project, lines, year)]
    taken.append(_advanced(project, lines, year, besides))
    return {
        code: line.amount - sum((each.get(code, ZERO) for each in taken), ZERO)
        for code, line in lines.items()
    }


def reserved_in_month(project: Any, code: str, day: date, besides: Claim) -> Decimal:
    """What other claims on an item ask of the month of a day and the books do not show yet, in yuan."""
    month = month_of(day)
    rows = ClaimLine.everything.filter(
        claim__project=project,
        claim__state__in=RESERVED,
        claim__happened_on__range=(month.start, month.end),
        budget_line__code=code,
    )
    booked = Payment.everything.filter(state=Payment.State.PAID, voucher__isnull=False).values("claim")
    rows = rows.exclude(claim=besides).exclude(claim__in=booked)
    return rows.aggregate(sum=Sum(Coalesce("sanctioned", "amount")))["sum"] or ZERO


def _claimed(
    project: Any, codes: Collection[str], year: Period, besides: Any, states: Collection[str]
) -> dict[str, Decimal]:
    rows = ClaimLine.everything.filter(
        claim__project=project,
        claim__state__in=states,
        claim__happened_on__range=(year.start, year.end),
        budget_line__code__in=list(codes),
    )
    if isinstance(besides, Claim) and besides.pk:
        rows = rows.exclude(claim=besides)
    sums = rows.values("budget_line__code").annotate(sum=Sum(Coalesce("sanctioned", "amount"))).order_by()
    return dict(sums.values_list("budget_line__code", "sum"))


def _booked(project: Any, codes: Collection[str], year: Period) -> dict[str, Decimal]:
    """What vouchers say that no payment of this house stands behind."""
    rows = VoucherLine.everything.filter(
        Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0),
        project=project,
        item__in=list(codes),
        voucher__dated__range=(year.start, year.end),
        voucher__payment__isnull=True,
    )
    sums = rows.values("item").annotate(sum=Sum(F("debit") - F("credit"))).order_by()
    return dict(sums.values_list("item", "sum"))


def _advanced(project: Any, codes: Collection[str], year: Period, besides: Any) -> dict[str, Decimal]:
    """What advances hold that no claim has settled yet; the claims that settle them are counted as claims."""
    rows = Advance.everything.filter(
        project=project,
        state__in=_OPEN_ADVANCES,
        budget_line__code__in=list(codes),
        needed_on__range=(year.start, year.end),
    )
    if isinstance(besides, Advance) and besides.pk:
        rows = rows.exclude(pk=besides.pk)
    if isinstance(besides, Claim) and besides.advance_id:
        rows = rows.exclude(pk=besides.advance_id)
    on_the_way = Sum("claims__payable", filter=Q(claims__state__in=RESERVED), default=ZERO)
    held: dict[str, Decimal] = {}
    for advance in rows.annotate(claimed=on_the_way).select_related("budget_line"):
        free = max(advance.amount - advance.returned - advance.claimed, ZERO)  # type: ignore[attr-defined]
        held[advance.budget_line.code] = held.get(advance.budget_line.code, ZERO) + free
    return held
