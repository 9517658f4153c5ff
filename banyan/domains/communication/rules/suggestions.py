"""Suggestions, how many take part, and what a vote comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence

CARRIED, LOST, NO_QUORUM = "carried", "lost", "no_quorum"


@dataclass(frozen=True)
class Given:
    """One suggestion as the statistics read it. `author` is None without a name."""

    about: str
    author: int | None
    given_on: date
    due_on: date
    answered_on: date | None


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded; None when there is nothing to divide by."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Standing:
    """The suggestions of a stretch of time on a day."""

    all: int
    answered: int
    in_time: int
    fell_due: int
    late_open: int

    @property
    def answer_rate(self) -> Rate:
        """Answered in time of those whose deadline has come or that are answered."""
        return Rate(self.in_time, self.fell_due)


def standing(given: Iterable[Given], today: date) -> Standing:
    """Counts for the answer rate: what is not due yet neither helps nor harms."""
    every = list(given)
    answered = [each for each in every if each.answered_on is not None]
    in_time = [each for each in answered if each.answered_on is not None and each.answered_on <= each.due_on]
    late_open = [each for each in every if each.answered_on is None and each.due_on < today]
    fell_due = len(answered) + len(late_open)
    return Standing(len(every), len(answered), len(in_time), fell_due, len(late_open))


def people(given: Iterable[Given], about: str = "") -> int:
    """Distinct people who put their name to a suggestion; one person counts once however much they "
    "wrote (P2.6)."""
    return len(
        {each.author for each in given if each.author is not None and (not about or each.about == about)}
    )


def shown(part: int, whole: int, smallest: int) -> bool:
    """Whether a share may be shown: the group and, unless empty, both sides of it hold enough people "
    "(pitfall 17)."""
    if whole < smallest:
        return False
    return part == 0 or (part >= smallest and (whole - part == 0 or whole - part >= smallest))


def shares(counts: Mapping[str, int], whole: int, smallest: int) -> dict[str, int | None]:
    """Each count, or None where a cell is too small; one hidden cell hides the next smallest with it."""
    kept: dict[str, int | None] = {
        name: count if whole >= smallest and (count == 0 or count >= smallest) else None
        for name, count in counts.items()
    }
    hidden = [name for name, count in kept.items() if count is None]
    open_cells = [name for name, count in kept.items() if count]
    if len(hidden) == 1 and open_cells:
        kept[min(open_cells, key=lambda name: counts[name])] = None
    return kept


def check_words(title: str, words: str) -> None:
    """A suggestion says what it wants."""
    if not title.strip():
        raise Refused({"title": noop("Give the suggestion a short title.")}, clause="R9.1.8")
    if not words.strip():
        raise Refused({"words": noop("Write what you propose.")}, clause="R9.1.8")


def check_answer(answer: str, answered_by: int | None, author: int | None) -> None:
    """An answer has words, and nobody answers themselves."""
    if not answer.strip():
        raise Refused({"answer": noop("Write the answer; an outcome alone is no answer.")}, clause="R9.1.8")
    if author is not None and author == answered_by:
        raise Refused(
            {"": noop("Nobody answers their own suggestion.")},
            clause="R9.1.8",
            way_out=noop("Ask your superior to answer it."),
        )


def check_ballot(opens_on: date, closes_on: date, today: date, eligible: int) -> None:
    """A vote lasts a day at least, opens today or later, and somebody may take part."""
    if opens_on < today:
        raise Refused({"opens_on": noop("A vote cannot open in the past.")}, clause="P2.6")
    if closes_on < opens_on:
        raise Refused({"closes_on": noop("The vote cannot close before it opens.")}, clause="P2.6")
    if not eligible:
        raise Refused({"": noop("Nobody is employed here on that day, so nobody could vote.")}, clause="P2.6")


def check_may_vote(today: date, opens_on: date, closes_on: date, is_eligible: bool, has_voted: bool) -> None:
    """One vote for each person of the staff, while the vote is open (P2.6)."""
    if not opens_on <= today <= closes_on:
        words = noop("The vote is open from %(first)s to %(last)s.")
        raise Refused({"": sentence(words, first=opens_on, last=closes_on)}, clause="P2.6")
    if not is_eligible:
        raise Refused({"": noop("Only the staff of this centre vote here.")}, clause="P2.6")
    if has_voted:
        raise Refused(
            {"": noop("You have voted already; everybody has one vote.")},
            clause="P2.6",
            way_out=noop("Nobody can see or change how you voted."),
        )


def outcome(yes: int, no: int, abstain: int, eligible: int, quorum_percent: int) -> str:
    """Carried by more yes than no, where enough of the staff took part; abstentions count as taking part."""
    given = yes + no + abstain
    if given * 100 < eligible * quorum_percent:
        return NO_QUORUM
    return CARRIED if yes > no else LOST


def check_may_close(closes_on: date, today: date, given: int, eligible: int) -> None:
    """A vote is counted when its last day is over, or when everybody has voted."""
    if today <= closes_on and given < eligible:
        words = noop("The vote is open until %(day)s; it is counted afterwards.")
        raise Refused({"": sentence(words, day=closes_on)}, clause="P2.6")
