"""The page of a group, its session table, what it counts for, its tests and its evaluation."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.domains.services.deeds import group_members, groups
from banyan.domains.services.group_forms import EvaluationForm, ScoresForm, rows_of, session_table
from banyan.domains.services.models import Group, GroupTest
from banyan.domains.services.queries import group_screens as screens
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.views.activity import shares_given
from banyan.foundation.refusal import Refused, noop, sentence

HIGHEST_SCORE = 10_000


@needs("services.group.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A group: its phase, the matrix of sessions and members, its papers and who signed."""
    group = _find(request, public_id)
    page = Detail(register_for(Group), group, request.actor)
    context = {"page": page, "register": page.register, "group": group, "crumbs": page.crumbs}
    shown = screens.group_page(group, request.actor, clock.today())
    return render(request, "services/group.html", context | shown)


@needs("services.group.plan_sessions")
def table(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the session table, all lines on one page."""
    group = _find(request, public_id, "plan_sessions")
    kept = asking.table_of(group, groups.IN_THE_TABLE)
    form = session_table(request.POST if request.method == "POST" else None, kept)
    refused, status = None, 200
    if request.method == "POST":
        valid = form.is_valid()
        status = 200 if valid else 422
        refused = _tried(lambda: groups.plan_sessions(group, by=request.actor, rows=rows_of(form)), _("Keep the table"))\
            if valid else None  # fmt: skip
        if valid and refused is None:
            return redirect(page_of(group))
    context = {"group": group, "table": form, "refusal": refused, **_crumbs(group, _("Session table"))}
    return render(request, "services/group_table.html", context, status=409 if refused else status)


@needs("services.group.share_out")
def shares(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say for which indicators a group counts, and with which share."""
    group = _find(request, public_id, "share_out")
    refused = None
    if request.method == "POST":
        refused = _tried(
            lambda: groups.share_out(group, by=request.actor, shares=shares_given(request.POST)),
            _("Keep the shares"),
        )
        if refused is None:
            return redirect(page_of(group))
    rows = screens.share_rows(group, request.POST, clock.today())
    context = {"group": group, "refusal": refused, "rows": rows, **_crumbs(group, _("Counts for"))}
    return render(request, "services/group_shares.html", context, status=409 if refused else 200)


@needs("services.group.note_tests")
def tests(request: HttpRequest, public_id: UUID, moment: str) -> HttpResponse:
    """Enter the scores of a test for all members on one page."""
    if moment not in GroupTest.Moment.values:
        raise Http404
    group = _find(request, public_id, "note_tests")
    form = ScoresForm(request.POST or None, initial={"taken_on": clock.today()})
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _tried(lambda: _note_tests(request, group, moment, form), _("Keep the scores"))
        if refused is None:
            return redirect(page_of(group))
    context = {
        "group": group, "form": form, "refusal": refused, "moment": GroupTest.Moment(moment),
        "rows": screens.scores(group, request.actor, moment, request.POST),
        **_crumbs(group, _("Tests before and after")),
    }  # fmt: skip
    return render(request, "services/group_tests.html", context, status=_status(form, refused))


@needs("services.group.submit_evaluation")
def evaluation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the evaluation beside what the records say already."""
    group = _find(request, public_id, "submit_evaluation")
    form = EvaluationForm(request.POST or None, initial=screens.evaluation_begun(group))
    refused = None
    if request.method == "POST" and form.is_valid():
        labels = {name: str(field.label) for name, field in form.fields.items()}
        refused = _tried(
            lambda: groups.submit_evaluation(group, by=request.actor, **form.cleaned_data),
            _("Submit evaluation"), labels,
        )  # fmt: skip
        if refused is None:
            messages.success(
                request, _("The evaluation of %(number)s was handed in.") % {"number": group.label()}
            )
            return redirect(page_of(group))
    shown = screens.measured(group, request.actor) | screens.group_page(group, request.actor, clock.today())
    context = {"form": form, "refusal": refused, **shown, **_crumbs(group, _("Evaluation"))}
    return render(request, "services/group_evaluation.html", context, status=_status(form, refused))


def _note_tests(request: HttpRequest, group: Any, moment: str, form: ScoresForm) -> None:
    members = [row["member"] for row in screens.scores(group, request.actor, moment, {})]
    given = {each.public_id: request.POST.get(f"score-{each.public_id}", "").strip() for each in members}
    scores = {key: _score(key, text) for key, text in given.items() if text}
    group_members.note_tests(
        group, by=request.actor, moment=moment, taken_on=form.cleaned_data["taken_on"], scores=scores
    )


def _score(key: UUID, text: str) -> Decimal:
    try:
        score = Decimal(text)
    except InvalidOperation:
        score = Decimal("NaN")
    if not score.is_finite() or abs(score) >= HIGHEST_SCORE:
        raise Refused({str(key): sentence(noop("A score is a number; “%(given)s” is none."), given=text)})
    return score


def _tried(act: Callable[[], Any], wanted: str, labels: dict[str, str] | None = None) -> Refusal | None:
    """Do it; what a rule says against it comes back to be shown."""
    try:
        act()
    except Refused as problem:
        return refusal_of(problem, wanted, labels or {})
    return None


def _status(form: Any, refused: Refusal | None) -> int:
    if refused:
        return 409
    return 422 if form.errors else 200


def _find(request: HttpRequest, public_id: UUID, verb: str = "view") -> Any:
    return find(register_for(Group), request.actor, public_id, verb)


def _crumbs(group: Group, here: str) -> dict[str, Any]:
    page = Detail(register_for(Group), group, None)
    return {"crumbs": [page.crumbs[0], (group.label(), page_of(group)), (here, "")]}
