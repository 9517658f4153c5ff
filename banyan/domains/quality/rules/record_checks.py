"""Checking records of service: how the sample is drawn, who may judge, what must be there before it is signed (R4.2.2)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from banyan.foundation.periods import Period, quarter
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CLAUSE = "R4.2.2"
GOOD, ATTENTION, BREACH = "good", "attention", "breach"
YES, NO = "yes", "no"
CONFIRMED, DENIED, NOT_REACHED, DECLINED = "confirmed", "denied", "not_reached", "declined"
RIGHTLY, COPIED = "rightly", "copied"
SHORTEST_OPINION = 10
_PIECE = 3


@dataclass(frozen=True)
class Drawable:
    """A record that may be drawn: the worker whose it is, and its number."""

    worker: int
    number: str


def period_of(year: int, number: int) -> Period:
    """The days of a quarter."""
    return quarter(f"{year}-Q{number}")


def check_begun(year: int, number: int, today: date) -> None:
    """A quarter is drawn from once it is over, so that every record of it can be drawn."""
    if period_of(year, number).end >= today:
        raise Refused(
            {"quarter": noop("This quarter is not over yet; a sample is drawn from all of its records.")},
            clause=CLAUSE,
            way_out=noop("Draw the quarter before, or wait for its last day."),
        )


def seed_of(project: UUID, year: int, number: int, moment: datetime) -> str:
    """The seed comes from the moment of the drawing: nobody chooses it, nobody knows it before."""
    told = f"{project}/{year}-Q{number}/{moment.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def place_of(seed: str, number: str) -> str:
    """The place of a record in the drawing: SHA-256 over the seed, a stroke and the record's number."""
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()


