"""Pay standards (P2.8): more than one, each written by one person and adopted by another, one edition in force a day."""

from __future__ import annotations

from datetime import date, timedelta

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION = "good", "attention"
CLAUSE = "P2.8"


def check_may_change(is_draft: bool) -> None:
    """What people are paid by is not rewritten; it is replaced by a new edition."""
    if not is_draft:
        raise Refused(
            noop("This edition was adopted already."), clause=CLAUSE, way_out=noop("Write a new edition.")
        )


def check_adopt(bands: int, is_own: bool, starts_on: date, earlier_from: date | None) -> None:
    """A standard is adopted with its grades, by somebody who did not write it, after the edition it replaces."""
    if not bands:
        raise Refused(noop("A pay standard without grades pays nobody."), clause=CLAUSE)
    if is_own:
        raise Refused(
            noop("Nobody adopts the pay standard they wrote."),
            clause=CLAUSE,
            way_out=noop("Somebody else of the agency adopts it."),
        )
    if earlier_from is not None and starts_on <= earlier_from:
        words = noop("The edition in force began on %(day)s; the new one begins later.")
        raise Refused({"starts_on": sentence(words, day=earlier_from)}, clause=CLAUSE)


def last_day_before(starts_on: date) -> date:
    """The last day of the edition that is replaced."""
    return starts_on - timedelta(days=1)


def check_revise(is_draft: bool, has_draft: bool, grounds: str) -> None:
    """A new edition says why, and there is one draft at a time."""
    if is_draft:
        raise Refused(noop("This edition is still a draft; change it."), clause=CLAUSE)
    if has_draft:
        raise Refused(noop("A new edition of this standard is being written already."), clause=CLAUSE)
    if not grounds.strip():
        raise Refused({"grounds": noop("Say what changes, and why.")}, clause=CLAUSE)


def in_force(is_draft: bool, starts_on: date | None, ends_on: date | None, on: date) -> bool:
    """Whether an edition pays people on a day."""
    if is_draft or starts_on is None or starts_on > on:
        return False
    return ends_on is None or ends_on >= on


def standing(bands: int) -> tuple[str, Sentence]:
    """A standard in force, with its grades."""
    if not bands:
        return ATTENTION, sentence(noop("This pay standard has no grades."))
    return GOOD, sentence(noop("In force with %(count)s grades."), count=bands)


def enough(kinds: int, wanted: int) -> tuple[str, Sentence] | None:
    """Different work asks for more than one standard; without any nobody knows by what they are paid."""
    if kinds == 0 or kinds >= wanted:
        return None
    words = noop("%(count)s pay standard is in force; %(wanted)s are wanted.")
    return ATTENTION, sentence(words, count=kinds, wanted=wanted)
