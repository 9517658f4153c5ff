"""Questions about the safety of activities: which permits there are, what a large one still lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from banyan.core import clock
from banyan.core.controls import Scope
from banyan.domains.services.models import Activity, ActivityPermit
from banyan.domains.services.rules import safety as rules
from banyan.domains.services.settings import PERMIT_DAYS, group_number, safety_sizes
from banyan.foundation.periods import Period

_COMING = (Activity.State.DRAFT, Activity.State.WAITING, Activity.State.APPROVED)


def permits_of(activity: Activity) -> list[rules.Permit]:
    """What was asked of authorities for an activity, and what they answered. One statement."""
    return [as_permit(each) for each in ActivityPermit.everything.filter(activity=activity).order_by("pk")]


def as_permit(kept: ActivityPermit) -> rules.Permit:
    """A permit as rules know it."""
    granted = kept.granted_on if kept.state == ActivityPermit.State.GRANTED else None
    return rules.Permit(kept.applied_on, granted, kept.allowed, kept.state == ActivityPermit.State.REFUSED)


def safety_panel(activity: Activity, by: Any) -> dict[str, Any]:
    """The parts of the safety plan, the permits, and what the size of the activity asks for. One statement."""
    on = activity.held_on or clock.today()
    sizes = safety_sizes(on, activity.unit)
    permits = list(
        ActivityPermit.objects.visible_to(by).filter(activity=activity).order_by("applied_on", "pk")
    )
    asked = rules.needs_permit(activity.expected, sizes)
    there = any(as_permit(each).covers(activity.expected or 0, on) for each in permits)
    days = group_number(PERMIT_DAYS, on, activity.unit)
    return {
        "activity": activity, "permits": permits, "sizes": sizes, "asked": asked, "there": there,
        "apply_by": rules.apply_by(on, days) if asked else None, "notice": rules.needs_notice(activity.expected, sizes),
        "parts": [(Activity._meta.get_field(name).verbose_name, getattr(activity, name)) for name, _words in rules.PARTS],
        "is_large": bool(activity.expected and activity.expected > sizes.parts),
        "may_apply": by.can("services.activitypermit.add", activity),
    }  # fmt: skip


def large_ones(
    scopes: Sequence[Scope], period: Period
) -> Iterator[tuple[UUID, Activity, list[rules.Permit]]]:
    """The activities of the period whose day has come and that are not called off, with their permits. Two statements."""
    spans = {scope.id: scope.period for scope in scopes}
    found = Activity.everything.filter(
        project__public_id__in=list(spans), held_on__range=(period.start, period.end), expected__gt=0
    ).exclude(state=Activity.State.CANCELLED)
    rows = list(found.annotate(of=F("project__public_id")).select_related("unit").order_by("held_on", "pk"))
    permits: dict[int, list[rules.Permit]] = defaultdict(list)
    for each in ActivityPermit.everything.filter(activity__in=[row.pk for row in rows]):
        permits[each.activity_id].append(as_permit(each))
    for row in rows:
        project: UUID = row.of  # type: ignore[attr-defined]
        if row.held_on in spans[project]:
            yield project, row, permits[row.pk]
