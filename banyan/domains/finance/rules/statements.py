"""The statements that the law asks for, from the same lines as the contract's reports: balance sheet and cash flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from banyan.domains.finance.rules.balances import AccountSum
from banyan.domains.finance.rules.entries import ZERO, Paper
from banyan.foundation.refusal import noop

_ASSET, _LIABILITY, _NET, _INCOME, _EXPENSE = "asset", "liability", "net_assets", "income", "expense"


@dataclass(frozen=True)
class Row:
    """One account of a statement, yuan at its natural side: at the beginning and at the end of the period."""

    code: str
    name: str
    opening: Decimal
    closing: Decimal


@dataclass(frozen=True)
class BalanceSheet:
    """Assets against liabilities and net assets; `result` is income − expense not carried into net assets yet."""

    assets: tuple[Row, ...]
    liabilities: tuple[Row, ...]
    net_assets: tuple[Row, ...]
    result: Row

    @property
    def total_assets(self) -> Decimal:
        return sum((row.closing for row in self.assets), ZERO)

    @property
    def opened_assets(self) -> Decimal:
        """What the assets came to when the period began."""
        return sum((row.opening for row in self.assets), ZERO)

    @property
    def opened_claims(self) -> Decimal:
        """What liabilities, net assets and the result came to when the period began."""
        rows = (*self.liabilities, *self.net_assets, self.result)
        return sum((row.opening for row in rows), ZERO)

    @property
    def total_claims(self) -> Decimal:
        """Liabilities, net assets and the result."""
        rows = (*self.liabilities, *self.net_assets, self.result)
        return sum((row.closing for row in rows), ZERO)

    @property
    def agrees(self) -> bool:
        return self.total_assets == self.total_claims


def balance_sheet(accounts: Iterable[AccountSum]) -> BalanceSheet:
    """From the sums of a trial balance."""
    every = list(accounts)
    result = [each for each in every if each.kind in (_INCOME, _EXPENSE)]
    return BalanceSheet(
        tuple(Row(a.code, a.name, a.opening, a.closing) for a in every if a.kind == _ASSET),
        tuple(Row(a.code, a.name, -a.opening, -a.closing) for a in every if a.kind == _LIABILITY),
        tuple(Row(a.code, a.name, -a.opening, -a.closing) for a in every if a.kind == _NET),
        Row("", "", -sum((a.opening for a in result), ZERO), -sum((a.closing for a in result), ZERO)),
    )


#: What money came for or went to, by the account on the other side; the first that fits holds.
CASH_LINES = (
    ("donations", noop("donations received"), ("4101",)),
    ("services", noop("received for services"), ("4301", "2203", "1121")),
    ("grants", noop("public grants received"), ("4401",)),
    ("people", noop("paid to and for staff"), ("2204",)),
    ("things", noop("paid for things to be kept"), ("1501",)),
    ("taxes", noop("taxes paid"), ("2206",)),
    ("work", noop("paid for the work"), ("5", "1122", "1141", "1201", "2202")),
)
OTHER = ("other", noop("other receipts and payments"))


@dataclass(frozen=True)
class CashFlow:
    """Line of the statement → yuan, received positive; the sum is what bank and cash changed by."""

    lines: Mapping[str, Decimal]
    change: Decimal

    @property
    def agrees(self) -> bool:
        return sum(self.lines.values(), ZERO) == self.change


def cash_flow(papers: Iterable[Paper]) -> CashFlow:
    """Vouchers that move bank or cash, told by what stands on their other side."""
    sums: dict[str, Decimal] = {code: ZERO for code, _name, _accounts in CASH_LINES} | {OTHER[0]: ZERO}
    change = ZERO
    for paper in papers:
        if not any(entry.is_cash for entry in paper.entries):
            continue
        for entry in paper.entries:
            if entry.is_cash:
                change += entry.debit - entry.credit
            else:
                sums[_line_of(entry.account)] += entry.credit - entry.debit
    return CashFlow(sums, change)


def _line_of(account: str) -> str:
    for code, _name, accounts in CASH_LINES:
        if account.startswith(accounts):
            return code
    return OTHER[0]
