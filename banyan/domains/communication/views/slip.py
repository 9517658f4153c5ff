"""What the handling slip says on paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.domains.communication.models import Document
from banyan.domains.communication.queries.papers import Slip

FORM_CODE = "BY-WJCL"


def slip_data(document: Document, slip: Slip, by: Any, now: datetime) -> dict[str, Any]:
    """The slip as plain data for the form."""
    printed = _("printed %(at)s by %(who)s") % {"at": f"{localtime(now):%Y-%m-%d %H:%M}", "who": by.name}
    return {
        "title": _("Document handling slip"),
        "unit": document.unit.name,
        "number": document.number,
        "form_code": FORM_CODE,
        "printed": printed,
        "facts": [{"label": label, "value": value} for label, value in _facts(document)],
        "stations": [_station(station) for station in slip.stations],
        "round_title": _("Readers"),
        "heads": [_("Reader"), _("Handed on"), _("Read")],
        "rounds": [
            [each.person.name, _moment(each.sent_at), _moment(each.read_at)] for each in slip.rounds
        ],
    }


def _facts(document: Document) -> list[tuple[str, str]]:
    return [
        (_("Document number"), document.document_number or "—"),
        (_("Kind of paper"), document.get_kind_display()),
        (_("Title"), document.title),
        (_("From or to"), document.correspondent),
        (_("Received or sent on"), document.passed_on.isoformat()),
        (_("Deadline"), _day(document.due_on)),
        (_("Urgency"), document.get_urgency_display()),
        (_("Handler"), document.handler.name if document.handler else "—"),
    ]


def _station(station: Any) -> dict[str, str]:
    labels = {"proposal": _("Proposal"), "instruction": _("Instruction"), "result": _("Result")}
    return {"label": labels[station.code], "words": station.words, "who": station.who, "day": _day(station.on)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else "—"
