"""The compliance matrix: which clauses the records prove, project by project, and the records behind each verdict."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.controls import deeds
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.jobs.running import page_of
from banyan.domains.rulebook.views.matrix_list import ListPage
from banyan.domains.rulebook.views.matrix_page import Chosen, MatrixPage
from banyan.domains.rulebook.views.matrix_panel import PanelPage
from banyan.domains.rulebook.views.matrix_sheet import SheetPage
from banyan.domains.rulebook.views.matrix_time import TimePage

MATRIX = _("Compliance matrix")


@require_GET
@needs("controls.result.view")
def page(request: HttpRequest) -> HttpResponse:
    """Clauses against projects for a period."""
    shown = MatrixPage(request.actor, clock.today(), _chosen(request))
    return render(request, "rulebook/matrix.html", {"page": shown, "side": None, "crumbs": [(MATRIX, "")]})


@require_GET
@needs("controls.result.view")
def cell(request: HttpRequest, public_id: UUID, clause: str) -> HttpResponse:
    """The matrix with the records behind one verdict beside it; this address can be sent to somebody."""
    shown = PanelPage(request.actor, clock.today(), _chosen(request), public_id, clause)
    crumbs = [(MATRIX, shown.url()), (f"{shown.project.number} {clause}", "")]
    return render(request, "rulebook/matrix.html", {"page": shown, "side": shown, "crumbs": crumbs})


@require_GET
@needs("controls.result.view")
def listed(request: HttpRequest) -> HttpResponse:
    """The results behind a count, the worst first: what is wrong, who mends it, by when."""
    shown = ListPage(request.actor, clock.today(), _chosen(request))
    crumbs = [(MATRIX, shown.address), (_("One by one"), "")]
    return render(request, "rulebook/matrix_list.html", {"page": shown, "crumbs": crumbs})


@require_GET
@needs("controls.result.view")
def over_time(request: HttpRequest) -> HttpResponse:
    """Chapter by chapter, quarter after quarter."""
    shown = TimePage(request.actor, clock.today(), _chosen(request))
    crumbs = [(MATRIX, shown.address), (_("Over time"), "")]
    return render(request, "rulebook/matrix_time.html", {"page": shown, "crumbs": crumbs})


@require_GET
@needs("controls.result.view")
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The half-yearly inspection sheet of a project as the A4 form to be signed."""
    shown = SheetPage(request.actor, clock.today(), _chosen(request), public_id)
    return a4.answer(shown.form, by=request.actor, now=clock.now())


@require_POST
@needs(deeds.JUDGE)
def judge(request: HttpRequest) -> HttpResponse:
    """Have every clause of a period judged again, as a job."""
    shown = MatrixPage(request.actor, clock.today(), _chosen(request))
    run = deeds.judge_all(shown.chosen.period, by=request.actor, url=shown.address)
    return redirect(page_of(run))


@require_POST
@needs(deeds.JUDGE)
def judge_cell(request: HttpRequest, public_id: UUID, clause: str) -> HttpResponse:
    """Judge one clause of one project again, at once."""
    shown = PanelPage(request.actor, clock.today(), _chosen(request), public_id, clause)
    period = shown.chosen.period
    deeds.judge_clause(shown.project, clause, period, by=request.actor, now=clock.now())
    return redirect(shown.here())


def _chosen(request: Any) -> Chosen:
    return Chosen.of(request.GET, clock.today())
