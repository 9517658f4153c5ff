"""The years' answers on the centre's goals, as far as they may be shown; nobody is told apart (P2.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.todo import Todo
from banyan.domains.communication.models import GoalsCount, GoalsSurvey, GoalsVoter
from banyan.domains.communication.rules import goals as rules
from banyan.domains.communication.settings import SMALLEST, number
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import noop, sentence

State = GoalsSurvey.State


@dataclass(frozen=True)
class Year:
    """One closed year: the mean of each question, None where too few answered, and the mean of all three."""

    survey: GoalsSurvey
    means: tuple[Decimal | None, ...]

    @property
    def overall(self) -> Decimal | None:
        """The mean of the three questions."""
        return rules.overall(self.means)


@dataclass(frozen=True)
class GoalsPage:
    """What the page shows: the open questions, whether one may answer, and the closed years, newest first."""

    unit: Unit
    running: GoalsSurvey | None
    may_answer: bool
    has_answered: bool
    may_close: bool
    may_open: bool
    years: tuple[Year, ...]
    smallest: int

    @property
    def lines(self) -> list[tuple[str, list[Decimal | None]]]:
        """Each question with its mean year by year."""
        return [
            (question, [year.means[place] for year in self.years])
            for place, question in enumerate(rules.QUESTIONS)
        ]


def page(unit: Unit, by: Any, today: date) -> GoalsPage:
    """The questions of a centre and the results of its years. Four statements."""
    every = list(GoalsSurvey.objects.visible_to(by).filter(unit=unit).order_by("-year"))
    running = next((each for each in every if each.state == State.OPEN), None)
    answered = running is not None and running.pk in _answered_by(by, [running])
    is_asked = running is not None and by.person_id in staff.incumbents(unit, running.opens_on)
    return GoalsPage(
        unit, running, is_asked and not answered and _is_on(running, today), answered,
        running is not None and by.can(GoalsSurvey.permission("close"), running)
        and (today > running.closes_on or running.answered >= running.eligible),
        running is None and by.can(GoalsSurvey.permission("open"), unit),
        years_of([each for each in every if each.state == State.CLOSED]), number(SMALLEST, today, unit),
    )  # fmt: skip


def years_of(closed: Sequence[GoalsSurvey]) -> tuple[Year, ...]:
    """The results of closed rounds, in their order. One statement."""
    counts: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    rows = GoalsCount.everything.filter(survey__in=[each.pk for each in closed])
    for survey, question, score, people in rows.values_list("survey_id", "question", "score", "people"):
        counts[survey, question][score] = people
    return tuple(Year(each, _means(each, counts)) for each in closed)


def _means(survey: GoalsSurvey, counts: dict[tuple[int, int], dict[int, int]]) -> tuple[Decimal | None, ...]:
    smallest = number(SMALLEST, survey.closes_on, survey.unit)
    asked = range(1, len(rules.QUESTIONS) + 1)
    return tuple(rules.mean(counts.get((survey.pk, question), {}), smallest) for question in asked)


def years_at(scopes: Sequence[Scope], until: date) -> dict[Scope, list[Year]]:
    """The closed rounds of each project's centre up to a day, oldest first. Two statements."""
    units = tree.current().units
    centres = {scope: tree.centre_of(units[scope.unit_id]).pk for scope in scopes}
    closed = GoalsSurvey.everything.filter(
        unit__in=set(centres.values()), state=State.CLOSED, closes_on__lte=until
    )
    found = years_of(list(closed.select_related("unit").order_by("year")))
    return {
        scope: [each for each in found if each.survey.unit_id == centre] for scope, centre in centres.items()
    }


def to_answer(actor: Any, today: date) -> Iterator[Todo]:
    """The questions that somebody of the staff has not answered yet."""
    if actor.person is None or not actor.may(GoalsSurvey.permission("answer")):
        return
    running = GoalsSurvey.objects.visible_to(actor, "answer").filter(
        state=State.OPEN, opens_on__lte=today, closes_on__gte=today, unit=actor.person.unit.centre
    )
    answered = _answered_by(actor, running)
    for survey in (each for each in running if each.pk not in answered):
        yield Todo(
            title=sentence(noop("Three questions on the centre's goals, %(year)s"), year=survey.year),
            why=noop("The staff is asked once a year; nobody sees who answered what."),
            url=reverse("communication.goals"),
            deed=noop("Answer the three questions"),
            unit_id=survey.unit_id,
            number=survey.number,
            due=survey.closes_on,
            clause=rules.CLAUSE,
            kind="goals",
        )


def _answered_by(actor: Any, surveys: Iterable[GoalsSurvey]) -> set[int]:
    if actor.person_id is None:
        return set()
    mine = GoalsVoter.everything.filter(person=actor.person_id, survey__in=[each.pk for each in surveys])
    return set(mine.values_list("survey_id", flat=True))


def _is_on(survey: GoalsSurvey | None, today: date) -> bool:
    return survey is not None and survey.opens_on <= today <= survey.closes_on
