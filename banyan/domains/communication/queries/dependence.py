"""Funding of one side, contacts of the other: where each agency stands (P1.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from banyan.core import dated, door
from banyan.core.controls.scopes import running
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.communication.models import LiaisonEntry
from banyan.domains.communication.rules import dependence as rules
from banyan.domains.communication.rules.dependence import Position, Thresholds
from banyan.domains.communication.settings import CLOSE_CONTACTS, DEPENDENT_PERCENT, GOVERNMENT, number
from banyan.domains.finance import public as finance
from banyan.foundation.periods import Period, add_months


@dataclass(frozen=True)
class Agency:
    """An agency with its place and the thresholds that put it there."""

    unit: Any
    found: Position
    limits: Thresholds
    squares: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


def positions(units: Iterable[int], period: Period) -> dict[int, Position]:
    """Agency (unit id) → where it stands by the contacts of a period and the budgets in effect. Four statements."""
    roots = {tree.root_of(tree.current().units[unit]).pk for unit in units}
    funding, contacts = finance.funding_of_agencies(), _contacts(period)
    projects = Counter(tree.root_of(tree.current().units[each.unit_id]).pk for each in running())
    return {
        root: rules.position(
            funding[root].top if root in funding else None,
            contacts[root],
            sum(1 for _month in period.months()),
            projects[root],
            limits_on(period.end, tree.current().units[root]),
        )
        for root in roots
    }


def limits_on(on: date, unit: Any) -> Thresholds:
    """The thresholds valid on a day."""
    return Thresholds(number(DEPENDENT_PERCENT, on, unit), number(CLOSE_CONTACTS, on, unit))


def _contacts(period: Period) -> Counter[int]:
    """Contacts with government in a period, by agency. One statement."""
    kinds = dated.value(GOVERNMENT.key, period.end)
    rows = LiaisonEntry.everything.filter(
        stakeholder__kind__in=kinds, held_on__range=(period.start, period.end)
    )
    units = tree.current().units
    return Counter(tree.root_of(units[pk]).pk for pk in rows.values_list("stakeholder__unit_id", flat=True))


def positions_seen(by: Actor, today: date) -> dict[str, Any]:
    """The agencies whose contacts the actor reads, by the last twelve months."""
    period = Period(add_months(today, -12) + timedelta(days=1), today)
    reached = by.unit_ids("communication.stakeholder.view")
    with door.opened("communication.dependence"):
        found = positions(reached, period)
    units = tree.current().units
    agencies = [
        Agency(
            units[root], place, limits_on(today, units[root]),
            _squares(place),
        )
        for root, place in sorted(found.items())
    ]  # fmt: skip
    return {"agencies": agencies, "period": period}


def _squares(place: Position) -> tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]:
    """The four types as a table of two by two, the agency's own marked."""
    return tuple(
        (
            near,
            tuple(
                (
                    rules.TYPES[near, how],
                    place.is_known and (near, how) == (place.closeness, place.dependence),
                )
                for how in (rules.DEPENDENT, rules.AUTONOMOUS)
            ),
        )
        for near in (rules.INTEGRATED, rules.SEPARATE)
    )
