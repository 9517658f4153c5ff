"""What a rectification says of the clauses about mending: plain facts in, a verdict and its sentence out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Verdict = tuple[str, Sentence]


@dataclass(frozen=True)
class Mending:
    """A rectification as the controls see it. `parts` tells which of finding, cause, measure, effect are written."""

    found_on: date
    analysed_on: date | None = None
    planned_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    verified_on: date | None = None
    looked_at_on: date | None = None
    has_owner: bool = False
    verified_by_another: bool = True
    effective: bool = True
    has_next_round: bool = False
    parts: Mapping[str, bool] | None = None


def cause_verdict(mending: Mending, on: date, days: int) -> Verdict | None:
    """Whether the cause was looked for in time (R4.4.1); nothing to say while the time runs."""
    wanted_by = mending.found_on + timedelta(days=days)
    if _reached(mending.analysed_on, on):
        return _in_time(
            mending.analysed_on, wanted_by, noop("The cause was found in time."),
            noop("The cause was found %(days)s days late."),
        )  # fmt: skip
    if on > wanted_by:
        return BREACH, sentence(noop("No cause was found until %(day)s."), day=wanted_by)
    return None


def plan_verdict(mending: Mending, on: date, days: int) -> Verdict | None:
    """Whether each measure got its person and its date in time (R4.4.2)."""
    if not _reached(mending.analysed_on, on) or mending.analysed_on is None:
        return None
    wanted_by = mending.analysed_on + timedelta(days=days)
    if _reached(mending.planned_on, on):
        if not mending.has_owner or mending.due_on is None:
            return BREACH, sentence(noop("The measure has no owner or no date."))
        return _in_time(
            mending.planned_on, wanted_by, noop("The measure has an owner and a date."),
            noop("The measure was settled %(days)s days late."),
        )  # fmt: skip
    if on > wanted_by:
        return BREACH, sentence(noop("No measure was settled until %(day)s."), day=wanted_by)
    return None


def effect_verdict(mending: Mending, on: date, verifying: int, looking: int) -> Verdict | None:
    """Whether the measure was carried out, looked after and its effect verified (R4.4.3)."""
    if not _reached(mending.planned_on, on) or mending.due_on is None:
        return None
    if _reached(mending.verified_on, on):
        return _verified(mending)
    if _reached(mending.done_on, on) and mending.done_on is not None:
        wanted_by = mending.done_on + timedelta(days=verifying)
        if on > wanted_by:
            return ATTENTION, sentence(
                noop("Done, but nobody verified the effect until %(day)s."), day=wanted_by
            )
        return None
    if on > mending.due_on:
        return BREACH, sentence(noop("It was due on %(day)s and is not done."), day=mending.due_on)
    return _looked_after(mending, on, looking)


def improvement_verdict(mending: Mending) -> Verdict:
    """Whether a closed improvement has problem, cause, measure and verification (R1.3.5)."""
    missing = [name for name, written in (mending.parts or {}).items() if not written]
    if missing:
        return BREACH, sentence(noop("It was closed without everything that belongs to an improvement."))
    if not mending.verified_by_another:
        return BREACH, sentence(noop("Its effect was verified by its own owner."))
    if not mending.effective and not mending.has_next_round:
        return BREACH, sentence(noop("It did not help, and no next round was opened."))
    return GOOD, sentence(noop("Problem, cause, measure and verification are complete."))


def _verified(mending: Mending) -> Verdict:
    if not mending.verified_by_another:
        return BREACH, sentence(noop("Its effect was verified by its own owner."))
    words = noop("The effect was verified.") if mending.effective else noop("Verified: it did not help.")
    return GOOD, sentence(words)


def _looked_after(mending: Mending, on: date, looking: int) -> Verdict | None:
    last = max(day for day in (mending.planned_on, mending.looked_at_on) if day is not None)
    days = (on - last).days
    if days > looking:
        return ATTENTION, sentence(noop("Nobody looked after it for %(days)s days."), days=days)
    return GOOD, sentence(noop("The measure is under way and looked after."))


def _in_time(on: date | None, wanted_by: date, good: str, late: str) -> Verdict | None:
    if on is None:
        return None
    days = (on - wanted_by).days
    return (ATTENTION, sentence(late, days=days)) if days > 0 else (GOOD, sentence(good))


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on
