"""What activity money brought in a contract year (P4.11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.queries.proving import Books
from banyan.domains.finance.rules.balances import spent_by_item
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.phasing import due_by
from banyan.domains.finance.rules.unit_costs import UnitCosts, results
from banyan.domains.projects import public as projects
from banyan.domains.services import public as services
from banyan.foundation.periods import Period, share_elapsed


@dataclass(frozen=True)
class Brought:
    """What activity money brought: all together, by department, and the results that the contract asks for."""

    costs: UnitCosts
    departments: tuple[tuple[str, UnitCosts], ...]
    lines: tuple[Mapping[str, Any], ...]


def brought_of(found: Execution, by: Actor) -> Brought:
    """Activity money beside activities, people, hours, results and answers, as the actor may see them."""
    held, lines = _held(found), projects.ledger(found.project.number, by, found.on) or []
    days = Period(found.frame.year.start, found.on)
    output = services.outputs([services.Part(found.project.public_id, days)])[found.project.public_id]
    spent, due = _by_department(found)
    at: dict[str, list[Any]] = {}
    for each in held:
        at.setdefault(tree.current().units[each.unit_id].name, []).append(each)
    departments = [
        (name, _costs(spent.get(name, ZERO), due.get(name, ZERO), at.get(name, ()))) for name in due | spent
    ]
    return Brought(unit_costs_of(found, held, lines, output), tuple(departments), tuple(map(_share, lines)))


def unit_costs_of(
    found: Execution, held: Sequence[Any], lines: Sequence[Mapping[str, Any]], output: Any
) -> UnitCosts:
    """All together: activity money beside what was held, the contract's results and what participants said."""
    spent, due = _by_department(found)
    gone = (share_elapsed(found.frame.year, found.on) * 100).quantize(Decimal("0.1"))
    done = results((Decimal(str(line["counted"])), Decimal(str(line["target"]))) for line in lines)
    more = {"persons": output.persons, "answers": output.answers, "satisfaction": output.satisfaction}
    return _costs(sum(spent.values(), ZERO), sum(due.values(), ZERO), held, done=done, gone=gone, **more)


def costs_on(found: Execution, by: Actor) -> UnitCosts:
    """The same for a report."""
    return brought_of(found, by).costs


def brought_by(books: Sequence[Books]) -> dict[UUID, UnitCosts]:
    """Project → its activity money of the contract year beside what it brought; for the controls. Four statements."""
    days = {b.scope.id: Period(b.frame.year.start, max(b.frame.until, b.frame.year.start)) for b in books}
    done = services.outputs([services.Part(project, period) for project, period in days.items()])
    found = {}
    for each in books:
        spent, due = _of_activities(each)
        output = done[each.scope.id]
        if spent or output.activities:
            found[each.scope.id] = UnitCosts(
                spent, due, output.activities, output.person_times, output.hours, None, ZERO, output.persons,
                output.answers, output.satisfaction,
            )  # fmt: skip
    return found


def _of_activities(books: Books) -> tuple[Decimal, Decimal]:
    """Spent and due of the activity items of one project, yuan."""
    year, until = books.frame.year, books.frame.until
    entries = [e for paper in books.papers for e in paper.entries if e.on >= year.start]
    sums = spent_by_item(entries, until)
    items = [item for item in books.items if item.code in books.frame.activity_items]
    due = (due_by(item, year, until, books.phases.get(item.code, {})) for item in items)
    return sum((sums.get(item.code, ZERO) for item in items), ZERO), sum(due, ZERO)


def _by_department(found: Execution) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Department → spent, and due by now, of activity money."""
    spent: dict[str, Decimal] = {}
    due: dict[str, Decimal] = {}
    for item in (i for block in found.blocks for i in block.items if i.code in found.frame.activity_items):
        spent[item.department] = spent.get(item.department, ZERO) + item.spent
        due[item.department] = due.get(item.department, ZERO) + item.due
    return spent, due


def _held(found: Execution) -> list[Any]:
    """Every activity of the project: only counts are shown, and they are the same for whoever asks."""
    every = services.activities_between(found.frame.year.start, found.on, system_actor("unit costs"))
    return [each for each in every if each.project_id == found.project.pk]


def _costs(
    spent: Decimal,
    due: Decimal,
    held: Sequence[Any],
    *,
    done: Decimal | None = None,
    gone: Decimal = ZERO,
    **more: Any,
) -> UnitCosts:
    came, hours = sum(each.person_times or 0 for each in held), sum((_hours(each) for each in held), ZERO)
    return UnitCosts(spent, due, len(held), came, hours, done, gone, **more)


def _share(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """An indicator of the contract with how far it is, per cent."""
    return {**line, "done": results([(Decimal(str(line["counted"])), Decimal(str(line["target"])))])}


def _hours(held: Any) -> Decimal:
    return Decimal(services.minutes_between(held.starts_at, held.ends_at)) / 60
