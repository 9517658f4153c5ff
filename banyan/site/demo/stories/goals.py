"""The demo staff is asked about the centre's goals in November; two are away, and nobody keeps what anybody said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from banyan.core import door
from banyan.domains.communication.deeds import goals as deeds
from banyan.domains.communication.models import GoalsSurvey
from banyan.site.demo.stories.communication import House, houses
from banyan.site.demo.telling import Moment, actor, at, in_office

OPENED, ANSWERED, LAST, CLOSED = date(2025, 11, 17), date(2025, 11, 21), date(2025, 11, 28), date(2025, 12, 1)
AWAY = 2
#: scores of the three questions, taken in turn: the goals are known, their fit is doubted most
SCORES = ((5, 4, 5), (4, 3, 4), (5, 3, 4), (4, 4, 4), (3, 3, 4), (5, 2, 5))


def moments(until: date) -> Iterator[Moment]:
    """Asked, answered, closed: one round a year in each station that has departments."""
    told = (
        (at(OPENED, 9), "ask", _ask),
        (at(ANSWERED, 12), "answer", _answer),
        (at(CLOSED, 9), "close", _close),
    )
    for house in houses():
        for when, key, play in told:
            if when.date() <= until:
                yield Moment(when, f"{house.unit.code}/{key}", partial(play, house))


def _ask(house: House, when: datetime) -> None:
    survey = GoalsSurvey(unit=house.unit, opens_on=when.date(), closes_on=LAST)
    deeds.open_survey(survey, by=actor(house.director(when.date()), when), now=when)


def _answer(house: House, when: datetime) -> None:
    everybody = [person for room in house.rooms for person in in_office(room, OPENED)]
    people = list({person.pk: person for person in everybody}.values())
    for place, person in enumerate(people[AWAY:]):
        scores = SCORES[place % len(SCORES)]
        deeds.answer(_survey(house), by=actor(person, when), now=when, scores=scores)


def _close(house: House, when: datetime) -> None:
    deeds.close(_survey(house), by=actor(house.director(when.date()), when), now=when)


def _survey(house: House) -> GoalsSurvey:
    with door.opened("demo"):
        return GoalsSurvey.objects.select_related("unit").get(unit=house.unit, year=OPENED.year)
