"""Who reads the ledger, and what of it lies in files that this reader may not open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from banyan.core.identity.actor import Actor
from banyan.core.pointing import of_closed
from banyan.domains.projects.models import Evidence, Indicator, LedgerEntry, LedgerLine
from banyan.domains.projects.models.sources import closed_sources
from banyan.domains.projects.rules.unread import Told, Unread


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the figures; without ``by`` they are written down for whoever reads them later."""

    by: Actor | None

    def told(self, until: date | None) -> Told:
        """What a figure tells of files that the reader may not open: of a single day nothing."""
        return Told.GROUPS if until is None else Told.NONE

    def may_read(self, lines: QuerySet[LedgerLine]) -> QuerySet[LedgerLine]:
        """The lines without those of files that the reader may not open."""
        return lines.exclude(
            of_closed(self.by, "evidence__source_model", "evidence__source_public_id", closed_sources())
        )


EVERYBODY = Reader(None)


def entries_unread(reader: Reader, indicators: Iterable[Indicator]) -> QuerySet[LedgerEntry]:
    """What records have booked that the reader may not open; for the house itself nothing."""
    closed = of_closed(reader.by, "source_model", "source_public_id", closed_sources())
    evidence = Evidence.everything.filter(closed, project__in={each.project_id for each in indicators})
    return LedgerEntry.everything.filter(line__evidence__in=evidence.order_by().values("pk")).order_by()


def unread_of(rows: Iterable[Sequence[Any]]) -> dict[int, list[Unread]]:
    """Indicator → its unread bookings in the order of the records; rows of indicator, line, state, month, amount, base."""
    found: dict[int, list[Unread]] = defaultdict(list)
    for indicator, *booked in sorted(rows, key=lambda row: row[1]):
        found[int(indicator)].append(Unread(*booked))
    return found
