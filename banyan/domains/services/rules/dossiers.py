"""Whether a file holds the papers it should, each by its day, and what came in late (文书齐套)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused, noop

AddWorkdays = Callable[[date, int], date]


#: Milestones that end a file: what is counted from them comes after, everything else falls due before or not at all.
ENDS = ("closed", "worked")


class Measure(StrEnum):
    """In what the time of a paper is counted."""

    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"


class Standing(StrEnum):
    """How a paper of a file stands."""

    COMPLETE = "complete"
    LATE = "late"
    BEGUN = "begun"
    MISSING = "missing"
    DUE = "due"
    LATER = "later"


@dataclass(frozen=True)
class Requirement:
    """A paper that a file of its method needs: due so long after a milestone. One that is not `needed` is waived."""

    document: str
    since: str
    amount: int = 0
    measure: Measure = Measure.DAYS
    needed: bool = True
    counts: bool = False
    #: Asked for again, so long after the last one, as long as the file is open.
    every: bool = False
    #: Further ones of the same paper, each so long after the same milestone.
    further: tuple[int, ...] = ()

    def due(self, reached: date, add_workdays: AddWorkdays, nth: int = 0) -> date:
        """The last good day of the first paper, or of a further one, counted from the day of the milestone."""
        amount = (self.amount, *self.further)[nth]
        if self.measure is Measure.WORKDAYS:
            return add_workdays(reached, amount)
        if self.measure is Measure.MONTHS:
            return add_months(reached, amount)
        return reached + timedelta(days=amount)

    def owed(self, finished: Sequence[Document], reached: date, add_workdays: AddWorkdays) -> date | None:
        """By when the next one is due; None where all are there."""
        if self.every:
            last = max((each.event_on or reached for each in finished), default=reached)
            return self.due(max(reached, last), add_workdays)
        return self.due(reached, add_workdays, len(finished)) if len(finished) <= len(self.further) else None


@dataclass(frozen=True)
class Document:
    """A paper that lies in a file: its day (of the event), the day it was entered, and whether it is finished."""

    kind: str
    event_on: date | None
    entered_on: date | None
    finished: bool = True
    label: str = ""

    def late_by(self, days: int) -> int:
        """Days beyond the days within which an entry follows its event; 0 in time."""
        if self.event_on is None or self.entered_on is None:
            return 0
        return max((self.entered_on - self.event_on).days - days, 0)


@dataclass(frozen=True)
class Line:
    """One required paper of a file as it stands; `late` counts the entries that came late."""

    requirement: Requirement
    standing: Standing
    documents: tuple[Document, ...] = ()
    due_on: date | None = None
    overdue: int = 0
    late: int = 0

    @property
    def is_there(self) -> bool:
        return self.standing in (Standing.COMPLETE, Standing.LATE)


@dataclass(frozen=True)
class Row:
    """One line of the table of requirements: whose it is, and the days for which it holds."""

    requirement: Requirement
    valid_from: date
    valid_to: date | None = None
    project: int | None = None
    depth: int = 0

    def holds(self, on: date, project: int | None) -> bool:
        """Whether it holds on a day for a file of a project."""
        in_time = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_time and self.project in (None, project)


def requirements_on(
    defaults: Sequence[Requirement], rows: Iterable[Row], on: date, project: int | None
) -> list[Requirement]:
    """What a file needs on a day: the usual papers, changed by the table. The purchaser's line goes before the
    station's, the station's before the agency's, the newer before the older."""
    found = {each.document: each for each in defaults}
    standing = [row for row in rows if row.holds(on, project)]
    again = {each.document for each in defaults if each.every}
    for row in sorted(standing, key=lambda row: (row.project is not None, row.depth, row.valid_from)):
        asked = row.requirement
        found[asked.document] = replace(asked, every=asked.document in again)
    return [each for each in found.values() if each.needed]


@dataclass(frozen=True)
class Judging:
    """By what files are judged: the day, the days for an entry, and how working days are added."""

    today: date
    late_days: int
    add_workdays: AddWorkdays


def lines(
    requirements: Iterable[Requirement],
    documents: Iterable[Document],
    milestones: Mapping[str, date | None],
    judging: Judging,
) -> list[Line]:
    """Every required paper of a file as it stands, in the order of the work. What the end of the file forestalled stays away."""
    by_kind: dict[str, list[Document]] = {}
    for each in documents:
        by_kind.setdefault(each.kind, []).append(each)
    ended = milestones.get(ENDS[0])
    found = (
        _line(each, by_kind.get(each.document, []), milestones.get(each.since), judging, ended)
        for each in requirements
    )
    return [line for line in found if line is not None]


def _line(
    needed: Requirement, there: list[Document], reached: date | None, judging: Judging, ended: date | None
) -> Line | None:
    finished = tuple(each for each in there if each.finished)
    due_on = needed.owed(finished, reached, judging.add_workdays) if reached else None
    if ended and due_on and needed.since not in ENDS and due_on > ended:
        due_on = None
        if not there:
            return None
    overdue = max((judging.today - due_on).days, 0) if due_on else 0
    if finished and not overdue:
        late = sum(each.late_by(judging.late_days) > 0 for each in finished)
        return Line(needed, Standing.LATE if late else Standing.COMPLETE, tuple(there), due_on, late=late)
    return Line(needed, _lacking(bool(there), due_on, overdue), tuple(there), due_on, overdue)


def _lacking(begun: bool, due_on: date | None, overdue: int) -> Standing:
    if overdue:
        return Standing.MISSING
    if begun:
        return Standing.BEGUN
    return Standing.DUE if due_on else Standing.LATER


def is_complete(found: Iterable[Line]) -> bool:
    """Whether nothing that is due is missing or unfinished."""
    return all(each.is_there or each.standing in (Standing.DUE, Standing.LATER) for each in found)


def keeps_from_counting(found: Iterable[Line]) -> list[Line]:
    """Papers without which the contract does not count the service."""
    return [each for each in found if each.requirement.counts and not each.is_there]


def check_requirement(document: str, since: str, valid_from: date, valid_to: date | None) -> None:
    """A line of the table speaks of one method and ends after it begins."""
    if document.partition(".")[0] != since.partition(".")[0]:
        raise Refused({"since": noop("Paper and milestone belong to the same method.")})
    if valid_to is not None and valid_to < valid_from:
        raise Refused({"valid_to": noop("The last day lies before the first.")})
