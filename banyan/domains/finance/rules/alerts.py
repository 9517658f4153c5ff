"""The project lead answers for the money: every overspent item is told to whoever leads, and they answer (R2.2.10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.domains.finance.rules.findings.finding import Finding
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
CLAUSE = "R2.2.10"


@dataclass(frozen=True)
class Over:
    """An item of a budget that took more than it has, in yuan."""

    item: str
    spent: Decimal
    budget: Decimal


@dataclass(frozen=True)
class Told:
    """An alert as the control sees it: did it reach who led that day, by when should they answer, did they."""

    reached_the_lead: bool
    due_on: date
    is_answered: bool


def overspent(findings: Iterable[Finding]) -> list[Over]:
    """The overspent items among what the books show."""
    said: list[dict[str, Any]] = [dict(each.why.params) for each in findings if each.kind == "item_overspent"]
    return [Over(each["item"], each["spent"], each["budget"]) for each in said]


def check_answer(is_lead: bool, answer: str) -> None:
    """Nobody answers for the money in the lead's place, and an answer says the cause and what is done."""
    if not is_lead:
        raise Refused(
            noop("The project lead answers for the project's money, and nobody in their place."),
            clause=CLAUSE,
            way_out=noop("Ask the lead, or whoever acts for them."),
        )
    if not answer.strip():
        raise Refused({"answer": noop("Say why more was spent, and what is done about it.")}, clause=CLAUSE)


def judged(over: Over, told: Told | None, today: date) -> tuple[str, Sentence]:
    """What became of one overspent item."""
    if told is None:
        words = noop("Item %(item)s is overspent and nobody told the project lead.")
        return BREACH, sentence(words, item=over.item)
    if not told.reached_the_lead:
        words = noop("Item %(item)s is overspent; this was told to somebody who did not lead the project.")
        return BREACH, sentence(words, item=over.item)
    if told.is_answered:
        return GOOD, sentence(
            noop("The lead was told that item %(item)s is overspent, and answered."), item=over.item
        )
    if today > told.due_on:
        words = noop("The lead has not answered for item %(item)s; the answer was due on %(day)s.")
        return ATTENTION, sentence(words, item=over.item, day=told.due_on)
    return GOOD, sentence(noop("The lead was told that item %(item)s is overspent."), item=over.item)


def owned(has_lead: bool) -> tuple[str, Sentence]:
    """Whether somebody answers for the budget."""
    if has_lead:
        return GOOD, sentence(noop("The project lead answers for this budget."))
    return BREACH, sentence(noop("Nobody leads the project, so nobody answers for its budget."))
