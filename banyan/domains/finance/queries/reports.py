"""The reports that the shell tells by name, as plain answers; amounts are texts with two decimals, in yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.queries.books import entries, lines_visible
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.queries.half_reports import figures_of
from banyan.domains.finance.queries.statements import Statements, statements_of
from banyan.domains.finance.rules.balances import activities
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.statements import Row
from banyan.foundation.periods import Period, add_months, half

_HALF = 6


def contract(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """Execution by item of the contract budget; `total` equals what the statement of activities and assets say."""
    found = execution_of(project, by, on)
    return _headed(project, on) | {
        "phased": found.is_phased,
        "items": [
            {
                "item": item.code, "name": item.name, "block": item.block, "budget": _money(item.budget),
                "due": _money(item.due), "spent": _money(item.spent), "variance": _money(item.variance),
                "rate": _text(item.rate), "in_budget": item.is_in_budget,
            }
            for block in found.blocks
            for item in block.items
        ],
        "total": _money(found.total.spent),
    }  # fmt: skip


def by_activity(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """Statement of activities of the contract year up to a day, and how it agrees with the contract report."""
    year = year_of(project, on)
    booked = entries(lines_visible(by, project=project, until=on))
    word = value(settings.RESTRICTED_WORD.key, on, project.unit)
    found = activities(booked, Period(year.start, on), word)
    assets = sum(
        (e.debit for e in booked if e.is_spending and e.kind == "asset" and e.on >= year.start), ZERO
    )
    return _headed(project, on) | {
        "income": {code: _money(amount) for code, amount in sorted(found.income.items())},
        "expense": {code: _money(amount) for code, amount in sorted(found.expense.items())},
        "total_income": _money(found.total_income),
        "total_expense": _money(found.total_expense),
        "change": _money(found.change),
        "restricted_income": _money(found.restricted_income),
        "released": _money(found.released),
        "assets_bought": _money(assets),
        "contract_total": _money(found.total_expense + assets),
    }


def balance_sheet(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """Assets, liabilities and net assets at the beginning of the calendar year and on a day."""
    sheet = _year_so_far(project, by, on).sheet
    return _headed(project, on) | {
        "assets": _rows(sheet.assets),
        "liabilities": _rows(sheet.liabilities),
        "net_assets": _rows(sheet.net_assets),
        "result": _money(sheet.result.closing),
        "total_assets": _money(sheet.total_assets),
        "total_claims": _money(sheet.total_claims),
        "agrees": sheet.agrees,
    }


def cash_flow(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """What moved bank and cash of the calendar year up to a day, by what it came for or went to."""
    flow = _year_so_far(project, by, on).flow
    lines = {code: _money(amount) for code, amount in flow.lines.items()}
    return _headed(project, on) | {"lines": lines, "change": _money(flow.change), "agrees": flow.agrees}


def half_year(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """The half-yearly report to headquarters (P4.3) for the half of the contract year that a day lies in."""
    year = year_of(project, on)
    second = on >= add_months(year.start, _HALF)
    period = half(f"{year.start.year}-H{2 if second else 1}", year.start)
    told = figures_of(project, Period(period.start, min(on, period.end)), by)
    return _headed(project, on) | {"half": [period.start.isoformat(), period.end.isoformat()]} | told


#: Name in the shell → report of a project up to a day.
REPORTS: Mapping[str, Callable[[Any, Actor, date], dict[str, Any]]] = MappingProxyType(
    {
        "contract": contract,
        "activities": by_activity,
        "balance-sheet": balance_sheet,
        "cash-flow": cash_flow,
        "half-year": half_year,
    }
)


def _year_so_far(project: Any, by: Actor, on: date) -> Statements:
    return statements_of(by, Period(date(on.year, 1, 1), on), project.unit, project)


def _headed(project: Any, on: date) -> dict[str, str]:
    return {"project": project.number, "until": on.isoformat()}


def _rows(rows: Iterable[Row]) -> list[dict[str, str]]:
    return [
        {"code": row.code, "name": row.name, "opening": _money(row.opening), "closing": _money(row.closing)}
        for row in rows
    ]


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
