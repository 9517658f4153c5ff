"""Releases to the media: one voice, approved beforehand, nobody recognised without consent (R9.2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "R9.2.4"


@dataclass(frozen=True)
class Term:
    """From when to when somebody speaks for the house; no last day means until further notice."""

    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def meets(self, other: Term) -> bool:
        """Whether two terms share a day."""
        first_ends = self.ends_on or date.max
        second_ends = other.ends_on or date.max
        return self.starts_on <= second_ends and other.starts_on <= first_ends


def check_one_voice(new: Term, others: Iterable[Term]) -> None:
    """On every date one person speaks to the media, never two."""
    if any(new.meets(other) for other in others):
        raise Refused(
            {"starts_on": noop("Somebody else speaks for the house on some of these days.")},
            clause=CLAUSE,
            way_out=noop("End their term first; there is one spokesperson on every date."),
        )


def check_ready(words: str, shows_a_client: bool, consent_number: str) -> None:
    """A release goes to approval with its text, and with the consent of whoever can be recognised."""
    if not words.strip():
        raise Refused({"words": noop("Write the text that is to be published.")}, clause=CLAUSE)
    if shows_a_client and not consent_number.strip():
        raise Refused(
            {"consent_number": noop("Somebody we serve can be recognised, and no consent is named.")},
            clause=CLAUSE,
            way_out=noop(
                "Name the consent that covers this publication, or change the text so that nobody is "
                "recognised."
            ),
        )


def check_speaks(has_spokesperson: bool, planned_on: date) -> None:
    """Somebody speaks for the house on the day of publication."""
    if not has_spokesperson:
        words = noop("Nobody is named to speak for the house on %(day)s.")
        raise Refused(
            {"planned_on": sentence(words, day=planned_on)},
            clause=CLAUSE,
            way_out=noop("Name the spokesperson first."),
        )


def check_publication(published_on: date, approved_on: date | None, today: date, where: str) -> None:
    """Publication follows approval, has happened, and says where it can be read."""
    if approved_on is None or published_on < approved_on:
        raise Refused({"published_on": noop("It was not approved on that day yet.")}, clause=CLAUSE)
    if published_on > today:
        raise Refused({"published_on": noop("This day has not come yet.")}, clause=CLAUSE)
    if not where.strip():
        raise Refused({"where": noop("Say where it can be read or seen.")}, clause=CLAUSE)
