"""The handling slip (文件处理单) as an A4 form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from banyan.core.documents import a4
from banyan.domains.communication.models import Document
from banyan.domains.communication.queries.papers import Slip, Station

FORM_CODE = "BY-WJ-01"


def slip_form(document: Document, slip: Slip) -> a4.Form:
    """Facts of the paper, proposal, instruction and result with their signatures, and who has read it.

    A paper that leaves the house has cells for whoever checks and releases it by hand.
    """
    rounds = [(each.person.name, each.sent_at, each.read_at) for each in slip.rounds]
    heads = (_("Reader"), _("Handed on"), _("Confirm having read it"))
    readers = (a4.lines(heads, rounds, widths=(3, 4, 4)),) if rounds else ()
    cells = tuple(a4.signatures(_cell(station, document)) for station in slip.stations)
    leaves = document.direction == Document.Direction.OUTGOING
    release = (a4.signatures(a4.Hand(_("Checked by")), a4.Hand(_("Released by"))),) if leaves else ()
    return a4.Form(
        _("Slip of an outgoing document") if leaves else _("Document handling slip"),
        FORM_CODE,
        document.unit,
        document.number,
        (_facts(document, leaves), *release, *cells, *readers),
    )


def _facts(document: Document, leaves: bool) -> a4.Block:
    return a4.fields(
        (_("Document number"), document.document_number),
        (_("Kind of paper"), document.get_kind_display()),
        (_("Sent to") if leaves else _("Came from"), document.correspondent),
        (_("Sent on the day") if leaves else _("Received on the day"), document.passed_on),
        (_("Title"), document.title),
        (_("Urgency"), document.get_urgency_display()),
        (_("Handler"), document.handler.name if document.handler else ""),
        (_("Deadline"), document.due_on),
    )


def _cell(station: Station, document: Document) -> Any:
    labels = {"proposal": _("Proposal"), "instruction": _("Instruction"), "result": _("Handling and result")}
    label = (
        _("Sending and receipt")
        if document.direction == Document.Direction.OUTGOING
        else labels[station.code]
    )
    return a4.Hand(label, station.words, station.who if station.on else "", station.on)
