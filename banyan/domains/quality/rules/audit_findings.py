"""Whether what an audit of money found is put right, and somebody else verified it (R5.4.4)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.domains.quality.rules.judging import ATTENTION, BREACH, GOOD, Verdict
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class PutRight:
    """The last rectification of a finding: when it is due, verified and by whom; people by id. `files` prove it."""

    due_on: date | None = None
    verified_on: date | None = None
    owner: Hashable = None
    done_by: Hashable = None
    verifier: Hashable = None
    files: int = 0
    is_void: bool = False


def finding_verdict(found_on: date, days: int, last: PutRight | None, on: date) -> Verdict | None:
    """A finding is on the list within so many days, and ends with evidence and a verifier who is not its owner."""
    if last is None or last.is_void:
        wanted_by = found_on + timedelta(days=days)
        if last is None and on <= wanted_by:
            return None
        return BREACH, sentence(noop("Nobody puts right what the audit found on %(day)s."), day=found_on)
    if last.verified_on is not None and last.verified_on <= on:
        return _closed(last)
    if last.due_on is not None and last.due_on < on:
        return BREACH, sentence(noop("What the audit found was to be put right by %(day)s."), day=last.due_on)
    if last.due_on is None:
        return ATTENTION, sentence(noop("What the audit found has no day yet by which it is put right."))
    return GOOD, sentence(noop("What the audit found is put right until %(day)s."), day=last.due_on)


def _closed(last: PutRight) -> Verdict:
    if last.verifier is None or last.verifier in (last.owner, last.done_by):
        return BREACH, sentence(noop("Its owner verified alone that what the audit found is put right."))
    if not last.files:
        return BREACH, sentence(noop("What the audit found was closed without a file that proves it."))
    return GOOD, sentence(
        noop("Put right with evidence, verified on %(day)s by somebody else."), day=last.verified_on
    )
