"""Contacts by stakeholder and quarter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.domains.communication.queries.dependence import positions_seen
from banyan.domains.communication.queries.liaison import matrix

YEARS_BACK = 3


@needs("communication.stakeholder.view")
@require_GET
def quarters(request: HttpRequest) -> HttpResponse:
    """Who was spoken to in which quarter, and who was not (R3.2.5)."""
    today = clock.today()
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and 2000 <= int(text) <= today.year + 1 else today.year
    context = {
        "matrix": matrix(request.actor, year, today),
        "years": range(today.year, today.year - YEARS_BACK, -1),
        "today": today,
        "may_enter": request.actor.may("communication.stakeholder.add"),
        "may_note": request.actor.may("communication.stakeholder.log_contact"),
        "crumbs": [(_("Contacts by quarter"), "")],
    }
    return render(request, "communication/liaison.html", context)


@needs("communication.stakeholder.view")
@require_GET
def dependence(request: HttpRequest) -> HttpResponse:
    """Where the agency stands between dependence and autonomy, near to government or apart; indicative (P1.12)."""
    context = {
        "shown": positions_seen(request.actor, clock.today()),
        "crumbs": [(_("Dependence and closeness"), "")],
    }
    return render(request, "communication/dependence.html", context)
