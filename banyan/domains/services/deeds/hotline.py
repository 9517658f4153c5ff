"""Answering the hotline, handing a call over, and leading it on into a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.cases.staging import check_writes
from banyan.domains.services.deeds.offering import at_noon, proposed, whose
from banyan.domains.services.models import Case, HotlineCall
from banyan.domains.services.rules import hotline as rules
from banyan.domains.services.rules.minutes import minutes_between
from banyan.foundation.refusal import Refused, noop

ANSWERED, HANDED, TAKEN = HotlineCall.State.ANSWERED, HotlineCall.State.HANDED, HotlineCall.State.TAKEN
TEXTS = ("matter", "answer", "first_aid")


@deed(HotlineCall, "add", new=True, label=_("Write down a call"), icon="phone-plus")
def answer(call: HotlineCall, by: Any, now: datetime) -> None:
    """Somebody rang: how long, what about, what was answered, and whether there was danger."""
    call.worker = call.worker or by.person
    _check(call, now)
    call.entered_on = now.date()
    call.number = numbering.take(HotlineCall.number_pattern, call.unit, call.called_on.year)
    call.save()
    hand_in(call)


@deed(HotlineCall, "edit", frm=(ANSWERED, HANDED, TAKEN), label=_("Edit"), icon="pencil")
def edit(call: HotlineCall, by: Any, now: datetime, **changes: Any) -> None:
    """Mend what was written in haste; the trail keeps that it was changed."""
    former = call.project
    for name, value in changes.items():
        setattr(call, name, value)
    _check(call, now)
    call.save()
    if former is not None and former != call.project:
        projects.withdraw(former.public_id, call._meta.label_lower, call.public_id)
    hand_in(call)


@deed(
    HotlineCall,
    "hand_over",
    frm=(ANSWERED, TAKEN),
    to=HANDED,
    label=_("Hand the call over"),
    icon="phone-outgoing",
)
def hand_over(call: HotlineCall, by: Any, now: datetime, person: Person) -> None:
    """Somebody else goes on with the caller; until they have taken it, it stays with whoever hands it over."""
    rules.check_hand_over(by.person_id, person.pk)
    call.handed_to, call.handed_at, call.taken_at = person, now, None


@deed(HotlineCall, "take", frm=HANDED, to=TAKEN, label=_("Take the call over"), icon="phone-incoming")
def take(call: HotlineCall, by: Any, now: datetime) -> None:
    """The person named has it now."""
    if call.handed_to_id != by.person_id:
        raise Refused({"": noop("Only the person named takes the call over.")})
    call.taken_at = now


@deed(HotlineCall, "join_case", frm=(ANSWERED, TAKEN), label=_("Belongs to a case"), icon="folder-symlink")
def join_case(call: HotlineCall, by: Any, now: datetime, number: str) -> None:
    """The call belongs to a case that the worker may read."""
    case = Case.objects.visible_to(by).filter(number=number.strip()).first()
    if case is None:
        raise Refused({"number": noop("No case of this number is within reach.")})
    check_writes(case, by)
    call.case = case


def hand_in(call: HotlineCall) -> None:
    """Offer the call to the ledger."""
    for given in evidences_of(call):
        projects.offer(given)


def evidences_of(call: HotlineCall) -> list[projects.Evidence]:
    """What a call is in the ledger: one person-time with its minutes; a person only where the caller is known."""
    if call.project is None:
        return []
    return [
        projects.Evidence(
            project=call.project.public_id,
            source_model=call._meta.label_lower,
            source_public_id=call.public_id,
            source_number=call.number,
            kind=projects.Kind.CONSULTATION,
            happened_on=call.called_on,
            shares=proposed(call.project, projects.Kind.CONSULTATION, "", call.unit, call.called_on),
            person_times=1,
            minutes=minutes_between(call.began_at, call.ended_at),
            complete=True,
            approved=True,
            approved_at=at_noon(call.entered_on or call.called_on),
            **_whose(call),
        )
    ]


def _whose(call: HotlineCall) -> dict[str, Any]:
    if call.user is None:
        return {"left_out": (projects.LeftOut(call.number, "without_name", (projects.Measure.PERSONS,)),)}
    return whose(call.user, call.number)


def _check(call: HotlineCall, now: datetime) -> None:
    texts = {name: getattr(call, name) for name in TEXTS}
    in_danger = call.risk == HotlineCall.Risk.NOW
    rules.check_call(rules.Call(call.called_on, call.began_at, call.ended_at, texts, in_danger), now.date())
