"""The page of the whole trail, and asking for a proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock, dated
from banyan.core.gate import needs
from banyan.core.jobs.running import page_of, start
from banyan.core.oversight import proving, sight
from banyan.core.oversight.models import Proof
from banyan.core.oversight.reading import NOTICE, Wanted, lines
from banyan.core.oversight.settings import BACKUP_DAYS, PROOF_DAYS
from banyan.core.registers.declaration import registers
from banyan.core.ui.requests import ActorRequest
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused, noop


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and what of it could not be understood."""

    wanted: Wanted
    given: dict[str, str]
    wrong: dict[str, str]


@needs(sight.TRAIL)
@require_GET
def trail(request: ActorRequest) -> HttpResponse:
    """Who did what to which record and when, over all records that the reader may open."""
    asked = _asked(request.GET)
    found = lines(asked.wanted, request.actor)
    whole = sight.whole_house(request.actor)
    context = {
        "title": _("Trail of what was done"), "asked": asked, "lines": found, "kinds": _kinds(request.actor),
        "older_url": f"?{urlencode(asked.given | {'before': found.older})}" if found.older else "",
        "proofs": _proofs() if whole else None, "whole": whole,
    }  # fmt: skip
    return render(request, "oversight/trail.html", context, status=422 if asked.wrong else 200)


@needs(sight.TRAIL)
@require_POST
def prove(request: ActorRequest) -> HttpResponse:
    """Have the installation proven now; only who oversees all of it may ask."""
    if not sight.whole_house(request.actor):
        raise Refused(
            {"": noop("Only who oversees the whole house has it proven.")},
            way_out=noop("Ask the administrator."),
        )
    return redirect(page_of(start("oversight.prove", by=request.actor)))


def _asked(params: QueryDict) -> Asked:
    given = {
        name: params.get(name, "").strip()[:80]
        for name in ("who", "number", "kind", "first", "last", "readings")
    }
    wrong: dict[str, str] = {}
    days = {name: _day(given[name], name, wrong) for name in ("first", "last")}
    before = params.get("before", "")
    wanted = Wanted(
        who=given["who"], number=given["number"], kind=given["kind"], readings=bool(given["readings"]),
        before=int(before) if before.isdecimal() and len(before) < 19 else None, **days,
    )  # fmt: skip
    return Asked(wanted, {name: value for name, value in given.items() if value}, wrong)


def _day(text: str, name: str, wrong: dict[str, str]) -> date | None:
    try:
        return day_of(text) if text else None
    except ValueError:
        wrong[name] = _("Enter a valid date.")
        return None


def _kinds(by: Any) -> list[tuple[str, Any]]:
    """Kinds of record that the reader may open, by name."""
    open_to = (each for each in registers() if by.may(each.model.permission("view")))  # type: ignore[attr-defined]
    named = [(each.name, each.words.title) for each in open_to]
    return [*sorted(named, key=lambda kind: str(kind[1])), (NOTICE, _("Notices read"))]


@dataclass(frozen=True)
class Standing:
    """How the installation stands in one respect: the last proof of the kind, its tone, and whether it is too old."""

    proof: Proof | None
    tone: str
    days: int


def _proofs() -> dict[str, Standing]:
    newest = proving.latest()
    bounds = {Proof.Kind.VERIFIED: PROOF_DAYS, Proof.Kind.BACKED_UP: BACKUP_DAYS}
    return {str(kind): _standing(newest.get(kind), setting) for kind, setting in bounds.items()}


def _standing(proof: Proof | None, setting: Any) -> Standing:
    if proof is None:
        return Standing(None, "attn", 0)
    age = clock.machine_now() - proof.at
    late = age > timedelta(days=dated.value(setting.key, clock.today()))
    return Standing(proof, "breach" if not proof.ok else "attn" if late else "ok", age.days)
