"""The month's money: a department's form on one page, the merge with the departments side by side, the settlement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.ui.refusals import refusal_of
from banyan.domains.finance.deeds import monthly
from banyan.domains.finance.models import MonthlyBudget, MonthlyForm
from banyan.domains.finance.queries import month_board
from banyan.domains.finance.queries.lines import project_or_none
from banyan.domains.finance.queries.settling import rests_visible
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.monthly import Wish, first_of
from banyan.domains.finance.rules.written import amounts
from banyan.foundation.periods import add_months, day_of
from banyan.foundation.refusal import Refused

BLANK_LINES, MOST_LINES = 4, 60


@require_GET
@needs("finance.monthlyform.view")
def home(request: HttpRequest) -> HttpResponse:
    """The month that comes next, of the project with the newest budget."""
    project = project_or_none(request.actor)
    if project is None:
        crumbs = [(_("Monthly budgets"), "")]
        return render(request, "finance/nothing.html", {"title": _("Monthly budgets"), "crumbs": crumbs})
    return redirect("finance.months.of", public_id=project.public_id)


@needs("finance.monthlyform.view")
def board(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The departments side by side; whoever keeps the station's papers merges them here."""
    project = project_or_none(request.actor, public_id)
    if project is None:
        raise Http404
    month = _month(request.GET.get("month", "")) or add_months(first_of(clock.today()), 1)
    refused = None
    if request.method == "POST":
        try:
            return redirect(page_of(_begun(request, project, month)))
        except Refused as problem:
            wanted = _("Merge the forms") if "merge" in request.POST else _("Begin a form")
            refused = refusal_of(problem, wanted)
    context = {
        "board": month_board.board_of(project, month, request.actor, clock.today()),
        "refusal": refused,
        "before": add_months(month, -1),
        "after": add_months(month, 1),
        "may_merge": request.actor.can(MonthlyBudget.permission("merge"), project.unit),
        "own": request.actor.unit_ids(MonthlyForm.permission("begin")),
        "crumbs": [(project.name, page_of(project)), (_("Monthly budgets"), "")],
    }
    return render(request, "finance/month_board.html", context, status=409 if refused else 200)


def _begun(request: HttpRequest, project: Any, month: date) -> Any:
    if "merge" in request.POST:
        return monthly.merge(MonthlyBudget(unit=project.unit, project=project, month=month), by=request.actor)
    wanted = request.POST.get("department", "")
    unit = next((u for u in month_board.departments_of(project.unit) if str(u.public_id) == wanted), None)
    if unit is None:
        raise Http404
    return monthly.begin(MonthlyForm(unit=unit, project=project, month=month), by=request.actor)


@needs("finance.monthlyform.view")
def form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A department's form: written on one page while it is a draft, read as it stands afterwards."""
    kept = MonthlyForm.objects.visible_to(request.actor).select_related(
        "project__unit", "unit", "merged_into"
    )
    kept = kept.filter(public_id=public_id).first()
    if kept is None:
        raise Http404
    refused, wrong = None, {}
    if request.method == "POST":
        try:
            _do(request, kept)
            return redirect(page_of(kept))
        except Refused as problem:
            labels = {f"amount-{place}": f"{_('Line')} {place + 1}" for place in range(MOST_LINES)}
            refused, wrong = refusal_of(problem, _("Hand the form in"), labels), problem.problems
    context = _form_context(request, kept, request.POST if refused else None) | {"refusal": refused}
    _say_beside(context["lines"], wrong)
    return render(request, "finance/month_form.html", context, status=409 if refused else 200)


def _say_beside(lines: list[dict[str, Any]], wrong: Mapping[str, Any]) -> None:
    """Put what is wrong with a line beside its cell."""
    for key, said in wrong.items():
        name, _dash, place = key.rpartition("-")
        if name and int(place) < len(lines):
            lines[int(place)]["wrong"] = {name: said}


