"""Reaching case files and what lies in them, through the door of the case; guarded files note each reading."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.audit.trail import note_reading
from banyan.core.identity.models import Appointment, Person, Unit
from banyan.core.notices.models import Notice
from banyan.core.ui.wording import stamp
from banyan.domains.services.models import (
    Case,
    CaseAccess,
    CaseCall,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    CaseWorker,
    ServiceUser,
)  # fmt: skip
from banyan.domains.services.models.cases.reach import readable
from banyan.domains.services.queries.cases.facts import facts_of

_WITH_CASE = ("case__unit", "case__client", "case__project", "case__key_worker")


def read_case(public_id: UUID, by: Any, now: datetime) -> Case:
    """A case that the actor may read; of a guarded one the reading is written down.

    It says whether the actor reads it by name, not through broken glass alone, and in which file it goes on.
    """
    named = ExpressionWrapper(readable(by, verb="edit"), BooleanField())
    again = Case.objects.visible_to(by).filter(reopens=OuterRef("pk"))
    found = (
        Case.objects.visible_to(by)
        .filter(public_id=public_id)
        .annotate(
            reads_by_name=named,
            again=Subquery(again.values("public_id")[:1]),
            again_number=Subquery(again.values("number")[:1]),
        )
    )
    case = found.select_related("unit", "client", "project", "key_worker", "reopens").first()
    if case is None:
        raise Http404
    note_if_guarded(case, by, now)
    return case


def read_part(model: Any, public_id: UUID, by: Any, now: datetime) -> Any:
    """A form, contact, goal or crisis of a case that the actor may read."""
    part = model.objects.visible_to(by).filter(public_id=public_id).select_related(*_WITH_CASE).first()
    if part is None:
        raise Http404
    note_if_guarded(part.case, by, now)
    return part


def note_if_guarded(case: Case, by: Any, now: datetime) -> None:
    """Every reading of a file at L3 or L4 stands in the log of readings."""
    if case.is_guarded:
        note_reading(by, now, case)


def glass_of(case: Case, by: Any, now: datetime) -> CaseAccess | None:
    """The broken glass through which alone somebody reads a file; None for those named. None or two statements."""
    if by.person_id is None or by.person_id == case.key_worker_id or getattr(case, "reads_by_name", False):
        return None
    with door.opened("glass of a case"):
        opened = CaseAccess.objects.filter(
            case=case, person_id=by.person_id, opened_at__lte=now, ends_at__gt=now
        )
        access = opened.order_by("-ends_at").first()
    if access is None or Case.objects.visible_to(by).filter(readable(by, verb="edit"), pk=case.pk).exists():
        return None
    return access


def crisis_told(public_id: UUID, by: Any) -> CaseCrisis | None:
    """A crisis of which this sign-in was told as one of the call tree. One statement."""
    with door.opened("call tree"):
        heard = Notice.everything.filter(
            user=by.user, model=CaseCrisis._meta.label_lower, record_id=public_id
        )
        return (
            CaseCrisis.everything.filter(Exists(heard), public_id=public_id)
            .select_related("case__unit")
            .first()
        )


def call_told(call: CaseCall) -> str:
    """Who is to be told of which crisis by when."""
    with door.opened("call tree"):
        level = call.crisis.get_level_display()
    told = {"who": call.role_word, "at": stamp(call.due_at), "level": level}
    said = _("Crisis %(level)s: %(who)s hears of it by %(at)s.")
    return (_("Crisis %(level)s: %(who)s has it in writing by %(at)s.") if call.is_written else said) % told


def readings_of(case: Case, limit: int) -> list[dict[str, Any]]:
    """Who read a guarded file last, newest first: sign-in name and day, each reader once a day."""
    read = Event.objects.filter(
        model=case._meta.label_lower, object_id=str(case.public_id), verb=case.permission("read")
    )
    found: dict[tuple[str, Any], dict[str, Any]] = {}
    for event in read.order_by("-seq")[: limit * 10]:
        found.setdefault((event.actor, event.day.date()), {"who": event.actor, "on": event.day})
    return list(found.values())[:limit]


READERS, ACCESSES = 8, 5


def readers(case: Case, by: Any) -> dict[str, Any]:
    """Who may read the file; who broke its glass; of a guarded one, who read it."""
    with door.opened("case readers"):
        opened = CaseAccess.everything.filter(case=case).select_related("person").order_by("-opened_at")
        accesses = list(opened[:ACCESSES])
    return {
        "case": case,
        "readings": readings_of(case, READERS) if case.is_guarded else (),
        "accesses": accesses,
    }


def beside(team: list[CaseWorker], by: Any) -> list[CaseWorker]:
    """Those of a team who may have been there too."""
    return [each for each in team if each.person_id != by.person_id and each.role != CaseWorker.Role.APPROVAL]


def team_beside(case: Case, by: Any) -> list[CaseWorker]:
    """The team of a case without the actor."""
    with door.opened("case team"):
        team = CaseWorker.everything.filter(case=case, until=None).select_related("person")
        return beside(list(team), by)


def open_goals(case: Case) -> list[CaseGoal]:
    """The goals that stand."""
    with door.opened("case goals"):
        return list(CaseGoal.everything.filter(case=case, state=CaseGoal.State.OPEN).order_by("position"))


def last_contact(case: Case) -> CaseContact | None:
    """The contact before this one, to go on from."""
    with door.opened("case contact"):
        filed = CaseContact.everything.filter(case=case, state=CaseContact.State.FILED)
        return filed.order_by("-held_on", "-position").first()


def levels_are_open(case: Case) -> bool:
    """Whether the levels of goals may still be described otherwise: intervention has not begun."""
    with door.opened("case goals"):
        return not facts_of(case).began


def people_within(by: Any) -> Any:
    """People whom the actor may name."""
    return Person.objects.visible_to(by).order_by("name_key")


def clients_within(by: Any) -> Any:
    """People of the register who may be named as a client."""
    return ServiceUser.objects.visible_to(by).filter(state=ServiceUser.State.ACTIVE).order_by("name_key")


def newest_of(contact: CaseContact) -> CaseContact | None:
    """The version that holds, where it is not this one."""
    with door.opened("newest version"):
        found = CaseContact.everything.filter(case=contact.case, position=contact.position, state="filed")
        return found.exclude(pk=contact.pk).first()


def own_department(by: Any, today: date) -> Unit | None:
    """The unit of the post that somebody holds today: there a new file belongs. One statement."""
    if by.person_id is None:
        return None
    with door.opened("own department"):
        held = Appointment.objects.filter(Appointment.on(today), person_id=by.person_id)
        found = held.select_related("post__unit").order_by("pk").first()
    return found.post.unit if found else None


def newest_paper(paper: CaseDocument) -> CaseDocument:
    """The version of a form that holds, where this one was replaced; else the form itself. Nothing where it was not."""
    with door.opened("newest version"):
        while paper.state == CaseDocument.State.REPLACED:
            after = CaseDocument.everything.filter(follows=paper).exclude(state=CaseDocument.State.DRAFT)
            found = after.select_related(*_WITH_CASE).order_by("-pk").first()
            if found is None:
                break
            paper = found
    return paper
