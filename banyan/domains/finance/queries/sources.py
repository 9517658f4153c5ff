"""How far a project's money comes from one place (P4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BudgetLine
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.queries.funding import funding_of_agencies
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.entries import ZERO


@dataclass(frozen=True)
class Source:
    """One source with its share in per cent and what it adds to the index."""

    item: rules.Item
    share: Decimal | None
    squared: Decimal | None


@dataclass(frozen=True)
class SourcesPage:
    """The sources, largest first; each edition of the budget with its concentration; the agency as a whole."""

    total: Decimal
    sources: tuple[Source, ...]
    concentration: rules.Concentration
    editions: tuple[tuple[int, Decimal, rules.Concentration], ...]
    agency: rules.Concentration | None


def sources_page(found: Execution, by: Actor) -> SourcesPage:
    """From the budget that the execution is judged by; three statements more."""
    incomes = sorted((i for i in found.items if i.side == "income"), key=lambda item: -item.amount)
    total = sum((item.amount for item in incomes), ZERO)
    agency = funding_of_agencies().get(tree.root_of(found.project.unit).pk)
    return SourcesPage(
        total,
        tuple(_source(item, total) for item in incomes),
        found.concentration,
        tuple(_editions(found, by)),
        agency,
    )


def _source(item: rules.Item, total: Decimal) -> Source:
    if item.amount <= ZERO or not total:
        return Source(item, None, None)
    squared = ((item.amount / total) ** 2).quantize(Decimal("0.0001"))
    return Source(item, rules.percent(item.amount, total), squared)


def _editions(found: Execution, by: Actor) -> Iterable[tuple[int, Decimal, rules.Concentration]]:
    """What the concentration was in each edition of the budget: the trend."""
    rows = BudgetLine.objects.visible_to(by).filter(
        budget__project=found.project, side=BudgetLine.Side.INCOME
    )
    amounts: dict[int, list[Decimal]] = {}
    for edition, amount in rows.order_by("budget__edition").values_list("budget__edition", "amount"):
        amounts.setdefault(edition, []).append(amount)
    for edition, some in amounts.items():
        yield edition, sum(some, ZERO), rules.concentration(some)
