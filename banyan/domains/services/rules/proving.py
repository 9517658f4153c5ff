"""What the papers of an activity prove of the rulebook: planned before held, summed up in time, tied to a goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banyan.domains.services.rules.activities import days_late, summary_due
from banyan.domains.services.rules.safety import Permit, Thresholds, needs_notice, needs_permit
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Judged = tuple[str, Sentence]


@dataclass(frozen=True)
class Held:
    """What stands in the file of an activity whose day has come."""

    held_on: date
    plan_approved_on: date | None
    signed_in: int
    summary_on: date | None
    is_on_plan: bool
    off_plan_reason: str = ""


def served_to_plan(held: Held, today: date, summary_days: int) -> Judged:
    """Approved before it was held, signed in, summed up within the days, on plan or with a reason (R3.2.2)."""
    faults = (_planned(held), _summed_up(held, today, summary_days), _signed(held, today))
    found = [each for each in faults if each]
    return min(found, key=lambda each: each[0] != BREACH) if found else _on_plan(held)


def tied_to_goal(counts_for: str) -> Judged:
    """An activity is tied to the indicator it serves (R1.3.3)."""
    if counts_for:
        return GOOD, sentence(noop("counts for %(goals)s"), goals=counts_for)
    return ATTENTION, sentence(noop("is tied to no goal and no indicator"))


def guided(volunteers: int, has_responsible: bool) -> Judged:
    """Volunteers serve under a member of staff (R2.2.14)."""
    if has_responsible:
        return GOOD, sentence(
            noop("%(count)s volunteer sign-ins under a responsible worker"), count=volunteers
        )
    return BREACH, sentence(
        noop("%(count)s volunteer sign-ins, and nobody of the staff is responsible"), count=volunteers
    )


def _planned(held: Held) -> Judged | None:
    if held.plan_approved_on is None:
        return BREACH, sentence(noop("held without an approved plan"))
    if held.plan_approved_on > held.held_on:
        late = (held.plan_approved_on - held.held_on).days
        return BREACH, sentence(noop("the plan was approved %(days)s days after it was held"), days=late)
    return None


def _signed(held: Held, today: date) -> Judged | None:
    if held.signed_in or held.held_on >= today:
        return None
    return ATTENTION, sentence(noop("its day is over and nobody has signed in"))


def _summed_up(held: Held, today: date, summary_days: int) -> Judged | None:
    due = summary_due(held.held_on, summary_days)
    late = days_late(due, held.summary_on or today)
    if not late:
        return None
    if held.summary_on:
        return ATTENTION, sentence(noop("the summary came %(days)s days late"), days=late)
    return BREACH, sentence(noop("the summary is missing, %(days)s days late"), days=late)


def _on_plan(held: Held) -> Judged:
    if held.is_on_plan:
        return GOOD, sentence(noop("held as planned and summed up in time"))
    if held.off_plan_reason:
        return GOOD, sentence(noop("off plan, with a reason; summed up in time"))
    return ATTENTION, sentence(noop("neither an item of the plan nor a reason is named"))


def permitted(
    expected: int, held_on: date, permits: Iterable[Permit], sizes: Thresholds, notice: str
) -> Judged | None:
    """What a control says of a large activity whose day has come; None where its size asks for nothing."""
    if needs_permit(expected, sizes):
        if any(each.covers(expected, held_on) for each in permits):
            return GOOD, sentence(
                noop("%(expected)s people expected, permit there on the day"), expected=expected
            )
        return BREACH, sentence(
            noop("%(expected)s people expected, and no permit on the day"), expected=expected
        )
    if needs_notice(expected, sizes):
        if notice.strip():
            return GOOD, sentence(noop("%(expected)s people expected, notice given"), expected=expected)
        return ATTENTION, sentence(
            noop("%(expected)s people expected, and no notice is named"), expected=expected
        )
    return None
