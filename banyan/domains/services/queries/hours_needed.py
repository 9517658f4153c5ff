"""The hours that a contract's targets ask for, and the workers that makes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core import dated
from banyan.core.registers.addresses import page_of
from banyan.domains.projects import public as projects
from banyan.domains.services.models import StandardHours
from banyan.domains.services.rules.hours.sizing import Needed, size, worker_year
from banyan.domains.services.settings import COUNTABLE_PERCENT, WORKER_YEAR
from banyan.domains.staff import public as staff


def workers_needed(project: Any, on: date, by: Any) -> dict[str, Any]:
    """Each indicator with target and standard hours, their sum, a worker's year, and who is in office. Three statements."""
    indicators = list(projects.Indicator.objects.visible_to(by).filter(project=project).order_by("position"))
    kept = StandardHours.objects.visible_to(by).filter(indicator__in=indicators)
    standards = {each.indicator_id: each for each in kept.select_related("indicator")}
    lines = [_line(each, standards.get(each.pk)) for each in indicators]
    year = Decimal(dated.value(WORKER_YEAR.key, on, project.unit))
    share = Decimal(dated.value(COUNTABLE_PERCENT.key, on, project.unit))
    return {
        "lines": lines,
        "size": size([line["needed"] for line in lines], worker_year(year, share)),
        "year_hours": year,
        "share": share,
        "in_office": len(staff.members(project.unit, on)),
    }


def _line(indicator: Any, standard: StandardHours | None) -> dict[str, Any]:
    hours = standard.hours if standard else None
    return {
        "indicator": indicator,
        "needed": Needed(indicator.number, indicator.target, hours),
        "basis": standard.basis if standard else "",
        "url": page_of(indicator),
        "standard_url": page_of(standard) if standard else "",
    }
