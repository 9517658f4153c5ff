"""Saying what the items of a version mean, many at a time; and answering for what no record proves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.ui.refusals import refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.domains.rulebook.deeds.mapping import attest, decide
from banyan.domains.rulebook.forms import AttestForm
from banyan.domains.rulebook.models import Attestation, Item, Version
from banyan.domains.rulebook.queries import reading
from banyan.domains.rulebook.queries.reading import Line
from banyan.domains.rulebook.rules import default_text, proposing
from banyan.domains.rulebook.rules.reading.script import simplified
from banyan.domains.rulebook.views.reader import version_or_404
from banyan.foundation.refusal import Refused

OFFERED = 3
AT_ONCE = 120
ATTESTED, NO_RULE = "attested", "no_rule"


@dataclass(frozen=True)
class Choice:
    """One clause that an item may mean, and whether it is chosen on the page."""

    clause: str
    name: str
    words: str
    worth: int
    on: bool


@dataclass(frozen=True)
class Row:
    """One item to decide: its words, the clauses offered, what stands so far."""

    line: Line
    simplified: str
    choices: list[Choice]
    is_sure: bool

    @property
    def key(self) -> str:
        return str(self.line.item.public_id)

    @property
    def decision(self) -> str:
        return self.line.item.decision


@needs("rulebook.version.map")
def page(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """All items of a version with what they may mean; what is sure is chosen beforehand, a person confirms."""
    version = version_or_404(request, public_id, "map")
    refused = None
    if request.method == "POST":
        try:
            return _decided(request, version)
        except Refused as told:
            refused = told
    return _shown(request, version, refused)


@needs("rulebook.attestation.add")
def attestation(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Answer for one item that no record can prove."""
    item = (
        Item.objects.visible_to(request.actor)
        .filter(public_id=public_id)
        .select_related("edition__unit")
        .first()
    )
    if item is None:
        raise Http404
    form = AttestForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        paper = form.save(commit=False)
        person = request.actor.person
        paper.item, paper.unit = item, person.unit.centre if person else item.edition.unit
        try:
            attest(paper, by=request.actor)
            return redirect("rulebook.attestation.detail", public_id=paper.public_id)
        except Refused as told:
            refused = told
    context = {
        "form": form,
        "item": item,
        "refusal": refusal_of(refused, _("This attestation")) if refused else None,
        "crumbs": [
            (str(item.edition), reverse("rulebook.read", args=(item.edition.public_id,))),
            (_("Attestation"), ""),
        ],
    }
    return render(
        request, "rulebook/attest.html", context, status=409 if refused else 422 if form.errors else 200
    )


def _decided(request: ActorRequest, version: Version) -> HttpResponse:
    """Only the lines that somebody ticked are decided; the others stay as they are."""
    decisions: dict[str, Any] = {}
    for key in request.POST.getlist("decide"):
        chosen = request.POST.getlist(f"means-{key}")
        typed = request.POST.get(f"other-{key}", "").strip().upper()
        clauses = [each for each in (*chosen, typed) if each and each not in (ATTESTED, NO_RULE)]
        verdict = next((each for each in chosen if each in (ATTESTED, NO_RULE)), "")
        decisions[key] = clauses or verdict or []
    decide(version, by=request.actor, now=clock.now(), decisions=decisions)
    told = ngettext("%(count)d item was decided.", "%(count)d items were decided.", len(decisions))
    messages.success(request, told % {"count": len(decisions)})
    return redirect(
        f"{reverse('rulebook.map', args=(version.public_id,))}?show={request.GET.get('show', '')}"
    )


def _shown(request: ActorRequest, version: Version, refused: Refused | None) -> HttpResponse:
    lines = reading.items_to_map(version, request.actor)
    show = request.GET.get("show", "") or "open"
    counts = {each: sum(1 for line in lines if line.item.decision == each) for each in Item.Decision.values}
    chosen = [line for line in lines if show in ("all", line.item.decision)]
    rows = [_row(line) for line in chosen[:AT_ONCE]]
    context = {
        "version": version,
        "rows": rows,
        "left_out": len(chosen) - len(rows),
        "sure": sum(1 for row in rows if row.is_sure),
        "counts": counts,
        "all": len(lines),
        "show": show,
        "tabs": _tabs(counts, len(lines), show),
        "clauses": default_text.short_names(),
        "missing": _missing(lines),
        "may_attest": request.actor.may(Attestation.permission("add")),
        "refusal": refusal_of(refused, _("Deciding these items")) if refused else None,
        "crumbs": [
            (str(version), reverse("rulebook.read", args=(version.public_id,))),
            (_("Map to clauses"), ""),
        ],
    }
    return render(request, "rulebook/map.html", context, status=409 if refused else 200)


def _tabs(counts: dict[str, int], every: int, show: str) -> list[dict[str, Any]]:
    labels = {**dict(Item.Decision.choices), "all": _("all")}
    numbers = {**counts, "all": every}
    return [
        {"code": code, "label": label, "n": numbers[code], "on": code == show}
        for code, label in labels.items()
    ]


def _row(line: Line) -> Row:
    item = line.item
    words = {article.clause: article.words for article in default_text.articles()}
    names = default_text.short_names()
    sure = item.decision == Item.Decision.OPEN and proposing.is_sure(item.proposed)
    offered = list(item.proposed[:OFFERED])
    offered += [(clause, 0.0) for clause in line.clauses if clause not in [each[0] for each in offered]]
    choices = [
        Choice(clause, names.get(clause, ""), words.get(clause, ""), round(min(worth, 1) * 100),
               clause in line.clauses or (sure and place == 0))
        for place, (clause, worth) in enumerate(offered)
    ]  # fmt: skip
    whole = f"{item.title}{item.body}"
    plain = simplified(whole)
    return Row(line, plain if plain != whole else "", choices, sure)


def _missing(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Our clauses of which no item speaks: the rulebook is silent there."""
    spoken = {clause for line in lines for clause in line.clauses}
    return [(clause, name) for clause, name in default_text.short_names().items() if clause not in spoken]
