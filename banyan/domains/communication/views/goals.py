"""The yearly three questions on the centre's goals: asked, answered, shown when they are closed (P2.7)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.ui.refusals import refusal_of
from banyan.domains.communication.deeds import goals as deeds
from banyan.domains.communication.forms import GoalsForm, OpenGoalsForm
from banyan.domains.communication.models import GoalsSurvey
from banyan.domains.communication.queries import goals as asked
from banyan.domains.communication.rules.goals import QUESTIONS
from banyan.domains.communication.views.box import centre_of, centres_of
from banyan.foundation.refusal import Refused

VIEW = "communication.goalssurvey.view"


@needs(VIEW)
@require_GET
def goals(request: HttpRequest) -> HttpResponse:
    """The questions while they are open, and the means of the years that are closed."""
    return _page(request)


@needs("communication.goalssurvey.open")
@require_POST
def open_survey(request: HttpRequest) -> HttpResponse:
    """Ask the staff."""
    form = OpenGoalsForm(request.POST)
    if not form.is_valid():
        return _page(request, opening=form, status=422)
    survey = GoalsSurvey(unit=_centre(request, "communication.goalssurvey.open"), **form.cleaned_data)
    try:
        deeds.open_survey(survey, by=request.actor)
    except Refused as problem:
        return _page(request, opening=form, refusal=_refused(problem, form, _("Ask the staff")), status=409)
    messages.success(request, _("The staff is asked; it stands on everybody's desk."))
    return _to_the_page(request)


@needs("communication.goalssurvey.answer")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Give one's three scores."""
    form = GoalsForm(request.POST)
    if not form.is_valid():
        return _page(request, answering=form, status=422)
    try:
        deeds.answer(_running(request, "answer"), by=request.actor, scores=form.scores)
    except Refused as problem:
        refusal = _refused(problem, form, _("Answer the three questions"))
        return _page(request, answering=form, refusal=refusal, status=409)
    messages.success(request, _("Your answers were counted. What you answered is written nowhere."))
    return _to_the_page(request)


@needs("communication.goalssurvey.close")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the questions and show the result."""
    try:
        deeds.close(_running(request, "close"), by=request.actor)
    except Refused as problem:
        return _page(request, refusal=_refused(problem, None, _("Close and show the result")), status=409)
    return _to_the_page(request)


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    status, today = more.pop("status", 200), clock.today()
    context = {
        "page": asked.page(_centre(request), request.actor, today),
        "centres": centres_of(request, VIEW),
        "answering": GoalsForm(),
        "opening": OpenGoalsForm(initial={"opens_on": today}),
        "questions": QUESTIONS,
        "crumbs": [(_("The centre's goals"), "")],
    } | more
    return render(request, "communication/goals.html", context, status=status)


def _centre(request: HttpRequest, permission: str = VIEW) -> Any:
    """The station that was chosen: it stands in the address, and in every form of the page."""
    code = request.POST.get("unit", "") or request.GET.get("unit", "")
    return centre_of(request, permission, code)


def _to_the_page(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('communication.goals')}?{urlencode({'unit': _centre(request).code})}")


def _running(request: HttpRequest, verb: str) -> GoalsSurvey:
    """The open questions of one's centre."""
    found = GoalsSurvey.objects.visible_to(request.actor, verb).filter(
        unit=_centre(request), state=GoalsSurvey.State.OPEN
    )
    survey = found.order_by("-year").first()
    if survey is None:
        raise Http404
    return survey


def _refused(problem: Refused, form: Any, title: str) -> Any:
    labels = {name: str(field.label) for name, field in form.fields.items()} if form else {}
    return refusal_of(problem, title, labels)
