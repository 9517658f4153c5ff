"""The exact figures of a contract on A4, for the purchaser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.domains.projects.models import FiguresReader
from banyan.domains.projects.queries import exact
from banyan.domains.projects.rules.freeze import last_of


@needs("projects.figuresreader.view")
@require_GET
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The figures as they were opened; nobody but the reader has this page, and only while they are open."""
    by: Any = request.actor  # type: ignore[attr-defined]
    now = clock.now()
    row = find(register_for(FiguresReader), by, public_id)  # type: ignore[arg-type]
    if not exact.may_read(row, by, now):
        raise Http404
    project = row.project
    rows = [
        (each["code"], each["name"], f"{each['target']} {each['unit']}", each["counted"], _percent(each))
        for each in exact.exact_rows(project, by, clock.today())
    ]
    heads = (_("No."), _("Indicator"), _("Target"), _("Counted"), "%")
    form = a4.Form(
        _("Indicators of the contract"),
        "BY-HT-01",
        row.unit,
        row.number,
        (
            a4.fields(
                (_("Project"), project.name),
                (_("Purchaser"), project.purchaser),
                (_("As frozen on"), last_of(project.frozen_through)),
                (_("Read by"), row.person.name),
                per_row=2,
            ),
            a4.lines(heads, rows, widths=(2, 8, 3, 3, 2), right=(2, 3, 4)),
            a4.signatures(a4.Hand(_("Handed over by"), name=row.person.name)),
        ),
        note=_("Guarded files are counted here; for the purchaser alone."),
        watermark=f"{row.number} · {row.person.name} · {now:%Y-%m-%d}",
    )
    return a4.answer(form, by=by, now=now)


def _percent(row: dict[str, Any]) -> str:
    return "" if row["percent"] is None else str(row["percent"])
