"""The page of a half-yearly inspection, its sheet on paper, and the circular about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_named
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality.deeds import circulars as circular_deeds
from banyan.domains.quality.deeds import inspections as deeds
from banyan.domains.quality.models import Circular, Inspection
from banyan.domains.quality.papers import inspection_form
from banyan.domains.quality.queries import circulars, inspections


@needs("quality.inspection.view")
@require_GET
def detail(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The sheet: clauses down, projects across, and what the inspector says of each fault."""
    inspection = _find(request, public_id)
    page = Detail(register_named("quality.inspection"), inspection, request.actor)
    context = {"page": page, "register": page.register, "inspection": inspection, "crumbs": page.crumbs}
    context |= {
        "may_write": request.actor.can(Inspection.permission("write"), inspection),
        "may_tell": request.actor.can(Circular.permission("add"), inspection.unit),
    }
    return render(
        request, "quality/inspection.html", context | inspections.inspection_page(inspection, request.actor)
    )


@needs("quality.inspection.write")
@require_POST
def write(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Keep the inspector's verdicts, remarks and opinion."""
    inspection = _find(request, public_id, "write")
    deeds.write(
        inspection,
        by=request.actor,
        remarks=_remarks(request.POST),
        opinion=request.POST.get("opinion", ""),
        shared=_shared(request.POST),
    )
    messages.success(request, _("Remarks and opinion were kept."))
    return redirect(page_of(inspection))


@needs("quality.inspection.view")
@require_GET
def paper(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The inspection sheet as A4."""
    inspection = _find(request, public_id)
    form = inspection_form(inspection, inspections.sheet(inspection, request.actor))
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("quality.circular.add")
@require_POST
def circular(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Begin the circular about an inspection: its result in words, to be read over before it goes out."""
    inspection = _find(request, public_id)
    made = Circular(unit=inspection.unit, **circulars.drafted(inspection, request.actor))
    circular_deeds.add_circular(made, by=request.actor)
    return redirect(address(register_named("quality.circular"), "edit", made))


def _find(request: ActorRequest, public_id: UUID, verb: str = "view") -> Any:
    return find(register_named("quality.inspection"), request.actor, public_id, verb)


def _remarks(data: Any) -> dict[str, tuple[str, str]]:
    """Own verdict and remark by line, as the sheet sends them."""
    keys = [name.removeprefix("remark-") for name in data if name.startswith("remark-")]
    return {key: (data.get(f"own-{key}", ""), data.get(f"remark-{key}", "")) for key in keys}


def _shared(data: Any) -> dict[str, str]:
    """Remarks that serve a whole clause or chapter, by its id."""
    return {
        name.removeprefix("shared-"): data.get(name, "")
        for name in data
        if name.startswith("shared-") and data.get(name, "").strip()
    }
