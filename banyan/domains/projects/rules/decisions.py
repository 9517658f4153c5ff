"""When a decision may be called one (P3.6, P3.7)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop

FEWEST_ALTERNATIVES = 2


@dataclass(frozen=True)
class Prepared:
    """What stands in a decision before it is made."""

    level: str
    situation: str
    facts: str
    criteria: str
    alternatives: int
    heard: tuple[Hashable, ...]


def missing_parts(prepared: Prepared, decider: Hashable | None = None) -> list[tuple[str, str]]:
    """What a decision lacks before it can be final: clause and sentence of each."""
    found = [
        ("P3.7", words)
        for text, words in (
            (prepared.situation, noop("The situation is not described.")),
            (prepared.facts, noop("No facts have been gathered.")),
            (prepared.criteria, noop("It is not said by which criteria the choice is made.")),
        )
        if not text.strip()
    ]
    if prepared.alternatives < FEWEST_ALTERNATIVES:
        found.append(
            ("P3.7", noop("There is only one way to choose; a decision weighs at least two alternatives."))
        )
    if prepared.level == "centre" and not _others(prepared.heard, decider):
        found.append(
            ("P3.6", noop("Nobody has been heard; the director hears assistants and department heads first."))
        )
    return found


def _others(heard: Iterable[Hashable], decider: Hashable | None) -> list[Hashable]:
    return [each for each in heard if decider is None or each != decider]


def check_final(prepared: Prepared, decider: Hashable | None) -> None:
    """Refuse a decision that lacks a part, with all that is lacking."""
    lacking = missing_parts(prepared, decider)
    if lacking:
        problems: dict[str, str | Sentence] = {
            str(place) if place else "": words for place, (_clause, words) in enumerate(lacking)
        }
        raise Refused(
            problems,
            clause=lacking[0][0],
            way_out=noop("Complete the sheet; until then it stays in preparation."),
        )


def check_choice(chosen: int, alternatives: int, reason: str) -> None:
    """One of the alternatives is chosen, with the reason."""
    if not 1 <= chosen <= alternatives:
        raise Refused({"chosen": noop("Choose one of the alternatives by its number.")}, clause="P3.7")
    if not reason.strip():
        raise Refused({"reason": noop("Say why this way and not the other.")}, clause="P3.7")


def check_days(due_on: date, review_on: date, today: date) -> None:
    """It is carried out from today on, and looked at again afterwards."""
    problems = {}
    if due_on < today:
        problems["due_on"] = noop("This day has passed already.")
    if review_on < due_on:
        problems["review_on"] = noop("The review comes after the day on which it is carried out.")
    if problems:
        raise Refused(problems, clause="P3.7")


def check_outcome(outcome: str) -> None:
    """A review says what came of the decision."""
    if not outcome.strip():
        raise Refused({"outcome": noop("Say what came of the decision.")}, clause="P3.7")
