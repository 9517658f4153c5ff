"""The faces of a register on screen: list, page, form, deed, panel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.deeds import Deed
from banyan.core.registers import bulk, drafts, panels, saved_views
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import Register
from banyan.core.registers.detail import Detail, find
from banyan.core.registers.forms import DeedForm
from banyan.core.registers.listing import Listing
from banyan.core.registers.own_pages import page_drawn_by_room
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.foundation.refusal import Refused


@require_GET
def list_page(request: ActorRequest, register: Register) -> HttpResponse:
    """The list of what the actor may see."""
    listing = Listing(register, request.actor, request.GET, clock.today())
    crumbs = [(register.words.title, "")]
    return render(
        request, "registers/list.html", {"listing": listing, "register": register, "crumbs": crumbs}
    )


@require_GET
def detail_page(request: ActorRequest, register: Register, public_id: Any) -> HttpResponse:
    """The page of one record."""
    return show(request, register, find(register, request.actor, public_id))


def show(
    request: ActorRequest, register: Register, record: Any, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of a record, with what stood in the way of a deed if there is something to say."""
    page = Detail(register, record, request.actor)
    context = {"page": page, "register": register, "refusal": refusal, "crumbs": page.crumbs}
    return render(request, "registers/detail.html", context, status=409 if refusal else 200)


@require_GET
def panel_page(request: ActorRequest, register: Register, public_id: Any, code: str) -> HttpResponse:
    """A part of a record's page; opened by itself it is a page with just this part."""
    record = find(register, request.actor, public_id)
    panel = panels.panel_of(register, code)
    page = Detail(register, record, request.actor)
    context = {"page": page, "register": register, "panel": panel, "record": record, "crumbs": page.crumbs}
    return render(request, "registers/panel.html", context | panel.context(record, request.actor))


def deed_page(request: ActorRequest, register: Register, public_id: Any, verb: str) -> HttpResponse:
    """Do something to a record; what the deed has to ask, it asks here."""
    record = find(register, request.actor, public_id)
    wanted = _deed(register, verb)
    form = DeedForm(wanted, request.actor, request.POST if request.method == "POST" else None)
    form.begin_with(request.GET)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, register, record, wanted, form)
    try:
        wanted(record, by=request.actor, version=_version(request), **form.given())
    except Refused as refused:
        told = refusal_of(refused, str(wanted.label))
        if form.fields:
            return _ask(request, register, record, wanted, form, told)
        drawn = page_drawn_by_room(register.model)
        return drawn(request, record, told) if drawn else show(request, register, record, told)
    messages.success(request, _("Done: %(deed)s.") % {"deed": wanted.label})
    return redirect(address(register, "detail", record))


def _deed(register: Register, verb: str) -> Deed:
    found = next((each for each in register.deeds if each.verb == verb and not each.new), None)
    if found is None:
        raise Http404
    return found


def _version(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None


def _ask(
    request: ActorRequest,
    register: Register,
    record: Any,
    wanted: Deed,
    form: DeedForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    page = Detail(register, record, request.actor)
    context = {
        "page": page,
        "register": register,
        "deed": wanted,
        "form": form,
        "refusal": refusal,
        "crumbs": page.crumbs,
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "registers/deed.html", context, status=status)


@require_POST
def bulk_page(request: ActorRequest, register: Register) -> HttpResponse:
    """Do one deed to all chosen lines."""
    wanted = _deed(register, request.POST.get("verb", ""))
    if wanted not in Listing(register, request.actor, request.GET, clock.today()).bulk_deeds:
        raise Http404
    outcome = bulk.do_all(register, wanted, request.POST.getlist("pick"), request.actor)
    if outcome.done:
        told = ngettext("%(deed)s: %(count)d done.", "%(deed)s: %(count)d done.", outcome.done)
        messages.success(request, told % {"deed": wanted.label, "count": outcome.done})
    for number, reason in outcome.refused:
        messages.error(
            request, _("%(number)s was left as it is: %(reason)s") % {"number": number, "reason": reason}
        )
    if not outcome.done and not outcome.refused:
        messages.info(request, _("No line was chosen."))
    return redirect(_back_to_list(request, register))


def _back_to_list(request: ActorRequest, register: Register) -> str:
    query = request.POST.get("query", "")
    return f"{address(register, 'list')}?{query}" if query else address(register, "list")


@require_POST
def views_page(request: ActorRequest, register: Register) -> HttpResponse:
    """Keep the present settings of the list under a name, or forget such a view."""
    dropped = request.POST.get("drop", "")
    if dropped.isdecimal():
        saved_views.drop(request.actor, register, int(dropped))
        return redirect(address(register, "list"))
    saved_views.keep(request.actor, register, request.POST.get("name", ""), request.POST.get("query", ""))
    return redirect(_back_to_list(request, register))


@require_POST
def autosave(request: ActorRequest, register: Register, public_id: Any = None) -> JsonResponse:
    """Keep what is being written; answers when it was kept."""
    record = find(register, request.actor, public_id) if public_id else None
    now = clock.now()
    written = {name: request.POST.getlist(name) for name in request.POST}
    kept = drafts.keep(request.actor, register, record, written, now)
    drafts.remember(request.session)
    return JsonResponse({"at": f"{now:%H:%M:%S}", "kept": kept is not None})
