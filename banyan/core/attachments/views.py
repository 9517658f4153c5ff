"""Handing files out and taking them in, always through the door of their record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core.attachments import deeds, queries, storing
from banyan.core.attachments.models import Attachment
from banyan.core.gate import needs, signed_in
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import Panel
from banyan.foundation.refusal import Refused, noop

_NOTHING_RUNS = "sandbox; default-src 'none'"


@signed_in
@require_GET
def file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Hand a file out to be saved; the browser neither guesses its kind nor runs anything in it."""
    attachment = queries.visible_attachment(public_id, request.actor)  # type: ignore[attr-defined]
    try:
        opened = storing.path_of(attachment.stored_as).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        opened, as_attachment=True, filename=attachment.name, content_type=attachment.content_type
    )
    answer["Content-Security-Policy"] = _NOTHING_RUNS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("attachments.attachment.add")
@require_POST
def attach(request: HttpRequest, model: str, record_id: UUID) -> HttpResponse:
    """Hang files on a record."""
    record = queries.visible_record(model, record_id, request.actor)  # type: ignore[attr-defined]
    files = request.FILES.getlist("file")
    if not files:
        raise Refused({"file": noop("Choose a file first.")}, code="required")
    by, purpose = request.actor, request.POST.get("purpose", "")  # type: ignore[attr-defined]
    for each in files:
        content = each.read(deeds.intake.LARGEST_BYTES + 1)
        deeds.attach(record, each.name or "", content, by=by, purpose=purpose)
    return redirect(page_of(record) or "/")


@needs("attachments.attachment.remove")
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a file off its record."""
    attachment = queries.visible_attachment(public_id, request.actor)  # type: ignore[attr-defined]
    record = queries.visible_record(attachment.model, attachment.record_id, request.actor)  # type: ignore[attr-defined]
    deeds.remove(attachment, by=request.actor, reason=request.POST.get("reason", ""))  # type: ignore[attr-defined]
    return redirect(page_of(record) or "/")


def on_record(record: Any, by: Any) -> dict[str, Any]:
    """The panel of a record's files."""
    changes = deeds.may_change(record, by)
    return {
        "files": queries.attachments_of(record) if by.may(Attachment.permission("view")) else (),
        "may_add": changes and by.can(Attachment.permission("add"), record),
        "may_remove": changes and by.can(Attachment.permission("remove"), record),
        "model": record._meta.label_lower,
        "largest": deeds.intake.LARGEST_BYTES,
    }


def panel() -> Panel:
    """What hangs on every record's page."""
    return Panel("attachments", _("Files"), "attachments/panel.html", on_record)
