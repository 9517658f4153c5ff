"""Trial balance, balance sheet and cash flow of a unit or project, and the journal for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, Sum

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.queries.books import entries, lines_visible
from banyan.domains.finance.queries.chart import account_names, chart_map
from banyan.domains.finance.rules.balances import AccountSum, Activities, TrialBalance, activities, totalled
from banyan.domains.finance.rules.chart import translated
from banyan.domains.finance.rules.entries import ZERO, Entry, Paper, papers
from banyan.domains.finance.rules.statements import BalanceSheet, CashFlow, balance_sheet, cash_flow
from banyan.foundation.periods import Period


def balance_of(by: Actor, period: Period, *, project: Any = None, unit: Any = None) -> TrialBalance:
    """Openings and turnover by account; the database adds up. Old codes stand under the chart of the last day."""
    lines = lines_visible(by, project=project, unit=unit, until=period.end)
    before, within = Q(voucher__dated__lt=period.start), Q(voucher__dated__gte=period.start)
    asked = {
        "written": Max("account_name"),
        "opened_debit": Sum("debit", filter=before),
        "opened_credit": Sum("credit", filter=before),
        "moved_debit": Sum("debit", filter=within),
        "moved_credit": Sum("credit", filter=within),
    }
    rows = lines.values("account").annotate(**asked).order_by().values_list("account", *asked)
    names, mapped = account_names(period.end), chart_map(period.end, unit or getattr(project, "unit", None))
    sums: dict[str, AccountSum] = {}
    for code, written, *amounts in rows:
        opening_debit, opening_credit, debit, credit = (amount or ZERO for amount in amounts)
        now = translated(code, mapped)
        found = sums.setdefault(
            now, AccountSum(now, names.get(now) or written, Entry("", period.end, 0, now).kind)
        )
        found.opening += opening_debit - opening_credit
        found.debit += debit
        found.credit += credit
    return totalled(sums)


@dataclass(frozen=True)
class Statements:
    """The statements of a period, and whether the contract's report comes to the same."""

    period: Period
    balance: TrialBalance
    sheet: BalanceSheet
    flow: CashFlow
    activities: Activities
    by_contract: Any
    by_law: Any

    @property
    def agrees(self) -> bool:
        """Balance sheet, cash flow and both reports of the same lines meet."""
        return self.sheet.agrees and self.flow.agrees and self.by_contract == self.by_law


def statements_of(by: Actor, period: Period, unit: Any, project: Any = None) -> Statements:
    """All statements of a unit, or of one project's books. Two statements to the database."""
    booked = entries(lines_visible(by, unit=unit, project=project, until=period.end))
    within = [entry for entry in booked if entry.on >= period.start]
    balance = balance_of(by, period, unit=unit, project=project)
    word = value(settings.RESTRICTED_WORD.key, period.end, unit)
    done = activities(within, period, word)
    kept = sum((e.debit for e in within if e.is_spending and e.kind == "asset"), ZERO)
    spent = sum(
        (e.debit - e.credit for e in within if e.is_spending or (e.kind == "expense" and e.credit)), ZERO
    )
    return Statements(
        period,
        balance,
        balance_sheet(balance.accounts),
        cash_flow(papers(within)),
        done,
        spent,
        done.total_expense + kept,
    )


def journal(by: Actor, period: Period, unit: Any, project: Any = None) -> list[Paper]:
    """The vouchers of a period in their order."""
    lines = lines_visible(by, unit=unit, project=project, until=period.end).filter(
        voucher__dated__gte=period.start
    )
    return papers(entries(lines))
