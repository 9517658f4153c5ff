"""The yearly questions on the centre's goals: opened, answered without a trace of what, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.records import new_public_id
from banyan.domains.communication.deeds.beginning import begin, today_of
from banyan.domains.communication.models import GoalsCount, GoalsSurvey, GoalsVoter
from banyan.domains.communication.rules import goals as rules
from banyan.domains.communication.settings import SMALLEST, number
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop

State = GoalsSurvey.State


@deed(GoalsSurvey, "open", new=True, label=_("Ask the staff"), icon="chart-dots")
def open_survey(survey: GoalsSurvey, by: Any, now: datetime) -> None:
    """Ask the whole staff of a centre the three questions, once a year; who is employed on the first day is asked."""
    today, smallest = today_of(now), number(SMALLEST, survey.opens_on, survey.unit)
    survey.year = survey.opens_on.year
    survey.eligible = len(staff.incumbents(survey.unit.centre, survey.opens_on))
    rules.check_round(survey.opens_on, survey.closes_on, today, survey.eligible, smallest)
    if GoalsSurvey.objects.filter(unit=survey.unit, year=survey.year).exists():
        raise Refused({"opens_on": noop("The staff was asked in this year already.")}, clause=rules.CLAUSE)
    begin(survey, now, survey.year)


@deed(GoalsSurvey, "answer", frm=State.OPEN, label=_("Answer the three questions"), icon="writing")
def answer(survey: GoalsSurvey, by: Any, now: datetime, scores: Sequence[int]) -> None:
    """That somebody answered is written down; each score is added to a count and kept nowhere else."""
    people = staff.incumbents(survey.unit.centre, survey.opens_on)
    done = by.person is not None and GoalsVoter.objects.filter(survey=survey, person=by.person).exists()
    rules.check_answer(today_of(now), survey.opens_on, survey.closes_on, by.person_id in people, done)
    rules.check_scores(scores)
    GoalsVoter.objects.create(survey=survey, person=by.person, public_id=new_public_id())
    for question, score in enumerate(scores, start=1):
        _count(survey, question, score)
    survey.answered += 1


def _count(survey: GoalsSurvey, question: int, score: int) -> None:
    counted, _made = GoalsCount.objects.get_or_create(survey=survey, question=question, score=score)
    GoalsCount.objects.filter(pk=counted.pk).update(people=F("people") + 1)


@deed(GoalsSurvey, "close", frm=State.OPEN, to=State.CLOSED, label=_("Close and show the result"), icon="sum")
def close(survey: GoalsSurvey, by: Any, now: datetime) -> None:
    """The last day is over, or everybody has answered: from now on the result is shown."""
    rules.check_may_close(survey.closes_on, today_of(now), survey.answered, survey.eligible)
