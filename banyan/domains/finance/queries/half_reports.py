"""What the half-yearly report holds (P4.3): income, items, departments, unit costs, large lines, advances, assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.queries.execution import Execution, execution_of
from banyan.domains.finance.queries.periods import large_items
from banyan.domains.finance.queries.unit_costs import costs_on
from banyan.domains.finance.rules.balances import spent_by_item
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.rush import by_department
from banyan.foundation.periods import Period

ADVANCES = "1122"
_YUAN = frozenset(("budget", "half", "due", "spent", "left", "received", "amount", "advances", "forecast"))


def figures_of(project: Any, half: Period, by: Actor) -> dict[str, Any]:
    """Plain figures of a half, amounts as texts in yuan; the same when asked again on unchanged books."""
    found = execution_of(project, by, half.end)
    within = [entry for entry in found.entries if half.start <= entry.on <= half.end]
    spent = spent_by_item(within, half.end)
    limit = Decimal(str(value(settings.PURCHASE_LIMIT.key, half.end, project.unit)))
    large = [e for e in within if e.is_spending and e.debit >= limit]
    advances = sum((e.debit - e.credit for e in found.entries if e.account.startswith(ADVANCES)), ZERO)
    return {
        "income": _income(found, within),
        "items": [
            {
                "item": item.code, "name": item.name, "block": item.block, "budget": _money(item.budget),
                "half": _money(spent.get(item.code, ZERO)), "due": _money(item.due), "spent": _money(item.spent),
                "left": _money(item.budget - item.spent), "rate": str(item.rate) if item.rate is not None else "",
                "is_large": item in large_items(found),
            }
            for block in found.blocks for item in block.items
        ],
        "departments": [
            {"department": name, "spent": _money(sum((e.debit for e in lines), ZERO))}
            for name, lines in sorted(by_department(within).items())
        ],
        "large": [
            {"voucher": e.voucher, "day": e.on.isoformat(), "what": e.summary, "item": e.item, "amount": _money(e.debit)}
            for e in large
        ],
        "assets": [
            {"voucher": e.voucher, "day": e.on.isoformat(), "what": e.summary, "amount": _money(e.debit)}
            for e in within if e.is_spending and e.kind == "asset"
        ],
        "advances": _money(advances),
        "total": {
            "budget": _money(found.total.budget), "half": _money(sum(spent.values(), ZERO)),
            "spent": _money(found.total.spent), "forecast": _money(_forecast(found)),
        },
        "costs": _costs(found, by),
    }  # fmt: skip


def as_amounts(told: Any, name: str = "") -> Any:
    """Figures as they are kept, with the texts that are yuan as amounts again; an empty one is no amount."""
    if isinstance(told, dict):
        return {key: as_amounts(each, key) for key, each in told.items()}
    if isinstance(told, list):
        return [as_amounts(each) for each in told]
    return (Decimal(told) if told else None) if name in _YUAN else told


def deviating(project: Any, on: date, by: Actor) -> int:
    """How many items deviate beyond both thresholds."""
    return len(large_items(execution_of(project, by, on)))


def _income(found: Execution, within: list[Any]) -> list[dict[str, str]]:
    """Budget and money received by source of the contract; what came from elsewhere stands apart."""
    sums: dict[str, Decimal] = {}
    for entry in within:
        if entry.is_cash and entry.debit:
            sums[entry.source] = sums.get(entry.source, ZERO) + entry.debit
    agreed = [
        {"source": item.name, "budget": _money(item.amount), "received": ""}
        for item in found.items
        if item.side == "income"
    ]
    came = [
        {"source": source, "budget": "", "received": _money(amount)}
        for source, amount in sorted(sums.items())
    ]
    return [*agreed, *came]


def _forecast(found: Execution) -> Decimal:
    """Where the year ends at the present pace, and never below what is spent."""
    year = found.frame.year
    days = (min(found.on, year.end) - year.start).days + 1
    return (found.total.spent * year.days / days).quantize(Decimal("0.01"))


def _costs(found: Execution, by: Actor) -> dict[str, str]:
    costs = costs_on(found, by)
    return {
        "activities": str(costs.activities), "attendances": str(costs.attendances),
        "per_activity": _text(costs.per_activity), "per_attendance": _text(costs.per_attendance),
        "per_hour": _text(costs.per_hour), "done": _text(costs.done),
    }  # fmt: skip


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)
