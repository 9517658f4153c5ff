"""What the contract side of a project proves of the rulebook, each as a verdict and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Judged = tuple[str, Sentence]


def under_contract(covered_days: int, days: int) -> Judged:
    """Whatever its type, a project works under a contract on each of its days (R1.2.1)."""
    if covered_days >= days:
        return GOOD, sentence(noop("a contract covers every day of the period"))
    if covered_days:
        words = noop("a contract covers %(covered)s of %(days)s days")
        return ATTENTION, sentence(words, covered=covered_days, days=days)
    return BREACH, sentence(noop("no contract covers any day of the period"))


def counted_by(has_indicators: bool) -> Judged:
    """Whatever its type, a project says what it is measured by (R1.2.1)."""
    if has_indicators:
        return GOOD, sentence(noop("the contract's indicators are entered"))
    return BREACH, sentence(noop("no indicator is entered: nothing this project does can be counted"))


def lawful_basis(legal_basis: str) -> Judged:
    """A project names the law or policy that it rests on (R1.3.1)."""
    if legal_basis.strip():
        return GOOD, sentence(noop("rests on: %(basis)s"), basis=legal_basis.strip())
    return BREACH, sentence(noop("names no legal basis"))


def registered(until: date | None, first: date, on: date, warning_days: int) -> Judged:
    """The agency is registered on every day on which the project runs (R1.3.1)."""
    if until is None:
        return ATTENTION, sentence(noop("says not until when the agency is registered"))
    if until < on:
        words = noop("the agency's registration ended on %(day)s") if until >= first else _ENDED_BEFORE
        return BREACH, sentence(words, day=until)
    if (until - on).days <= warning_days:
        return ATTENTION, sentence(noop("the agency's registration ends on %(day)s"), day=until)
    return GOOD, sentence(noop("the agency is registered until %(day)s"), day=until)


_ENDED_BEFORE = noop("the agency's registration had ended on %(day)s, before the period began")


def frozen(month: date, closes_at: datetime, frozen_at: datetime | None, now: datetime) -> Judged | None:
    """A month's figures are closed in time and never change again (R2.2.13); nothing while there is time."""
    if frozen_at is None and now <= closes_at:
        return None
    parts = {"month": f"{month:%Y-%m}"}
    if frozen_at is None:
        return ATTENTION, sentence(noop("the figures of %(month)s were not frozen"), **parts)
    return GOOD, sentence(noop("the figures of %(month)s are frozen"), **parts)


def reproducible(month: date, same: bool) -> Judged:
    """What was reported for a month can be counted again from the records (R2.2.13)."""
    parts = {"month": f"{month:%Y-%m}"}
    if same:
        return GOOD, sentence(noop("the figures of %(month)s are borne out by the bookings"), **parts)
    return BREACH, sentence(noop("the frozen figures of %(month)s and the bookings differ"), **parts)


@dataclass(frozen=True)
class Studied:
    """A needs study: when it was finished, when the project began, whether any study was there by then, how many ways."""

    finished_on: date | None
    begun_on: date
    another_in_time: bool
    too_few_ways: bool


def studied(study: Studied) -> Judged:
    """Needs are studied before the start, in several ways; what is studied later adds to it (R3.1.1)."""
    late = study.finished_on is None or study.finished_on > study.begun_on
    if late and not study.another_in_time:
        words = noop("The study was finished after the start.") if study.finished_on else _UNFINISHED
        return BREACH, sentence(words)
    if study.finished_on is None:
        return ATTENTION, sentence(_UNFINISHED)
    if study.too_few_ways:
        return ATTENTION, sentence(noop("People were asked in too few ways."))
    if late:
        return GOOD, sentence(noop("A further study while the project runs, in several ways."))
    return GOOD, sentence(noop("Finished before the start, in several ways."))


_UNFINISHED = noop("The study is not finished.")
