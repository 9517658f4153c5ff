"""Who served first when in a project: workers by the activities they answered for, volunteers by their sign-in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from banyan.domains.projects import public as projects
from banyan.domains.services.models import Activity, Attendance

HELD = (Activity.State.HELD, Activity.State.SUMMARY_WAITING, Activity.State.ACCEPTED)


def first_services(scopes: Sequence[UUID]) -> Iterator[projects.Served]:
    """The earliest service of each person and each volunteer number. Two statements."""
    seen: set[tuple[UUID, object]] = set()
    held = Activity.everything.filter(project__public_id__in=scopes, state__in=HELD, held_on__isnull=False)
    led = held.exclude(responsible=None).values_list(
        "project__public_id", "responsible_id", "held_on", "public_id", "number"
    )
    signed = Attendance.everything.filter(sheet__activity__project__public_id__in=scopes)
    helped = signed.exclude(volunteer_number="").values_list(
        "sheet__activity__project__public_id", "volunteer_number", "sheet__held_on",
        "sheet__activity__public_id", "sheet__activity__number",
    )  # fmt: skip
    for project, who, on, record, number in (
        *led.order_by("held_on", "pk"),
        *helped.order_by("sheet__held_on"),
    ):
        if (project, who) not in seen:
            seen.add((project, who))
            yield projects.Served(project, who, on, Activity._meta.label_lower, record, number)
