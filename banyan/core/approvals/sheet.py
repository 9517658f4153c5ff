"""The countersigning sheet: one request on paper, with what its signatures stand for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.approvals.stops import Stop, stops_of
from banyan.core.documents import pdf

_FORM = "core/documents/forms/countersigning.typ"
_HASH_SHOWN = 16


def countersigning_sheet(request: Request, by: Any, now: datetime) -> bytes:
    """The sheet of a request as PDF."""
    with door.opened("approvals.sheet"):
        return pdf(_FORM, _data(request, by, now), now)


def _data(request: Request, by: Any, now: datetime) -> dict[str, Any]:
    printed = _("printed %(at)s by %(who)s") % {"at": f"{localtime(now):%Y-%m-%d %H:%M}", "who": by.name}
    closing = _("Signed is version %(version)s; hash of the content %(content)s, of the files %(files)s.")
    return {
        "title": _("Countersigning sheet"),
        "unit": request.unit.name,
        "number": request.number,
        "form_code": "BY-HQ",
        "printed": printed,
        "facts": list(_facts(request)),
        "heads": [_("Post"), _("Words"), pgettext("heading", "Signature"), _("Day")],
        "stops": [_row(stop) for stop in stops_of(request)],
        "closing": closing
        % {
            "version": request.bound_version,
            "content": request.content_hash[:_HASH_SHOWN],
            "files": request.files_hash[:_HASH_SHOWN],
        },
    }


def _facts(request: Request) -> Iterator[dict[str, str]]:
    told = outcome_of(request.model, request.kind)
    values = (
        (_("Matter"), str(told.label) if told and told.label else request.kind),
        (_("Number"), request.number),
        (_("Asked by"), request.asked_by.name if request.asked_by else _("the system")),
        (_("Asked on"), f"{localtime(request.asked_at):%Y-%m-%d}"),
        (_("State"), str(request.get_state_display())),
        (_("Note"), request.note),
    )
    return ({"label": label, "value": value} for label, value in values)


def _row(stop: Stop) -> dict[str, str]:
    words = [stop.comment, stop.note]
    if stop.state == "returned":
        words.insert(0, _("sent back"))
    who = "" if stop.mark else stop.who
    return {
        "post": "\n".join(filter(None, (stop.post, who))),
        "words": " ".join(filter(None, words)),
        "mark": stop.mark,
        "day": stop.day,
    }
