"""The suggestion box: the clock and the answer side by side, putting in, voting, and who takes part."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.identity import tree
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.communication.deeds import suggestions as deeds
from banyan.domains.communication.forms import SuggestionForm, VoteForm
from banyan.domains.communication.models import Ballot, Suggestion
from banyan.domains.communication.queries import boxes
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused

VIEW = "communication.suggestion.view"
YEARS_BACK = 3


@needs(VIEW)
@require_GET
def box(request: HttpRequest) -> HttpResponse:
    """All suggestions with their clocks and answers."""
    today = clock.today()
    state, about = request.GET.get("state", "open"), request.GET.get("about", "")
    context = {
        "letters": boxes.letters(request.actor, today, state, about),
        "counts": boxes.counts(request.actor),
        "standing": boxes.standing(request.actor, _year(today.year, today), today),
        "state": state,
        "may_put_in": request.actor.may("communication.suggestion.add"),
        "year": today.year,
        "crumbs": [(_("Suggestion box"), "")],
    }
    return render(request, "communication/box.html", context)


@needs("communication.suggestion.add")
def new(request: HttpRequest) -> HttpResponse:
    """Put in a suggestion, with or without one's name. It is not kept as a draft."""
    form = SuggestionForm(request.POST or None, by=request.actor)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            if form.anonymous:
                deeds.put_in_without_a_name(form.made(), clock.now())
            else:
                deeds.put_in_by_name(form.made(), request.actor, clock.now())
            messages.success(request, _("The suggestion lies in the box."))
            return redirect("communication.box")
        except Refused as problem:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            refused = refusal_of(problem, _("Put in a suggestion"), labels)
    crumbs = [(_("Suggestion box"), _home()), (_("Put in a suggestion"), "")]
    status = 409 if refused else 422 if form.errors else 200
    context = {"form": form, "refusal": refused, "crumbs": crumbs}
    return render(request, "communication/put_in.html", context, status=status)


@needs(VIEW)
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One suggestion: the words, the clock, the answer beside it, who supports it, the vote."""
    return _page(request, _find(request, public_id))


@needs("communication.ballot.vote")
@require_POST
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cast one's vote."""
    suggestion = _find(request, public_id)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, suggestion, status=422)
    try:
        deeds.vote(_ballot(request, suggestion), by=request.actor, choice=form.cleaned_data["choice"])
    except Refused as problem:
        return _page(request, suggestion, refusal_of(problem, _("Vote")), 409)
    messages.success(request, _("Your vote was counted. How you voted is written nowhere."))
    return redirect(page_of(suggestion))


@needs("communication.ballot.count")
@require_POST
def count(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Count the votes when the last day is over."""
    suggestion = _find(request, public_id)
    try:
        deeds.count(_ballot(request, suggestion), by=request.actor)
    except Refused as problem:
        return _page(request, suggestion, refusal_of(problem, _("Count the votes")), 409)
    return redirect(page_of(suggestion))


@needs(VIEW)
@require_GET
def participation(request: HttpRequest) -> HttpResponse:
    """How many of the staff speak up: own department and whole centre apart (P2.6)."""
    today = clock.today()
    year = _asked_year(request, today)
    unit = centre_of(request, VIEW, request.GET.get("unit", ""))
    period = _year(year, today)
    context = {
        "unit": unit,
        "centres": centres_of(request, VIEW),
        "year": year,
        "years": range(today.year, today.year - YEARS_BACK, -1),
        "shown": boxes.participation(unit, request.actor, period),
        "standing": boxes.standing(request.actor, period, today, unit),
        "crumbs": [(_("Suggestion box"), _home()), (_("Who takes part"), "")],
    }
    return render(request, "communication/participation.html", context)


def _page(request: HttpRequest, suggestion: Any, refused: Any = None, status: int = 200) -> HttpResponse:
    page = Detail(register_for(Suggestion), suggestion, request.actor)
    context = {
        "page": page,
        "register": page.register,
        "suggestion": suggestion,
        "crumbs": [(_("Suggestion box"), _home()), (suggestion.label(), "")],
        "letter": boxes.letter_page(suggestion, request.actor, clock.today()),
        "choices": Ballot.Choice.choices,
        "refusal": refused,
    }
    return render(request, "communication/suggestion.html", context, status=status)


def _find(request: HttpRequest, public_id: UUID) -> Any:
    return find(register_for(Suggestion), request.actor, public_id)


def _ballot(request: HttpRequest, suggestion: Suggestion) -> Ballot:
    found = Ballot.objects.visible_to(request.actor, "vote").filter(suggestion=suggestion).first()
    if found is None:
        raise Http404
    return found


def _home() -> str:
    return reverse("communication.box")


def _asked_year(request: HttpRequest, today: date) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= today.year else today.year


def _year(year: int, today: date) -> Period:
    return Period(date(year, 1, 1), min(date(year, 12, 31), today))


def centre_of(request: HttpRequest, permission: str, code: str = "") -> Any:
    """The centre whose staff is meant: the one asked for, else the actor's own, else the first within reach.

    Before there is a centre, the agency. A centre beyond reach does not exist (404).
    """
    found = centres_of(request, permission)
    own = request.actor.person.unit.centre if request.actor.person else None
    if code:
        found = [unit for unit in found if unit.code == code]
    elif own is not None and own.kind == "station" and own in found:
        return own
    if not found:
        raise Http404
    return found[0]


def centres_of(request: HttpRequest, permission: str) -> list[Any]:
    """The stations within reach, as the tree has them; before there is one, whatever is within reach."""
    reached = request.actor.unit_ids(permission)
    within = [unit for pk, unit in tree.current().units.items() if pk in reached]
    return [unit for unit in within if unit.kind == "station"] or within
