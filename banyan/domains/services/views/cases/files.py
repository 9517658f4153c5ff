"""Opening a case, its page, and breaking the glass of one that one is not named for."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock, door
from banyan.core.gate import needs
from banyan.core.registers import drafts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail
from banyan.core.registers.forms import record_form
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.case_forms import ClientForm, ContactForm, GlassForm
from banyan.domains.services.case_settings import glass_hours, most_load, weights
from banyan.domains.services.deeds.cases import files
from banyan.domains.services.forms import NewcomerForm
from banyan.domains.services.models import Case, ServiceUser
from banyan.domains.services.models.cases.reach import OVERSEE
from banyan.domains.services.queries.cases.load import workers_load
from banyan.domains.services.queries.cases.page import case_page
from banyan.domains.services.queries.cases.reading import (
    beside,
    clients_within,
    glass_of,
    own_department,
    read_case,
)
from banyan.domains.services.views.cases.contacts import begun
from banyan.domains.services.views.cases.parts import CONTACT, ask, take_up
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused


@needs("services.case.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file: where it stands, its papers, goals, team, and what happened, newest first."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    case = read_case(public_id, by, now)
    page = Detail(register_for(Case), case, by)  # type: ignore[arg-type]
    with door.opened("case page"):
        shown = case_page(case, now, _day(request.GET.get("before", "")))
    glass = glass_of(case, by, now)
    corrects = glass is None and by.can("services.casecontact.add", case)
    writes = corrects and not shown["is_over"]
    team = beside(shown["team"], by)
    form = ContactForm(team=team, goals=shown["goals"], initial=begun(now)) if writes else None
    draft = take_up(request, drafts.PAGES[CONTACT], form, case.public_id) if form else None
    context = {
        "page": page, "register": page.register, "crumbs": page.crumbs, "form": form, "draft": draft,
        "may_correct": corrects, "may_write": glass is None and by.can("services.casedocument.add", case),
        "may_note": glass is None and by.can("services.casecontact.note", case), "glass": glass,
        "may_call": by.can("services.casecall.tell", case),
        "may_lift": glass is None and by.can("services.casecrisis.lift", case),
    }  # fmt: skip
    return render(request, "services/cases/file.html", context | shown)


@needs("services.case.add")
def opening(request: HttpRequest) -> HttpResponse:
    """Open a case: who asks, with what, and what was answered."""
    register, by = register_for(Case), request.actor  # type: ignore[attr-defined]
    if "drop-draft" in request.POST:
        drafts.drop(by, register, None)  # type: ignore[arg-type]
        return redirect(request.path)
    form, draft = _begun(request, register, by)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            case = files.start(form.instance, form.answers(), by=by)
            drafts.drop(by, register, None)  # type: ignore[arg-type]
            messages.success(request, _("%(number)s was opened.") % {"number": case.number})
            return redirect(page_of(case))
        except Refused as problem:
            refused = refusal_of(problem, _("Open a case"), _labels(form))
    status = 409 if refused else 422 if form.errors else 200
    if form.is_bound:
        form.offer()
    context = {"form": form, "refusal": refused, "crumbs": [_list(), (_("Open a case"), "")], "title": _("Open a case"),
               "deed": _("Open a case"), "leave": address(register, "list"), "draft": draft,  # type: ignore[arg-type]
               "autosave_url": address(register, "autosave_new")}  # type: ignore[arg-type] # fmt: skip
    return render(request, "services/cases/opening.html", context, status=status)


def _begun(request: HttpRequest, register: Any, by: Any) -> tuple[Any, Any]:
    """The first page of a file: empty, with what was handed in, or with the words of one's draft."""
    draft = drafts.open_draft(by, register, None) if request.method == "GET" else None
    given = drafts.written(draft) if draft else request.POST if request.method == "POST" else None
    form = record_form(register, by, data=given)
    if draft:
        form.errors.clear()
    form.begin_at(own_department(by, clock.today()), clock.today())
    return form, draft


@needs("services.case.view")
@require_GET
def load(request: HttpRequest) -> HttpResponse:
    """What each worker's open cases weigh together; who oversees nobody sees their own."""
    by, today = request.actor, clock.today()  # type: ignore[attr-defined]
    workers = workers_load(by, today)
    if not by.unit_ids(OVERSEE):
        workers = [each for each in workers if each.person_id == by.person_id]
    context = {
        "workers": workers, "weights": weights(today).items(), "most": most_load(today),
        "crumbs": [_list(), (_("Load by case grade"), "")],
    }  # fmt: skip
    return render(request, "services/cases/load.html", context)


@needs("services.case.edit")
def client(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who the client is: somebody of the register, or somebody it takes in with that."""
    by, newly = request.actor, "register" in request.POST  # type: ignore[attr-defined]
    case = read_case(public_id, by, clock.now())
    if request.method == "GET" and case.client_id is not None:
        return redirect(address(register_for(Case), "edit", case))  # type: ignore[arg-type]
    sent = request.POST or None
    known = ClientForm(None if newly else sent, people=clients_within(by))
    register = register_for(ServiceUser)
    newcomer = NewcomerForm(
        sent if newly else None, register=register, by=by, instance=ServiceUser(unit=case.unit)
    )

    def do(filled: Any) -> str:
        given = {"newcomer": filled.instance} if newly else filled.cleaned_data
        named = files.name_client(case, by=by, **given)
        return _("The client of %(number)s is named.") % {"number": named.number}

    return ask(
        request, case, newcomer if newly else known, do, deed=_("Name the client"),
        template="services/cases/client.html", known=known, newcomer=newcomer, newly=newly,
        may_register=by.can(ServiceUser.permission("add"), case.unit),
    )  # fmt: skip


@needs("services.caseaccess.break_glass")
def glass(request: HttpRequest) -> HttpResponse:
    """Read a file one is not named for: with its number, a reason, and the knowledge of those concerned."""
    form = GlassForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            case = files.break_glass_at(**form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
            messages.warning(
                request, _("The glass is broken; those concerned were told, and each reading is noted.")
            )
            return redirect(page_of(case))
        except Refused as problem:
            refused = refusal_of(problem, _("Break the glass"), _labels(form))
    told = _(
        "The file is open for %(hours)s hours, for reading only. Director and key worker hear of it at once."
    )
    told %= {"hours": glass_hours(clock.today())}
    context = {"form": form, "refusal": refused, "crumbs": [_list(), (_("Break the glass"), "")], "danger": told,
               "title": _("Break the glass"), "deed": _("Break the glass"), "leave": _list()[1]}  # fmt: skip
    return render(
        request, "services/cases/form.html", context, status=409 if refused else 422 if form.errors else 200
    )


def _labels(form: Any) -> dict[str, str]:
    return {name: str(field.label) for name, field in form.fields.items()}


def _list() -> tuple[str, str]:
    return _("Cases"), address(register_for(Case), "list")  # type: ignore[arg-type]


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
