"""The half-yearly inspection: which half is due, what it must say before it is signed (R10.1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
BREACHED, ATTENTIVE = "breached", "attention"
SHORTEST_OPINION, LONGEST_OPINION, LONGEST_REMARK = 10, 4000, 500


@dataclass(frozen=True)
class Line:
    """A line of an inspection as its signing sees it."""

    clause: str
    project: str
    result: str
    own: str
    remark: str


class Judged(Protocol):
    """A line with what the records say and what the inspector says."""

    @property
    def result(self) -> str: ...
    @property
    def own(self) -> str: ...


def period_of(year: int, half: int) -> Period:
    """The days of a half year."""
    return (
        Period(date(year, 1, 1), date(year, 6, 30))
        if half == 1
        else Period(date(year, 7, 1), date(year, 12, 31))
    )


def check_begun(year: int, half: int, today: date) -> None:
    """A half year is inspected once it is there to be looked at."""
    if period_of(year, half).start > today:
        raise Refused({"half": noop("This half year has not begun.")}, clause="R10.1.1")


def check_inspector(inspector: UUID | None, leads: Iterable[UUID]) -> None:
    """Nobody inspects a project that they lead."""
    if inspector is None:
        raise Refused({"": noop("Only a person can inspect; sign in as yourself.")}, clause="R10.1.1")
    if inspector in set(leads):
        raise Refused(
            {"": noop("Who leads a project does not inspect it.")},
            clause="R10.1.1",
            way_out=noop("Let a colleague of headquarters or of another station inspect."),
        )


def check_signing(lines: Iterable[Line], opinion: str) -> None:
    """Every breach has the inspector's own remark, a changed verdict its reason, the whole an opinion."""
    silent = [line for line in lines if wants_a_remark(line) and not line.remark.strip()]
    if silent:
        told = sentence(
            noop("%(count)s lines want a remark of the inspector, the first is %(clause)s in %(project)s."),
            count=len(silent), clause=silent[0].clause, project=silent[0].project,
        )  # fmt: skip
        raise Refused(
            {"": told}, clause="R10.1.1", way_out=noop("Write what was seen on the spot beside each breach.")
        )
    if len(opinion.strip()) < SHORTEST_OPINION:
        raise Refused(
            {"opinion": noop("Write the opinion of the inspection before you sign.")}, clause="R10.1.1"
        )


def check_written(remarks: Iterable[str], opinion: str) -> None:
    """Nothing that was written is cut off: what is too long goes back with its bound."""
    longest = max((len(each.strip()) for each in remarks), default=0)
    words = noop("At most %(most)s characters; this has %(count)s.")
    if longest > LONGEST_REMARK:
        raise Refused({"remark": sentence(words, most=LONGEST_REMARK, count=longest)})
    if len(opinion.strip()) > LONGEST_OPINION:
        raise Refused({"opinion": sentence(words, most=LONGEST_OPINION, count=len(opinion.strip()))})


def remark_for(own: str, shared: Sequence[str], asked: bool) -> str:
    """What is said of a line: its own words, else those for its clause, else, where it asks for words, its chapter's."""
    clause, chapter = shared
    return own.strip() or clause.strip() or (chapter.strip() if asked else "")


def wants_a_remark(line: Judged) -> bool:
    """A breach wants the inspector's own words, and so does a verdict that differs from the records'."""
    return line.own == BREACHED or line.own != line.result


def due_half(on: date, days: int) -> tuple[int, int] | None:
    """The last half year whose inspection must be there on a day: (year, half)."""
    for year, half in ((on.year, 1), (on.year - 1, 2), (on.year - 1, 1)):
        if period_of(year, half).end + timedelta(days=days) <= on:
            return year, half
    return None


def inspection_verdict(
    half: tuple[int, int], signed_on: date | None, published_on: date | None, wanted_by: date
) -> tuple[str, Sentence]:
    """Whether the half year was inspected in time and its result told (R10.1.1)."""
    named = {"year": half[0], "half": half[1]}
    if signed_on is None:
        return BREACH, sentence(noop("Half year %(half)s of %(year)s was not inspected."), **named)
    if published_on is None:
        return ATTENTION, sentence(
            noop("Half year %(half)s of %(year)s was inspected, its result not told."), **named
        )
    if signed_on > wanted_by:
        return ATTENTION, sentence(noop("Half year %(half)s of %(year)s was inspected late."), **named)
    return GOOD, sentence(noop("Half year %(half)s of %(year)s was inspected and its result told."), **named)
