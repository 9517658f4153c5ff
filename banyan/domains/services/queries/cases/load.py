"""The load of workers by the grades of their open cases; of others only as far as the reader may read the cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from banyan.core.todo import Todo
from banyan.domains.services.case_settings import most_load, weights
from banyan.domains.services.models import Case
from banyan.domains.services.rules.cases import load as rules
from banyan.domains.services.rules.cases.stages import OVER
from banyan.foundation.refusal import noop, sentence

_OVER = [str(stage) for stage in OVER]


@dataclass
class Worker:
    """One worker's open cases by grade and what they weigh together."""

    person_id: int
    name: str
    most: Decimal
    cases: dict[str, int] = field(default_factory=lambda: dict.fromkeys("ABCV", 0))
    load: Decimal = Decimal(0)

    @property
    def count(self) -> int:
        """How many cases."""
        return sum(self.cases.values())

    @property
    def standing(self) -> str:
        """Well, near what a worker carries at most, or over it."""
        return rules.standing(self.load, self.most)

    @property
    def percent(self) -> int:
        """The load against the most, for the bar; at most 100."""
        return min(int(100 * self.load / self.most), 100) if self.most else 100


def workers_load(by: Any, today: date) -> list[Worker]:
    """Key workers of the open cases that the reader may read, the heaviest load first. One statement."""
    found = Case.objects.visible_to(by).exclude(state__in=_OVER).exclude(key_worker=None).order_by()
    rows = found.values_list("key_worker_id", "key_worker__name", "unit_id", "grade").annotate(Count("pk"))
    weigh, most = weights(today), most_load(today)
    made: dict[int, Worker] = {}
    for person, name, _unit, grade, count in rows:
        worker = made.setdefault(person, Worker(person, name, most))
        worker.cases[grade] += count
    for worker in made.values():
        worker.load = rules.load(worker.cases, weigh)
    return sorted(made.values(), key=lambda each: (-each.load, each.name))


def too_heavy(cases: list[Case], today: date, url: str) -> Todo | None:
    """What the desk says when somebody's own open cases weigh more than a worker shall carry."""
    by_grade = dict.fromkeys("ABCV", 0)
    for case in cases:
        by_grade[case.grade] += 1
    weight, most = rules.load(by_grade, weights(today)), most_load(today)
    if rules.standing(weight, most) != rules.OVER:
        return None
    words = sentence(
        noop("Your %(count)s open cases weigh %(load)s; a worker carries %(most)s at most."),
        count=len(cases), load=weight.normalize(), most=most.normalize(),
    )  # fmt: skip
    return Todo(
        title=sentence(noop("Too many cases")), why=words, url=url, deed=noop("Look at the load with the head"), number="",
        due=today, kind="case",
    )  # fmt: skip
