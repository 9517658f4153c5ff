"""The milestones of a period, as the team's calendar shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.calendar import Entry
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import Milestone
from banyan.foundation.periods import Period


def milestones_between(actor: Any, period: Period) -> Iterator[Entry]:
    """Milestones that are due in the period. One statement."""
    found = Milestone.objects.visible_to(actor).filter(due_on__range=(period.start, period.end))
    for milestone in found:
        yield Entry(
            on=milestone.due_on,
            kind=_("milestone"),
            number=milestone.label(),
            url=page_of(milestone),
            public_id=milestone.public_id,
            unit_id=milestone.unit_id,
            tone="done" if milestone.done_on else "",
        )