def share_of(count: int, percent: int, least: int) -> int:
    """How many of a worker's records are drawn: the share, rounded up, at least so many, at most all."""
    return min(count, max(least, -(-count * percent // 100)))


def drawn(frame: Iterable[Drawable], seed: str, percent: int, least: int) -> list[str]:
    """The numbers drawn: for each worker apart, those that come first in the drawing. The same seed, the same list."""
    by_worker: dict[int, list[str]] = defaultdict(list)
    for each in frame:
        by_worker[each.worker].append(each.number)
    found: list[str] = []
    for _worker, numbers in sorted(by_worker.items()):
        numbers.sort(key=lambda number: place_of(seed, number))
        found += numbers[: share_of(len(numbers), percent, least)]
    return found


def fingerprint(numbers: Iterable[str]) -> str:
    """What proves later which records were there to be drawn."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


# -- alike records ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """The words of one record of a worker."""

    worker: int
    number: str
    text: str


@dataclass(frozen=True)
class Alike:
    """Two records of one worker that are nearly the same."""

    worker: int
    first: str
    second: str
    likeness: Decimal


def pieces(text: str) -> Counter[str]:
    """A text cut into pieces of three signs, each as often as it occurs; spaces and punctuation do not count."""
    letters = "".join(sign for sign in text if sign.isalnum())
    return Counter(letters[place : place + _PIECE] for place in range(len(letters) - _PIECE + 1))


def likeness(first: Counter[str], second: Counter[str]) -> Decimal:
    """Twice the pieces in common, divided by the pieces of both (Dice): 1 is word for word, 0 nothing in common."""
    both = first.total() + second.total()
    if not both:
        return Decimal(0)
    return (Decimal(2 * (first & second).total()) / both).quantize(Decimal("0.001"))


def alike(records: Iterable[Told], over_percent: int, shortest: int) -> list[Alike]:
    """Each record that is more alike than the threshold to an earlier one of its worker, with the one most like it.

    `records` come in the order of their days. Short texts are left out.
    """
    by_worker: dict[int, list[tuple[str, Counter[str]]]] = defaultdict(list)
    for each in records:
        cut = pieces(each.text)
        if cut.total() + _PIECE - 1 >= shortest:
            by_worker[each.worker].append((each.number, cut))
    over = Decimal(over_percent) / 100
    found = [
        Alike(worker, *_most_like(number, cut, texts[:place], over))
        for worker, texts in by_worker.items()
        for place, (number, cut) in enumerate(texts)
    ]
    return [each for each in found if each.likeness > over]


def _most_like(
    number: str, cut: Counter[str], earlier: Sequence[tuple[str, Counter[str]]], over: Decimal
) -> tuple[str, str, Decimal]:
    """The earlier text most like this one: (its number, this number, likeness). Texts of very different length cannot be alike."""
    best, most, mine = "", Decimal(0), cut.total()
    for other, theirs in earlier:
        if 2 * min(mine, theirs.total()) <= over * (mine + theirs.total()):
            continue
        value = likeness(cut, theirs)
        if value > most:
            best, most = other, value
        if most == 1:
            break
    return best, number, most


# -- judging ---------------------------------------------------------------------------------------


def check_apart(person: int | None, hands: Iterable[int]) -> None:
    """Nobody asks about, or judges, a record that they wrote or took part in."""
    if person is None:
        raise Refused({"": noop("Only a person can check records; sign in as yourself.")}, clause=CLAUSE)
    if person in set(hands):
        raise Refused(
            {"": noop("You took part in this contact; somebody else asks about it and judges the record.")},
            clause=CLAUSE,
            way_out=noop("Ask a colleague, the head of the department or the supervisor."),
        )


def check_call(answer: str, consented: bool, words: str) -> None:
    """What a resident says counts when they agreed to be asked; a denial is told in words."""
    if answer in (CONFIRMED, DENIED) and not consented:
        raise Refused(
            {"consented": noop("Ask first whether they agree to be asked; without that nothing is written down.")},
            clause=CLAUSE,
            way_out=noop("Write “does not wish to answer” where they do not agree."),
        )  # fmt: skip
    if answer == DENIED and not words.strip():
        raise Refused({"words": noop("Write down what was said to be otherwise.")}, clause=CLAUSE)


def check_verdicts(complete: str, accurate: str, remark: str) -> None:
    """A verdict against a record says why."""
    if NO in (complete, accurate) and not remark.strip():
        raise Refused(
            {"remark": noop("Say what is missing or wrong, so that it can be put right.")}, clause=CLAUSE
        )


def is_true(answer: str) -> str:
    """Whether the contact took place, as the resident answered; nothing where nobody could say."""
    return {CONFIRMED: YES, DENIED: NO}.get(answer, "")


@dataclass(frozen=True)
class Line:
    """A drawn record as the signing sees it."""

    number: str
    answer: str
    complete: str
    accurate: str

    @property
    def is_judged(self) -> bool:
        return bool(self.answer and self.complete and self.accurate)

    @property
    def is_at_fault(self) -> bool:
        return NO in (is_true(self.answer), self.complete, self.accurate)


def check_signing(lines: Iterable[Line], compared: bool, unread: int, opinion: str) -> None:
    """Every drawn record has its three verdicts, every alike pair was read, the whole has an opinion."""
    waiting = [line for line in lines if not line.is_judged]
    if waiting:
        told = sentence(
            noop("%(count)s drawn records want a call-back or a verdict, the first is %(number)s."),
            count=len(waiting), number=waiting[0].number,
        )  # fmt: skip
        raise Refused({"": told}, clause=CLAUSE)
    if not compared:
        raise Refused({"": noop("The records have not been compared with each other yet.")}, clause=CLAUSE,
                      way_out=noop("Let them be compared; it takes a minute."))  # fmt: skip
    if unread:
        told = sentence(noop("%(count)s pairs of alike records have not been read yet."), count=unread)
        raise Refused({"": told}, clause=CLAUSE)
    if len(opinion.strip()) < SHORTEST_OPINION:
        raise Refused({"opinion": noop("Write the opinion of the check before you sign.")}, clause=CLAUSE)


# -- the control -----------------------------------------------------------------------------------


def due_quarter(on: date, days: int) -> tuple[int, int]:
    """The last quarter whose check must be there on a day: (year, quarter)."""
    year, number = on.year, (on.month + 2) // 3
    while period_of(year, number).end + timedelta(days=days) > on:
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return year, number


def check_verdict(
    named: tuple[int, int], signed_on: date | None, wanted_by: date
) -> tuple[str, Sentence]:  # fmt: skip
    """Whether the records of a quarter were checked in time (R4.2.2)."""
    told = {"year": named[0], "quarter": named[1]}
    if signed_on is None:
        return BREACH, sentence(
            noop("The service records of quarter %(quarter)s of %(year)s were not checked."), **told
        )
    if signed_on > wanted_by:
        return ATTENTION, sentence(
            noop("The service records of quarter %(quarter)s of %(year)s were checked late."), **told
        )
    return GOOD, sentence(
        noop("The service records of quarter %(quarter)s of %(year)s were checked from a drawn sample."),
        **told,
    )
