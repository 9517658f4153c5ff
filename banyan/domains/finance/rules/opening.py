"""Whether everybody of a department can open what it may spend and has spent (P4.10)."""

from __future__ import annotations

from dataclasses import dataclass

from banyan.domains.finance.rules.claim_proof import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Openness:
    """A department: how many items of the budget name it, how many have a sign-in, and how many of them may look."""

    items: int
    people: int
    able: int


def openness_verdict(found: Openness) -> Judged:
    """Everybody sees the money of the own department; a department without an item sees nothing (P4.10)."""
    if not found.items:
        return ATTENTION, sentence(
            noop("No item of the budget names the department; its people see no money of theirs.")
        )
    if found.able < found.people:
        words = noop("%(unable)s of %(people)s people cannot open the money of their department.")
        verdict = BREACH if not found.able else ATTENTION
        return verdict, sentence(words, unable=found.people - found.able, people=found.people)
    words = noop("%(items)s items; %(people)s people can open them.")
    return GOOD, sentence(words, items=found.items, people=found.people)
