"""Opening a case, its team, its grades, and breaking the glass."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door, numbering
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.resolving import role_holders
from banyan.core.deeds import deed
from banyan.core.identity.models import User
from banyan.core.notices.telling import take_back, tell
from banyan.domains.services.case_settings import glass_hours
from banyan.domains.services.deeds.cases.counting import hand_in_anew
from banyan.domains.services.deeds.cases.papers import write
from banyan.domains.services.deeds.cases.staging import check_writes, find_case, restage
from banyan.domains.services.deeds.cases.team import join
from banyan.domains.services.deeds.group_members import name_no_case
from banyan.domains.services.deeds.people import register_user
from banyan.domains.services.models import (
    Case,
    CaseAccess,
    CaseDocument,
    CaseWorker,
    GroupMember,
    ServiceUser,
)
from banyan.domains.services.models.cases.reach import DIRECTOR
from banyan.domains.services.queries.cases.team import readers_of, waiting_requests
from banyan.domains.services.rules.cases import secrecy
from banyan.domains.services.rules.cases.stages import OVER
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop, sentence

Stage = Case.State
RUNNING = tuple(state for state in Stage if str(state) not in {str(each) for each in OVER})

#: Whoever is on the call tree and whoever hears of broken glass is told by their office, named in the file or not.
_TOLD_ON_PURPOSE = ("services.glass", "services.crisis")
EDITED = frozenset({"client", "caller", "project"})


@deed(Case, "add", new=True, label=_("Open a case"), icon="folder-plus")
def open_case(case: Case, by: Any, now: datetime, reopens: Case | None = None) -> None:
    """Begin a file with its number; whoever opens it is the key worker until it is handed over."""
    if case.inquired_on > now.date():
        raise Refused({"inquired_on": noop("The inquiry lies in the future.")})
    if case.client is None and not case.caller.strip():
        raise Refused({"client": noop("Name the client, or at least who asks.")})
    if by.person is None:
        raise Refused({"": noop("A case is opened by a person.")})
    series = Case.guarded_pattern if case.is_guarded else Case.number_pattern
    case.number = numbering.take(series, case.unit, now.year)
    case.key_worker, case.reopens = by.person, reopens
    case.created_at = case.changed_at = now
    case.save()
    join(CaseWorker(case=case, person=by.person, is_key=True, since=case.inquired_on), by=by, now=now)
    find_case(case)


def start(case: Case, answers: dict[str, str], *, by: Any, now: datetime | None = None) -> Case:
    """Open a case together with its inquiry record, or neither."""
    moment = now or clock.now()
    with transaction.atomic():
        opened = open_case(case, by=by, now=moment)
        inquiry = CaseDocument(case=opened, kind=CaseDocument.Kind.INQUIRY, happened_on=opened.inquired_on)
        write(inquiry, by=by, now=moment, answers=answers)
        return opened


@deed(Case, "edit", frm=RUNNING, label=_("Edit"), icon="pencil")
def edit_case(case: Case, by: Any, now: datetime, **changes: Any) -> None:
    """Say who the client is, or for which project the case counts."""
    check_writes(case, by)
    if not set(changes) <= EDITED:
        raise Refused({"": noop("Grades change by a deed of their own, with its reason.")})
    former = case.project
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    find_case(case)
    hand_in_anew(case, former)


def name_client(
    case: Case, *, by: Any, client: ServiceUser | None = None, newcomer: ServiceUser | None = None,
    now: datetime | None = None,
) -> Case:  # fmt: skip
    """Say who the client is; whoever is not in the register yet is taken into it with that, or neither is done."""
    moment = now or clock.now()
    with transaction.atomic():
        if newcomer is not None:
            newcomer.unit = case.unit
            client = register_user(newcomer, by=by, now=moment)
        if client is None:
            raise Refused({"client": noop("Choose somebody of the register, or register the person.")})
        return edit_case(case, by=by, now=moment, client=client)


@deed(Case, "consider", frm=Stage.INQUIRY, label=_("Consider as a case"), icon="user-search")
def consider(case: Case, by: Any, now: datetime) -> None:
    """The inquiry may become a case; the intake decides."""
    case.considered_on = now.date()
    case.save()
    case.state = restage(case, by, now).state


@deed(Case, "reopen", frm=(Stage.CLOSED, Stage.FOLLOW_UP, Stage.DECLINED, Stage.REFERRED), label=_("Reopen the case"),
      icon="folder-open")  # fmt: skip
def reopen(case: Case, by: Any, now: datetime, reason: str) -> None:
    """A new file with its own number and a link to this one; what was closed stays closed."""
    check_writes(case, by)
    if case.reopened_as.exists():
        raise Refused({"": noop("This case was reopened already.")}, code="state")
    again = Case(unit=case.unit, client=case.client, caller=case.caller, project=case.project, grade=case.grade,
                 confidentiality=case.confidentiality, inquired_on=now.date())  # fmt: skip
    open_case(again, by=by, now=now, reopens=case)


@deed(Case, "regrade", frm=RUNNING, label=_("Change the grade"), icon="stairs")
def regrade(case: Case, by: Any, now: datetime, grade: Case.Grade, reason: str) -> None:
    """How often the client must be met and how much the case weighs."""
    check_writes(case, by)
    if grade == case.grade:
        raise Refused({"grade": noop("Choose another grade.")})
    case.grade = grade


@deed(Case, "reclassify", label=_("Change the confidentiality"), icon="lock", aside=True)
def reclassify(
    case: Case, by: Any, now: datetime, confidentiality: Case.Confidentiality, reason: str
) -> None:
    """Open or close the file further. Signatures that people outside the new circle were asked for are asked anew."""
    check_writes(case, by)
    secrecy.check_grade_change(case.confidentiality, confidentiality, reason)
    case.confidentiality = confidentiality
    case.save()
    for request in waiting_requests(case):
        approvals.void(request, by=by, now=now, reason=reason)
    if case.is_guarded:
        _leave_other_papers(case, by, now)
    find_case(case)
    hand_in_anew(case, case.project)


def _leave_other_papers(case: Case, by: Any, now: datetime) -> None:
    """The number of a guarded file stands nowhere that others read: with rooms, members of groups, in their notices."""
    here = case.unit.centre
    staff.take_out_of_rooms(case.number, here, by, now)
    for member in GroupMember.everything.filter(
        case_number=case.number, group__unit__path__startswith=here.path
    ):
        name_no_case(member, by=by, now=now)
    take_back(case, readers_of(case, now.date()), _TOLD_ON_PURPOSE)


@deed(CaseAccess, "break_glass", new=True, label=_("Break the glass"), icon="hammer")
def break_glass(access: CaseAccess, by: Any, now: datetime) -> None:
    """Read a file one is not named for, for a stated reason and a limited time; director and key worker hear of it."""
    secrecy.check_break_glass(access.reason)
    case = access.case
    access.person, access.opened_at = by.person, now
    access.ends_at = secrecy.open_until(now, glass_hours(now.date(), case.unit))
    access.save()
    told = sentence(
        noop("The glass of %(number)s was broken; the reason stands in its file."), number=case.number
    )
    tell(_who_hears(case, by, now), "services.glass", told, about=case, now=now)


def break_glass_at(number: str, reason: str, *, by: Any, now: datetime | None = None) -> Case:
    """Break the glass of the case with this number, where the actor holds the right to."""
    moment = now or clock.now()
    with door.opened("case.break_glass"):
        units = by.unit_ids(CaseAccess.permission("break_glass"))
        found = (
            Case.everything.filter(number=number.strip(), unit__in=units)
            .select_related("unit", "key_worker")
            .first()
        )
    if found is None or by.person is None:
        raise Refused({"number": noop("No case within your reach has this number.")})
    break_glass(CaseAccess(case=found, reason=reason), by=by, now=moment)
    return found


def _who_hears(case: Case, by: Any, now: datetime) -> list[User]:
    people = role_holders(DIRECTOR, case.unit, None, now.date())
    people |= {case.key_worker_id} if case.key_worker_id else set()
    return list(User.objects.filter(person__in=people - {by.person_id}, is_active=True))
