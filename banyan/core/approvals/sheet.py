"""The countersigning sheet: one request on paper, with what its signatures stand for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.models import Request, subject_of
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.approvals.stops import Stop, stops_of
from banyan.core.documents import a4

_CODE = "BY-HQ-01"
_HASH_SHOWN = 16


def countersigning_sheet(request: Request, by: Any, now: datetime) -> bytes:
    """The sheet of a request as PDF."""
    with door.opened("approvals.sheet"):
        return a4.paper(_form(request, by), by, now)


def name_of_sheet(request: Request) -> str:
    """How the file is called: form code and number, never a person."""
    return f"{_CODE}-{request.number or request.public_id}.pdf".lower()


def _form(request: Request, by: Any) -> a4.Form:
    facts = a4.fields(*_facts(request), per_row=2)
    subject = a4.words(pgettext("on paper", "Subject"), _subject(request, by))
    note = (a4.words(_("Note"), request.note),) if request.note else ()
    cells = tuple(a4.signatures(_cell(stop)) for stop in stops_of(request))
    return a4.Form(
        _("Countersigning sheet"),
        _CODE,
        request.unit,
        request.number,
        (facts, subject, *note, *cells),
        note=_closing(request),
    )


def _facts(request: Request) -> Iterator[tuple[str, Any]]:
    told = outcome_of(request.model, request.kind)
    yield _("Matter"), str(told.label) if told and told.label else request.kind
    if request.amount is not None:
        yield _("Amount"), f"¥{request.amount:,.2f}"
        yield pgettext("on paper", "Unit"), request.unit.name
    yield _("State"), request.get_state_display()
    yield _("Asked by"), request.asked_by.name if request.asked_by else _("the system")
    yield _("Asked on"), localtime(request.asked_at).date()


def _subject(request: Request, by: Any) -> str:
    """The record in its own words, for those who may read it; its number alone for the others."""
    record = subject_of(request)
    readable = record is not None and type(record).objects.visible_to(by).filter(pk=record.pk).exists()
    return "　".join(filter(None, (request.number, str(record) if readable else "")))


def _closing(request: Request) -> str:
    said = _("Signed is version %(version)s; hash of the content %(content)s, of the files %(files)s.")
    return said % {
        "version": request.bound_version,
        "content": request.content_hash[:_HASH_SHOWN],
        "files": request.files_hash[:_HASH_SHOWN],
    }


def _cell(stop: Stop) -> a4.Hand:
    who = "" if stop.mark else stop.who
    label = "\n".join(filter(None, (stop.post, who))) or stop.who
    words = " ".join(filter(None, (_opinion(stop), stop.comment, stop.note)))
    return a4.Hand(_("Asked by") if stop.is_asker else label, words, stop.mark, stop.on)


def _opinion(stop: Stop) -> str:
    if stop.is_asker:
        return ""
    return {"signed": pgettext("signature", "agreed"), "returned": _("sent back")}.get(stop.state, "")
