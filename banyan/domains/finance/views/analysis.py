"""What the money says: who may agree to how much, what it brought, whether it rushes, where it comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.ui.requests import ActorRequest
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.limits import limits_page
from banyan.domains.finance.queries.lines import project_or_none
from banyan.domains.finance.queries.rushing import rush_page
from banyan.domains.finance.queries.sources import sources_page
from banyan.domains.finance.queries.unit_costs import brought_of
from banyan.domains.finance.views.execution_page import ExecutionPage
from banyan.foundation.periods import day_of

_LARGEST = Decimal("99999999.99")


@require_GET
@needs("finance.claim.view")
def limits(request: ActorRequest) -> HttpResponse:
    """Who may agree to how much and who signs a claim, for any amount on any day (R5.1.1)."""
    on = _day(request.GET.get("on", "")) or clock.today()
    amount = _amount(request.GET.get("amount", ""))
    context = {
        "page": limits_page(request.actor, on, amount),
        "on": on,
        "amount": request.GET.get("amount", ""),
        "is_bad": bool(request.GET.get("amount")) and amount is None,
        "crumbs": [(_("Who may agree to how much"), "")],
    }
    return render(request, "finance/limits.html", context, status=422 if context["is_bad"] else 200)


@require_GET
@needs("finance.accountingperiod.view")
def results_home(request: ActorRequest) -> HttpResponse:
    """What the money of the project with the newest budget brought."""
    project = project_or_none(request.actor)
    if project is None:
        title = _("Cost and result")
        return render(request, "finance/nothing.html", {"title": title, "crumbs": [(title, "")]})
    return redirect("finance.results.of", public_id=project.public_id)


@require_GET
@needs("finance.accountingperiod.view")
def results(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Cost for each hour, person and result beside how far the results are and what people said of them (P4.11)."""
    found = execution_of(_project(request, public_id), request.actor, clock.today())
    page = ExecutionPage(found)
    context = {
        "page": page,
        "found": brought_of(found, request.actor),
        "crumbs": _crumbs(page, _("Cost and result")),
    }
    return render(request, "finance/results.html", context)


@require_GET
@needs("finance.accountingperiod.view")
def rush(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Whether money is burned at the end: by month, by department, beside the plan and late instalments (P4.9)."""
    found = execution_of(_project(request, public_id), request.actor, clock.today())
    page = ExecutionPage(found)
    shown = rush_page(found, request.actor, posted=request.GET.get("by") == "posting")
    context = {"page": page, "found": shown, "crumbs": _crumbs(page, _("Rush of spending"))}
    return render(request, "finance/rush.html", context)


@require_GET
@needs("finance.accountingperiod.view")
def sources(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """How far the money comes from one place, and how that changed from edition to edition (P4.6)."""
    found = execution_of(_project(request, public_id), request.actor, clock.today())
    page = ExecutionPage(found)
    context = {
        "page": page,
        "found": sources_page(found, request.actor),
        "crumbs": _crumbs(page, _("Sources of money")),
    }
    return render(request, "finance/sources.html", context)


def _project(request: ActorRequest, public_id: UUID) -> Any:
    project = project_or_none(request.actor, public_id)
    if project is None:
        raise Http404
    return project


def _crumbs(page: ExecutionPage, title: str) -> list[tuple[str, str]]:
    return [(page.project.name, page_of(page.project)), (_("Budget execution"), page.address), (title, "")]


def _amount(text: str) -> Decimal | None:
    """Yuan as somebody typed them; nothing where they are no amount."""
    try:
        amount = Decimal(text.replace(",", "").strip() or "0")
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and Decimal(0) <= amount <= _LARGEST else None


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
