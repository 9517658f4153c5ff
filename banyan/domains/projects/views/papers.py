"""The page of a weekly or monthly paper, the sheet on which it is written, and the board of a project's papers."""

from __future__ import annotations

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
from banyan.core.registers import drafts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.projects.deeds import papers
from banyan.domains.projects.models import Paper, PlanItem, Project
from banyan.domains.projects.queries.chosen import default_project
from banyan.domains.projects.queries.meetings import departments_of
from banyan.domains.projects.queries.paper_page import board_of, paper_page
from banyan.domains.projects.queries.papers import Line, last_plan
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused

BLANK_LINES = 3
MOST_LINES = 60


@needs("projects.paper.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A paper: the last plan ticked off at the left, summary and next plan at the right, who read it."""
    paper = find(register_for(Paper), request.actor, public_id)
    page = Detail(register_for(Paper), paper, request.actor)
    context = {"page": page, "register": page.register, "paper": paper, "crumbs": page.crumbs}
    return render(request, "projects/paper.html", context | paper_page(paper))


@needs("projects.paper.edit")
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet on which a paper is written; it is kept while it is written."""
    register = register_for(Paper)
    paper = find(register, request.actor, public_id, "edit")
    refused, written = None, _draft(request, paper)
    if request.method == "POST":
        try:
            _keep(request, paper)
            drafts.drop(request.actor, register, paper)
            return redirect(page_of(paper))
        except Refused as problem:
            refused, written = refusal_of(problem, _("Hand in")), request.POST
    context = {
        "paper": paper, "refusal": refused, "autosave_url": address(register, "autosave", paper),
        "crumbs": [(_("Weekly and monthly papers"), address(register, "list")), (paper.number or str(paper), page_of(paper)),
                   (_("Write the paper"), "")],
    }  # fmt: skip
    shown = _filled(paper_page(paper), paper, written)
    return render(request, "projects/paper_write.html", context | shown, status=409 if refused else 200)


@needs("projects.paper.view")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Who handed in and who did not, department by department."""
    projects = Project.objects.visible_to(request.actor).select_related("unit").order_by("number")
    wanted = request.GET.get("project", "")
    project = next((each for each in projects if str(each.public_id) == wanted), None) or default_project(
        request.actor
    )
    crumbs = [
        (_("Weekly and monthly papers"), address(register_for(Paper), "list")),
        (_("Board of papers"), ""),
    ]
    if project is None:
        return render(request, "projects/nothing.html", {"title": _("Board of papers"), "crumbs": crumbs})
    kind = request.GET.get("kind", "")
    kind = kind if kind in Paper.Kind.values else Paper.Kind.WEEKLY
    shown = board_of(project, kind, clock.today(), request.actor)
    context = {"board": shown, "projects": list(projects), "kinds": Paper.Kind.choices, "crumbs": crumbs}
    return render(request, "projects/papers_board.html", context)


@needs("projects.paper.begin")
def missing(request: HttpRequest) -> HttpResponse:
    """A week or month without a paper: write it now, or say why there is none."""
    asked = request.POST or request.GET
    if not asked.get("project"):
        return redirect("projects.papers.board")
    paper = _asked_for(request, asked)
    refused = None
    if request.method == "POST":
        try:
            if "explain" in asked:
                paper.explanation = asked.get("explanation", "")
                papers.explain(paper, by=request.actor)
                return redirect(page_of(paper))
            papers.begin(paper, by=request.actor)
            return redirect("projects.paper.edit", public_id=paper.public_id)
        except Refused as problem:
            wanted = _("Explain a missing paper") if "explain" in asked else _("Begin a paper")
            refused = refusal_of(problem, wanted)
    crumbs = [
        (_("Weekly and monthly papers"), address(register_for(Paper), "list")),
        (_("Missing paper"), ""),
    ]
    context = {"paper": paper, "refusal": refused, "asked": asked, "crumbs": crumbs}
    return render(request, "projects/paper_missing.html", context, status=409 if refused else 200)


def _asked_for(request: HttpRequest, asked: QueryDict) -> Paper:
    """The paper that the address speaks of, not kept yet."""
    project = _named(
        Project.objects.visible_to(request.actor).select_related("unit"), asked.get("project", "")
    )
    start, kind = _day(asked.get("starts_on", "")), asked.get("kind", Paper.Kind.WEEKLY)
    unit = next(
        (
            each
            for each in departments_of(project.unit, start or clock.today())
            if str(each.public_id) == asked.get("unit")
        ),
        None,
    )
    if start is None or unit is None or kind not in Paper.Kind.values:
        raise Http404
    paper = Paper(project=project, unit=unit, kind=kind, starts_on=start)
    papers.place(paper)
    return paper


def _named(found: Any, text: str) -> Any:
    try:
        record = found.filter(public_id=UUID(text)).first()
    except ValueError as error:
        raise Http404 from error
    if record is None:
        raise Http404
    return record


def _draft(request: HttpRequest, paper: Paper) -> QueryDict:
    kept = drafts.open_draft(request.actor, register_for(Paper), paper)
    return drafts.written(kept) if kept else QueryDict()


@transaction.atomic
def _keep(request: HttpRequest, paper: Paper) -> None:
    """What stands on the sheet, through the deeds: kept, and handed in when that was pressed."""
    given, by = request.POST, request.actor
    papers.keep(
        paper, by=by, version=_number(given.get("version", "")), summary=given.get("summary", ""),
        problems=given.get("problems", ""), outcomes=_outcomes(given, paper), lines=_lines(given),
    )  # fmt: skip
    if "submit" in given:
        papers.submit(paper, by=by)
        messages.success(request, _("The paper was handed in; the superior reads and signs it."))
    else:
        messages.success(request, _("The draft was kept."))


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _outcomes(given: QueryDict, paper: Paper) -> dict[int, tuple[str, str]]:
    states = set(PlanItem.State.values)
    return {
        line.pk: (given[f"state-{line.pk}"], given.get(f"outcome-{line.pk}", ""))
        for line in last_plan(paper)
        if given.get(f"state-{line.pk}") in states
    }


def _lines(given: QueryDict) -> list[Line]:
    found = []
    for position in range(MOST_LINES):
        what = given.get(f"what-{position}", "").strip()
        if what:
            found.append(
                Line(
                    what[:200],
                    _day(given.get(f"due-{position}", "")),
                    given.get(f"source-{position}", "")[:60],
                )
            )
    return found


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None


def _filled(shown: dict[str, Any], paper: Paper, written: QueryDict) -> dict[str, Any]:
    """The sheet with what was written and not kept yet, else with what the record holds."""
    said = bool(written)
    last = [
        {
            "line": line,
            "state": written.get(f"state-{line.pk}", line.state) if said else line.state,
            "outcome": written.get(f"outcome-{line.pk}", line.outcome) if said else line.outcome,
        }
        for line in shown["last"]
    ]
    kept = [
        {"what": line.what, "due": line.due_on, "source": line.source}
        for line in shown["lines"]
        if not line.carried_from_id
    ]
    plan = _plan_written(written) if said else kept
    blank = [{"what": "", "due": None, "source": ""} for _ in range(BLANK_LINES)]
    return shown | {
        "last": last,
        "plan": list(enumerate([*plan, *blank][:MOST_LINES])),
        "summary": written.get("summary", paper.summary) if said else paper.summary,
        "problems": written.get("problems", paper.problems) if said else paper.problems,
        "states": [choice for choice in PlanItem.State.choices if choice[0] != PlanItem.State.OPEN],
    }


def _plan_written(written: QueryDict) -> list[dict[str, Any]]:
    return [{"what": line.what, "due": line.due_on, "source": line.source} for line in _lines(written)]
