"""Visits on the roster: when the next is due, what a record must say, what is a visit and what only a try."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence


class Outcome(StrEnum):
    """What became of going there."""

    MET = "met"
    NOT_HOME = "not_home"
    REFUSED = "refused"


#: Why going there was no visit: the code of the ledger's reason.
NO_VISIT = {Outcome.NOT_HOME: "not_at_home", Outcome.REFUSED: "visit_refused"}


@dataclass(frozen=True)
class Gone:
    """One going there as its record tells it."""

    held_on: date
    began_at: time
    ended_at: time
    outcome: Outcome
    texts: Mapping[str, str]
    accompanied: bool = False


@dataclass(frozen=True)
class Relief:
    """Goods or money brought along, and what the same household had before."""

    what: str
    because: str
    signed: bool
    earlier: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Standing:
    """What the visits of one person prove: the last visit, and the tries since."""

    last_visit_on: date | None
    tries: int


def standing(gone: Iterable[tuple[date, str]]) -> Standing:
    """From days and outcomes in any order: a try moves no date, and a visit ends the row of tries."""
    last, tries = None, 0
    for day, outcome in sorted(gone, key=lambda each: each[0]):
        if outcome == Outcome.MET:
            last, tries = day, 0
        else:
            tries += 1
    return Standing(last, tries)


def due_on(last_visit_on: date | None, since: date, days: int) -> date:
    """The last good day for the next visit, counted from the last one or from the day on the roster."""
    return (last_visit_on or since) + timedelta(days=days)


def check_gone(gone: Gone, since: date, today: date, needs_two: bool) -> None:
    """What the record of a visit or of a try must say."""
    problems: dict[str, str | Sentence] = {}
    if gone.held_on > today:
        problems["held_on"] = noop("A visit is written down when it has been made.")
    elif gone.held_on < since:
        problems["held_on"] = noop("This person was not on the roster on that day.")
    if gone.ended_at <= gone.began_at:
        problems["ended_at"] = noop("A visit ends after it began.")
    problems |= _words_missing(gone)
    if needs_two and not gone.accompanied:
        problems["companion"] = noop("Two go to this person; say who came along.")
    if problems:
        raise Refused(problems)


def _words_missing(gone: Gone) -> dict[str, str | Sentence]:
    if gone.outcome is not Outcome.MET:
        wanted = {"happened": noop("Say what was tried: knocking, telephone, neighbours, family.")}
    else:
        wanted = {
            "happened": noop("Write what was found: health, home, meals, who was there."),
            "judgement": noop("Write what to make of it, and what comes next."),
        }
    return {name: said for name, said in wanted.items() if not gone.texts.get(name, "").strip()}


def check_relief(relief: Relief, outcome: Outcome) -> None:
    """Nobody is relieved twice unknowingly; a second time names its reason (W5.3)."""
    if not relief.what.strip():
        return
    if outcome is not Outcome.MET:
        raise Refused({"relief": noop("Goods or money are handed over in person.")}, clause="W5.3")
    if relief.earlier and not relief.because.strip():
        day, what = relief.earlier[0]
        raise Refused(
            {
                "relief_because": sentence(
                    noop("This household was given %(what)s on %(day)s. Say why again."),
                    what=what,
                    day=day.isoformat(),
                )
            },
            clause="W5.3",
        )


def fitting(department: str, candidates: Iterable[tuple[str, str]]) -> str:
    """The indicator (code, department) that visits of a department count for; none where it cannot be told."""
    every = list(candidates)
    own = [code for code, theirs in every if theirs and theirs == department]
    found = own or [code for code, _theirs in every]
    return found[0] if len(found) == 1 else ""


def wants_action(tries: int, most: int) -> bool:
    """Whether so many tries in a row mean that somebody must ask family, neighbours or the police."""
    return tries >= most


def visited_in_time(due: date, reached_on: date | None, today: date, late_days: int) -> Judged:
    """One person of the roster against the day by which the visit was due."""
    if reached_on is not None and reached_on <= due:
        return GOOD, sentence(noop("Visited in time."))
    late = ((reached_on or today) - due).days
    if late <= 0:
        return GOOD, sentence(noop("The next visit is not due yet."))
    said = sentence(
        noop("The visit was due on %(due)s and is %(late)s days late."), due=due.isoformat(), late=late
    )
    return (ATTENTION if late <= late_days else BREACH), said


def relief_signed(signed: bool) -> Judged:
    """Relief against the receiver's signature (W5.3)."""
    if signed:
        return GOOD, sentence(noop("The receiver signed for it."))
    return BREACH, sentence(noop("Nobody signed for what was handed over."))


@dataclass(frozen=True)
class Wait:
    """From one visit to the next: by when it was due, and when somebody was met; None while nobody was."""

    due: date
    reached_on: date | None


def waits(
    since: date, met: Iterable[date], due: Callable[[date], date], first: date, until: date
) -> list[Wait]:
    """The waits of one person that ended from `first` to `until` or still last and are due; `due` tells the last good day."""
    days = [day for day in sorted(met) if day <= until]
    ends: list[date | None] = [*days, None]
    found = [Wait(due(start), end) for start, end in zip([since, *days], ends, strict=True)]
    return [
        wait
        for wait in found
        if (wait.reached_on or until) >= first and (wait.reached_on or wait.due <= until)
    ]


def worst(judged: Iterable[Judged]) -> Judged:
    """The worst of several verdicts."""
    return max(judged, key=lambda each: (GOOD, ATTENTION, BREACH).index(each[0]))
