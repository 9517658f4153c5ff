"""What waits for somebody in this room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localtime

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.communication.models import (
    Circulation,
    Document,
    FeedbackItem,
    LiaisonEntry,
    Matter,
    Shift,
    Stakeholder,
    Suggestion,
)
from banyan.domains.communication.rules.partners import agreement_runs_out
from banyan.domains.communication.settings import AGREEMENT_WARNING, number
from banyan.foundation.refusal import noop, sentence

DAYS_AHEAD = 14
MOST = 50


def suggestions_to_answer(actor: Any, today: date) -> Iterator[Todo]:
    """Suggestions that wait for this person's answer."""
    waiting = Suggestion.objects.visible_to(actor, "answer").filter(state=Suggestion.State.OPEN)
    if actor.person_id is not None:
        waiting = waiting.exclude(author=actor.person_id)
    for suggestion in waiting.order_by("due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Suggestion “%(title)s”"), title=suggestion.title),
            why=sentence(noop("It was put in on %(day)s and waits for an answer."), day=suggestion.given_on),
            url=page_of(suggestion),
            deed=noop("Answer"),
            unit_id=suggestion.unit_id,
            number=suggestion.number,
            due=suggestion.due_on,
            clause="R9.1.8",
            kind="suggestion",
        )


def feedback_to_settle(actor: Any, today: date) -> Iterator[Todo]:
    """Feedback whose outcome nobody has told yet."""
    waiting = FeedbackItem.objects.visible_to(actor, "settle").filter(state=FeedbackItem.State.OPEN)
    for item in waiting.select_related("project").order_by("due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Feedback on %(about)s"), about=item.about),
            why=sentence(noop("Given on %(day)s; nobody has said what came of it."), day=item.given_on),
            url=page_of(item),
            deed=noop("Tell the outcome"),
            unit_id=item.unit_id,
            number=item.number,
            due=item.due_on,
            clause="R2.2.9",
            kind="feedback",
        )


def documents_due(actor: Any, today: date) -> Iterator[Todo]:
    """Papers this person handles, those that wait for an instruction this person may give, and rounds "
    "unread."""
    if actor.person_id is None:
        return
    open_papers = Document.objects.visible_to(actor).filter(
        state__in=(Document.State.REGISTERED, Document.State.PROPOSED, Document.State.HANDLED)
    )
    mine = open_papers.filter(handler=actor.person_id).select_related("project")
    for document in mine.order_by("due_on")[:MOST]:
        yield _paper(document, noop("It was given to you to handle."), noop("Close with the result"))
    wanted = Document.objects.visible_to(actor, "instruct").filter(state=Document.State.PROPOSED)
    for document in (
        wanted.exclude(proposed_by=actor.person_id).select_related("project").order_by("due_on")[:MOST]
    ):
        yield _paper(
            document, noop("A proposal was made; the instruction is wanted."), noop("Give the instruction")
        )
    unread = Circulation.objects.visible_to(actor).filter(person=actor.person_id, read_at=None)
    for each in unread.select_related("document__project")[:MOST]:
        if each.document.is_open:
            yield _paper(each.document, noop("It went round to you."), noop("Confirm having read it"))


def _paper(document: Document, why: str, deed: str) -> Todo:
    return Todo(
        title=sentence(noop("Document “%(title)s”"), title=document.title),
        why=sentence(why),
        url=page_of(document),
        deed=deed,
        unit_id=document.unit_id,
        number=document.number,
        due=document.due_on,
        clause="R9.2.5",
        kind="document",
    )


def next_steps(actor: Any, today: date) -> Iterator[Todo]:
    """What this person promised a stakeholder and has not done."""
    if actor.person_id is None:
        return
    promised = LiaisonEntry.objects.visible_to(actor, "finish_step").filter(
        who=actor.person_id,
        done_on=None,
        next_due__isnull=False,
        next_due__lte=today + timedelta(days=DAYS_AHEAD),
    )
    for entry in promised.select_related("stakeholder").order_by("next_due")[:MOST]:
        yield Todo(
            title=sentence(
                noop("Promised to %(name)s: %(step)s"), name=entry.stakeholder.name, step=entry.next_step
            ),
            why=sentence(noop("Agreed on %(day)s."), day=entry.held_on),
            url=page_of(entry),
            deed=noop("Next step done"),
            unit_id=entry.stakeholder.unit_id,
            number=entry.number,
            due=entry.next_due,
            clause="R3.2.5",
            kind="liaison",
        )


def agreements_ending(actor: Any, today: date) -> Iterator[Todo]:
    """Agreements with partners that end soon or have ended, for whoever may change them."""
    agreed = Stakeholder.objects.visible_to(actor, "edit").filter(
        state=Stakeholder.State.ACTIVE, agreed_until__isnull=False
    )
    for stakeholder in agreed.select_related("unit", "project").order_by("agreed_until")[:MOST]:
        days = number(AGREEMENT_WARNING, today, stakeholder.unit)
        if agreement_runs_out(stakeholder.agreed_until, today, days):
            yield Todo(
                title=sentence(noop("Agreement with %(name)s"), name=stakeholder.name),
                why=sentence(noop("It runs until %(day)s."), day=stakeholder.agreed_until),
                url=page_of(stakeholder),
                deed=noop("Edit"),
                unit_id=stakeholder.unit_id,
                number=stakeholder.number,
                due=stakeholder.agreed_until,
                clause="R9.2.2",
                kind="agreement",
            )


def handovers_to_read(actor: Any, today: date) -> Iterator[Todo]:
    """Shifts handed over to this person and not taken over yet."""
    if actor.person_id is None:
        return
    handed = Shift.objects.visible_to(actor).filter(handed_to=actor.person_id, state=Shift.State.HANDED)
    for shift in handed.order_by("handed_at")[:MOST]:
        yield Todo(
            title=sentence(noop("Handover of the duty desk")),
            why=sentence(
                noop("Written on %(day)s; read it and take over."), day=localtime(shift.handed_at).date()
            ),
            url=page_of(shift),
            deed=noop("Read and taken over"),
            unit_id=shift.unit_id,
            number=shift.number,
            due=localtime(shift.handed_at).date(),
            clause="R9.1.9",
            kind="handover",
        )


def matters_in_hand(actor: Any, today: date) -> Iterator[Todo]:
    """Matters this person owns or was offered."""
    if actor.person_id is None:
        return
    mine = Matter.objects.visible_to(actor).filter(owner=actor.person_id).exclude(state=Matter.State.DONE)
    offered = Matter.objects.visible_to(actor).filter(offered_to=actor.person_id, state=Matter.State.OFFERED)
    for matter in mine.order_by("asked_on")[:MOST]:
        yield _matter(matter, noop("You own it until somebody else accepts it."), noop("Dealt with"))
    for matter in offered.order_by("asked_on")[:MOST]:
        yield _matter(matter, noop("It was offered to you."), noop("Accept"))


def _matter(matter: Matter, why: str, deed: str) -> Todo:
    return Todo(
        title=sentence(noop("Matter at the desk")),
        why=sentence(why),
        url=page_of(matter),
        deed=deed,
        unit_id=matter.unit_id,
        number=matter.number,
        due=matter.asked_on if matter.urgent else None,
        clause="A4.2",
        kind="matter",
    )
