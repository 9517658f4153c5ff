"""Who of a department may open its money, for many departments at once: two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.core.identity.actor import Right
from banyan.core.identity.models import Grant, Unit, User
from banyan.domains.finance.models import BudgetLine, MonthlyForm
from banyan.domains.finance.queries.proving import Books
from banyan.domains.finance.rules.opening import Openness

#: What the page of the own department asks for.
WANTED = (MonthlyForm.permission("view"), BudgetLine.permission("view"))


def departments_of(scope: Scope) -> list[Unit]:
    """The departments of a project's station; the station itself where it has none."""
    units = tree.current().units
    below = [
        u for u in units.values() if u.kind == Unit.Kind.DEPARTMENT and u.path.startswith(scope.unit_path)
    ]
    return below or [units[scope.unit_id]]


def openness_of(books: Sequence[Books], on: date) -> Iterator[tuple[Scope, Unit, Openness]]:
    """Every department of each project that has a budget."""
    places = {each.scope.id: departments_of(each.scope) for each in books if each.budget is not None}
    units = {unit.pk: unit for some in places.values() for unit in some}
    people, rights = _people(units), _rights(units, on)
    for each in books:
        for unit in places.get(each.scope.id, ()):
            items = sum(1 for item in each.items if item.side == "expense" and item.department == unit.name)
            able = sum(1 for user in people[unit.pk] if _may(rights[user], unit))
            yield each.scope, unit, Openness(items, len(people[unit.pk]), able)


def _people(units: dict[int, Unit]) -> dict[int, list[int]]:
    """Unit → sign-ins of those who work in it."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = User.everything.filter(person__unit__in=list(units), is_active=True).order_by("pk")
    for user, unit in rows.values_list("pk", "person__unit_id"):
        found[unit].append(user)
    return found


def _rights(units: dict[int, Unit], on: date) -> dict[int, list[tuple[str, Right]]]:
    """Sign-in → where it may do what on a day."""
    found: dict[int, list[tuple[str, Right]]] = defaultdict(list)
    rows = Grant.everything.filter(Grant.on(on), user__person__unit__in=list(units))
    for user, path, patterns in rows.values_list("user", "unit__path", "role__permissions"):
        found[user].append((path, Right(tuple(patterns), "")))
    return found


def _may(rights: Sequence[tuple[str, Any]], unit: Unit) -> bool:
    here = [right for path, right in rights if unit.path.startswith(path)]
    return all(any(right.allows(wanted) for right in here) for wanted in WANTED)
