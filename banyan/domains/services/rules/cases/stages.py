"""Where a case stands, from the dated facts of its file, and what may be written next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from banyan.foundation.refusal import Refused, noop


class Stage(StrEnum):
    """The milestone that a case has reached; derived from its file and provable at any time."""

    INQUIRY = "inquiry"
    POTENTIAL = "potential"
    DECLINED = "declined"
    REFERRED = "referred"
    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    AGREEMENT = "agreement"
    INTERVENTION = "intervention"
    REVIEW = "review"
    EVALUATION = "evaluation"
    CLOSED = "closed"
    FOLLOW_UP = "follow_up"


BEFORE_INTAKE = (Stage.INQUIRY, Stage.POTENTIAL)
TURNED_AWAY = (Stage.DECLINED, Stage.REFERRED)
OVER = (*TURNED_AWAY, Stage.CLOSED, Stage.FOLLOW_UP)
AT_WORK = (
    Stage.INTAKE, Stage.ASSESSMENT, Stage.PLAN, Stage.AGREEMENT, Stage.INTERVENTION, Stage.REVIEW, Stage.EVALUATION,
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What lies in a case file, by day. What has to be signed has the day on which the last hand signed."""

    inquired_on: date | None = None
    considered_on: date | None = None
    declined_on: date | None = None
    referred_on: date | None = None
    accepted_on: date | None = None
    assessed_on: date | None = None
    planned_on: date | None = None
    agreed_on: date | None = None
    first_contact_on: date | None = None
    last_contact_on: date | None = None
    reviewed_on: date | None = None
    evaluated_on: date | None = None
    closed_on: date | None = None
    followed_up_on: date | None = None
    heard_on: date | None = None
    consented_on: date | None = None
    is_crisis: bool = False

    @property
    def began(self) -> bool:
        """Whether intervention has begun: with a contact after the agreement, or with any contact in a crisis."""
        if self.last_contact_on is None or self.accepted_on is None:
            return False
        return self.is_crisis or bool(self.agreed_on and self.last_contact_on >= self.agreed_on)


def stage(facts: Facts) -> Stage:
    """Derive the stage. Reviews and evaluations recur: a contact after them leads back into intervention."""
    if facts.closed_on:
        return Stage.FOLLOW_UP if facts.followed_up_on else Stage.CLOSED
    if facts.referred_on or facts.declined_on:
        return Stage.REFERRED if facts.referred_on else Stage.DECLINED
    return _at_work(facts) if facts.began else _on_the_way(facts)


def _at_work(facts: Facts) -> Stage:
    """The latest of contact, review and evaluation; of one day the one that comes later in the work."""
    reached = (
        (facts.last_contact_on, 0, Stage.INTERVENTION),
        (facts.reviewed_on, 1, Stage.REVIEW),
        (facts.evaluated_on, 2, Stage.EVALUATION),
    )
    return max((each for each in reached if each[0]), key=lambda each: each[:2])[2]  # type: ignore[arg-type, return-value]


def _on_the_way(facts: Facts) -> Stage:
    milestones = (
        (facts.agreed_on, Stage.AGREEMENT),
        (facts.planned_on, Stage.PLAN),
        (facts.assessed_on, Stage.ASSESSMENT),
        (facts.accepted_on, Stage.INTAKE),
        (facts.considered_on, Stage.POTENTIAL),
    )
    return next((name for reached, name in milestones if reached), Stage.INQUIRY)


_NEEDED: Mapping[str, tuple[str, str]] = {
    "consent": ("inquired_on", noop("There is no inquiry in this file.")),
    "assessment": ("accepted_on", noop("Accept the case first: the intake form is signed by the superior.")),
    "plan": ("assessed_on", noop("The assessment comes before the plan, and is signed.")),
    "agreement": ("planned_on", noop("The agreement follows the signed plan.")),
    "review": ("began", noop("Nothing can be reviewed before intervention has begun.")),
    "evaluation": ("began", noop("Nothing can be evaluated before intervention has begun.")),
    "transfer": ("accepted_on", noop("Only an accepted case is handed over.")),
    "safety": ("inquired_on", noop("There is no inquiry in this file.")),
    "opinion": ("began", noop("Nothing was done yet that the client could judge.")),
    "follow_up": ("closed_on", noop("A follow-up comes after closure.")),
}
_WITHOUT_IN_CRISIS = ("assessment", "plan")
_ALWAYS = ("report", "follow_up", "opinion")


def check_may_write(kind: str, facts: Facts) -> None:
    """A paper follows the one before it; a crisis may begin earlier, the legal duty to report waits for nothing."""
    now = stage(facts)
    if now in OVER and kind not in _ALWAYS:
        raise Refused(
            {"": noop("This case is over; nothing new is written into its file.")},
            way_out=noop("Reopen it: that gives a new number with a link to this one."),
            code="state",
        )
    if kind in ("intake", "referral_in") and now not in BEFORE_INTAKE:
        raise Refused({"": noop("This case was decided on at intake already.")}, code="state")
    needed, why = _NEEDED.get(kind, ("", ""))
    if needed and not getattr(facts, needed) and not (facts.is_crisis and kind in _WITHOUT_IN_CRISIS):
        raise Refused({"": why}, clause="R2.2.12", code="order")


def check_acceptance(decision: str, has_client: bool, is_crisis: bool) -> None:
    """Whoever is accepted is known by name; only in a crisis the name may follow."""
    if decision == "accept" and not has_client and not is_crisis:
        raise Refused(
            {"": noop("A case is accepted for a person; this file does not say yet who it is.")},
            way_out=noop("Name the client; whoever is not in the register yet is registered with it."),
            clause="R2.2.12", code="nobody_named",
        )  # fmt: skip


def check_closure(reason: str, facts: Facts, transition: str) -> None:
    """What was begun is evaluated before it is closed; a project that ends hands its cases on (R2.2.12)."""
    problems = {}
    if facts.began and not facts.evaluated_on:
        problems[""] = noop("What was begun is evaluated before it is closed: write the evaluation first.")
    if not facts.began and reason in ("goals_reached", "term_ended"):
        problems["reason"] = noop("Nothing was begun in this case; it cannot have reached its end.")
    if reason == "project_ended" and not transition.strip():
        problems["transition"] = noop("Say how the case goes over to the next operator.")
    if problems:
        raise Refused(problems, clause="R2.2.12")


def four_records(facts: Facts) -> list[str]:
    """Which of assessment, plan, delivery and evaluation a case lacks (R2.2.12)."""
    wanted = (
        ("assessment", facts.assessed_on),
        ("plan", facts.planned_on),
        ("delivery", facts.first_contact_on),
        ("evaluation", facts.evaluated_on),
    )
    return [name for name, there in wanted if not there]