def _form_context(request: HttpRequest, kept: MonthlyForm, written: QueryDict | None) -> dict[str, Any]:
    open_states = (MonthlyForm.State.DRAFT, MonthlyForm.State.RETURNED)
    is_open = kept.state in open_states and request.actor.can(kept.permission("write"), kept)
    expenses = month_board.expenses_of(kept.project, request.actor)
    choices = month_board.for_department(expenses, kept.unit)
    sheet = month_board.board_of(kept.project, kept.month, request.actor, clock.today(), expenses)
    lines = month_board.lines_of_form(kept, request.actor)
    names = ("item", "amount", "activity", "needed_on", "reason")
    shown = _written(written) if written else [{n: getattr(line, n) for n in names} for line in lines]
    blank = [{}] * (BLANK_LINES if is_open else 0)
    board_url = f"{_board(kept)}?month={kept.month:%Y-%m}"
    return {
        "form": kept, "choices": choices, "lines": [*shown, *blank], "is_open": is_open, "board_url": board_url,
        "may_take_back": kept.state == MonthlyForm.State.SUBMITTED and request.actor.can(kept.permission("take_back"), kept),
        "names": {line.code: line.name for line in choices}, "sheet": sheet,
        "crumbs": [(kept.project.name, page_of(kept.project)), (_("Monthly budgets"), board_url), (str(kept), "")],
    }  # fmt: skip


def _board(kept: Any) -> str:
    from django.urls import reverse

    return reverse("finance.months.of", args=(kept.project.public_id,))


@transaction.atomic
def _do(request: HttpRequest, kept: MonthlyForm) -> None:
    given = request.POST
    if "take_back" in given:
        monthly.take_back(kept, by=request.actor)
        return
    rows = _written(given)
    yuan = amounts({f"amount-{place}": row["amount"] for place, row in enumerate(rows)})
    wishes = [
        Wish(row["item"], yuan[f"amount-{place}"] or ZERO, row["reason"], row["activity"], row["needed_on"])
        for place, row in enumerate(rows)
    ]
    version = int(given["version"]) if given.get("version", "").isdigit() else None
    monthly.write(kept, by=request.actor, version=version, wishes=wishes)
    if "submit" in given:
        monthly.submit(kept, by=request.actor)
        messages.success(request, _("The form was handed in for the merge."))


def _written(given: QueryDict) -> list[dict[str, Any]]:
    rows = []
    for place in range(MOST_LINES):
        item, amount = given.get(f"item-{place}", ""), given.get(f"amount-{place}", "").strip()
        if item or amount:
            rows.append(
                {
                    "item": item, "amount": amount, "activity": given.get(f"activity-{place}", "").strip(),
                    "needed_on": _day(given.get(f"needed-{place}", "")), "reason": given.get(f"reason-{place}", "").strip(),
                }
            )  # fmt: skip
    return rows


@needs("finance.monthlybudget.close")
def settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Used against released: what is left lapses, unless somebody says why it goes on."""
    budget = MonthlyBudget.objects.visible_to(request.actor, "close").select_related("project__unit", "unit")
    budget = budget.filter(public_id=public_id).first()
    if budget is None:
        raise Http404
    rests, refused = rests_visible(budget, request.actor), None
    if request.method == "POST":
        reasons = {rest.item: request.POST.get(f"reason-{rest.item}", "") for rest in rests}
        try:
            monthly.settle(budget, by=request.actor, reasons=reasons)
            return redirect(page_of(budget))
        except Refused as problem:
            refused = refusal_of(problem, _("Settle the month"))
    crumbs = [
        (_("Monthly budgets"), _board(budget)),
        (budget.number, page_of(budget)),
        (_("Settle the month"), ""),
    ]
    context = {"budget": budget, "rests": rests, "refusal": refused, "crumbs": crumbs}
    return render(request, "finance/month_settle.html", context, status=409 if refused else 200)


def _month(text: str) -> date | None:
    return _day(f"{text}-01")


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
