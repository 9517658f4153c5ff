"""The project cockpit: contract, money, stages and indicators on one page, every figure leading to its records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import LedgerLine
from banyan.domains.projects.queries.chosen import default_project, project_or_404
from banyan.domains.projects.queries.cockpit import Held, held
from banyan.domains.projects.queries.team import team_of
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.views.cockpit_page import CockpitPage
from banyan.domains.projects.views.figures import panel_url

HELD_SHOWN = 6
IN_PERCENT = ("%", "％", "百分比")


@require_GET
@needs("projects.project.view")
def home(request: HttpRequest) -> HttpResponse:
    """The cockpit of the project the person works in."""
    project = default_project(request.actor)
    if project is None:
        crumbs = [(_("Project cockpit"), "")]
        return render(request, "projects/nothing.html", {"title": _("Project cockpit"), "crumbs": crumbs})
    return redirect("projects.cockpit.of", public_id=project.public_id)


@require_GET
@needs("projects.project.view")
def page(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The cockpit of one project."""
    project = project_or_404(request.actor, public_id)
    shown = CockpitPage(project, request.actor, clock.today())
    crumbs = [(project.name, page_of(project)), (_("Project cockpit"), "")]
    return render(request, "projects/cockpit.html", {"page": shown, "ruler": shown.ruler, "crumbs": crumbs})


@require_GET
@needs("projects.project.view")
def team(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Who works in the project, against what the contract asks for; loads as its own request."""
    project = project_or_404(request.actor, public_id)
    crumbs = [(project.name, page_of(project)), (_("Team"), "")]
    context = {"team": team_of(project, clock.today(), request.actor), "crumbs": crumbs, "title": _("Team")}
    return render(request, "projects/team.html", context)


@require_GET
@needs("projects.ledgerline.view")
def waiting(request: HttpRequest, public_id: Any) -> HttpResponse:
    """What waits and what does not count, by reason; loads as its own request."""
    project = project_or_404(request.actor, public_id)
    lines = LedgerLine.objects.visible_to(request.actor).filter(project=project)
    parts = [
        {
            "label": label,
            "rows": [
                (each, *_quantity(each), panel_url(project.public_id, each.code, state))
                for each in held(lines, state)[:HELD_SHOWN]
            ],
        }
        for label, state in ((_("Not yet counted"), "pending"), (_("Not counted"), "not_counted"))
    ]
    crumbs = [(project.name, page_of(project)), (_("Not yet counted"), "")]
    return render(
        request, "projects/waiting.html", {"parts": parts, "crumbs": crumbs, "title": _("Not yet counted")}
    )


def _quantity(each: Held) -> tuple[Any, Any]:
    """How much waits, in the indicator's unit; under a rate, how many records."""
    if each.counted_in in IN_PERCENT:
        return each.records, _("records")
    return plain(each.amount), each.counted_in
