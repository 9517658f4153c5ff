"""What people said of the main centre's activities: a few forms after each, more where the worker asks everybody.

No worker collects the opinions about their own activity; the office does, at the end of each month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from banyan.core import door
from banyan.domains.services.deeds import activities
from banyan.domains.services.models import Activity, Feedback
from banyan.foundation.periods import add_months
from banyan.site.demo.cast import Cast
from banyan.site.demo.telling import Moment, actor, at, chance

MONTHS = tuple(date(2025, month, 1) for month in range(4, 12))
SCORES = (5, 5, 5, 4, 4, 4, 4, 3, 5, 4, 2)
WORDS = ("讲得清楚，下次还来。", "场地有点挤。", "希望多些时间练习。", "", "", "")
MOST = 7


def moments(until: date) -> Iterator[Moment]:
    """On the twelfth of the next month the forms of the month's activities are entered."""
    cast = Cast()
    for month in MONTHS:
        on = cast.after(add_months(month, 1).replace(day=11), 1)
        if on <= until:
            yield Moment(at(on, 16), f"{month:%Y-%m}", partial(_enter, cast, month))


def _enter(cast: Cast, month: date, when: datetime) -> None:
    with door.opened("demo"):
        held = list(
            Activity.objects.filter(
                project=cast.project, held_on__gte=month, held_on__lt=add_months(month, 1), person_times__gt=0
            ).order_by("number").select_related("unit", "project")
        )  # fmt: skip
    by = actor(cast.director, when)
    for activity in held:
        luck = chance("opinions", activity.number)
        for _form in range(min(MOST, activity.person_times // 2)):
            form = Feedback(
                activity=activity, score=luck.choice(SCORES), words=luck.choice(WORDS), given_on=activity.held_on
            )  # fmt: skip
            activities.give_feedback(form, by=by, now=when)
