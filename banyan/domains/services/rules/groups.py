"""A group from plan to counted: stages, what its plan must hold, its five phases, and what its papers lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


class Stage(StrEnum):
    """Where a group stands in its papers; derived and provable at any time."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    RUNNING = "running"
    ENDED = "ended"
    EVALUATION_WAITING = "evaluation_waiting"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """The five phases of group work."""

    PREPARATION = "preparation"
    FORMATION = "formation"
    TRANSITION = "transition"
    MATURITY = "maturity"
    ENDING = "ending"


@dataclass(frozen=True)
class Meeting:
    """One line of the session table: when it was planned, when it was held, and how many came."""

    position: int
    planned_on: date
    held_on: date | None = None
    called_off: bool = False
    present: int = 0
    recorded_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Neither held nor called off."""
        return self.held_on is None and not self.called_off


@dataclass(frozen=True)
class Papers:
    """What lies in the file of a group."""

    plan_submitted: bool = False
    plan_approved_on: date | None = None
    meetings: tuple[Meeting, ...] = ()
    evaluation_submitted_on: date | None = None
    evaluation_accepted_on: date | None = None
    cancelled_on: date | None = None

    @property
    def held(self) -> tuple[Meeting, ...]:
        return tuple(each for each in self.meetings if each.held_on)

    @property
    def is_over(self) -> bool:
        """Every session of the table was held or called off, and at least one was held."""
        return bool(self.held) and not any(each.is_open for each in self.meetings)


@dataclass(frozen=True)
class Plan:
    """The plan as far as its completeness is judged; an empty text means that nothing was written."""

    texts: Mapping[str, str]
    least_members: int | None
    most_members: int | None
    recruits_until: date | None
    budget: Decimal | None
    sessions: tuple[date, ...] = ()
    has_responsible: bool = True


@dataclass(frozen=True)
class Missing:
    """A paper that evidence still lacks; `due_on` where a day is set."""

    code: str
    message: Sentence
    due_on: date | None = None


@dataclass(frozen=True)
class Reached:
    """A phase with the day it began, if it has, and the day it is planned for."""

    phase: Phase
    began_on: date | None
    planned_on: date | None
    is_now: bool = False


REQUIRED_TEXTS = (
    ("theory", noop("Name the theory the group is built on.")),
    ("need", noop("Say which need it answers and how that is known.")),
    ("goals", noop("Say what shall change and how it will be measured.")),
    ("target_group", noop("Say for whom the group is.")),
    ("recruitment", noop("Say how members are found.")),
    ("screening", noop("Say how members are screened.")),
    ("place", noop("Say where the group meets.")),
    ("difficulties", noop("Say what may go wrong and what is done then.")),
    ("evaluation_design", noop("Say how the group will be evaluated.")),
    ("ethics", noop("Say what is told to members about confidentiality and its limits.")),
)


def stage(papers: Papers) -> Stage:
    """Derive the stage from the papers. What follows the plan stands only while the plan is approved (R2.2.1)."""
    if papers.cancelled_on:
        return Stage.CANCELLED
    if not papers.plan_approved_on:
        return Stage.WAITING if papers.plan_submitted else Stage.DRAFT
    later = (
        (papers.evaluation_accepted_on, Stage.ACCEPTED),
        (papers.evaluation_submitted_on, Stage.EVALUATION_WAITING),
        (papers.is_over, Stage.ENDED),
        (papers.held, Stage.RUNNING),
    )
    return next((name for reached, name in later if reached), Stage.APPROVED)


def phases(papers: Papers, formation_percent: int, transition_percent: int) -> tuple[Reached, ...]:
    """The five phases with their days: preparation until the first session, ending with the last one.

    Between them the planned sessions are shared out: the first `formation_percent` of them form the group, those up
    to `transition_percent` lead through its transition, the others are its mature work.
    """
    meetings = sorted((m for m in papers.meetings if not m.called_off), key=lambda m: m.position)
    firsts = _firsts(len(meetings), formation_percent, transition_percent)
    found = [Reached(Phase.PREPARATION, papers.plan_approved_on, None)]
    found += [_reached(phase, meetings, firsts[phase]) for phase in firsts]
    last = max((place for place, each in enumerate(found) if each.began_on), default=0)
    return tuple(
        Reached(each.phase, each.began_on, each.planned_on, place == last) for place, each in enumerate(found)
    )


def _firsts(count: int, formation_percent: int, transition_percent: int) -> dict[Phase, int | None]:
    """The place of the session with which each phase begins; the last session always ends the group."""
    working = max(count - 1, 0)
    transition = max(-(-working * formation_percent // 100), 1)
    maturity = max(-(-working * transition_percent // 100), transition)
    wanted = {
        Phase.FORMATION: 0,
        Phase.TRANSITION: transition,
        Phase.MATURITY: max(maturity, transition + 1),
        Phase.ENDING: working,
    }
    ends = {Phase.FORMATION: count, Phase.TRANSITION: working, Phase.MATURITY: working, Phase.ENDING: count}
    return {phase: place if place < ends[phase] else None for phase, place in wanted.items()}


def _reached(phase: Phase, meetings: Sequence[Meeting], place: int | None) -> Reached:
    if place is None:
        return Reached(phase, None, None)
    return Reached(phase, meetings[place].held_on, meetings[place].planned_on)


def check_plan(plan: Plan, today: date, least_sessions: int) -> None:
    """A plan goes to signature when it is complete, and while there is still recruiting to do."""
    problems: dict[str, str | Sentence] = {
        name: message for name, message in REQUIRED_TEXTS if not plan.texts.get(name, "").strip()
    }
    if not plan.has_responsible:
        problems["responsible"] = noop("Say who leads the group.")
    if not plan.least_members or not plan.most_members:
        problems["least_members"] = noop("Say how many members the group has at least and at most.")
    if plan.budget is None:
        problems["budget"] = noop("Give the cost; write 0 where it costs nothing.")
    problems |= _days(plan, today) | _table(plan, least_sessions)
    if problems:
        raise Refused(problems, clause="R3.2.2")


def _days(plan: Plan, today: date) -> dict[str, str | Sentence]:
    if plan.recruits_until is None:
        return {"recruits_until": noop("Say on which day recruitment ends.")}
    if plan.recruits_until < today:
        return {"recruits_until": _too_late(plan.recruits_until)}
    if plan.sessions and plan.sessions[0] < plan.recruits_until:
        return {"recruits_until": noop("The first session comes before recruitment ends.")}
    return {}


def _table(plan: Plan, least_sessions: int) -> dict[str, str | Sentence]:
    if len(plan.sessions) < least_sessions:
        text = noop("The session table has %(found)s sessions; a group that counts has at least %(least)s.")
        return {"": sentence(text, found=len(plan.sessions), least=least_sessions)}
    return {}


def _too_late(recruits_until: date) -> Sentence:
    text = noop("Recruitment ended on %(day)s; a plan is approved before that.")
    return sentence(text, day=recruits_until.isoformat())


def check_approved_in_time(recruits_until: date | None, today: date) -> None:
    """The last signature comes before recruitment ends; later it would only bless what has been done already."""
    if recruits_until is not None and today > recruits_until:
        raise Refused(
            {"": _too_late(recruits_until)},
            clause="R3.2.2",
            way_out=noop("Send the plan back and set a later end of recruitment."),
        )


def check_table(days: Sequence[date]) -> None:
    """The sessions of a table follow each other, each on a day of its own."""
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise Refused({"planned_on": noop("Each session comes after the one before.")})


def check_some_share(shares: Mapping[str, Decimal]) -> None:
    """A plan names what it counts for; how shares sum to 100 percent is the contract's rule."""
    if not shares:
        raise Refused({"shares": noop("Name the indicator this group counts for.")})


