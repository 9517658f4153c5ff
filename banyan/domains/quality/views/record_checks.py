"""The page of a check of service records, and its frame for whoever wants to draw again."""

from __future__ import annotations

import csv
from io import StringIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from banyan.core import door
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_named
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality.queries import record_checks as queries


@needs("quality.recordcheck.view")
@require_GET
def detail(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The check: what waits for a verdict first, then what was found, by worker, and how the sample was drawn."""
    sheet = find(register_named("quality.recordcheck"), request.actor, public_id)
    page = Detail(register_named("quality.recordcheck"), sheet, request.actor)
    with door.opened("check of records"):
        shown = queries.page(sheet, request.actor)
    context = {"page": page, "register": page.register, "sheet": sheet, "crumbs": page.crumbs}
    return render(request, "quality/record_check.html", context | shown)


@needs("quality.recordcheck.view")
@require_GET
def frame(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Every record that could be drawn, in the order of the drawing: the seed and any table program give the same list."""
    sheet = find(register_named("quality.recordcheck"), request.actor, public_id)
    out = StringIO()
    table = csv.writer(out)
    table.writerow(
        [
            pgettext("check of records", "Worker"),
            _("Number"),
            _("Day"),
            _("entered on"),
            f"SHA-256({sheet.seed}/{_('Number')})",
            pgettext("check of records", "drawn"),
        ]
    )
    with door.opened("frame of a check"):
        for each in queries.places(sheet):
            drawn = pgettext("check of records", "drawn") if each.is_drawn else ""
            table.writerow([each.worker, each.number, each.held_on, each.entered_on, each.place, drawn])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sheet.number}.csv"'
    return answer
