"""A crisis: the record with measured delays, and the calls on a phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.communication.deeds import crises as deeds
from banyan.domains.communication.models import Crisis, CrisisCall
from banyan.domains.communication.queries import alarms
from banyan.foundation.refusal import Refused


@needs("communication.crisis.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What happened, who knew when, and how late."""
    crisis = _find(request, public_id)
    page = Detail(register_for(Crisis), crisis, request.actor)
    context = {"page": page, "register": page.register, "crumbs": page.crumbs}
    return render(request, "communication/crisis.html", context | _calls(request, crisis))


@needs("communication.crisis.view")
@require_GET
def calls(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whom to call now, with one press to note that they know."""
    return _phone(request, _find(request, public_id))


@needs("communication.crisiscall.inform")
@require_POST
def informed(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """They know: the moment is kept."""
    crisis = _find(request, public_id)
    found = CrisisCall.objects.visible_to(request.actor, "inform").filter(crisis=crisis, position=position)
    call = found.select_related("crisis__unit", "crisis__project").first()
    if call is None:
        raise Http404
    try:
        deeds.inform(call, by=request.actor)
    except Refused as problem:
        return _phone(request, crisis, refusal_of(problem, _("Informed")), 409)
    return redirect("communication.calls", public_id=public_id)


def _phone(request: HttpRequest, crisis: Any, refused: Any = None, status: int = 200) -> HttpResponse:
    context = _calls(request, crisis) | {"refusal": refused}
    return render(request, "communication/calls.html", context, status=status)


def _calls(request: HttpRequest, crisis: Any) -> dict[str, Any]:
    noticed = deeds.noticed_at(crisis)
    made = alarms.calls(crisis, request.actor, noticed, clock.now())
    return {
        "crisis": crisis,
        "noticed": noticed,
        "calls": made,
        "waiting": sum(1 for each in made if each.call.informed_at is None),
        "late": sum(1 for each in made if each.late),
        "may_inform": request.actor.can("communication.crisiscall.inform", crisis),
    }


def _find(request: HttpRequest, public_id: UUID) -> Any:
    return find(register_for(Crisis), request.actor, public_id)
