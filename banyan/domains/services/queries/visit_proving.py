"""The roster as controls judge it, read once for all projects; numbers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls import Scope
from banyan.domains.services.models import RosterEntry, Visit
from banyan.foundation.periods import Period


@dataclass(frozen=True)
class OnRoster:
    """Somebody on the roster in a period, with the days on which they were met."""

    project: UUID
    entry: RosterEntry
    met: tuple[date, ...]

    def told(self) -> dict[str, Any]:
        """How a finding names the entry."""
        return {
            "model": "services.rosterentry", "public_id": self.entry.public_id, "number": self.entry.number,
        }  # fmt: skip


def on_roster(scopes: Sequence[Scope], period: Period) -> Iterator[OnRoster]:
    """Everybody on the roster of these projects in the period, met by its end. Two statements."""
    found = RosterEntry.everything.filter(
        project__public_id__in=[scope.id for scope in scopes], since__lte=period.end
    )
    entries = list(found.exclude(ended_on__lt=period.start).select_related("project").order_by("pk"))
    met: dict[int, list[date]] = defaultdict(list)
    visits = Visit.everything.filter(entry__in=entries, state=Visit.State.FILED, outcome=Visit.Outcome.MET)
    for entry_id, day in (
        visits.filter(held_on__lte=period.end).order_by("held_on").values_list("entry_id", "held_on")
    ):
        met[entry_id].append(day)
    for entry in entries:
        yield OnRoster(entry.project.public_id, entry, tuple(met[entry.pk]))  # type: ignore[union-attr]


def with_relief(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[UUID, Visit]]:
    """Visits of the period at which something was handed over. One statement."""
    given = Visit.everything.filter(
        entry__project__public_id__in=[scope.id for scope in scopes], state=Visit.State.FILED,
        held_on__range=(period.start, period.end),
    )  # fmt: skip
    for visit in given.exclude(relief="").select_related("entry__project").order_by("held_on", "pk"):
        yield visit.entry.project.public_id, visit  # type: ignore[union-attr]
