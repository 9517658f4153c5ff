"""Rating risks, looking at all four categories, and not forgetting the high ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.refusal import Refused, noop

CATEGORIES = ("policy", "personnel", "funding", "users")
LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Bounds:
    """From which product of likelihood and impact on a risk is medium or high, and days between its reviews."""

    medium: int
    high: int
    review_days: int

    def level(self, score: int) -> str:
        """low, medium or high."""
        if score >= self.high:
            return "high"
        return "medium" if score >= self.medium else "low"


def check_rating(likelihood: int, impact: int) -> None:
    """Both are whole numbers from 1 to 5."""
    wrong = {
        name: noop("A rating goes from 1 to 5.")
        for name, value in (("likelihood", likelihood), ("impact", impact))
        if not 1 <= value <= 5
    }
    if wrong:
        raise Refused(wrong, clause="R3.2.9")


def check_response(response: str) -> None:
    """A risk is written down with what is done about it."""
    if not response.strip():
        raise Refused({"response": noop("Say what is done about it; a risk without response is only a worry.")},
                      clause="R3.2.9")  # fmt: skip


def silent_categories(risks: Iterable[str], nones: Mapping[str, date], today: date, days: int) -> list[str]:
    """Categories that nobody looked at: no watched risk, and no "none" within so many days (R3.2.9)."""
    have = set(risks)
    since = today - timedelta(days=days)
    return [
        each for each in CATEGORIES if each not in have and not (nones.get(each) and nones[each] >= since)
    ]


def check_day(as_of: date, today: date) -> None:
    """A risk table says how things stood on a day that has come."""
    if as_of > today:
        raise Refused({"as_of": noop("This day has not come yet.")}, clause="R3.2.9")


def check_table(silent: Iterable[str]) -> None:
    """A risk table is signed only when all four categories were considered."""
    left = list(silent)
    if left:
        raise Refused(
            {each: NOT_LOOKED_AT[each] for each in left},
            clause="R3.2.9",
            way_out=noop("Enter the risk, or say explicitly that there is none, with the reason."),
        )


NOT_LOOKED_AT = {
    "policy": noop("Policy: neither a risk nor an explicit “none” is written down."),
    "personnel": noop("Personnel: neither a risk nor an explicit “none” is written down."),
    "funding": noop("Funding: neither a risk nor an explicit “none” is written down."),
    "users": noop("Service users: neither a risk nor an explicit “none” is written down."),
}


def check_none(open_risks: int, reason: str) -> None:
    """A “none” is said with a reason, and not beside a risk that is watched."""
    if open_risks:
        raise Refused(
            noop("A risk of this category is being watched; “none” would not be true."),
            clause="R3.2.9",
            way_out=noop("Close the risk first, with its review."),
        )
    if not reason.strip():
        raise Refused({"reason": noop("Say why there is no risk here.")}, clause="R3.2.9")


def review_due(level: str, reviewed_on: date, days: int) -> date | None:
    """The last day on which a high risk must be looked at again; others have none (R3.2.10)."""
    return reviewed_on + timedelta(days=days) if level == "high" else None
