"""The responsibility matrix of a centre on a day (P1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.domains.staff.models import Responsibility, ResponsibilityField
from banyan.domains.staff.queries import serving
from banyan.domains.staff.queries.places import unit_ids_below
from banyan.domains.staff.rules import responsibility as rules
from banyan.domains.staff.rules.proving import Judged
from banyan.domains.staff.rules.serving import Practice
from banyan.foundation.periods import Period, quarter, quarter_of


@dataclass(frozen=True)
class MatrixRow:
    """A field of responsibility: one cell a department, and what the leads among them mean."""

    field: ResponsibilityField
    cells: tuple[Responsibility | None, ...]
    verdict: str
    times: tuple[int, ...] = ()
    judged: Judged | None = None


@dataclass(frozen=True)
class Matrix:
    """Fields down, departments across, as they stood on a day; who served whom in the quarter of that day."""

    unit: Unit
    on: date
    period: Period
    departments: tuple[Unit, ...]
    rows: tuple[MatrixRow, ...]

    def having(self, verdict: str) -> tuple[MatrixRow, ...]:
        """The fields with one verdict: overlap, void, clear or unneeded."""
        return tuple(row for row in self.rows if row.verdict == verdict)


def matrix(unit: Unit, on: date, by: Actor) -> Matrix:
    """Who leads and supports what in a unit, and whom each really served. Two statements and those of the services."""
    ids = sorted(unit_ids_below(unit))
    fields = list(ResponsibilityField.objects.visible_to(by).filter(unit__in=ids).order_by("position", "pk"))
    ever = list(Responsibility.objects.visible_to(by).filter(unit__in=ids).order_by("pk"))
    period = Period(quarter(quarter_of(on)).start, on)
    standing = _Standing(departments_of(unit, on), [duty for duty in ever if _stands(duty, on)])
    done = serving.served(ids, period.start, period.end) if fields else ()
    practices = dict(serving.practices(fields, ever, done, period))
    rows = standing.rows(fields)
    told = tuple(
        _with_practice(row, practices.get(row.field), standing.departments, unit, on) for row in rows
    )
    return Matrix(unit, on, period, standing.departments, told)


@dataclass(frozen=True)
class _Standing:
    """The departments of a day and who of them leads or supports what."""

    departments: tuple[Unit, ...]
    duties: Sequence[Responsibility]

    def rows(self, fields: Sequence[ResponsibilityField]) -> tuple[MatrixRow, ...]:
        """One row a field, with its verdict."""
        plain = [rules.Duty(duty.unit_id, duty.field_id, duty.part) for duty in self.duties]
        needed = {field.pk: field.needed for field in fields}
        found = {verdict.field: verdict.verdict for verdict in rules.judge_fields(needed, plain)}
        cells = {(duty.field_id, duty.unit_id): duty for duty in self.duties}
        return tuple(
            MatrixRow(field, tuple(cells.get((field.pk, d.pk)) for d in self.departments), found[field.pk])
            for field in fields
        )


def _with_practice(
    row: MatrixRow, practice: Practice | None, departments: Sequence[Unit], unit: Unit, on: date
) -> MatrixRow:
    """The row with person-times beside its cells; unchanged where nobody said which records belong to the field."""
    if practice is None:
        return row
    times = tuple(practice.times.get(each.pk, 0) for each in departments)
    return replace(row, times=times, judged=serving.judged(practice, unit, on))


def departments_of(unit: Unit, on: date) -> tuple[Unit, ...]:
    """The departments below a unit that were open on a day; a unit without any stands for itself."""
    below = [u for u in tree.current().units.values() if u.path.startswith(unit.path) and u.pk != unit.pk]
    open_on_day = [u for u in below if u.kind == Unit.Kind.DEPARTMENT and _is_open(u, on)]
    return tuple(sorted(open_on_day, key=lambda each: each.code)) or (unit,)


def _stands(duty: Responsibility, on: date) -> bool:
    return duty.starts_on <= on and (duty.ends_on is None or on <= duty.ends_on)


def _is_open(unit: Unit, on: date) -> bool:
    return (unit.opened_on is None or unit.opened_on <= on) and (
        unit.closed_on is None or on <= unit.closed_on
    )
