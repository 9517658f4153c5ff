"""The indicator ledger: what is counted, what waits, what does not count, and the records behind every figure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.queries.chosen import default_project, project_or_404
from banyan.domains.projects.views.ledger_page import Chosen, LedgerPage
from banyan.domains.projects.views.side_panel import SidePanel


@require_GET
@needs("projects.indicator.view")
def home(request: HttpRequest) -> HttpResponse:
    """The ledger of the project the person works in."""
    project = default_project(request.actor)
    if project is None:
        return render(
            request,
            "projects/nothing.html",
            {"title": _("Indicator ledger"), "crumbs": [(_("Indicator ledger"), "")]},
        )
    return redirect("projects.ledger.of", public_id=project.public_id)


@require_GET
@needs("projects.indicator.view")
def page(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The ledger of one project."""
    return _show(request, public_id)


@require_GET
@needs("projects.ledgerline.view")
def panel(request: HttpRequest, public_id: Any, code: str, state: str) -> HttpResponse:
    """The ledger with the records behind one figure beside it; this address can be sent to somebody."""
    return _show(request, public_id, code, state)


def _show(request: HttpRequest, public_id: Any, code: str = "", state: str = "") -> HttpResponse:
    project = project_or_404(request.actor, public_id)
    shown_page = LedgerPage(project, request.actor, clock.today(), Chosen.of(request.GET))
    side = SidePanel(shown_page, code, state) if code else None
    crumbs = [(project.name, page_of(project)), (_("Indicator ledger"), shown_page.address if side else "")]
    crumbs += [(code, "")] if side else []
    context = {"page": shown_page, "side": side, "ruler": shown_page.ruler, "crumbs": crumbs}
    return render(request, "projects/ledger.html", context)
