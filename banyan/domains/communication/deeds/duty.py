"""Shifts at the duty desk, and matters with an owner at every moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.models import Person, User
from banyan.core.notices import tell
from banyan.domains.communication.deeds.beginning import begin, change
from banyan.domains.communication.models import Matter, OwnerStep, Shift
from banyan.domains.communication.rules import duty as rules
from banyan.domains.communication.settings import BOUNCES, number
from banyan.foundation.refusal import Refused, noop, sentence

State = Matter.State


@deed(Shift, "add", new=True, label=_("Begin a shift"), icon="clock-play")
def begin_shift(shift: Shift, by: Any, now: datetime) -> None:
    """Somebody sits at the duty desk from when to when."""
    begin(shift, now, shift.held_on.year)


@deed(Shift, "edit", frm=Shift.State.OPEN, label=_("Edit"), icon="pencil")
def edit_shift(shift: Shift, by: Any, now: datetime, **changes: Any) -> None:
    """Mend the hours or the desk while the shift runs."""
    change(shift, changes)


@deed(Shift, "hand_over", frm=Shift.State.OPEN, to=Shift.State.HANDED, label=_("Hand over in writing"),
      icon="transfer-out")  # fmt: skip
def hand_over(
    shift: Shift, by: Any, now: datetime, to: Person, urgent: str = "", nothing_urgent: bool = False
) -> None:
    """Tell the next shift in writing what is urgent; open matters go along when it has read them (R9.1.9)."""
    waiting = Matter.everything.filter(shift=shift, urgent=True).exclude(state=State.DONE).count()
    rules.check_handover(shift.person_id, by.person_id, to.pk, urgent, nothing_urgent, waiting)
    shift.urgent, shift.nothing_urgent = urgent.strip(), nothing_urgent and not urgent.strip()
    shift.handed_to, shift.handed_at = to, now
    words = noop("Duty shift %(number)s was handed over to you; please read and take over.")
    tell(_users(to.pk), "handover", sentence(words, number=shift.number), shift, now)


@deed(Shift, "take_over", frm=Shift.State.HANDED, to=Shift.State.TAKEN, label=_("Read and taken over"),
      icon="transfer-in")  # fmt: skip
def take_over(shift: Shift, by: Any, now: datetime) -> None:
    """The next shift has read the handover; what its predecessor still owned is now its own."""
    rules.check_take_over(shift.handed_to_id, by.person_id)
    shift.taken_at = now
    left = Matter.everything.filter(shift=shift, owner_id=shift.person_id, state=State.OPEN)
    for matter in left.select_related("unit"):
        receive(matter, by=by, now=now, how=shift.number)


@deed(
    Shift,
    "close",
    frm=Shift.State.OPEN,
    to=Shift.State.CLOSED,
    label=_("Close; nobody follows"),
    icon="clock-stop",
)
def close_shift(shift: Shift, by: Any, now: datetime) -> None:
    """The desk closes for the day; nothing may be left that somebody would have to hear of."""
    if Matter.everything.filter(shift=shift).exclude(state=State.DONE).exists():
        raise Refused(
            {"": noop("Matters of this shift are not done; hand them over in writing.")}, clause="R9.1.9"
        )


@deed(Matter, "add", new=True, label=_("Write down a matter"), icon="door-enter")
def take_in(matter: Matter, by: Any, now: datetime) -> None:
    """Whoever is asked first writes it down and owns it from that moment (A4.2)."""
    if by.person is None:
        raise Refused({"": noop("A matter belongs to a person.")}, clause="A4.2")
    asked = asked_at(matter)
    rules.check_matter(matter.words, asked, now)
    begin(matter, now, matter.asked_on.year)
    matter.first_asked = matter.owner = by.person
    matter.save()
    _own(matter, by.person, min(asked, now), "", by)


@deed(Matter, "edit", frm=State.OPEN, label=_("Edit"), icon="pencil")
def edit_matter(matter: Matter, by: Any, now: datetime, **changes: Any) -> None:
    """Mend what was written down while it is open."""
    change(matter, changes)
    rules.check_matter(matter.words, asked_at(matter), now)


@deed(Matter, "offer", frm=State.OPEN, to=State.OFFERED, label=_("Pass on"), icon="arrow-forward-up")
def offer(matter: Matter, by: Any, now: datetime, to: Person, reason: str) -> None:
    """Ask somebody else to take it; until they accept, it stays with its owner."""
    most = number(BOUNCES, matter.asked_on, matter.unit)
    rules.check_offer(matter.owner_id, to.pk, by.person_id, matter.bounces, most)
    matter.offered_to = to
    matter.bounces += 1
    words = noop("Matter %(number)s was offered to you; please accept or decline.")
    tell(_users(to.pk), "matter", sentence(words, number=matter.number), matter, now)


@deed(Matter, "accept", frm=State.OFFERED, to=State.OPEN, label=_("Accept"), icon="hand-grab")
def accept(matter: Matter, by: Any, now: datetime) -> None:
    """It is mine from now on."""
    rules.check_taking(matter.offered_to_id, by.person_id)
    _pass_to(matter, matter.offered_to, now, "", by)


@deed(Matter, "decline", frm=State.OFFERED, to=State.OPEN, label=_("Decline"), icon="hand-stop")
def decline(matter: Matter, by: Any, now: datetime, reason: str) -> None:
    """It stays with its owner; the passing-on counts."""
    rules.check_taking(matter.offered_to_id, by.person_id)
    matter.offered_to = None


@deed(Matter, "receive", frm=State.OPEN, system=True, label=_("Taken over with the shift"))
def receive(matter: Matter, by: Any, now: datetime, how: str) -> None:
    """It came with the handover of a shift; that is no passing-on."""
    _pass_to(matter, by.person, now, how, by)


@deed(Matter, "assign", frm=(State.OPEN, State.OFFERED), to=State.OPEN, label=_("Assign"), icon="user-check")
def assign(matter: Matter, by: Any, now: datetime, to: Person, reason: str) -> None:
    """Whoever answers for the desk decides who owns it, when it has gone round often enough."""
    _pass_to(matter, to, now, reason, by)


@deed(Matter, "finish", frm=State.OPEN, to=State.DONE, label=_("Dealt with"), icon="check")
def finish(matter: Matter, by: Any, now: datetime, answer: str) -> None:
    """The owner says what was done; the chain of owners ends here."""
    rules.check_finishing(matter.owner_id, by.person_id, answer)
    matter.answer, matter.done_at = answer, now
    OwnerStep.everything.filter(matter=matter, until=None).update(until=now)


def asked_at(matter: Matter) -> datetime:
    """When the person came, on the office's clock."""
    return make_aware(datetime.combine(matter.asked_on, matter.asked_time))


@deed(OwnerStep, "add", new=True, system=True, label=_("Owns it"))
def own(step: OwnerStep, by: Any, now: datetime) -> None:
    """Somebody owns a matter from a moment on."""


def _own(matter: Matter, who: Person, since: datetime, how: str, by: Any) -> None:
    step = OwnerStep(matter=matter, person=who, since=since, how=how)
    step.number = f"{matter.number}/{OwnerStep.everything.filter(matter=matter).count() + 1}"
    own(step, by=by, now=since)


def _pass_to(matter: Matter, who: Any, now: datetime, how: str, by: Any) -> None:
    """The old owner's time ends in the moment in which the new one's begins."""
    OwnerStep.everything.filter(matter=matter, until=None).update(until=now)
    matter.owner, matter.offered_to = who, None
    _own(matter, who, now, how, by)


def _users(person_id: int) -> Any:
    return User.objects.filter(person_id=person_id, is_active=True)
