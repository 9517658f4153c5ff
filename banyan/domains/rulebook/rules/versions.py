"""One version in force on any day: adoption, repeal, and what must stand before either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "R10.2.1"


@dataclass(frozen=True)
class Term:
    """When a version is in force: from a day on, up to the day before `repealed_on`."""

    name: str
    in_force_on: date
    repealed_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the version is in force on a day."""
        return self.in_force_on <= day and (self.repealed_on is None or day < self.repealed_on)


def in_force(terms: Sequence[Term], day: date) -> Term | None:
    """The one version in force on a day."""
    return next((term for term in terms if term.covers(day)), None)


def gaps(terms: Sequence[Term], first: date, last: date) -> list[tuple[date, date]]:
    """Spans between two days without any version in force; both ends belong to a span."""
    found, day = [], first
    one = date.resolution
    for term in sorted(terms, key=lambda each: each.in_force_on):
        if term.in_force_on > last:
            break
        if term.in_force_on > day:
            found.append((day, term.in_force_on - one))
        if term.repealed_on is None:
            return found
        day = max(day, term.repealed_on)
    if day <= last:
        found.append((day, last))
    return found


def check_adoption(
    resolution: str, adopted_on: date, in_force_on: date, today: date, others: Sequence[Term]
) -> None:
    """A version is adopted by a resolution of a day that has come, and begins after the one before it."""
    if not resolution.strip():
        raise Refused({"resolution": noop("Name the resolution that adopts this version.")}, clause=CLAUSE)
    if adopted_on > today:
        raise Refused({"adopted_on": noop("The day of the resolution has not come yet.")}, clause=CLAUSE)
    if in_force_on < adopted_on:
        raise Refused(
            {"in_force_on": noop("A version cannot be in force before it was adopted.")},
            clause=CLAUSE,
            way_out=noop("Choose the day of the resolution or a later day."),
        )
    later = next((term for term in others if in_force_on <= term.in_force_on), None)
    if later is not None:
        raise Refused(
            {
                "in_force_on": sentence(
                    noop("Only one version is in force on a day: %(name)s begins on %(day)s already."),
                    name=later.name,
                    day=later.in_force_on,
                )
            },
            clause=CLAUSE,
            way_out=sentence(noop("Choose a day after %(day)s."), day=later.in_force_on),
        )


def check_whole(items: int, cut_end: bool, defects: int, seen: bool) -> None:
    """A text that breaks off or whose numbers are wrong is adopted only when somebody says that they saw it."""
    if not items:
        raise Refused(noop("This version has no text yet."), clause=CLAUSE)
    if (cut_end or defects) and not seen:
        raise Refused(
            {
                "defects_seen": sentence(
                    noop("The text has %(count)s defects; look at them first."), count=defects
                )
            },
            clause=CLAUSE,
            way_out=noop("Correct the document and bring it again, or confirm that it is meant so."),
        )


def check_repeal(term: Term, repealed_on: date, reason: str) -> None:
    """Without a successor a version ends on a day after it began, and somebody says why."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the version ends without another one.")}, clause=CLAUSE)
    if repealed_on <= term.in_force_on:
        raise Refused(
            {
                "repealed_on": sentence(
                    noop("It is in force from %(day)s; choose a later day."), day=term.in_force_on
                )
            },
            clause=CLAUSE,
        )
