"""A community as the work sees it: its analysis and when it is renewed, its resources, and how far a group is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from banyan.domains.services.rules.proving import ATTENTION, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

SMALL_CELL = 5
PARTS = (
    ("people", noop("Say who lives here: numbers with their source, groups, what moves them.")),
    ("places", noop("Say where people meet, shop, learn, are treated, and what is hard to reach.")),
    ("power", noop("Say who decides here, and whom people listen to.")),
    ("resources", noop("Say what can be drawn upon here.")),
    ("needs", noop("Say what is lacking, and how that is known.")),
    ("assets", noop("Say what people here can do and already do.")),
    ("conclusion", noop("Say what follows for the work.")),
)


def check_analysis(texts: Mapping[str, str], data_on: date, today: date) -> None:
    """An analysis goes to signature with all its parts; its data are of a past day."""
    problems: dict[str, str | Sentence] = {
        name: said for name, said in PARTS if not texts.get(name, "").strip()
    }
    if data_on > today:
        problems["data_on"] = noop("This day has not come yet.")
    if problems:
        raise Refused(problems, clause="R3.1.2")


def check_source(source: str) -> None:
    """Figures without a source are nobody's figures."""
    if not source.strip():
        raise Refused({"source": noop("Say who counted, or which document says so.")}, clause="W6.2")


def renew_by(approved_on: date, days: int) -> date:
    """The day by which the analysis of an area is written anew."""
    return approved_on + timedelta(days=days)


class Standing(StrEnum):
    """How a resource stands today."""

    GOOD = "good"
    BARE = "bare"
    ENDING = "ending"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Agreed:
    """What is agreed about a resource: the paper, and its last day where it has one."""

    agreement: str
    until: date | None


def standing(agreed: Agreed, today: date, soon: int) -> Standing:
    """An agreement that holds, none, one that ends within the days, one that has ended."""
    if not agreed.agreement.strip():
        return Standing.BARE
    if agreed.until is None:
        return Standing.GOOD
    if agreed.until < today:
        return Standing.EXPIRED
    return Standing.ENDING if (agreed.until - today).days <= soon else Standing.GOOD


def check_agreement(agreement: str, until: date | None) -> None:
    """A last day belongs to a paper."""
    if until is not None and not agreement.strip():
        raise Refused({"agreement": noop("Name the agreement that ends on this day.")}, clause="R9.2.2")


@dataclass(frozen=True)
class Reach:
    """People of a group who were served, each once, against how many live there, says a source on a day."""

    group: str
    served: int
    living: int
    counted_on: date
    source: str

    @property
    def is_small(self) -> bool:
        """So few that the figure would point at somebody."""
        return 0 < self.served < SMALL_CELL

    @property
    def percent(self) -> Decimal | None:
        """Served ÷ living, in percent; nothing where nobody lives there or the cell is small."""
        if not self.living or self.is_small:
            return None
        return (Decimal(100 * self.served) / self.living).quantize(Decimal("0.1"), ROUND_HALF_UP)


def count_judged(counted_on: date, until: date, days: int) -> Judged:
    """A count of a group against its age: an old denominator tells nothing of today (W6.2)."""
    old = (until - counted_on).days - days
    if old <= 0:
        return GOOD, sentence(noop("counted on %(day)s, with its source"), day=counted_on.isoformat())
    return ATTENTION, sentence(
        noop("counted on %(day)s, %(days)s days longer ago than set"), day=counted_on.isoformat(), days=old
    )
