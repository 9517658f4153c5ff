"""Forms and whole files on paper. A guarded file says across each page who printed it, and the reading is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock, door
from banyan.core.audit.trail import note_reading
from banyan.core.documents import a4, binding
from banyan.core.gate import needs
from banyan.core.identity import tree
from banyan.domains.services.models import Activity, Case, CaseContact, CaseDocument, Group, GroupSession
from banyan.domains.services.queries.activity_forms import bound_activity, safety_form
from banyan.domains.services.queries.blank_forms import SHELF, blank_form
from banyan.domains.services.queries.case_binder import bound_file, watermark_for
from banyan.domains.services.queries.case_forms import contact_form, paper_form
from banyan.domains.services.queries.case_relations import drawings_for
from banyan.domains.services.queries.cases.reading import own_department
from banyan.domains.services.queries.group_on_paper import SHEETS, File, bound_group, session_form


@needs("services.case.view")
@require_GET
def case_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole file, numbered through, with its catalogue; a long one in volumes (?volume=2)."""
    case = _found(request, Case, public_id, "unit", "client__household", "key_worker", "project")
    volume = request.GET.get("volume", "1")
    bound = bound_file(case, request.actor, clock.now(), int(volume) if volume.isdecimal() else 0)
    if bound is None:
        raise Http404
    _note(request, case)
    return binding.answer(bound, by=request.actor, now=clock.now())


@needs("services.casedocument.view")
@require_GET
def case_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One form of a case."""
    paper = _found(request, CaseDocument, public_id, "case__unit", "case__client__household", "author", "case__key_worker")  # fmt: skip
    with door.opened("print of a case form"):
        watermark = watermark_for(paper.case, request.actor, clock.now())
        form = paper_form(paper, drawings_for(paper), watermark)
    _note(request, paper.case)
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("services.casecontact.view")
@require_GET
def case_contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One process record."""
    contact = _found(request, CaseContact, public_id, "case__unit", "case__client", "worker", "noted_by")
    form = contact_form(contact, watermark_for(contact.case, request.actor, clock.now()))
    _note(request, contact.case)
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("services.activity.view")
@require_GET
def safety_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The safety plan of an activity on one page, to be hung up on the day."""
    activity = _found(request, Activity, public_id, "unit", "project", "responsible", "safety_lead")
    return a4.answer(safety_form(activity, request.actor), by=request.actor, now=clock.now())  # type: ignore[attr-defined]


@needs("services.activity.view")
@require_GET
def activity_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan, sign-in sheets, summary and feedback of an activity as one document."""
    activity = _found(request, Activity, public_id, "unit", "project", "responsible")
    return binding.answer(bound_activity(activity, request.actor), by=request.actor, now=clock.now())


@needs("services.group.view")
@require_GET
def group_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan, members, attendance, session records and evaluation of a group as one numbered document."""
    group = _found(request, Group, public_id, "unit", "project", "responsible", "co_worker")
    _note_group(request, group)
    return binding.answer(bound_group(group, request.actor), by=request.actor, now=clock.now())


@needs("services.group.view")
@require_GET
def group_paper(request: HttpRequest, public_id: UUID, sheet: str) -> HttpResponse:
    """One sheet of a group: plan, members, attendance or evaluation."""
    group = _found(request, Group, public_id, "unit", "project", "responsible", "co_worker")
    form = SHEETS[sheet](File(group, request.actor)) if sheet in SHEETS else None
    if form is None:
        raise Http404
    _note_group(request, group)
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("services.groupsession.view")
@require_GET
def group_session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The record of one session."""
    session = _found(
        request, GroupSession, public_id, "group__unit", "group__responsible", "group__co_worker"
    )
    form = session_form(File(session.group, request.actor), session)
    _note_group(request, session.group)
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("services.case.view")
@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """The forms of casework and group work to be printed empty; one of them with `?code=`."""
    if "code" in request.GET:
        return _blank(request, request.GET["code"])
    return render(request, "services/blank_forms.html", {"forms": SHELF, "crumbs": [(_("Blank forms"), "")]})


def _blank(request: HttpRequest, code: str) -> HttpResponse:
    """An empty form under the name of one's own department."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    unit = own_department(by, now.date()) or tree.current().units[min(by.unit_ids("services.case.view"))]
    form = blank_form(code, unit, by)
    if form is None:
        raise Http404
    return a4.answer(form, by=by, now=now)


def _found(request: HttpRequest, model: Any, public_id: UUID, *along: str) -> Any:
    record = model.objects.visible_to(request.actor).filter(public_id=public_id).select_related(*along).first()  # fmt: skip
    if record is None:
        raise Http404
    return record


def _note(request: HttpRequest, case: Case) -> None:
    if case.is_guarded:
        note_reading(request.actor, clock.now(), case)


def _note_group(request: HttpRequest, group: Group) -> None:
    if group.is_watched():
        note_reading(request.actor, clock.now(), group)
