"""Handing in a report of a breach, learning of its answer, and opening it as a reader."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_named
from banyan.core.registers.detail import find
from banyan.core.registers.views import detail_page, panel_page
from banyan.core.ui.refusals import refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.domains.quality.deeds.reading import note_opened
from banyan.domains.quality.deeds.reports import report_breach
from banyan.domains.quality.forms import ReportForm
from banyan.domains.quality.models import BreachReport
from banyan.domains.quality.queries import reports
from banyan.foundation.refusal import Refused


@needs("quality.breachreport.add")
def hand_in(request: ActorRequest) -> HttpResponse:
    """Hand in a report, with or without one's name."""
    form = ReportForm(request.POST or None, reports.people_named(request.actor))
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            context = {"code": _taken_in(request, form.cleaned_data)}
            form = ReportForm(None, reports.people_named(request.actor))
        except Refused as problem:
            context = {"refusal": refusal_of(problem, _("Report a breach"))}
    status = 409 if "refusal" in context else 422 if form.errors else 200
    return _page(request, form, context, status)


@needs("quality.breachreport.add")
@require_POST
def letter(request: ActorRequest) -> HttpResponse:
    """What became of a report, for whoever holds its code."""
    form = ReportForm(None, reports.people_named(request.actor))
    found = reports.report_of_code(request.POST.get("code", ""))
    return _page(request, form, {"asked": True, "found": found})


@needs("quality.breachreport.view")
@require_GET
def detail(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """A report as its readers open it; each opening is written down."""
    register = register_named("quality.breachreport")
    note_opened(find(register, request.actor, public_id), by=request.actor, now=clock.now())
    return detail_page(request, register, public_id)


@needs("quality.breachreport.view")
@require_GET
def panel(request: ActorRequest, public_id: UUID, code: str) -> HttpResponse:
    """A part of a report; the words stand here, so this opening is written down too."""
    register = register_named("quality.breachreport")
    note_opened(find(register, request.actor, public_id), by=request.actor, now=clock.now())
    return panel_page(request, register, public_id, code)


def _taken_in(request: ActorRequest, given: dict[str, Any]) -> str:
    person = request.actor.person
    report = BreachReport(
        unit=person.unit, matter=given["matter"], clause=given["clause"], code=secrets.token_hex(6)
    )
    named, anonymous = list(given["named"]), given["anonymous"]
    report_breach(report, named, by=request.actor, now=clock.now(), anonymous=anonymous)
    return report.code if anonymous else ""


def _page(
    request: ActorRequest, form: ReportForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {"form": form, "own": reports.own_reports(request.actor), "crumbs": [(_("Report a breach"), "")]}
    return render(request, "quality/report.html", shown | context, status=status)
