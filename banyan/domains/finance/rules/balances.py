"""The books summed up: by account, by budget item, as the statements that the law and the purchaser ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import RESTRICTED, ZERO, Entry
from banyan.foundation.periods import Period


@dataclass
class AccountSum:
    """One account of a trial balance, yuan; `opening` and `closing` are debit balances (credit is negative)."""

    code: str
    name: str
    kind: str
    opening: Decimal = ZERO
    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def closing(self) -> Decimal:
        return self.opening + self.debit - self.credit


@dataclass(frozen=True)
class TrialBalance:
    """Every account that moved, by code; both totals are equal when every voucher is balanced."""

    accounts: tuple[AccountSum, ...]
    debit: Decimal
    credit: Decimal

    @property
    def is_balanced(self) -> bool:
        return self.debit == self.credit and sum((each.closing for each in self.accounts), ZERO) == ZERO


def totalled(sums: Mapping[str, AccountSum]) -> TrialBalance:
    """The accounts by code, with the turnover of both sides."""
    ordered = tuple(sums[code] for code in sorted(sums))
    return TrialBalance(
        ordered, sum((each.debit for each in ordered), ZERO), sum((each.credit for each in ordered), ZERO)
    )


@dataclass
class Activities:
    """Statement of activities: income and cost of a period by account, and what was set free of restrictions."""

    income: dict[str, Decimal] = field(default_factory=dict)
    expense: dict[str, Decimal] = field(default_factory=dict)
    restricted_income: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def total_income(self) -> Decimal:
        return sum(self.income.values(), ZERO)

    @property
    def total_expense(self) -> Decimal:
        return sum(self.expense.values(), ZERO)

    @property
    def change(self) -> Decimal:
        return self.total_income - self.total_expense


def activities(entries: Iterable[Entry], period: Period, restricted_word: str) -> Activities:
    """Custody and movements between net assets are neither income nor cost."""
    found = Activities()
    for entry in entries:
        if not period.start <= entry.on <= period.end:
            continue
        if entry.kind == "income":
            _put(found.income, entry.account, entry.credit - entry.debit)
            if entry.restriction.startswith(restricted_word):
                found.restricted_income += entry.credit - entry.debit
        elif entry.kind == "expense":
            _put(found.expense, entry.account, entry.debit - entry.credit)
        elif entry.account.startswith(RESTRICTED):
            found.released += entry.debit - entry.credit
    return found


@dataclass(frozen=True)
class ItemSum:
    """One item of the contract budget with what was spent on it, yuan; `is_in_budget` is false for strays."""

    code: str
    name: str
    block: str
    department: str
    budget: Decimal
    due: Decimal
    spent: Decimal
    is_in_budget: bool = True

    @property
    def variance(self) -> Decimal:
        return self.spent - self.due

    @property
    def rate(self) -> Decimal | None:
        """Variance over what was due, in per cent; None where nothing was due."""
        return (self.variance / self.due * 100).quantize(Decimal("0.1")) if self.due else None

    @property
    def done(self) -> Decimal | None:
        """Spent over the budget of the year, in per cent."""
        return (self.spent / self.budget * 100).quantize(Decimal("0.1")) if self.budget else None

    def is_large(self, percent: Decimal, amount: Decimal) -> bool:
        """Beyond both thresholds, or spent where nothing was due (R5.2.4)."""
        if not self.due:
            return self.spent > ZERO
        return abs(self.variance) > amount and self.rate is not None and abs(self.rate) > percent


def spent_by_item(entries: Iterable[Entry], until: date) -> dict[str, Decimal]:
    """Item → yuan spent on it by the books up to a day; what was returned is taken off."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        if entry.on <= until and (entry.is_spending or (entry.kind == "expense" and entry.credit)):
            sums[entry.item] = sums.get(entry.item, ZERO) + entry.debit - entry.credit
    return sums


def _put(sums: dict[str, Decimal], code: str, amount: Decimal) -> None:
    sums[code] = sums.get(code, ZERO) + amount
