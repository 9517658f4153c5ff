"""The monitoring calendar of a year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality.queries import monitoring

FIRST_YEAR, LAST_YEAR = 2000, 2100


@needs("quality.monitoringitem.view")
@require_GET
def calendar_page(request: ActorRequest) -> HttpResponse:
    """What is looked at, how often, by whom, and which looks were missed."""
    today = clock.today()
    year = _year(request.GET.get("year", ""), today.year)
    rows = monitoring.calendar(request.actor, year, today)
    context = {"rows": rows, "year": year, "months": range(1, 13), "missed": sum(row.missed for row in rows)}
    return render(request, "quality/monitoring.html", context | {"crumbs": [(_("Monitoring calendar"), "")]})


def _year(text: str, otherwise: int) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else otherwise
    return year if FIRST_YEAR <= year <= LAST_YEAR else otherwise
