"""Who reads the ledger, and what of it lies in files that this reader may not open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from banyan.core.identity.actor import Actor
from banyan.core.pointing import of_closed
from banyan.domains.projects.models import Evidence, Indicator, LedgerEntry, LedgerLine, Project
from banyan.domains.projects.rules.freeze import first_of
from banyan.domains.projects.rules.unread import Told, Unread


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the figures; without ``by`` they are written down for whoever reads them later."""

    by: Actor | None
    answers: bool = False

    def told(self, until: date | None) -> Told:
        """What a figure tells of files that the reader may not open: of a single day nothing."""
        if until is not None:
            return Told.NONE
        return Told.ALL if self.answers else Told.GROUPS

    def may_read(self, lines: QuerySet[LedgerLine]) -> QuerySet[LedgerLine]:
        """The lines without those of files that the reader may not open."""
        return lines.exclude(of_closed(self.by, "evidence__source_model", "evidence__source_public_id"))


EVERYBODY = Reader(None)


def reader_of(project: Project, by: Actor) -> Reader:
    """Whoever closes the months answers for the figures and sees those of the contract whole."""
    return Reader(by, answers=by.can("projects.project.freeze", project))


def unread_by(
    reader: Reader, indicators: Iterable[Indicator], until: date | None
) -> Mapping[int, list[Unread]]:
    """Indicator → what unread records have booked there, by a day where one is asked for. One statement, for the
    house itself none.
    """
    found: dict[int, list[Unread]] = defaultdict(list)
    if reader.by is not None and reader.by.system:
        return found
    projects = {each.project_id for each in indicators}
    closed = of_closed(reader.by, "source_model", "source_public_id")
    evidence = Evidence.everything.filter(closed, project__in=projects)
    entries = LedgerEntry.everything.filter(line__evidence__in=evidence.order_by().values("pk"))
    if until is not None:
        entries = entries.filter(month__lte=first_of(until), line__happened_on__lte=until)
    rows = entries.order_by("line_id", "month", "state")
    for indicator, *booked in rows.values_list("indicator_id", "line_id", "state", "month", "amount", "base"):
        found[indicator].append(Unread(*booked))
    return found
