"""Verdicts on the rulebook itself: good, attention or breach, with the sentence that says why."""

from __future__ import annotations

from datetime import date

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Verdict = tuple[str, Sentence]


def of_signature(signed_on: date | None, due_on: date, today: date) -> Verdict | None:
    """In time is good, late wants attention, not signed after the day is a breach; nothing before it."""
    if signed_on is not None and signed_on <= due_on:
        return GOOD, sentence(noop("signed on %(day)s"), day=str(signed_on))
    if signed_on is not None:
        return ATTENTION, sentence(
            noop("signed on %(day)s, due on %(due)s"), day=str(signed_on), due=str(due_on)
        )
    if today > due_on:
        return BREACH, sentence(noop("not signed, due on %(due)s"), due=str(due_on))
    return None


def of_question(asked_on: date, answered_on: date | None, due_on: date, today: date) -> Verdict | None:
    """Answered in time is good, answered late wants attention, unanswered after the day is a breach."""
    if answered_on is not None and answered_on <= due_on:
        return GOOD, sentence(noop("asked on %(day)s and answered in time"), day=str(asked_on))
    if answered_on is not None:
        return ATTENTION, sentence(
            noop("answered on %(day)s, due on %(due)s"), day=str(answered_on), due=str(due_on)
        )
    if today > due_on:
        return BREACH, sentence(noop("not answered, due on %(due)s"), due=str(due_on))
    return None


def of_review(due_on: date, done_on: date | None, today: date) -> Verdict:
    """Done in time or not due yet is good, done late wants attention, overdue is a breach."""
    if done_on is not None and done_on <= due_on:
        return GOOD, sentence(noop("reviewed on %(day)s"), day=str(done_on))
    if done_on is not None:
        return ATTENTION, sentence(
            noop("reviewed on %(day)s, due on %(due)s"), day=str(done_on), due=str(due_on)
        )
    if today > due_on:
        return BREACH, sentence(noop("the review of %(due)s is overdue"), due=str(due_on))
    return GOOD, sentence(noop("the next review is due on %(due)s"), due=str(due_on))


def of_version(resolution: str, adopted_on: date | None, in_force_on: date) -> Verdict:
    """A version rests on a resolution that came before its day."""
    if not resolution.strip() or adopted_on is None:
        return BREACH, sentence(noop("in force from %(day)s without a resolution"), day=str(in_force_on))
    if adopted_on > in_force_on:
        return BREACH, sentence(
            noop("in force from %(day)s, adopted only on %(adopted)s"),
            day=str(in_force_on),
            adopted=str(adopted_on),
        )
    return GOOD, sentence(
        noop("adopted on %(adopted)s, in force from %(day)s"), adopted=str(adopted_on), day=str(in_force_on)
    )


def overlap(first_repealed_on: date | None, second_in_force_on: date) -> bool:
    """Whether two versions, the first of which began earlier, are both in force on some day."""
    return first_repealed_on is None or first_repealed_on > second_in_force_on
