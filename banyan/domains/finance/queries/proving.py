"""Budgets and books of many projects at once, for the controls: a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from banyan.core.controls import Scope
from banyan.core.controls.sharing import shared
from banyan.core.identity import tree
from banyan.domains.finance.models import Budget, BudgetLine, BudgetPhase, VoucherLine
from banyan.domains.finance.queries.books import entry_of, names_read
from banyan.domains.finance.queries.frames import calendar_year, frame_for, plain_item, signers_of
from banyan.domains.finance.queries.records import records_of
from banyan.domains.finance.rules.budget import Item
from banyan.domains.finance.rules.entries import Entry, Paper, papers
from banyan.domains.finance.rules.findings import Finding, Frame, look
from banyan.domains.projects import public as projects

_STANDING = (Budget.State.DRAFT, Budget.State.EFFECTIVE)


@dataclass(frozen=True)
class Books:
    """What a project's books hold, what they are judged by, and what they say against the rules."""

    scope: Scope
    budget: Budget | None
    items: tuple[Item, ...]
    papers: tuple[Paper, ...]
    pages: dict[str, UUID]
    frame: Frame
    findings: tuple[Finding, ...]
    unit: Any = None
    phases: Mapping[str, Mapping[date, Decimal]] = field(default_factory=dict)

    def in_period(self) -> tuple[Paper, ...]:
        """The vouchers dated in the days that are judged."""
        period = self.scope.period
        return tuple(paper for paper in self.papers if period.start <= paper.on <= period.end)


@shared
def books_of(scopes: Sequence[Scope], today: date) -> list[Books]:
    """The books of each project up to the end of the days judged. Nine statements at most, and two for each agency."""
    ids = [scope.id for scope in scopes]
    lines, pages = _lines(ids, today)
    budgets = _budgets(ids)
    items = _items([budget.pk for budget in budgets.values()])
    phases = _phases([budget.pk for budget in budgets.values()])
    years = projects.contract_years(ids, today)
    units = tree.current().units
    days = {scope.id: min(scope.period.end, today) for scope in scopes}
    booked = {id_: [each for each in lines.get(id_, ()) if each.on <= on] for id_, on in days.items()}
    known = records_of(
        booked, {scope.id: units[scope.unit_id] for scope in scopes}, max(days.values(), default=today)
    )
    people = {root: signers_of(units[root]) for root in {_root(scope) for scope in scopes}}
    found = []
    for scope in scopes:
        budget = budgets.get(scope.id)
        agreed = tuple(items.get(budget.pk, ())) if budget else ()
        on, entries = days[scope.id], booked[scope.id]
        year = years.get(scope.id) or calendar_year(on)
        frame = frame_for(units[scope.unit_id], year, agreed, on, people[_root(scope)])
        found.append(
            Books(
                scope,
                budget,
                agreed,
                tuple(papers(entries)),
                pages,
                frame,
                tuple(look(entries, frame, known[scope.id])),
                units[scope.unit_id],
                phases.get(budget.pk, {}) if budget else {},
            )
        )
    return found


def _root(scope: Scope) -> int:
    return tree.current().units[scope.unit_id].root.pk


def _lines(ids: Sequence[UUID], until: date) -> tuple[dict[UUID, list[Entry]], dict[str, UUID]]:
    rows = VoucherLine.objects.filter(project__public_id__in=ids, voucher__dated__lte=until)
    rows = rows.order_by("voucher__dated", "voucher__number", "position")
    found: dict[UUID, list[Entry]] = {}
    pages: dict[str, UUID] = {}
    for project, page, *rest in rows.values_list("project__public_id", "voucher__public_id", *names_read()):
        entry = entry_of(rest)
        found.setdefault(project, []).append(entry)
        pages[entry.voucher] = page
    return found, pages


def _budgets(ids: Sequence[UUID]) -> dict[UUID, Budget]:
    """The budget in force of each project; where none is, the newest draft."""
    kept = Budget.objects.filter(project__public_id__in=ids).filter(state__in=_STANDING)
    found: dict[UUID, Budget] = {}
    for budget in kept.select_related("project").order_by("edition"):
        earlier = found.get(budget.project.public_id)
        if earlier is None or earlier.state != Budget.State.EFFECTIVE:
            found[budget.project.public_id] = budget
    return found


def _items(budgets: Sequence[int]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for line in BudgetLine.objects.filter(budget__in=budgets).order_by("position"):
        found.setdefault(line.budget_id, []).append(plain_item(line))
    return found


def _phases(budgets: Sequence[int]) -> dict[int, dict[str, dict[date, Decimal]]]:
    rows = BudgetPhase.objects.filter(line__budget__in=budgets)
    found: dict[int, dict[str, dict[date, Decimal]]] = {}
    for budget, code, month, amount in rows.values_list("line__budget_id", "line__code", "month", "amount"):
        found.setdefault(budget, {}).setdefault(code, {})[month] = amount
    return found