def evaluation_due(last_on: date, days: int) -> date:
    """The last day for the evaluation, counted in calendar days from the last session."""
    return last_on + timedelta(days=days)


def missing_evidence(papers: Papers, evaluation_days: int) -> list[Missing]:
    """What still keeps a group from counting, in the order of the work; empty means complete and approved."""
    last_on = max((each.held_on for each in papers.held if each.held_on), default=None)
    due_on = evaluation_due(last_on, evaluation_days) if last_on and papers.is_over else None
    wanted = (
        (papers.plan_approved_on, Missing("plan_not_approved", sentence(noop("The plan is not approved.")))),
        (papers.held, Missing("sessions_missing", sentence(noop("No session was held yet.")))),
        (papers.is_over, Missing("sessions_open", sentence(noop("Sessions of the plan are still to be held.")))),
        (all(each.recorded_on for each in papers.held),
         Missing("record_missing", sentence(noop("The record of a session is missing.")))),
        (papers.evaluation_submitted_on,
         Missing("group_evaluation_missing", sentence(noop("The evaluation has not been handed in.")), due_on)),
        (papers.evaluation_accepted_on,
         Missing("not_evaluated", sentence(noop("The evaluation has not been accepted.")), due_on)),
    )  # fmt: skip
    return [paper for there, paper in wanted if not there]


def check_evaluation(texts: Mapping[str, str], papers: Papers) -> None:
    """An evaluation comes when the last session is over and every session has its record."""
    wanted = (
        ("results", noop("Say which goals were reached, and how that is known.")),
        ("process", noop("Say how the group went through its phases.")),
        ("recommendations", noop("Say what is recommended.")),
    )
    problems: dict[str, str | Sentence] = {
        name: message for name, message in wanted if not texts.get(name, "").strip()
    }
    if not papers.is_over:
        problems[""] = noop("Sessions of the plan are still to be held; hold them or call them off.")
    elif bare := [each.position for each in papers.held if each.recorded_on is None]:
        text = noop("The record of session %(numbers)s is missing.")
        problems[""] = sentence(text, numbers="、".join(map(str, bare)))
    if problems:
        raise Refused(problems)
