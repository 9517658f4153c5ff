"""The forms of a file: written, kept as draft, filed or submitted, read, corrected."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock, door
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail
from banyan.domains.services.case_forms import PaperForm
from banyan.domains.services.deeds.cases import papers
from banyan.domains.services.models import Case, CaseDocument
from banyan.domains.services.queries.cases.opinions import may_have_asked, worked_on
from banyan.domains.services.queries.cases.page import WAITS, answers_of, in_the_way
from banyan.domains.services.queries.cases.prefilled import begun_with, prefilled
from banyan.domains.services.queries.cases.reading import (
    newest_paper,
    open_goals,
    people_within,
    read_case,
    read_part,
)
from banyan.domains.services.rules.cases.papers import SIGNED, Paper, check_asks_for_others
from banyan.domains.services.views.cases.parts import ask, crumbs, not_yet, settled
from banyan.foundation.refusal import Refused

_PAGE = "services/cases/paper_form.html"


@needs("services.casedocument.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A form as it was written, in three voices, with who signed it."""
    by = request.actor  # type: ignore[attr-defined]
    paper = read_part(CaseDocument, public_id, by, clock.now())
    page = Detail(register_for(CaseDocument), paper, by)  # type: ignore[arg-type]
    context = {
        "page": page, "register": page.register, "paper": paper, "case": paper.case, "answers": answers_of(paper),
        "crumbs": crumbs(paper.case, paper.get_kind_display()),
        "may_write": by.can("services.casedocument.edit", paper), "is_signed": paper.kind in SIGNED,
    }  # fmt: skip
    return render(request, "services/cases/paper.html", context)


@needs("services.casedocument.add")
def write(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Write a form of the file."""
    if kind not in set(Paper):
        raise Http404
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    case = read_case(public_id, by, now)
    if request.method == "GET" and (found := _in_the_way(case, kind, by)):
        return not_yet(request, case, CaseDocument.Kind(kind).label, *found)
    form = _form(request, case, kind, initial={"happened_on": now.date(), **prefilled(case, kind)})

    def do(filled: PaperForm) -> str:
        data = filled.cleaned_data
        paper = CaseDocument(
            case=case, kind=kind, happened_on=data["happened_on"], successor=data.get("successor")
        )
        if "draft" in request.POST:
            papers.begin(paper, by=by, answers=filled.answers())
            return _said("draft")
        return _said(papers.write(paper, by=by, answers=filled.answers()).state)

    label = CaseDocument.Kind(kind).label
    needs_goal = kind == Paper.PLAN and not open_goals(case)
    return ask(
        request, case, form, do, deed=label, template=_PAGE, is_signed=kind in SIGNED, kind=kind, needs_goal=needs_goal,
        urgent=kind == Paper.REPORT,
        needs_client=kind == Paper.INTAKE and case.client_id is None,
        called=_("Handing in: %(form)s") % {"form": label},
    )  # fmt: skip


def _in_the_way(case: Case, kind: str, by: Any) -> tuple[Refused, str, str] | None:
    with door.opened("case form"):
        found = in_the_way(case, kind)
    if found is None and kind == Paper.OPINION:
        return _own_work(case, by)
    return found


def _own_work(case: Case, by: Any) -> tuple[Refused, str, str] | None:
    """Whoever served the client is told before anything is written that somebody else asks."""
    try:
        check_asks_for_others(worked_on(case, by))
    except Refused as refused:
        return refused, "", page_of(case)
    return None


@needs("services.casedocument.edit")
def rewrite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on with a draft, or correct what was filed by a further version with its reason."""
    by = request.actor  # type: ignore[attr-defined]
    opened = read_part(CaseDocument, public_id, by, clock.now())
    paper = newest_paper(opened)
    if request.method == "GET" and paper.state == CaseDocument.State.WAITING:
        return not_yet(request, paper.case, str(paper), Refused({"": WAITS}), paper.label(), page_of(paper))
    is_draft = paper.state == CaseDocument.State.DRAFT
    begun = {"happened_on": paper.happened_on, "successor": paper.successor, **begun_with(paper)}
    form = _form(request, paper.case, paper.kind, correcting=not is_draft, initial=begun)
    called = paper.get_kind_display()
    return ask(
        request, paper.case, form, partial(_rewritten, request, paper), template=_PAGE, is_signed=paper.kind in SIGNED,
        deed=called if is_draft else _("Correct: %(form)s") % {"form": called}, kind=paper.kind, paper=paper,
        is_correction=not is_draft, called=_("Handing in: %(form)s") % {"form": called}, standing=paper, opened=opened,
        urgent=paper.kind == Paper.REPORT,
    )  # fmt: skip


def _rewritten(request: HttpRequest, paper: CaseDocument, filled: PaperForm) -> str:
    by, data = request.actor, filled.cleaned_data  # type: ignore[attr-defined]
    answers, day, version = filled.answers(), data["happened_on"], paper.version
    if paper.state != CaseDocument.State.DRAFT:
        return _said(
            papers.correct(paper, by=by, reason=data["reason"], answers=answers, happened_on=day).state
        )
    kept = papers.edit(
        paper, by=by, version=version, answers=answers, happened_on=day, successor=data.get("successor")
    )
    return _said("draft" if "draft" in request.POST else papers.finish(kept, by=by).state)


def _form(request: Any, case: Case, kind: str, **more: Any) -> PaperForm:
    people = people_within(request.actor) if kind in (Paper.TRANSFER, Paper.REVIEW) else None
    people = may_have_asked(case, people) if kind == Paper.REVIEW else people
    made = partial(PaperForm, kind, people=people, **more)
    form = made(settled(request, made()))
    return form.as_draft() if "draft" in request.POST else form


def _said(state: str) -> str:
    words = {
        "draft": _("Kept as a draft."),
        "waiting": _("Submitted; it waits for signatures."),
        "filed": _("It lies in the file."),
    }
    return words.get(state, words["filed"])
