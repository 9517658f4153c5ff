"""The countersigning sheet as a Word document of the agency's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import matter_of
from banyan.core.approvals.stops import stops_of
from banyan.core.documents import words
from banyan.core.documents.words import Placeholder, Rows


def _signatures(request: Request) -> Iterator[dict[str, Any]]:
    for stop in stops_of(request):
        yield {"post": stop.post, "words": stop.comment or stop.note, "name": stop.mark, "day": stop.on}


SHEET = words.declare(
    Request,
    "approvals.countersigning",
    label=_("Countersigning sheet"),
    placeholders={
        "number": Placeholder(_("number"), lambda request: request.number),
        "matter": Placeholder(_("what for"), matter_of),
        "unit": Placeholder(_("unit"), lambda request: request.unit.name),
        "asked_by": Placeholder(_("asked by"), lambda request: request.asked_by and request.asked_by.name),
        "asked_on": Placeholder(_("asked at"), lambda request: request.asked_at),
        "state": Placeholder(_("state"), lambda request: request.get_state_display()),
        "note": Placeholder(_("note"), lambda request: request.note),
        "signatures": Rows(
            _("signatures"),
            {"post": _("post"), "words": _("words"), "name": _("signed by"), "day": _("day")},
            _signatures,
        ),
    },
)
