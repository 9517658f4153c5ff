"""Papers in and out: registered, proposed, instructed, handled, read, closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.models import Person, User
from banyan.core.notices import tell
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.deeds.finding import find_document
from banyan.domains.communication.models import Circulation, Document
from banyan.domains.communication.rules import documents as rules
from banyan.domains.communication.rules.clocks import due_after
from banyan.domains.communication.settings import DOCUMENT, mark, number
from banyan.foundation.refusal import Refused, noop, sentence

State = Document.State
OPEN = (State.REGISTERED, State.PROPOSED, State.HANDLED)


@deed(Document, "add", new=True, label=_("Register a document"), icon="file-import")
def register_document(document: Document, by: Any, now: datetime) -> None:
    """Enter a paper with its number and deadline; what we send takes the house's next document number "
    "(R9.2.5)."""
    if document.due_on is None and document.direction == Document.Direction.INCOMING:
        document.due_on = _usual_deadline(document)
    rules.check_registered(document.passed_on, today_of(now), document.due_on)
    begin(document, now, document.passed_on.year)
    if document.direction == Document.Direction.OUTGOING and not document.document_number:
        pattern = rules.dispatch_pattern(mark(document.passed_on, document.unit))
        document.document_number = numbering.take(pattern, document.unit, document.passed_on.year)
    document.state = State.REGISTERED
    find_document(document)


@deed(Document, "edit", frm=(State.REGISTERED, State.PROPOSED), label=_("Edit"), icon="pencil")
def edit(document: Document, by: Any, now: datetime, **changes: Any) -> None:
    """Mend an entry before the instruction is given; the number of what we sent stays."""
    if document.direction == Document.Direction.OUTGOING and "document_number" in changes:
        raise Refused({"document_number": noop("The house's own number is not changed; void the paper.")})
    change(document, changes)
    rules.check_registered(document.passed_on, today_of(now), document.due_on)
    find_document(document)


@deed(
    Document,
    "propose",
    frm=State.REGISTERED,
    to=State.PROPOSED,
    label=_("Propose the handling"),
    icon="pencil-up",
)
def propose(document: Document, by: Any, now: datetime, proposal: str) -> None:
    """Say who should handle the paper, and how (拟办)."""
    rules.check_proposal(proposal)
    document.proposal, document.proposed_by, document.proposed_on = proposal, by.person, today_of(now)


@deed(
    Document,
    "instruct",
    frm=State.PROPOSED,
    to=State.HANDLED,
    label=_("Give the instruction"),
    icon="writing",
)
def instruct(
    document: Document, by: Any, now: datetime, instruction: str, handler: Person, due_on: date
) -> None:
    """Say what is to be done, by whom, until when (批办)."""
    rules.check_instruction(instruction, due_on, today_of(now), document.proposed_by_id, by.person_id)
    document.instruction, document.instructed_by, document.instructed_on = (
        instruction,
        by.person,
        today_of(now),
    )
    document.handler, document.due_on = handler, due_on
    _tell(document, [handler.pk], noop("Document %(number)s was given to you to handle."), now)


@deed(Circulation, "add", new=True, system=True, label=_("Handed round"))
def hand_on(circulation: Circulation, by: Any, now: datetime) -> None:
    """Somebody is to read the paper."""
    circulation.sent_at = now
    circulation.number = f"{circulation.document.number}/{circulation.document.circulations.count() + 1}"


@deed(Document, "circulate", frm=OPEN, label=_("Hand round"), icon="users-plus")
def circulate(document: Document, by: Any, now: datetime, reader: Person) -> None:
    """Let somebody read the paper and confirm it (传阅)."""
    if Circulation.everything.filter(document=document, person=reader).exists():
        raise Refused({"reader": noop("The paper went round to this person already.")}, clause="R9.2.5")
    hand_on(Circulation(document=document, person=reader), by=by, now=now)
    _tell(document, [reader.pk], noop("Document %(number)s went round to you; please read and confirm."), now)


@deed(Circulation, "read", system=True, label=_("Confirm having read it"), icon="eye-check")
def read(circulation: Circulation, by: Any, now: datetime) -> None:
    """The reader confirms; the first time counts, and nobody confirms for somebody else."""
    if circulation.person_id != by.person_id:
        raise Refused(
            {"": noop("Only the person it went round to confirms having read it.")}, clause="R9.2.5"
        )
    circulation.read_at = circulation.read_at or now


@deed(Document, "close", frm=(State.REGISTERED, State.HANDLED), to=State.CLOSED, label=_("Close with the result"),
      icon="file-check")  # fmt: skip
def close(document: Document, by: Any, now: datetime, result: str) -> None:
    """The paper is dealt with (承办结果); a paper that waits for its instruction is not."""
    unread = Circulation.everything.filter(document=document, read_at=None).count()
    outgoing = document.direction == Document.Direction.OUTGOING
    handler = document.handler_id or (by.person_id if outgoing else None)
    rules.check_closing(result, unread, handler)
    document.result, document.closed_on, document.handler_id = result, today_of(now), handler


@deed(Document, "void", frm=OPEN, to=State.VOID, label=_("Void the entry…"), danger=True, icon="file-x")
def void(document: Document, by: Any, now: datetime, reason: str) -> None:
    """The entry was a mistake; its number stays taken."""


def _usual_deadline(document: Document) -> date:
    days = number(DOCUMENT, document.passed_on, document.unit)
    return due_after(document.passed_on, days, calendar_around(document.passed_on))


def _tell(document: Document, people: list[int], words: str, now: datetime) -> None:
    users = User.objects.filter(person_id__in=people, is_active=True)
    tell(users, "document", sentence(words, number=document.number), document, now)
