"""Budget execution: what was due, what was spent, what wants an explanation, and the lines behind every figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.domains.finance.queries.beside import banked_of, others_of, unpaid_of
from banyan.domains.finance.queries.department import money_of_department
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.lines import lines_of_item, project_or_none
from banyan.domains.finance.queries.rushing import late_instalments
from banyan.domains.finance.views.execution_page import ExecutionPage
from banyan.domains.projects import public as projects


@require_GET
@needs("finance.accountingperiod.view")
def home(request: HttpRequest) -> HttpResponse:
    """The execution of the project with the newest budget."""
    project = project_or_none(request.actor)
    if project is None:
        crumbs = [(_("Budget execution"), "")]
        return render(request, "finance/nothing.html", {"title": _("Budget execution"), "crumbs": crumbs})
    return redirect("finance.execution.of", public_id=project.public_id)


@require_GET
@needs("finance.accountingperiod.view")
def page(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The execution of one project."""
    project = _project(request, public_id)
    run = execution_of(project, request.actor, clock.today())
    unpaid = unpaid_of(project, request.actor)
    shown = ExecutionPage(run, request.GET.get("only") == "large", unpaid.by_item)
    context = {
        "page": shown,
        "unpaid": unpaid,
        "banked": banked_of(run, request.actor),
        "others": others_of(project, request.actor),
        "late": late_instalments(project, request.actor, clock.today()),
        "ruler": projects.ruler_on(project, request.actor, clock.today()),
        "crumbs": [(project.name, page_of(project)), (_("Budget execution"), "")],
    }
    return render(request, "finance/execution.html", context)


@require_GET
@needs("finance.accountingperiod.view")
def findings(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Everything that the books of a project say against the rules."""
    project = _project(request, public_id)
    shown = ExecutionPage(execution_of(project, request.actor, clock.today()))
    crumbs = [(project.name, page_of(project)), (_("Budget execution"), shown.address), (_("Findings"), "")]
    return render(request, "finance/findings.html", {"page": shown, "crumbs": crumbs})


@require_GET
@needs("finance.accountingperiod.view")
def lines(request: HttpRequest, public_id: Any, item: str) -> HttpResponse:
    """The lines of the books behind what was spent on one item."""
    project = _project(request, public_id)
    found = lines_of_item(project, item, request.actor, clock.today())
    shown = ExecutionPage(execution_of(project, request.actor, clock.today()))
    crumbs = [(project.name, page_of(project)), (_("Budget execution"), shown.address), (item, "")]
    return render(
        request, "finance/lines.html", {"found": found, "item": item, "page": shown, "crumbs": crumbs}
    )


@require_GET
@needs("finance.monthlyform.view")
def department(request: HttpRequest) -> HttpResponse:
    """What the own department may spend and has spent, for everybody who works in it (P4.10)."""
    money = money_of_department(request.actor, clock.today())
    crumbs = [(_("Money of my department"), "")]
    return render(
        request, "finance/department.html", {"money": money, "today": clock.today(), "crumbs": crumbs}
    )


def _project(request: HttpRequest, public_id: Any) -> Any:
    project = project_or_none(request.actor, public_id)
    if project is None:
        raise Http404
    return project
