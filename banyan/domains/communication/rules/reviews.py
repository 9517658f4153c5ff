"""The yearly evaluation: what may be shown, and when it is finished (R9.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from banyan.foundation.refusal import Refused, noop

CLAUSE = "R9.3.3"
STAFF, PARTNERS = "staff", "partners"


def visible_mean(answers: int, mean: Decimal, smallest: int) -> Decimal | None:
    """The mean, or None when so few answered that somebody might be recognised."""
    return mean if answers >= smallest else None


def check_result(answers: int, mean: Decimal) -> None:
    """Somebody answered, on a scale of 1 to 5."""
    if answers < 1:
        raise Refused({"answers": noop("A question that nobody answered has no mean.")}, clause=CLAUSE)
    if not 1 <= mean <= 5:
        raise Refused({"mean": noop("The scale goes from 1 to 5.")}, clause=CLAUSE)


def check_finished(groups: Iterable[str], findings: str, measures: str) -> None:
    """The evaluation heard staff and partners, says what it found and what follows."""
    if not {STAFF, PARTNERS} <= set(groups):
        raise Refused(
            {"": noop("The evaluation hears the staff and the partners; one of them is missing.")},
            clause=CLAUSE,
            way_out=noop("Enter the answers of the other group first."),
        )
    if not findings.strip():
        raise Refused({"findings": noop("Write what the answers say.")}, clause=CLAUSE)
    if not measures.strip():
        raise Refused({"measures": noop("Write what follows from it.")}, clause=CLAUSE)
