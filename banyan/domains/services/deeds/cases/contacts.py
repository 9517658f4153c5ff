"""Writing down what passed at a contact, correcting it, and the supervisor's note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.services.deeds.cases.counting import hand_in_contact
from banyan.domains.services.deeds.cases.goals import score as score_goal
from banyan.domains.services.deeds.cases.staging import check_writes, restage
from banyan.domains.services.models import Case, CaseContact, CaseGoal, CasePresence, CaseScore, CaseWorker
from banyan.domains.services.rules.cases import contacts as rules
from banyan.domains.services.rules.cases.papers import check_correction
from banyan.foundation.refusal import Refused, noop

State = CaseContact.State
TEXTS = ("place", "present", "aim", "happened", "said", "judgement", "next_step")
PLAIN = ("held_on", "began_at", "ended_at", "travel_minutes", "kind", "function")


@deed(CaseContact, "add", new=True, label=_("Write a contact record"), icon="message-2-plus")
def write_contact(
    contact: CaseContact, by: Any, now: datetime, companions: Sequence[Person] = (),
    scores: Mapping[CaseGoal, int] | None = None,
) -> None:  # fmt: skip
    """File a process record: who met whom when, what happened, what was said, and what the worker makes of it."""
    check_writes(contact.case, by)
    case = _locked(contact.case)
    _check(contact, case, now)
    contact.worker = contact.worker or by.person
    contact.entered_on = now.date()
    if contact.follows is None:
        contact.position = (
            CaseContact.everything.filter(case=case).aggregate(last=Max("position"))["last"] or 0
        ) + 1
    contact.number = f"{case.number}-{contact.position:02}"
    contact.save()
    _note_presences(contact, companions, by, now)
    for goal, level in (scores or {}).items():
        score_goal(
            CaseScore(case=case, goal=goal, contact=contact, scored_on=contact.held_on, score=level),
            by=by,
            now=now,
        )
    contact.case = restage(case, by, now)
    hand_in_contact(contact)


@deed(
    CaseContact,
    "replace",
    frm=State.FILED,
    to=State.REPLACED,
    system=True,
    label=_("Contact record corrected"),
)
def replace_contact(contact: CaseContact, by: Any, now: datetime) -> None:
    """A later version holds in its place; these words stay to be read."""


@deed(CaseContact, "note", frm=State.FILED, label=_("Read and note"), icon="eye-check")
def note_contact(contact: CaseContact, by: Any, now: datetime, note: str) -> None:
    """The supervisor has read the record and says what is to be thought of; nobody supervises their own."""
    check_writes(contact.case, by)
    if by.person_id is not None and by.person_id == contact.worker_id:
        raise Refused({"": noop("Nobody supervises their own record.")})
    if not note.strip():
        raise Refused({"note": noop("Write what the worker shall think of.")})
    contact.supervisor_note, contact.noted_by, contact.noted_on = note.strip(), by.person, now.date()


def correct_contact(
    former: CaseContact, *, by: Any, reason: str, changes: Mapping[str, Any], now: datetime | None = None
) -> CaseContact:
    """A further version with its reason; the former words stay and can be read."""
    moment = now or clock.now()
    with door.opened("correct a contact"):
        rules.check_newest(
            CaseContact.everything.values_list("state", flat=True).get(pk=former.pk) == State.FILED
        )
    differs = any(getattr(former, name) != value for name, value in changes.items())
    check_correction(reason, differs)
    kept = {name: getattr(former, name) for name in (*PLAIN, *TEXTS)}
    new = CaseContact(
        case=former.case, **(kept | dict(changes)), follows=former, position=former.position, worker=former.worker,
        edition=former.edition + 1, change_reason=reason,
    )  # fmt: skip
    with transaction.atomic():
        replace_contact(former, by=by, now=moment)
        return write_contact(new, by=by, now=moment, companions=_companions(former))


def _companions(contact: CaseContact) -> list[Person]:
    found = (
        CasePresence.objects.filter(contact=contact).exclude(person=contact.worker).select_related("person")
    )
    return [presence.person for presence in found._through_the_door()]


def _locked(case: Case) -> Case:
    """Contacts of a case are numbered while its row is held."""
    return Case.everything.select_for_update(of=("self",)).select_related("unit", "client").get(pk=case.pk)


def _check(contact: CaseContact, case: Case, now: datetime) -> None:
    """A case that is over takes no new contact; a correction of what was written before its end it does take."""
    last = contact.follows and case.closed_on
    if last and contact.held_on > last:
        raise Refused({"held_on": noop("This case was closed before that day.")}, clause="R2.2.12")
    is_over = contact.follows is None and case.state in rules.OVER
    rules.check_contact(_told(contact), case.inquired_on, now.date(), is_over=is_over)


def _told(contact: CaseContact) -> rules.Told:
    return rules.Told(
        held_on=contact.held_on,
        began_at=contact.began_at,
        ended_at=contact.ended_at,
        texts={name: getattr(contact, name) for name in TEXTS},
    )


def _note_presences(contact: CaseContact, companions: Sequence[Person], by: Any, now: datetime) -> None:
    """Everybody who was there counts the same minutes, each in their own part in the case."""
    people = [person for person in (contact.worker, *companions) if person is not None]
    team = CaseWorker.everything.filter(case=contact.case, person__in=people, until=None)
    roles = dict(team.values_list("person_id", "role"))
    for person in dict.fromkeys(people):
        if person.pk not in roles and person != contact.worker:
            raise Refused({"companions": noop("Name them in the team of the case first.")}, clause="P1.7")
        role = roles.get(person.pk, CaseWorker.Role.SOCIAL_WORK)
        attend(CasePresence(case=contact.case, contact=contact, person=person, role=role, minutes=contact.minutes),
               by=by, now=now)  # fmt: skip


@deed(CasePresence, "attend", new=True, system=True)
def attend(presence: CasePresence, by: Any, now: datetime) -> None:
    """Somebody's minutes at a contact."""
