"""The activities and group sessions of a period, as the team's calendar shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.calendar import Entry
from banyan.core.registers.addresses import page_of
from banyan.domains.services.models import Activity, Group, GroupSession
from banyan.foundation.periods import Period

_OVER = (Activity.State.HELD, Activity.State.SUMMARY_WAITING, Activity.State.ACCEPTED)
_READ = ("public_id", "number", "unit_id", "responsible_id", "held_on", "starts_at", "ends_at", "state")


def activities_between(actor: Any, period: Period) -> Iterator[Entry]:
    """Activities with a day in the period; those called off are left out. One statement."""
    found = Activity.objects.visible_to(actor).filter(held_on__range=(period.start, period.end))
    for activity in found.exclude(state=Activity.State.CANCELLED).only(*_READ):
        yield Entry(
            on=activity.held_on,
            kind=_("activity"),
            number=activity.label(),
            url=page_of(activity),
            public_id=activity.public_id,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            unit_id=activity.unit_id,
            people=frozenset(filter(None, (activity.responsible_id,))),
            tone="done" if activity.state in _OVER else "",
        )


def sessions_between(actor: Any, period: Period) -> Iterator[Entry]:
    """Group sessions of the period by number and hour alone, whoever may read them; those that fell out are left out."""
    groups = Group.objects.visible_to(actor)
    found = GroupSession.objects.filter(group__in=groups, called_off_on=None)._through_the_door()
    on_the_day = Q(held_on__range=(period.start, period.end)) | Q(
        held_on=None, planned_on__range=(period.start, period.end)
    )
    gone = (Group.State.DRAFT, Group.State.CANCELLED)
    for session in found.filter(on_the_day).exclude(group__state__in=gone).select_related("group"):
        yield Entry(
            on=session.held_on or session.planned_on,
            kind=pgettext_lazy("group work", "group session"),
            number=session.label(),
            url=page_of(session.group),
            public_id=session.public_id,
            starts_at=session.began_at or session.starts_at,
            ends_at=session.ended_at or session.ends_at,
            unit_id=session.group.unit_id,
            people=frozenset(filter(None, (session.group.responsible_id, session.group.co_worker_id))),
            tone="done" if session.held_on else "",
        )
