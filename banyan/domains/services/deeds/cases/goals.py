"""Setting goals with their levels, replacing them, scoring them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.deeds import deed
from banyan.domains.services.deeds.cases.staging import check_writes
from banyan.domains.services.models import Case, CaseGoal, CaseScore
from banyan.domains.services.queries.cases.facts import facts_of
from banyan.domains.services.rules.cases import goals as rules
from banyan.domains.services.rules.cases.stages import OVER, stage
from banyan.foundation.refusal import Refused, noop

State = CaseGoal.State


@deed(CaseGoal, "add", new=True, label=_("Set a goal"), icon="target")
def set_goal(goal: CaseGoal, by: Any, now: datetime, levels: Sequence[str]) -> None:
    """A goal with its five levels, described before the work on it starts."""
    check_writes(goal.case, by)
    _check_running(goal.case)
    rules.check_goal(goal.text, goal.measure, levels, goal.weight, goal.baseline)
    case = Case.everything.select_for_update(of=("self",)).get(pk=goal.case_id)
    goal.position = (CaseGoal.everything.filter(case=case).aggregate(last=Max("position"))["last"] or 0) + 1
    goal.levels, goal.set_on = [level.strip() for level in levels], now.date()


@deed(CaseGoal, "edit", frm=State.OPEN, label=_("Change the goal"), icon="pencil")
def edit_goal(
    goal: CaseGoal, by: Any, now: datetime, *, text: str, measure: str, levels: Sequence[str], weight: Decimal,
    baseline: int, target_on: date | None = None,
) -> None:  # fmt: skip
    """Describe a goal otherwise, as long as intervention has not begun."""
    check_writes(goal.case, by)
    facts = facts_of(goal.case)
    rules.check_levels_open(facts.first_contact_on if facts.began else None)
    rules.check_goal(text, measure, levels, weight, baseline)
    goal.text, goal.measure, goal.levels = text, measure, [level.strip() for level in levels]
    goal.weight, goal.baseline, goal.target_on = weight, baseline, target_on


@deed(
    CaseGoal, "replace", frm=State.OPEN, to=State.REPLACED, system=True, label=_("Goal of the file replaced")
)
def replaced(goal: CaseGoal, by: Any, now: datetime) -> None:
    """Another goal stands in its place; this one and its scores stay to be read."""


def replace_goal(
    old: CaseGoal, new: CaseGoal, levels: Sequence[str], *, by: Any, now: datetime | None = None
) -> CaseGoal:
    """Set a new goal in the place of one whose levels stand fast."""
    moment = now or clock.now()
    with transaction.atomic():
        replaced(old, by=by, now=moment)
        new.case, new.replaces = old.case, old
        return set_goal(new, by=by, now=moment, levels=levels)


@deed(CaseScore, "add", new=True, label=_("Score a goal"), icon="target-arrow")
def score(scored: CaseScore, by: Any, now: datetime) -> None:
    """Which of the five levels stands now; the goal keeps the last."""
    check_writes(scored.case, by)
    goal = CaseGoal.everything.get(pk=scored.goal_id, case=scored.case_id)
    if goal.state != State.OPEN:
        raise Refused({"goal": noop("This goal was replaced by another.")}, code="state")
    rules.check_score(scored.score, scored.scored_on, goal.set_on, now.date())
    later = CaseScore.everything.filter(goal=goal, scored_on__gt=scored.scored_on).exists()
    if not later and goal.score != scored.score:
        keep_score(goal, by=by, now=now, level=scored.score)


@deed(CaseGoal, "keep_score", system=True)
def keep_score(goal: CaseGoal, by: Any, now: datetime, level: int) -> None:
    """The last score stands with the goal."""
    goal.score = level


def _check_running(case: Case) -> None:
    if stage(facts_of(case)) in OVER:
        raise Refused({"": noop("This case is over; no goals are set in it.")}, code="state")
