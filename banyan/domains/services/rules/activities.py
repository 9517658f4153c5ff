"""An activity from plan to counted: stages, what its papers must hold, and when its evidence is complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from banyan.domains.services.rules.safety import NOTHING_WRITTEN, SafetyPlan, Thresholds, safety_problems
from banyan.foundation.refusal import Refused, Sentence, noop, sentence


class Stage(StrEnum):
    """Where an activity stands; derived from its papers and provable at any time."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    HELD = "held"
    SUMMARY_WAITING = "summary_waiting"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Papers:
    """What lies in the file of an activity."""

    plan_submitted: bool = False
    plan_approved_on: date | None = None
    sheet_closed_on: date | None = None
    sign_in_lines: int = 0
    summary_submitted_on: date | None = None
    summary_accepted_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """The plan as far as its completeness is judged; an empty text means that nothing was written."""

    texts: Mapping[str, str]
    expected: int | None
    held_on: date | None
    plan_item: str
    off_plan_reason: str
    budget: Decimal | None
    safety_notice: str = ""
    safety: SafetyPlan = NOTHING_WRITTEN


@dataclass(frozen=True)
class Missing:
    """A paper that evidence still lacks; `due_on` where a day is set."""

    code: str
    message: Sentence
    due_on: date | None = None


REQUIRED_TEXTS = (
    ("need", noop("Say which need this activity answers.")),
    ("goals", noop("Say what shall be reached.")),
    ("target_group", noop("Say for whom it is.")),
    ("place", noop("Say where it takes place.")),
    ("procedure", noop("Write the procedure with its times.")),
    ("posts", noop("Say which staff and volunteers do what.")),
    ("safety", noop("Write the risk and safety plan: what could go wrong here, and what is done about it.")),
    ("evaluation", noop("Say how the result will be judged.")),
)


def stage(papers: Papers) -> Stage:
    """Derive the stage from the papers. What follows the plan stands only while the plan is approved (R2.2.1)."""
    if papers.cancelled_on:
        return Stage.CANCELLED
    if not papers.plan_approved_on:
        return Stage.WAITING if papers.plan_submitted else Stage.DRAFT
    later = (
        (papers.summary_accepted_on, Stage.ACCEPTED),
        (papers.summary_submitted_on, Stage.SUMMARY_WAITING),
        (papers.sheet_closed_on, Stage.HELD),
    )
    return next((name for reached, name in later if reached), Stage.APPROVED)


def check_plan(plan: Plan, sizes: Thresholds) -> None:
    """A plan goes to signature when it is complete (services of R3.2.2, R3.1.7: cost or an explicit zero)."""
    problems: dict[str, str | Sentence] = {
        name: message for name, message in REQUIRED_TEXTS if not plan.texts.get(name, "").strip()
    }
    if plan.held_on is None:
        problems["held_on"] = noop("Say on which day it takes place.")
    if not plan.expected:
        problems["expected"] = noop("Say how many people are expected.")
    if plan.budget is None:
        problems["budget"] = noop("Give the cost; write 0 where it costs nothing.")
    if not plan.plan_item.strip() and not plan.off_plan_reason.strip():
        problems["off_plan_reason"] = noop(
            "Name the item of the plan it belongs to, or say why it is off plan."
        )
    problems |= safety_problems(plan.safety, plan.expected, plan.safety_notice, sizes)
    if problems:
        raise Refused(problems, clause="R3.2.2")


def check_some_share(shares: Mapping[str, Decimal]) -> None:
    """A plan names what it counts for; how shares sum to 100 percent is the contract's rule (services §5, trap 3)."""
    if not shares:
        raise Refused({"shares": noop("Name the indicator this activity counts for.")})


def summary_due(held_on: date, days: int) -> date:
    """The last day for the summary, counted in calendar days from the event."""
    return held_on + timedelta(days=days)


def days_late(due_on: date, on: date) -> int:
    """Days past a due day; nothing while there is time."""
    return max((on - due_on).days, 0)


def missing_evidence(papers: Papers, held_on: date | None, summary_days: int) -> list[Missing]:
    """What still keeps an activity from counting, in the order of the work; empty means complete and approved."""
    due_on = summary_due(held_on, summary_days) if held_on else None
    wanted = (
        (papers.plan_approved_on, Missing("plan_not_approved", sentence(noop("The plan is not approved.")))),
        (papers.sign_in_lines, Missing("signin_missing", sentence(noop("There is no sign-in sheet.")))),
        (papers.sheet_closed_on, Missing("signin_open", sentence(noop("The sign-in sheet is not closed.")))),
        (
            papers.summary_submitted_on,
            Missing("summary_missing", sentence(noop("The summary has not been handed in.")), due_on),
        ),
        (
            papers.summary_accepted_on,
            Missing("summary_not_approved", sentence(noop("The summary is not accepted.")), due_on),
        ),
    )
    return [paper for there, paper in wanted if not there]


def check_may_sign_in(state: Stage, sheet_closed: bool) -> None:
    """People sign in to an approved activity whose sheet is open."""
    if sheet_closed:
        raise Refused(
            {"": noop("The sign-in sheet is closed.")}, way_out=noop("Correct a line, with a reason.")
        )
    if state is not Stage.APPROVED:
        raise Refused(
            {"": noop("People sign in once the plan is approved.")},
            way_out=noop("Submit the plan for approval."),
        )


def check_summary(texts: Mapping[str, str], held_on: date | None, today: date) -> None:
    """A summary tells how it went and what was learnt, after the event and not before."""
    wanted = (
        ("process", noop("Say how it went.")),
        ("results", noop("Say which goals were reached.")),
        ("experience", noop("Say what to do the same or otherwise next time.")),
    )
    problems: dict[str, str | Sentence] = {
        name: message for name, message in wanted if not texts.get(name, "").strip()
    }
    if held_on is None or held_on > today:
        problems[""] = noop("The activity has not taken place yet.")
    if problems:
        raise Refused(problems)
