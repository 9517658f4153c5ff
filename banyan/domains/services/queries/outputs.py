"""What was done in many projects at once, each in days of its own: for whoever sets cost beside results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, Sum

from banyan.domains.services.models import Activity
from banyan.domains.services.queries import measuring
from banyan.foundation.periods import Period

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Part:
    """A project and the days that are asked about."""

    id: UUID
    period: Period


@dataclass(frozen=True)
class Output:
    """Activities held, person-times, known persons, hours of activities; answers of participants and their mean of 5."""

    activities: int = 0
    person_times: int = 0
    persons: int = 0
    hours: Decimal = _ZERO
    answers: int = 0
    satisfaction: Decimal | None = None


def outputs(parts: Sequence[Part]) -> dict[UUID, Output]:
    """Project → what was done in its days. Four statements."""
    if not parts:
        return {}
    work, reach, said = measuring.work(parts), measuring.reach(parts), measuring.satisfaction(parts)  # type: ignore[arg-type]
    hours = _hours(parts)
    found = {}
    for part in parts:
        done, came = work.get(part.id, measuring.Work()), reach.get(part.id, measuring.Reach())
        answers, mean = said.get(part.id, (0, None))
        found[part.id] = Output(
            done.held, done.person_times, came.persons, hours.get(part.id, _ZERO), answers, mean
        )
    return found


def _hours(parts: Sequence[Part]) -> dict[UUID, Decimal]:
    took = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    held = Activity.everything.filter(measuring.in_period(parts, "project__public_id", "held_on"))  # type: ignore[arg-type]
    rows = held.exclude(state=Activity.State.CANCELLED).filter(starts_at__isnull=False, ends_at__isnull=False)
    sums = rows.order_by().values_list("project__public_id").annotate(took=Sum(took))
    return {project: (Decimal(int(long.total_seconds())) / 3600) for project, long in sums}
