"""Records as Word documents, and what a template may name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.attachments.queries import visible_record
from banyan.core.audit.trail import note_reading
from banyan.core.documents import queries, words
from banyan.core.documents.words import Rows, Sheet
from banyan.core.gate import signed_in

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@signed_in
@require_GET
def word(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """A record that one may see, filled into the agency's own template."""
    sheet = words.known(kind)
    if sheet is None:
        raise Http404
    record = visible_record(sheet.model._meta.label_lower, public_id, request.actor)  # type: ignore[attr-defined]
    if not sheet.is_for(record, request.actor):  # type: ignore[attr-defined]
        raise Http404
    if getattr(record, "is_guarded", False) or record.is_watched():
        note_reading(request.actor, clock.now(), record)  # type: ignore[attr-defined]
    return answer(sheet, record)


def answer(sheet: Sheet, record: Any) -> HttpResponse:
    """The document to be saved; it is named by number, never by a person."""
    made = HttpResponse(queries.written(sheet, record, clock.today()), content_type=_WORD)
    name = slugify(record.label()) or "document"
    made["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    made["X-Content-Type-Options"] = "nosniff"
    return made


def on_record(record: Any, by: Any) -> dict[str, Any]:
    """The panel of a record that can be written in Word: a line for each template in force, the others folded."""
    today = clock.today()
    found = [
        (sheet, queries.template_for(sheet, record.home(), today))
        for sheet in words.sheets_of(type(record))
        if sheet.is_for(record, by)
    ]
    return {
        "record": record,
        "sheets": [(sheet, file) for sheet, file in found if file],
        "bare": [sheet for sheet, file in found if not file],
    }


def of_template(template: Any, by: Any) -> dict[str, Any]:
    """The panel of a template: every placeholder that its document knows."""
    sheet = words.known(template.kind)
    gaps = sheet.placeholders.items() if sheet else ()
    return {
        "is_filled": queries.has_file(template),
        "single": [(name, gap.label) for name, gap in gaps if not isinstance(gap, Rows)],
        "rows": [(name, gap.label, list(gap.columns.items())) for name, gap in gaps if isinstance(gap, Rows)],
    }
