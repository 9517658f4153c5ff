"""The activities of a period, as the team's calendar shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.calendar import Entry
from banyan.core.registers.addresses import page_of
from banyan.domains.services.models import Activity
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
