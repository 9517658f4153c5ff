"""Pages of a project's life: its team over time, its plan as a tree, its risks as a matrix, and their papers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.domains.projects.models import Decision, Member, RiskTable
from banyan.domains.projects.queries.chosen import default_project, project_or_404
from banyan.domains.projects.queries.decisions import sheet_of
from banyan.domains.projects.queries.people import team_page
from banyan.domains.projects.queries.planning import plan_page
from banyan.domains.projects.queries.risks import register_of
from banyan.domains.projects.queries.span import span_of
from banyan.domains.projects.views import life_papers


def _home(request: HttpRequest, page: str, title: str) -> HttpResponse:
    project = default_project(request.actor)
    if project is None:
        return render(request, "projects/nothing.html", {"title": title, "crumbs": [(title, "")]})
    return redirect(f"projects.{page}.of", public_id=project.public_id)


@require_GET
@needs("projects.member.view")
def team_home(request: HttpRequest) -> HttpResponse:
    """The team of the project the person works in."""
    return _home(request, "people", _("Team over time"))


@require_GET
@needs("projects.member.view")
def team(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Who answered for a project on which days, and who worked in it."""
    project = project_or_404(request.actor, public_id)
    today = clock.today()
    span = span_of(project, request.actor, today)
    shown = team_page(project, request.actor, span, today)
    gone = min(max((today - span.start).days, 0) * 1000 // span.days, 1000)
    more = {"project": project, "span": span, "gone": gone, "crumbs": _crumbs(project, _("Team over time"))}
    return render(request, "projects/life/team.html", shown | more)


@require_GET
@needs("projects.task.view")
def plan_home(request: HttpRequest) -> HttpResponse:
    """The plan of the project the person works in."""
    return _home(request, "plan", _("Plan"))


@require_GET
@needs("projects.task.view")
def plan(request: HttpRequest, public_id: Any) -> HttpResponse:
    """From research over goals to tasks, with their days, and what is still lacking."""
    project = project_or_404(request.actor, public_id)
    shown = plan_page(project, request.actor, clock.today())
    more = {"project": project, "crumbs": _crumbs(project, _("Plan"))}
    return render(request, "projects/life/plan.html", shown | more)


@require_GET
@needs("projects.risk.view")
def risks_home(request: HttpRequest) -> HttpResponse:
    """The risks of the project the person works in."""
    return _home(request, "risks", _("Risk register"))


@require_GET
@needs("projects.risk.view")
def risks(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The risks of a project: four categories, the matrix, ratings over time."""
    project = project_or_404(request.actor, public_id)
    shown = register_of(project, request.actor, clock.today())
    may_say = request.actor.can("projects.project.say_no_risk", project)
    more = {"project": project, "may_say": may_say, "crumbs": _crumbs(project, _("Risk register"))}
    return render(request, "projects/life/risks.html", shown | more)


@require_GET
@needs("projects.member.view")
def letter(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The assignment letter as an A4 sheet."""
    member = Member.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if member is None or member.assigned_on is None:
        raise Http404
    return life_papers.letter(member, request.actor, clock.now())


@require_GET
@needs("projects.risktable.view")
def risk_table(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The risk table as an A4 sheet."""
    table = RiskTable.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if table is None:
        raise Http404
    return life_papers.risk_table(table, request.actor, clock.now())


@require_GET
@needs("projects.decision.view")
def decision_sheet(request: HttpRequest, public_id: Any) -> HttpResponse:
    """A decision with its ways side by side, the people heard, and what is still lacking."""
    register = register_for(Decision)
    page = Detail(register, find(register, request.actor, public_id), request.actor)
    shown = sheet_of(page.record, request.actor, clock.today())
    context = {"page": page, "register": register, "crumbs": page.crumbs}
    return render(request, "projects/life/decision.html", context | shown)


@require_GET
@needs("projects.decision.view")
def decision(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The decision sheet as an A4 sheet."""
    found = Decision.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return life_papers.decision(found, request.actor, clock.now())


def _crumbs(project: Any, here: str) -> list[tuple[str, str]]:
    return [(project.name, page_of(project)), (here, "")]
