"""How far a project's money comes from one place (P4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BudgetLine
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.queries.funding import funding_of_agencies
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.entries import ZERO, Entry


@dataclass(frozen=True)
class Source:
    """One source with its share in per cent and what it adds to the index."""

    item: rules.Item
    share: Decimal | None
    squared: Decimal | None


@dataclass(frozen=True)
class Booked:
    """What the books of the contract year say came from one source, yuan, with its share in per cent and its lines:
    entry, what it brought, address of its voucher.
    """

    name: str
    amount: Decimal
    share: Decimal | None
    lines: tuple[tuple[Entry, Decimal, str], ...]


@dataclass(frozen=True)
class SourcesPage:
    """The sources, largest first; each edition of the budget with its concentration; the agency as a whole; what is
    booked as income so far, source by source.
    """

    total: Decimal
    sources: tuple[Source, ...]
    concentration: rules.Concentration
    editions: tuple[tuple[int, Decimal, rules.Concentration], ...]
    agency: rules.Concentration | None
    booked: tuple[Booked, ...]

    @property
    def booked_total(self) -> Decimal:
        return sum((each.amount for each in self.booked), ZERO)


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
        tuple(_booked(found)),
    )


def _booked(found: Execution) -> Iterable[Booked]:
    """Lines on accounts of income, by the source that the voucher names, largest first."""
    lines: dict[str, list[tuple[Entry, Decimal, str]]] = {}
    for entry in found.entries:
        if entry.kind == "income" and entry.on >= found.frame.year.start:
            page = found.pages.get(entry.voucher)
            url = reverse("finance.voucher.detail", args=(page,)) if page else ""
            lines.setdefault(entry.source, []).append((entry, entry.credit - entry.debit, url))
    sums = {name: sum((brought for _entry, brought, _url in some), ZERO) for name, some in lines.items()}
    whole = sum(sums.values(), ZERO)
    for name, amount in sorted(sums.items(), key=lambda each: -each[1]):
        yield Booked(name, amount, rules.percent(amount, whole), tuple(lines[name]))


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
