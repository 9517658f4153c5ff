"""Erasing a person: the words go everywhere, what was counted stays counted, the trail stays provable."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.audit import words
from banyan.core.deeds import deed
from banyan.core.fields import EncryptedText
from banyan.core.registers.importing import slices
from banyan.core.registers.importing.models import Import, Remark
from banyan.core.search import keeping
from banyan.domains.services.models import (
    Attendance,
    Case,
    CaseCall,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    ClassNote,
    Consent,
    FamilyNeed,
    Fetcher,
    GroupMember,
    HotlineCall,
    Mediation,
    MemberNote,
    Pupil,
    Reception,
    RosterEntry,
    ServiceUser,
    ServiceUserTag,
    SessionAttendance,
    Visit,
)
from banyan.domains.services.rules.cases.stages import TURNED_AWAY
from banyan.foundation.refusal import Refused, noop

State = ServiceUser.State
#: What stays: without it figures that were reported would change, and it names nobody.
KEPT_FOR_STATISTICS = ("sex",)


@deed(
    ServiceUser, "erase", frm=(State.ACTIVE,), to=State.ERASED, label=_("Erase the person…"), danger=True, icon="eraser"
)  # fmt: skip
def erase(user: ServiceUser, by: Any, now: datetime, reason: str) -> None:
    """Take away everything that says who somebody is; the number and what was counted remain."""
    if not reason.strip():
        raise Refused({"reason": noop("Say on whose request or by which rule the person is erased.")})
    _check_no_case(user, by)
    if RosterEntry.everything.filter(user=user, state=RosterEntry.State.ON).exists():
        raise Refused({"": noop("This person is on the visit roster; end the visits first.")}, code="state")
    if Pupil.everything.filter(user=user, state=Pupil.State.ENROLLED).exists():
        raise Refused({"": noop("This child is in the class; it leaves the class first.")}, code="state")
    for other in [user, *ServiceUser.everything.filter(merged_into=user)]:
        _erase_one(other, now)
        if other.pk != user.pk:
            other.save()


def _check_no_case(user: ServiceUser, by: Any) -> None:
    """A running case is closed first; who may not learn of it hears only that something still runs."""
    running = Case.everything.filter(client=user, closed_on=None).exclude(state__in=TURNED_AWAY)
    if running.filter(Case.narrow(by, "view")).exists():
        raise Refused({"": noop("A case of this person is running; close it first.")}, code="state")
    if running.exists():
        raise Refused(
            {"": noop("Services for this person may still be running; ask their workers to end them first.")},
            code="state",
        )


def _erase_one(user: ServiceUser, now: datetime) -> None:
    _blank(user)
    _erase_lines(user, now)
    for consent in Consent.everything.filter(user=user):
        words.destroy(consent.public_id, now)
    _erase_files(user)
    _erase_visits(user)
    _erase_class(user)
    _erase_calls(user)
    _erase_memberships(user, now)
    _erase_receptions(user, now)
    ServiceUserTag.everything.filter(user=user).delete()
    Remark.everything.filter(model=user._meta.label_lower, object_id=user.public_id).delete()
    _forget_rows(user)
    keeping.forget(user._meta.label_lower, user.public_id)
    words.destroy(user.public_id, now)


def _blank(user: ServiceUser) -> None:
    for name in user.personal_fields:
        if name in KEPT_FOR_STATISTICS:
            continue
        field = user._meta.get_field(name)
        setattr(user, name, "" if isinstance(field, EncryptedText) or not field.null else None)
    user.household = None


def _erase_lines(user: ServiceUser, now: datetime) -> None:
    for line in Attendance.everything.filter(user=user):
        words.destroy(line.subject(), now)
        line.name, line.phone_tail, line.community, line.note = user.number, "", "", ""
        line.save()


def _erase_files(user: ServiceUser) -> None:
    """Closed case files keep their days and figures; the words in them go."""
    for case in Case.everything.filter(client=user):
        for model in (CaseDocument, CaseContact, CaseGoal, CaseCrisis, CaseCall):
            for part in model.everything.filter(case=case):
                for name in model.personal_fields:
                    setattr(part, name, "")
                part.save()
        case.caller = ""
        case.save()


def _erase_visits(user: ServiceUser) -> None:
    """Nobody is visited any more; days and outcomes stay, the words go."""
    for entry in RosterEntry.everything.filter(user=user):
        for visit in Visit.everything.filter(entry=entry):
            for name in Visit.personal_fields:
                setattr(visit, name, "")
            visit.save()
        entry.because = entry.ended_because = ""
        entry.save()


def _erase_class(user: ServiceUser) -> None:
    """A child that has left the class: the afternoons stay as figures, guardians and notes go."""
    for pupil in Pupil.everything.filter(user=user):
        for part in (
            pupil,
            *Fetcher.everything.filter(pupil=pupil),
            *ClassNote.everything.filter(pupil=pupil),
        ):
            for name in part.personal_fields:
                setattr(part, name, "")
            part.save()


def _erase_calls(user: ServiceUser) -> None:
    """What was told on the telephone goes; that somebody rang stays."""
    for call in HotlineCall.everything.filter(user=user):
        for name in HotlineCall.personal_fields:
            setattr(call, name, "")
        call.user = None
        call.save()


def _erase_memberships(user: ServiceUser, now: datetime) -> None:
    """Who was in a group stays a place in it and a score without a name; what was written of them goes."""
    for member in GroupMember.everything.filter(user=user):
        for part in (
            member,
            *MemberNote.everything.filter(member=member),
            *SessionAttendance.everything.filter(member=member),
        ):
            _forget_words(part, now)


def _erase_receptions(user: ServiceUser, now: datetime) -> None:
    """What was told at the table and what a family needed goes; that somebody came stays."""
    for visit in Reception.everything.filter(user=user):
        for held in Mediation.everything.filter(reception=visit):
            _forget_words(held, now)
        visit.user = None
        _forget_words(visit, now)
    for need in FamilyNeed.everything.filter(user=user):
        _forget_words(need, now)


def _forget_words(part: Any, now: datetime) -> None:
    words.destroy(part.subject(), now)
    for name in part.personal_fields:
        setattr(part, name, "")
    part.save()


def _forget_rows(user: ServiceUser) -> None:
    """Rows of files that were brought in and still wait for a question to be settled."""
    waiting = Import.everything.filter(unit=user.unit, register=f"services.{user._meta.model_name}")
    slices.forget(waiting.values_list("pk", flat=True), lambda cells: cells.get("number") == user.number)
