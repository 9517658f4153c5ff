"""One's own account: language, tokens for programs, deputies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import gate
from banyan.core.identity import deeds, queries
from banyan.core.identity.actor import Actor
from banyan.core.identity.forms import DelegationForm, LanguageForm, TokenForm
from banyan.core.identity.models import ApiToken, Delegation, Person
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused

UNPROCESSABLE = 422


@gate.signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to my sign-in, and where to change it."""
    user = request.actor.user  # type: ignore[attr-defined]
    found = {
        "title": _("My account"),
        "form": LanguageForm(initial={"language": user.language}),
        "has_second_factor": queries.second_factors(user).exists(),
    }
    return render(request, "identity/account.html", found)


@gate.signed_in
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of my pages."""
    form = LanguageForm(request.POST)
    by: Actor = request.actor  # type: ignore[attr-defined]
    if form.is_valid():
        deeds.choose_language(by.user, by=by, language=form.cleaned_data["language"])
    return redirect("identity.account")


@gate.signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens; a new one is shown once, on the page that answers."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    form = TokenForm(request.POST or None)
    secret = _made_token(form, by) if request.method == "POST" and form.is_valid() else ""
    found = {
        "form": TokenForm() if secret else form,
        "secret": secret,
        "tokens": queries.tokens_of(by.user),
        **_trail_of_pages(_("API tokens")),
    }
    return render(request, "identity/tokens.html", found, status=UNPROCESSABLE if form.errors else 200)


@gate.signed_in
@require_POST
def revoke_token(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one of my tokens at once."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    token = _mine(ApiToken.everything.filter(user=by.user), public_id)
    deeds.revoke_token(token, by=by)
    return redirect("identity.tokens")


@gate.signed_in
def deputies(request: HttpRequest) -> HttpResponse:
    """Who signs on my behalf, and naming somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    person = _person_of(by)
    form = DelegationForm(request.POST or None, colleagues=queries.colleagues_of(person))
    if request.method == "POST" and form.is_valid() and _delegated(form, person, by):
        messages.success(request, _("The deputy is named."))
        return redirect("identity.deputies")
    found = {"form": form, "delegations": queries.delegations_of(person), **_trail_of_pages(_("Deputies"))}
    return render(request, "identity/deputies.html", found, status=UNPROCESSABLE if form.errors else 200)


@gate.signed_in
@require_POST
def end_delegation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a deputy of mine sign no more."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    delegation = _mine(Delegation.everything.filter(giver=_person_of(by)), public_id)
    deeds.end_delegation(delegation, by=by)
    return redirect("identity.deputies")


def _made_token(form: TokenForm, by: Actor) -> str:
    secret = deeds.new_secret()
    try:
        deeds.make_token(ApiToken(user=by.user, **form.cleaned_data), by=by, secret=secret)
    except Refused as refused:
        _tell(form, refused)
        return ""
    return secret


def _delegated(form: DelegationForm, person: Person, by: Actor) -> bool:
    delegation = form.save(commit=False)
    delegation.giver, delegation.unit = person, person.unit
    try:
        deeds.delegate(delegation, by=by)
    except Refused as refused:
        _tell(form, refused)
        return False
    return True


def _tell(form: Any, refused: Refused) -> None:
    for name, problem in refused.problems.items():
        form.add_error(name if name in form.fields else None, say(problem))


def _mine(owned: Any, public_id: UUID) -> Any:
    found = owned.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _person_of(by: Actor) -> Person:
    if by.person is None:
        raise Http404
    return by.person


def _trail_of_pages(title: str) -> dict[str, Any]:
    return {"title": title, "crumbs": [(_("My account"), reverse("identity.account")), (title, "")]}
