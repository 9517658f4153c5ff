"""The board of what is to be mended, and the page of one rectification."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.attachments.queries import visible_record
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.registers.panels import RULES, Part
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality import public
from banyan.domains.quality.forms import OpenForm
from banyan.domains.quality.models import Rectification
from banyan.domains.quality.queries import board, rectifications


@needs("quality.rectification.view")
@require_GET
def board_page(request: ActorRequest) -> HttpResponse:
    """What is to be mended: what is late first, then what waits to be verified, then what comes soon."""
    shown = board.board(request.actor, clock.today(), request.GET.get("kind", ""))
    context = {
        "board": shown,
        "register": register_for(Rectification),
        "crumbs": [(_("Board of rectifications"), "")],
    }
    return render(request, "quality/board.html", context)


@needs("quality.rectification.view")
@require_GET
def detail(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One rectification: who mends what by when and why, and what is to be done now."""
    record = find(register_for(Rectification), request.actor, public_id)  # type: ignore[arg-type]
    page = Detail(register_for(Rectification), record, request.actor)  # type: ignore[arg-type]
    context = {"page": page, "register": page.register, "rectification": record, "crumbs": page.crumbs}
    context |= {
        "files": _part(page, "attachments"),
        "past": _part(page, "history"),
        "rules": _part(page, RULES),
    }
    shown = rectifications.page(record, request.actor, clock.today())
    return render(request, "quality/rectification.html", context | shown)


@needs("quality.rectification.add")
def open_from(request: ActorRequest, model: str, record_id: UUID) -> HttpResponse:
    """Open a rectification from the record that shows the fault; a control's result brings clause and faults along."""
    record = visible_record(model, record_id, request.actor)
    form = OpenForm(request.POST or None, initial=rectifications.begun_from(record, request.actor))
    if request.method == "POST" and form.is_valid():
        made = public.open_rectification(
            record,
            unit=record.home(),
            scope=record.scope(),
            by=request.actor,
            now=clock.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("Rectification %(number)s was opened.") % {"number": made.number})
        return redirect(page_of(made))
    context = {"form": form, "record": record, "crumbs": [(_("Open a rectification"), "")]}
    return render(request, "quality/open.html", context, status=422 if form.errors else 200)


def _part(page: Detail, code: str) -> Part | None:
    return next((part for part in page.panels if part.code == code), None)
