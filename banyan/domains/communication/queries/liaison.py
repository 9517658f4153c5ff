"""Contacts by stakeholder and quarter."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core.identity import tree
from banyan.domains.communication.models import LiaisonEntry, Stakeholder
from banyan.domains.communication.rules import partners as rules
from banyan.domains.communication.rules.partners import Quarter
from banyan.domains.communication.settings import AGREEMENT_WARNING, CONTACTS, number


@dataclass(frozen=True)
class Cell:
    """One quarter of one stakeholder: how many contacts, and how that looks."""

    quarter: int
    start: date
    end: date
    count: int
    tone: str


@dataclass(frozen=True)
class Row:
    """One stakeholder with its quarters, its last contact and what was promised."""

    stakeholder: Stakeholder
    cells: tuple[Cell, ...]
    last: LiaisonEntry | None
    promised: LiaisonEntry | None
    agreement_ends: bool
    agreement_over: bool

    @property
    def trouble(self) -> int:
        """What stands first: missed quarters, an overdue promise, an agreement that ends."""
        return (
            sum(cell.tone == "breach" for cell in self.cells) * 2 + bool(self.promised) + self.agreement_ends
        )


@dataclass(frozen=True)
class Matrix:
    """The year: its quarters, the stakeholders, and how many cells want somebody."""

    year: int
    quarters: tuple[Quarter, ...]
    rows: tuple[Row, ...]
    wanted: int
    contacts: int
    missed: int


def matrix(by: Any, year: int, today: date) -> Matrix:
    """Stakeholders against quarters, those with trouble first (R3.2.5). Two statements."""
    columns = rules.quarters(year)
    kept = Stakeholder.objects.visible_to(by).filter(state=Stakeholder.State.ACTIVE)
    stakeholders = list(kept.select_related("liaison", "project").order_by("name"))
    tree.give_units(stakeholders)
    entries = _entries(stakeholders, year, by)
    made = [_row(each, entries[each.pk], columns, today) for each in stakeholders]
    rows = tuple(sorted(made, key=lambda row: (-row.trouble, row.stakeholder.name)))
    return Matrix(
        year=year,
        quarters=columns,
        rows=rows,
        wanted=number(
            CONTACTS, min(today, columns[-1].period.end), stakeholders[0].unit if stakeholders else None
        ),
        contacts=sum(cell.count for row in rows for cell in row.cells),
        missed=sum(cell.tone == "breach" for row in rows for cell in row.cells),
    )


def _entries(stakeholders: list[Stakeholder], year: int, by: Any) -> dict[int, list[LiaisonEntry]]:
    found = LiaisonEntry.objects.visible_to(by).filter(stakeholder__in=[each.pk for each in stakeholders])
    found = found.filter(held_on__range=(date(year, 1, 1), date(year, 12, 31)))
    sorted_by_body: dict[int, list[LiaisonEntry]] = defaultdict(list)
    for entry in found.select_related("who").order_by("held_on", "pk"):
        sorted_by_body[entry.stakeholder_id].append(entry)
    return sorted_by_body


def _row(
    stakeholder: Stakeholder, entries: list[LiaisonEntry], columns: tuple[Quarter, ...], today: date
) -> Row:
    wanted = number(CONTACTS, min(today, columns[-1].period.end), stakeholder.unit)
    days = [entry.held_on for entry in entries]
    cells = tuple(
        _cell(column, rules.counted(days, column.period), wanted, stakeholder, today) for column in columns
    )
    late = [entry for entry in entries if entry.next_due and entry.done_on is None and entry.next_due < today]
    warn = number(AGREEMENT_WARNING, today, stakeholder.unit)
    return Row(
        stakeholder=stakeholder,
        cells=cells,
        last=entries[-1] if entries else None,
        promised=late[0] if late else None,
        agreement_over=rules.agreement_runs_out(stakeholder.agreed_until, today, -1),
        agreement_ends=rules.agreement_runs_out(stakeholder.agreed_until, today, warn),
    )


def _cell(column: Quarter, count: int, wanted: int, stakeholder: Stakeholder, today: date) -> Cell:
    tone = rules.contact_tone(count, wanted, column.period, stakeholder.known_since, today)
    return Cell(column.number, column.period.start, column.period.end, count, tone)
