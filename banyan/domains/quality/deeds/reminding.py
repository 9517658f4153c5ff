"""Reminding the owners of measures, and their superiors when a reminder did not help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from banyan.core import door
from banyan.core.approvals.resolving import role_holders
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.domains.quality.models import Rectification
from banyan.domains.quality.rules.rectifications import reminder
from banyan.domains.quality.settings import REMIND_DAYS, number
from banyan.foundation.refusal import Sentence, noop, sentence

DIRECTOR = "centre-director"
LONGEST_NOTICE = 60


def remind(now: datetime) -> int:
    """Tell whom it concerns: before the day, on the day after, then every week. Returns how many were told."""
    today = now.date()
    with door.opened("quality.remind"):
        under_way = Rectification.everything.filter(
            state=Rectification.State.PLANNED, due_on__lte=today + timedelta(days=LONGEST_NOTICE)
        ).select_related("owner", "unit")
        return sum(_remind(each, now) for each in under_way)


def _remind(rectification: Rectification, now: datetime) -> int:
    today, due_on = now.date(), rectification.due_on
    ahead = number(REMIND_DAYS, today, rectification.unit)
    kind = reminder(due_on, today, ahead) if due_on is not None else ""
    if not kind:
        return 0
    people = {rectification.owner_id}
    if kind == "late_again":
        people |= role_holders(DIRECTOR, rectification.unit, rectification.scope(), today)
    users = _users(people)
    tell(users, "rectification", _words(rectification, kind), rectification, now)
    return len(users)


def _users(people: Iterable[int | None]) -> list[User]:
    return list(User.objects.filter(person_id__in=[each for each in people if each], is_active=True))


def _words(rectification: Rectification, kind: str) -> Sentence:
    due_on = rectification.due_on.isoformat() if rectification.due_on else ""
    words = (
        noop("Rectification %(number)s is due on %(day)s.")
        if kind == "soon"
        else noop("Rectification %(number)s was due on %(day)s and is not done.")
    )
    return sentence(words, number=rectification.number, day=due_on)
