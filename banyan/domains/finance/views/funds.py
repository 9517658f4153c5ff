"""Whose money lies in bank and cash, the shares of a basis, the planned months of a budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.written import amounts
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period, day_of
from banyan.foundation.refusal import Refused


@require_GET
@needs("finance.accountingperiod.view")
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
    every, refused, typed = list(projects.projects_of(request.actor)), None, {}
    if request.method == "POST":
        typed = {
            f"weight-{each.public_id}": request.POST.get(f"weight-{each.public_id}", "") for each in every
        }
        try:
            read = amounts(typed)
            weights = {each: read[f"weight-{each.public_id}"] or ZERO for each in every}
            deeds.weigh(basis, by=request.actor, version=_version(request), weights=weights)
            return redirect(page_of(basis))
        except Refused as problem:
            refused = refusal_of(
                problem, _("Enter the shares"), {f"weight-{p.public_id}": p.name for p in every}
            )
    crumbs = [(_("Shared costs"), page_of(basis)), (basis.number, "")]
    context = {
        "basis": basis,
        "rows": _weights(basis, every, typed, request),
        "refusal": refused,
        "crumbs": crumbs,
    }
    return render(request, "finance/shares.html", context, status=409 if refused else 200)


def _weights(
    basis: AllocationBasis, every: list[Any], typed: dict[str, str], request: HttpRequest
) -> list[Any]:
    """Each project with its weight, as it was typed where the sheet came back."""
    shares = AllocationShare.objects.visible_to(request.actor).filter(basis=basis)
    known = dict(shares.values_list("project_id", "weight"))
    return [(each, typed.get(f"weight-{each.public_id}", known.get(each.pk))) for each in every]


@needs("finance.budget.view")
def months(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The months of a budget: planned while it is a draft, read afterwards."""
    budget = Budget.objects.visible_to(request.actor).select_related("project__unit", "unit")
    budget = budget.filter(public_id=public_id).first()
    if budget is None:
        raise Http404
    heads, rows = phase_sheet(budget, request.actor, clock.today())
    refused, typed = None, {}
    if request.method == "POST":
        typed = {cell.name: request.POST.get(cell.name, "") for row in rows for cell in row.cells}
        try:
            months = _phases(rows, amounts(typed))
            budgets.phase(budget, by=request.actor, version=_version(request), months=months)
            return redirect(page_of(budget))
        except Refused as problem:
            labels = {cell.name: f"{row.line.code} {cell.month:%Y-%m}" for row in rows for cell in row.cells}
            refused = refusal_of(problem, _("Plan the months"), labels)
    is_open = budget.state == Budget.State.DRAFT and request.actor.can(Budget.permission("phase"), budget)
    crumbs = [(budget.project.name, page_of(budget)), (_("Months of the budget"), "")]
    context = {
        "budget": budget, "heads": heads, "rows": [(row, row.shown(typed)) for row in rows], "is_open": is_open,
        "refusal": refused, "crumbs": crumbs,
    }  # fmt: skip
    return render(request, "finance/phases.html", context, status=409 if refused else 200)


def _phases(rows: list[Any], read: dict[str, Decimal | None]) -> dict[str, dict[date, Decimal]]:
    return {
        row.line.code: {cell.month: yuan for cell in row.cells if (yuan := read[cell.name]) is not None}
        for row in rows
    }


def _version(request: HttpRequest) -> int | None:
    """The version that somebody had before them; what was changed meanwhile is not written over."""
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else None


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
