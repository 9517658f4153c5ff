"""The countersigning sheet: one request on paper, with what its signatures stand for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.approvals.stops import Stop, stops_of
from banyan.core.documents import a4

_CODE = "BY-HQ-01"
_HASH_SHOWN = 16


def countersigning_sheet(request: Request, by: Any, now: datetime) -> bytes:
    """The sheet of a request as PDF."""
    with door.opened("approvals.sheet"):
        return a4.paper(_form(request), by, now)


def _form(request: Request) -> a4.Form:
    facts = a4.fields(*_facts(request), per_row=2)
    note = (a4.words(_("Note"), request.note),) if request.note else ()
    cells = tuple(a4.signatures(_cell(stop)) for stop in stops_of(request))
    return a4.Form(
        _("Countersigning sheet"),
        _CODE,
        request.unit,
        request.number,
        (facts, *note, *cells),
        note=_closing(request),
    )


def _facts(request: Request) -> Iterator[tuple[str, Any]]:
    told = outcome_of(request.model, request.kind)
    yield _("Matter"), str(told.label) if told and told.label else request.kind
    yield _("State"), request.get_state_display()
    yield _("Asked by"), request.asked_by.name if request.asked_by else _("the system")
    yield _("Asked on"), localtime(request.asked_at).date()


def _closing(request: Request) -> str:
    said = _("Signed is version %(version)s; hash of the content %(content)s, of the files %(files)s.")
    return said % {
        "version": request.bound_version,
        "content": request.content_hash[:_HASH_SHOWN],
        "files": request.files_hash[:_HASH_SHOWN],
    }


def _cell(stop: Stop) -> a4.Hand:
    words = [_("sent back")] if stop.state == "returned" else []
    who = "" if stop.mark else stop.who
    label = "\n".join(filter(None, (stop.post, who))) or stop.who
    return a4.Hand(label, " ".join(filter(None, (*words, stop.comment, stop.note))), stop.mark, stop.on)
