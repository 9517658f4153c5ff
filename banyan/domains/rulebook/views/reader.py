"""Reading a version, signing it, asking about it, and seeing who has signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.identity import tree
from banyan.core.ui.refusals import refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.domains.rulebook.deeds.signing import sign as sign_deed
from banyan.domains.rulebook.models import Acknowledgement, Version
from banyan.domains.rulebook.queries import reading, signing
from banyan.domains.rulebook.views.reader_page import ReaderPage
from banyan.foundation.refusal import Refused


@needs("rulebook.version.view")
@require_GET
def standing(request: ActorRequest) -> HttpResponse:
    """The version in force, or the way to the first one."""
    version = reading.newest(request.actor, clock.today())
    if version is not None:
        return redirect("rulebook.read", public_id=version.public_id)
    context = {"may_bring": request.actor.may(Version.permission("import")), "crumbs": [(_("Rulebook"), "")]}
    return render(request, "rulebook/nothing.html", context)


@needs("rulebook.version.view")
@require_GET
def read(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The whole text with its tree, its clauses and its notes."""
    return _page(request, version_or_404(request, public_id))


@needs("rulebook.acknowledgement.sign")
@require_POST
def sign(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Sign for having read the version."""
    version = version_or_404(request, public_id)
    person = request.actor.person
    if person is None:
        raise Http404
    paper = Acknowledgement(edition=version, person=person, unit=tree.current().units[person.unit_id])
    try:
        sign_deed(paper, by=request.actor, has_read=request.POST.get("has_read") == "on")
    except Refused as refused:
        return _page(request, version, refused)
    messages.success(request, _("Signed: %(name)s.") % {"name": version})
    return redirect("rulebook.read", public_id=public_id)


@needs("rulebook.acknowledgement.view")
@require_GET
def standing_signatures(request: ActorRequest) -> HttpResponse:
    """Who has signed the version in force."""
    version = reading.newest(request.actor, clock.today())
    if version is None or version.adopted_on is None:
        return redirect("rulebook.standing")
    return redirect("rulebook.signed", public_id=version.public_id)


@needs("rulebook.acknowledgement.view")
@require_GET
def signatures(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Who has signed the version and who has not; those who are late stand first."""
    version = version_or_404(request, public_id)
    if version.adopted_on is None:
        raise Http404
    shown = signing.overview(version, request.actor, clock.today())
    context = {"version": version, "shown": shown, "crumbs": _crumbs(version, _("Who has signed"))}
    return render(request, "rulebook/signatures.html", context)


def version_or_404(request: ActorRequest, public_id: UUID, verb: str = "view") -> Version:
    """The version, if the actor reaches it with this right."""
    found = Version.objects.visible_to(request.actor, verb).filter(public_id=public_id)
    version = found.select_related("rulebook", "unit").first()
    if version is None:
        raise Http404
    return version


def _page(request: ActorRequest, version: Version, refused: Refused | None = None) -> HttpResponse:
    page = ReaderPage(version, request.actor, clock.today(), request.GET.get("script", ""))
    context: dict[str, Any] = {"page": page, "version": version, "crumbs": _crumbs(version)}
    context["refusal"] = refusal_of(refused, _("Signing this version")) if refused else None
    return render(request, "rulebook/read.html", context, status=409 if refused else 200)


def _crumbs(version: Version, last: str = "") -> list[tuple[Any, str]]:
    here = (str(version), "" if not last else _reader(version))
    return [here, (last, "")] if last else [here]


def _reader(version: Version) -> str:
    return reverse("rulebook.read", args=(version.public_id,))
