"""Whose money lies in bank and cash, the shares of a basis, the planned months of a budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.ui.refusals import refusal_of
from banyan.domains.finance.deeds import budgets
from banyan.domains.finance.deeds import funds as deeds
from banyan.domains.finance.models import AllocationBasis, AllocationShare, Budget
from banyan.domains.finance.queries.funds import funds_page
from banyan.domains.finance.queries.phases import phase_sheet
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused


@require_GET
@needs("finance.voucherline.view")
def page(request: HttpRequest) -> HttpResponse:
    """Every project's money on a day, and whether it comes to bank and cash."""
    today = clock.today()
    on = _day(request.GET.get("on", "")) or today
    period = Period(date(on.year, 1, 1), on)
    crumbs = [(_("Funds of the projects"), "")]
    context = {"page": funds_page(request.actor, period, min(on, today)), "on": on, "crumbs": crumbs}
    return render(request, "finance/funds.html", context)


@needs("finance.allocationbasis.weigh")
def shares(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The weight of each project in a basis."""
    basis = AllocationBasis.objects.visible_to(request.actor, "weigh").select_related("unit")
    basis = basis.filter(public_id=public_id).first()
    if basis is None:
        raise Http404
    known = {
        share.project_id: share.weight
        for share in AllocationShare.objects.visible_to(request.actor).filter(basis=basis)
    }
    every = list(projects.projects_of(request.actor))
    refused = None
    if request.method == "POST":
        weights = {
            each: _amount(request.POST.get(f"weight-{each.public_id}", "")) or Decimal(0) for each in every
        }
        try:
            deeds.weigh(basis, by=request.actor, weights=weights)
            return redirect(page_of(basis))
        except Refused as problem:
            refused = refusal_of(problem, _("Enter the shares"))
    rows = [(each, known.get(each.pk)) for each in every]
    crumbs = [(_("Shared costs"), page_of(basis)), (basis.number, "")]
    context = {"basis": basis, "rows": rows, "refusal": refused, "crumbs": crumbs}
    return render(request, "finance/shares.html", context, status=409 if refused else 200)


@needs("finance.budget.view")
def months(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The months of a budget: planned while it is a draft, read afterwards."""
    budget = Budget.objects.visible_to(request.actor).select_related("project__unit", "unit")
    budget = budget.filter(public_id=public_id).first()
    if budget is None:
        raise Http404
    heads, rows = phase_sheet(budget, request.actor, clock.today())
    refused = None
    if request.method == "POST":
        try:
            budgets.phase(budget, by=request.actor, months=_phases(request, heads, rows))
            return redirect(page_of(budget))
        except Refused as problem:
            refused = refusal_of(problem, _("Plan the months"))
    is_open = budget.state == Budget.State.DRAFT and request.actor.can(Budget.permission("phase"), budget)
    crumbs = [(budget.project.name, page_of(budget)), (_("Months of the budget"), "")]
    context = {
        "budget": budget, "heads": heads, "rows": rows, "is_open": is_open, "refusal": refused, "crumbs": crumbs,
        "written": request.POST if refused else None,
    }  # fmt: skip
    return render(request, "finance/phases.html", context, status=409 if refused else 200)


def _phases(request: HttpRequest, heads: list[date], rows: list[Any]) -> dict[str, dict[date, Decimal]]:
    found: dict[str, dict[date, Decimal]] = {}
    for row in rows:
        named = f"{row.line.code}-{{:%Y-%m}}"
        found[row.line.code] = {
            month: amount
            for month in heads
            if (amount := _amount(request.POST.get(named.format(month), ""))) is not None
        }
    return found


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").strip()).quantize(Decimal("0.01")) if text.strip() else None
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
