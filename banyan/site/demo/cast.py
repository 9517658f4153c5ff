"""The people of a centre by the part they play, and the days on which its office works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import waiting
from banyan.core.approvals.signing import entitled_to, signed_by
from banyan.core.identity.models import Person, Unit
from banyan.foundation.workdays import Calendar
from banyan.site.commands.finding import project_numbered
from banyan.site.demo import telling
from banyan.site.demo.files import project_number

WEEK = timedelta(days=7)
FIRST_MONDAY = date(2025, 3, 31)


class Cast:
    """Who does what at a centre; at the main one when no other project is named."""

    def __init__(self, number: str = "") -> None:
        self.project = project_numbered(number or project_number())
        self.centre: Unit = self.project.unit
        self.departments = telling.departments(self.centre) or [self.centre]
        self.calendar: Calendar = telling.calendar(2025, 2026)

    @property
    def director(self) -> Person:
        return self._at(self.departments[0], "中心主任")

    @property
    def assistant(self) -> Person:
        return self._at(self.departments[0], "主任助理")

    @property
    def officer(self) -> Person:
        """Takes the minutes."""
        return self._at(self.departments[-1], "行政专员")

    @property
    def correspondent(self) -> Person:
        """Notes what the purchaser received."""
        return self.assistant

    @property
    def planner(self) -> Person:
        """Answers for the tasks of the plan: the first department that serves people, in a small station the only one."""
        return self.writer(self.departments[:2][-1])

    @property
    def overseer(self) -> Person:
        """Receives the reports at headquarters."""
        with door.opened("demo"):
            above = Unit.objects.get(parent=self.centre.parent, kind=Unit.Kind.DEPARTMENT)
        return self._at(above, "总监")

    @lru_cache(maxsize=200)  # noqa: B019
    def _at(self, unit: Unit, title: str) -> Person:
        found = telling.holder(unit, title, date(2025, 12, 1))
        if found is None:
            raise LookupError(f"the post {title} is vacant at {unit}")
        return found

    @lru_cache(maxsize=200)  # noqa: B019
    def writer(self, department: Unit) -> Person:
        """Who writes the papers of a department: its head, where the post is vacant the first worker."""
        if department == self.departments[0]:
            return self.assistant
        people: list[Person] = telling.in_office(department, date(2025, 8, 1))
        return people[0]

    @lru_cache(maxsize=200)  # noqa: B019
    def team(self, on: date) -> tuple[Person, ...]:
        """Everybody in office on the first day of a month."""
        return tuple(telling.in_office(self.centre, on))

    def weeks(self, until: date) -> Iterator[tuple[int, date]]:
        """The weeks of the contract year so far: number and Monday."""
        number, monday = 0, FIRST_MONDAY
        while monday <= until:
            yield number, monday
            number, monday = number + 1, monday + WEEK

    def worked(self, monday: date) -> list[date]:
        """The work days of a week."""
        days = (monday + timedelta(days=number) for number in range(7))
        return [day for day in days if self.calendar.is_workday(day)]

    def after(self, day: date, workdays: int) -> date:
        """So many work days later."""
        return self.calendar.add_workdays(day, workdays)


def sign(record: Any, kind: str, when: datetime, remark: str = "") -> None:
    """Whoever's turn it is signs, with a remark, until nothing is left to sign."""
    while True:
        with door.opened("demo"):
            request = waiting(record, kind)
            step = Step.objects.filter(request=request, state=Step.State.OPEN).first() if request else None
            if request is None or step is None:
                return
            signer = min(entitled_to(step, request, when.date()) - {request.asked_by_id, *signed_by(request)})
        approvals.decide(step, agreed=True, by=telling.actor(signer, when), now=when, reason=remark)
