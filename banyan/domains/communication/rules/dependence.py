"""Four ways of standing beside government (P1.12): how far one funder carries the agency, how often both talk.

The type is indicative: two figures and two thresholds, no judgement of the agency.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION = "good", "attention"
INTEGRATED, SEPARATE = "integrated", "separate"
DEPENDENT, AUTONOMOUS = "dependent", "autonomous"
#: The four types as the table shows them: rows by closeness, columns by dependence.
TYPES = {
    (INTEGRATED, DEPENDENT): noop("integrated and dependent"),
    (INTEGRATED, AUTONOMOUS): noop("integrated and autonomous"),
    (SEPARATE, DEPENDENT): noop("separate and dependent"),
    (SEPARATE, AUTONOMOUS): noop("separate and autonomous"),
}


@dataclass(frozen=True)
class Thresholds:
    """From which share of one funder (percent) and how many contacts a month and project a side is reached."""

    dependent_percent: int
    close_contacts: int


@dataclass(frozen=True)
class Position:
    """The share of the largest funder in percent (None: no income is budgeted), contacts counted, and what follows."""

    share: Decimal | None
    contacts: int
    a_month: Decimal
    closeness: str
    dependence: str

    @property
    def is_known(self) -> bool:
        """Whether both figures are there."""
        return self.share is not None

    @property
    def type(self) -> str:
        """The name of the type, in the words of the catalogue; empty while a figure is missing."""
        return TYPES[self.closeness, self.dependence] if self.is_known else ""


def position(
    share: Decimal | None, contacts: int, months: int, projects: int, limits: Thresholds
) -> Position:
    """Place an agency by the share of its largest funder and its contacts with government in so many months."""
    a_month = (Decimal(contacts) / (max(months, 1) * max(projects, 1))).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    closeness = INTEGRATED if a_month >= limits.close_contacts else SEPARATE
    dependence = DEPENDENT if (share or 0) >= limits.dependent_percent else AUTONOMOUS
    return Position(share, contacts, a_month, closeness, dependence)


def judged(found: Position) -> tuple[str, Sentence]:
    """A type with its numbers is shown; without income in a budget nothing can be said."""
    if not found.is_known:
        return ATTENTION, sentence(noop("No income is budgeted, so dependence cannot be told."))
    words = {
        (INTEGRATED, DEPENDENT): noop(
            "Indicative: integrated and dependent. Largest funder %(share)s %%, %(contacts)s contacts with government."
        ),
        (INTEGRATED, AUTONOMOUS): noop(
            "Indicative: integrated and autonomous. Largest funder %(share)s %%, %(contacts)s contacts with government."
        ),
        (SEPARATE, DEPENDENT): noop(
            "Indicative: separate and dependent. Largest funder %(share)s %%, %(contacts)s contacts with government."
        ),
        (SEPARATE, AUTONOMOUS): noop(
            "Indicative: separate and autonomous. Largest funder %(share)s %%, %(contacts)s contacts with government."
        ),
    }[found.closeness, found.dependence]
    return GOOD, sentence(words, share=str(found.share), contacts=found.contacts)
