"""How many people an activity had, by its sign-in sheets: a count for rooms above, without names."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F

from banyan.domains.services.models import Attendance

_NOT_PRESENT = (Attendance.Reason.DUPLICATE, Attendance.Reason.TO_CLARIFY)


def present_at(projects: Collection[UUID], numbers: Collection[str]) -> dict[tuple[UUID, str], int]:
    """(Project, number of the activity) → everybody who signed in, in whatever role, once for each sheet.

    Activities without a sheet are left out. One statement.
    """
    rows = Attendance.everything.filter(
        sheet__activity__project__public_id__in=projects, sheet__activity__number__in=numbers
    ).exclude(reason__in=_NOT_PRESENT)
    counted = rows.values(
        project=F("sheet__activity__project__public_id"), number=F("sheet__activity__number")
    ).annotate(count=Count("pk"))
    return {(row["project"], row["number"]): row["count"] for row in counted.order_by()}
