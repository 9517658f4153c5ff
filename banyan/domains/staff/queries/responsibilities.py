"""The responsibility matrix of a centre on a day (P1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.domains.staff.models import Responsibility, ResponsibilityField
from banyan.domains.staff.queries.places import unit_ids_below
from banyan.domains.staff.rules import responsibility as rules


@dataclass(frozen=True)
class MatrixRow:
    """A field of responsibility: one cell a department, and what the leads among them mean."""

    field: ResponsibilityField
    cells: tuple[Responsibility | None, ...]
    verdict: str


@dataclass(frozen=True)
class Matrix:
    """Fields down, departments across, as they stood on a day."""

    unit: Unit
    on: date
    departments: tuple[Unit, ...]
    rows: tuple[MatrixRow, ...]

    def having(self, verdict: str) -> tuple[MatrixRow, ...]:
        """The fields with one verdict: overlap, void, clear or unneeded."""
        return tuple(row for row in self.rows if row.verdict == verdict)


def matrix(unit: Unit, on: date, by: Actor) -> Matrix:
    """Who leads and supports what in a unit. Two statements."""
    ids = sorted(unit_ids_below(unit))
    fields = list(ResponsibilityField.objects.visible_to(by).filter(unit__in=ids).order_by("position", "pk"))
    duties = _duties(ids, on, by)
    departments = departments_of(unit, on)
    verdicts = rules.judge_fields(
        {field.pk: field.needed for field in fields}, [_plain(duty) for duty in duties]
    )
    found = {verdict.field: verdict.verdict for verdict in verdicts}
    cells = {(duty.field_id, duty.unit_id): duty for duty in duties}
    rows = tuple(
        MatrixRow(field, tuple(cells.get((field.pk, d.pk)) for d in departments), found[field.pk])
        for field in fields
    )
    return Matrix(unit, on, departments, rows)


def drifts(unit: Unit, on: date, by: Actor, worked: Mapping[tuple[int, int], int]) -> tuple[rules.Drift, ...]:
    """Where real work lies with a department that does not lead: `worked` counts records by (department, field)."""
    return rules.drifts([_plain(duty) for duty in _duties(sorted(unit_ids_below(unit)), on, by)], worked)


def departments_of(unit: Unit, on: date) -> tuple[Unit, ...]:
    """The departments below a unit that were open on a day; a unit without any stands for itself."""
    below = [u for u in tree.current().units.values() if u.path.startswith(unit.path) and u.pk != unit.pk]
    open_on_day = [u for u in below if u.kind == Unit.Kind.DEPARTMENT and _is_open(u, on)]
    return tuple(sorted(open_on_day, key=lambda each: each.code)) or (unit,)


def _duties(ids: list[int], on: date, by: Actor) -> list[Responsibility]:
    return list(
        Responsibility.objects.visible_to(by).filter(Responsibility.on(on), unit__in=ids).order_by("pk")
    )


def _plain(duty: Responsibility) -> rules.Duty:
    return rules.Duty(duty.unit_id, duty.field_id, duty.part)


def _is_open(unit: Unit, on: date) -> bool:
    return (unit.opened_on is None or unit.opened_on <= on) and (
        unit.closed_on is None or on <= unit.closed_on
    )
