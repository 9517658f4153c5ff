"""The days of meetings, for the calendar of the team: by number, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.calendar import Entry
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import ActionItem, Attendee, Meeting
from banyan.foundation.periods import Period


def meetings_between(actor: Any, period: Period) -> Iterator[Entry]:
    """Meetings of a stretch of time, each with those whose own day it is. Two statements."""
    found = Meeting.objects.visible_to(actor).filter(held_on__range=(period.start, period.end))
    meetings = list(found.exclude(state=Meeting.State.CANCELLED).order_by("held_on", "starts_at"))
    invited: dict[int, set[int]] = defaultdict(set)
    rows = Attendee.everything.filter(meeting__in=meetings).values_list("meeting_id", "person_id")
    for meeting, person in rows:
        invited[meeting].add(person)
    for each in meetings:
        yield Entry(
            on=each.held_on, kind=_("meeting"), number=each.label(), url=page_of(each), public_id=each.public_id,
            starts_at=each.starts_at, ends_at=each.ends_at, unit_id=each.unit_id,
            people=frozenset(invited[each.pk]), tone="" if each.state in (Meeting.State.PLANNED, Meeting.State.HELD) else "done",
        )  # fmt: skip


def items_between(actor: Any, period: Period) -> Iterator[Entry]:
    """The days on which action items are due. One statement."""
    found = ActionItem.objects.visible_to(actor).filter(due_on__range=(period.start, period.end))
    for item in found.exclude(state=ActionItem.State.DROPPED).order_by("due_on"):
        yield Entry(
            on=item.due_on, kind=_("action item due"), number=item.label(), url=page_of(item),
            public_id=item.public_id, unit_id=item.unit_id, people=frozenset({item.owner_id}),
            tone="done" if item.state == ActionItem.State.DONE else "",
        )  # fmt: skip
