"""A circular as it is read, and who has read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core.gate import needs
from banyan.core.registers.declaration import register_named
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality.deeds.circulars import confirm_reading
from banyan.domains.quality.models import CircularReading
from banyan.domains.quality.queries import circulars


@needs("quality.circular.view")
@require_GET
def detail(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The circular as it was sent, with its receipts."""
    circular = find(register_named("quality.circular"), request.actor, public_id)
    page = Detail(register_named("quality.circular"), circular, request.actor)
    context = {"page": page, "register": page.register, "circular": circular, "crumbs": page.crumbs}
    return render(request, "quality/circular.html", context | circulars.receipts(circular, request.actor))


@needs("quality.circularreading.view")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """The circulars that were sent to whoever looks, those not read yet first."""
    may_write = request.actor.may("quality.circular.view")
    context = {"readings": circulars.own_readings(request.actor), "may_write": may_write}
    return render(request, "quality/circulars.html", context | {"crumbs": [(_("Circulars"), "")]})


@needs("quality.circularreading.view")
@require_GET
def reading(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One circular as it was sent."""
    found = _own(request, public_id)
    crumbs = [(_("Circulars"), reverse("quality.circulars")), (found.circular.document_number, "")]
    context = {"reading": found, "circular": found.circular, "crumbs": crumbs}
    return render(request, "quality/reading.html", context)


@needs("quality.circularreading.confirm")
@require_POST
def read(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say that one has read it."""
    found = _own(request, public_id)
    confirm_reading(found, by=request.actor)
    messages.success(request, _("Your reading is kept."))
    return redirect("quality.circularreading.detail", public_id=public_id)


def _own(request: ActorRequest, public_id: UUID) -> CircularReading:
    found = circulars.own_reading(public_id, request.actor)
    if found is None:
        raise Http404
    return found
