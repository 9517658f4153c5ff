"""Everybody looks through their notices every now and then; what is older than a fortnight has been read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from banyan.core import door, notices
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.notices.models import Notice
from banyan.foundation.periods import add_months
from banyan.site.demo.telling import Moment, at

FORTNIGHT = timedelta(days=14)
NEXT_MORNING = timedelta(hours=18)


def moments(until: date) -> Iterator[Moment]:
    """On the first of every month, and on the last day that is told."""
    month = date(2025, 5, 1)
    while month <= until:
        yield Moment(at(month, 8), f"{month:%Y-%m}", look_through)
        month = add_months(month, 1)
    yield Moment(at(until, 23, 50), f"{until}", look_through)


def look_through(when: datetime) -> None:
    """Read what was told more than a fortnight ago, each the morning after it came."""
    with door.opened("demo"):
        old = Notice.objects.filter(read_at=None, told_at__lt=when - FORTNIGHT).select_related("user__person")
        found = list(old.order_by("told_at", "pk"))
    readers: dict[int, Actor] = {}
    for notice in found:
        by = readers.setdefault(notice.user_id, actor_for(notice.user, when.date()))
        notices.mark_read(notice, by=by, now=notice.told_at + NEXT_MORNING)
