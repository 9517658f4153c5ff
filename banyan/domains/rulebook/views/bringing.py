"""Bringing a text: it is read and shown with its defects before anything is written; or the model text is adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.ui.refusals import refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.domains.rulebook.deeds.books import adopt_default, bring
from banyan.domains.rulebook.models import Rulebook, Version
from banyan.domains.rulebook.rules import default_text
from banyan.domains.rulebook.rules.reading import Headline, Source, plant, read
from banyan.domains.rulebook.rules.reading.source import LARGEST_FILE
from banyan.domains.rulebook.views.bringing_page import Preview
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused, noop

_SALT = "rulebook.bring.outline"
_KEPT_SECONDS = 4 * 3600


@needs("rulebook.version.import")
def bring_page(request: ActorRequest) -> HttpResponse:
    """Choose a file; see the tree with its defects; only then write it."""
    if request.method != "POST":
        return _page(request)
    try:
        if request.POST.get("kept"):
            return _written(request)
        source = _brought(request)
        return _page(
            request, preview=Preview(source, plant(source.text, source.headlines)), kept=_sealed(source)
        )
    except Refused as refused:
        return _page(request, refused=refused)


@needs("rulebook.rulebook.add")
def default(request: ActorRequest) -> HttpResponse:
    """Adopt the model text in one go: resolution, day of it, first day in force."""
    if request.method != "POST":
        return _default_page(request)
    try:
        version = adopt_default(
            _unit(request, Rulebook.permission("add")),
            request.POST.get("resolution", ""),
            _day(request, "adopted_on"),
            _day(request, "in_force_on"),
            by=request.actor,
            now=clock.now(),
        )
    except Refused as refused:
        return _default_page(request, refused)
    messages.success(request, _("Adopted: %(name)s.") % {"name": version})
    return redirect("rulebook.read", public_id=version.public_id)


def _brought(request: ActorRequest) -> Source:
    file = request.FILES.get("file")
    if file is None:
        raise Refused({"file": noop("Choose a file first.")})
    return read(file.read(LARGEST_FILE + 1), file.name or "")


def _sealed(source: Source) -> str:
    """The text travels through the page sealed, so that nothing has to be written before somebody says so."""
    kept = [source.text, source.encoding, source.name, source.generated, source.left_out, source.headlines]
    return signing.dumps(kept, salt=_SALT, compress=True)


def _opened(text: str) -> Source:
    try:
        words, encoding, name, generated, beside, lines = signing.loads(
            text, salt=_SALT, max_age=_KEPT_SECONDS
        )
    except signing.BadSignature as error:
        raise Refused({"file": noop("This page stood open too long; choose the file again.")}) from error
    headlines = tuple(Headline(*line) for line in lines)
    return Source(words, encoding, name, tuple(map(tuple, generated)), tuple(beside), headlines)


def _written(request: ActorRequest) -> HttpResponse:
    source = _opened(request.POST["kept"])
    unit = _unit(request, Version.permission("import"))
    name = request.POST.get("name", "").strip()[:60]
    version = bring(unit, source, plant(source.text, source.headlines), name, request.actor, clock.now())
    messages.success(
        request, _("Kept as a draft: %(number)s. Now say what its items mean.") % {"number": version.number}
    )
    return redirect("rulebook.map", public_id=version.public_id)


def _unit(request: ActorRequest, permission: str) -> Unit:
    offered = {unit.code: unit for unit in _units(request, permission)}
    unit = offered.get(request.POST.get("unit", ""))
    if unit is None:
        raise Refused({"unit": noop("Choose the unit whose rules these are.")})
    return unit


def _units(request: ActorRequest, permission: str) -> list[Unit]:
    """Agencies and stations at which the actor may do this; departments have no rulebook of their own."""
    ids = request.actor.unit_ids(permission)
    units = [tree.current().units[pk] for pk in ids]
    return sorted((unit for unit in units if unit.kind != Unit.Kind.DEPARTMENT), key=lambda unit: unit.path)


def _day(request: ActorRequest, name: str) -> date:
    try:
        return day_of(request.POST.get(name, ""))
    except ValueError as error:
        raise Refused({name: noop("Enter the day as 2025-12-31.")}) from error


def _page(
    request: ActorRequest, refused: Refused | None = None, preview: Preview | None = None, kept: str = ""
) -> HttpResponse:
    context = {
        "units": _units(request, Version.permission("import")),
        "preview": preview,
        "kept": kept,
        "given": request.POST,
        "today": clock.today(),
        "may_adopt_default": request.actor.may(Rulebook.permission("add")),
        "refusal": refusal_of(refused, _("Bringing this text")) if refused else None,
        "crumbs": [(_("Rulebook"), reverse("rulebook.standing")), (_("Bring a text"), "")],
    }
    return render(request, "rulebook/bring.html", context, status=422 if refused else 200)


def _default_page(request: ActorRequest, refused: Refused | None = None) -> HttpResponse:
    chapters: dict[str, list[Any]] = {}
    for article in default_text.articles():
        chapters.setdefault(article.chapter, []).append(article)
    context = {
        "units": _units(request, Rulebook.permission("add")),
        "title": default_text.title(),
        "chapters": list(chapters.items()),
        "articles": len(default_text.articles()),
        "given": request.POST,
        "today": clock.today(),
        "refusal": refusal_of(refused, _("Adopting the model text")) if refused else None,
        "crumbs": [(_("Rulebook"), reverse("rulebook.standing")), (_("Adopt the model text"), "")],
    }
    return render(request, "rulebook/default.html", context, status=409 if refused else 200)
