"""How a problem goes up: parties, department head, project lead, committee; each has so many working days (R9.3.1)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from banyan.foundation.refusal import Refused, noop
from banyan.foundation.workdays import Calendar

STAGES = ("parties", "department", "lead", "committee")
LAST = STAGES[-1]


def stage_above(stage: str) -> str | None:
    """Who is asked next; nobody stands above the committee."""
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def check_can_rise(stage: str) -> str:
    """The stage above, or the refusal that there is none."""
    above = stage_above(stage)
    if above is None:
        raise Refused(
            noop("The project management committee is the last to be asked; it has to decide."),
            clause="R2.2.3",
            way_out=noop("Write down the committee's decision."),
        )
    return above


def answer_due(stage: str, since: date, limits: Mapping[str, int], calendar: Calendar) -> date:
    """The last working day on which a stage may answer; `limits` gives working days by stage."""
    return calendar.add_workdays(since, limits[stage])


def is_overdue(answer_by: date | None, answered_on: date | None, today: date) -> bool:
    """Whether an answer was due and did not come, or came late."""
    return answer_by is not None and (answered_on or today) > answer_by


def check_decider(stage: str, decider: Hashable | None, owner: Hashable) -> None:
    """From the department head on, nobody decides a problem in their own cause."""
    if stage != STAGES[0] and decider is not None and decider == owner:
        raise Refused(
            noop("You are a party to this problem; once it has gone up, somebody else decides it."),
            clause="R9.3.1",
            way_out=noop("Tell your view to the person who has to answer now."),
            code="own_cause",
        )


def check_decision(cause: str, decision: str, carried_out_by: date, today: date) -> None:
    """A decision names the cause, what is done, and a day that has not passed (R2.2.3)."""
    problems = {}
    if not cause.strip():
        problems["cause"] = noop("Say what caused the problem; otherwise it comes back.")
    if not decision.strip():
        problems["decision"] = noop("Say what was decided.")
    if carried_out_by < today:
        problems["carried_out_by"] = noop("The day on which it is to be carried out has passed already.")
    if problems:
        raise Refused(problems, clause="R2.2.3")


def check_result(result: str) -> None:
    """A problem is closed with a sentence about what came of the decision."""
    if not result.strip():
        raise Refused({"result": noop("Say what came of the decision.")}, clause="R2.2.8")
