"""What the lines of a budget still have: held while somebody spends, so that nobody spends the same yuan twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce

from banyan.domains.finance.models import Advance, Budget, BudgetLine, Claim, ClaimLine, Payment, VoucherLine
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.periods import Period, month_of

PAID = (Claim.State.PAID,)
RESERVED = (Claim.State.WAITING, Claim.State.APPROVED, Claim.State.PAID)
_PLANNED, _BOOKED, _ADVANCED, _ALIKE = "planned", "booked", "advanced", "alike"
_OPEN_ADVANCES = (Advance.State.WAITING, Advance.State.APPROVED, Advance.State.PAID)


def lines_in_force(project: Any, codes: Collection[str]) -> dict[str, BudgetLine]:
    """Item → its line in the budget in force."""
    return {line.code: line for line in _in_force(project, codes)}


def _in_force(project: Any, codes: Collection[str]) -> Any:
    return BudgetLine.everything.filter(
        budget__project=project,
        budget__state=Budget.State.EFFECTIVE,
        side=BudgetLine.Side.EXPENSE,
        code__in=list(codes),
    )


def held_lines(project: Any, codes: Collection[str]) -> dict[str, BudgetLine]:
    """The same with their rows held until the transaction ends; always in one order, so that nobody waits in a circle.

    On SQLite the transaction itself is the only writer from its first word.
    """
    found = _in_force(project, codes).select_for_update(of=("self",))
    return {line.code: line for line in found.order_by("pk")}


@dataclass(frozen=True)
class Sums:
    """Items of a project in one contract year, yuan by code: what the budget in force plans for them, what claims ask
    for by their state, what the books say that no claim stands behind, what advances hold. `alike` are other
    claims near the one in hand: who was paid, and how much.
    """

    planned: dict[str, Decimal]
    claimed: dict[str, dict[str, Decimal]]
    booked: dict[str, Decimal]
    advanced: dict[str, Decimal]
    alike: tuple[tuple[str, Decimal], ...]

    def taken(self, code: str, states: Collection[str] = RESERVED) -> Decimal:
        """What is gone from an item; `states` says which claims take from it."""
        claimed = sum((self.claimed[state].get(code, ZERO) for state in states), ZERO)
        return claimed + self.booked.get(code, ZERO) + self.advanced.get(code, ZERO)

    def left(self, code: str, states: Collection[str] = RESERVED) -> Decimal | None:
        """What an item still has; None where the budget in force does not know it."""
        planned = self.planned.get(code)
        return None if planned is None else planned - self.taken(code, states)


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
    sums = sums_of(project, lines, year_of(project, on), besides)
    return {code: line.amount - sums.taken(code, states) for code, line in lines.items()}


def sums_of(
    project: Any, codes: Collection[str], year: Period, besides: Any = None, alike: Any = None
) -> Sums:
    """What is planned and what takes from it, `besides` one claim or advance. One statement."""
    asked = [
        _planned(project, codes), _claimed(project, codes, year, besides), _booked(project, codes, year),
        _advanced(project, codes, year, besides),
    ]  # fmt: skip
    if alike is not None:
        asked.append(_rows(alike, Value(_ALIKE), F("payee"), F("payable")))
    found: dict[str, dict[str, Decimal]] = {}
    together = []
    for what, code, yuan in asked[0].union(*asked[1:], all=True):
        if what == _ALIKE:
            together.append((code, yuan))
        else:
            of_kind = found.setdefault(what, {})
            of_kind[code] = of_kind.get(code, ZERO) + (max(yuan, ZERO) if what == _ADVANCED else yuan)
    return Sums(
        found.get(_PLANNED, {}),
        {state: found.get(str(state), {}) for state in RESERVED},
        found.get(_BOOKED, {}),
        found.get(_ADVANCED, {}),
        tuple(together),
    )


def _rows(found: Any, what: Any, code: Any, yuan: Any) -> Any:
    """Three columns that stand under those of the other questions."""
    return found.order_by().annotate(which=what, at=code, yuan=yuan).values_list("which", "at", "yuan")


def _summed(found: Any, what: Any, code: Any, yuan: Any) -> Any:
    grouped = found.order_by().annotate(which=what, at=code).values("which", "at").annotate(yuan=Sum(yuan))
    return grouped.values_list("which", "at", "yuan")


def _planned(project: Any, codes: Collection[str]) -> Any:
    return _rows(_in_force(project, codes), Value(_PLANNED), F("code"), F("amount"))


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


def _claimed(project: Any, codes: Collection[str], year: Period, besides: Any) -> Any:
    rows = ClaimLine.everything.filter(
        claim__project=project,
        claim__state__in=RESERVED,
        claim__happened_on__range=(year.start, year.end),
        budget_line__code__in=list(codes),
    )
    if isinstance(besides, Claim) and besides.pk:
        rows = rows.exclude(claim=besides)
    return _summed(rows, F("claim__state"), F("budget_line__code"), Coalesce("sanctioned", "amount"))


def _booked(project: Any, codes: Collection[str], year: Period) -> Any:
    """What vouchers say that no payment of this house stands behind."""
    rows = VoucherLine.everything.filter(
        Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0),
        project=project,
        item__in=list(codes),
        voucher__dated__range=(year.start, year.end),
        voucher__payment__isnull=True,
    )
    return _summed(rows, Value(_BOOKED), F("item"), F("debit") - F("credit"))


def _advanced(project: Any, codes: Collection[str], year: Period, besides: Any) -> Any:
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
    return _rows(rows, Value(_ADVANCED), F("budget_line__code"), F("amount") - F("returned") - on_the_way)
