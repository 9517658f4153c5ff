"""A document with its handling slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.domains.communication.models import Circulation, Document
from banyan.domains.communication.rules.documents import is_overdue


@dataclass(frozen=True)
class Station:
    """One station of the slip: proposal, instruction, handling, result."""

    code: str
    words: str
    who: str
    on: date | None
    state: str


@dataclass(frozen=True)
class Slip:
    """A paper's way through the house."""

    stations: tuple[Station, ...]
    rounds: tuple[Circulation, ...]
    unread: int
    overdue_days: int
    mine: Circulation | None


def slip(document: Document, by: Any, today: date) -> Slip:
    """The stations of a paper and who has read it."""
    rounds = tuple(
        Circulation.objects.visible_to(by)
        .filter(document=document)
        .select_related("person")
        .order_by("sent_at", "pk")
    )
    overdue = is_overdue(document.is_open, document.due_on, today)
    return Slip(
        stations=tuple(_stations(document)),
        rounds=rounds,
        unread=sum(1 for each in rounds if each.read_at is None),
        overdue_days=(today - document.due_on).days if overdue and document.due_on else 0,
        mine=next((each for each in rounds if each.person_id == by.person_id and each.read_at is None), None),
    )


def _stations(document: Document) -> list[Station]:
    stations = []
    if document.direction == Document.Direction.INCOMING:
        stations = [
            Station("proposal", document.proposal, _name(document.proposed_by), document.proposed_on,
                    _state(document.proposed_on, document.state == Document.State.REGISTERED)),
            Station("instruction", document.instruction, _name(document.instructed_by), document.instructed_on,
                    _state(document.instructed_on, document.state == Document.State.PROPOSED)),
        ]  # fmt: skip
    handled = document.state == Document.State.HANDLED
    return [
        *stations,
        Station("result", document.result, _name(document.handler), document.closed_on,
                _state(document.closed_on, handled or not stations)),
    ]  # fmt: skip


def _state(done_on: date | None, is_now: bool) -> str:
    return "signed" if done_on else "now" if is_now else "open"


def _name(person: Any) -> str:
    return person.name if person else ""
