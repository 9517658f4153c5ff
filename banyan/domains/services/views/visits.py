"""The round of a day on a phone, and the record of a visit."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.deeds import visits as deeds
from banyan.domains.services.models import RosterEntry, Visit
from banyan.domains.services.queries import visits as asked
from banyan.domains.services.rules.hours.spent import began_and_now
from banyan.domains.services.views.cases.parts import labels
from banyan.domains.services.visit_forms import VisitForm
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused

_ACTS = {"leave": deeds.leave_round, "earlier": deeds.go_earlier}


@needs("services.rosterentry.plan_round")
def round_page(request: HttpRequest) -> HttpResponse:
    """Who is visited today in order, who is due besides, and one press to write each record."""
    by, today = request.actor, clock.today()  # type: ignore[attr-defined]
    on, refused = _day(request, today), None
    if request.method == "POST":
        try:
            _act(request, by, on)
            return redirect(f"{request.path}?on={on.isoformat()}")
        except Refused as problem:
            refused = refusal_of(problem, _("Plan the round"), {})
    context = {"on": on, "today": today, "refusal": refused, **asked.round_of(by, on, today)}
    return render(request, "services/visits/round.html", context, status=409 if refused else 200)


def _act(request: HttpRequest, by: Any, on: date) -> None:
    """Put everybody named on the round, or move one."""
    act = request.POST.get("act", "")
    entries = [asked.read_entry(_key(text), by) for text in request.POST.getlist("entry")]
    if act == "plan":
        for entry in entries:
            deeds.plan_round(entry, by=by, on=on)
        text = ngettext(
            "%(count)s person is on the round.", "%(count)s persons are on the round.", len(entries)
        )
        messages.success(request, text % {"count": len(entries)})
    elif act in _ACTS:
        for entry in entries:
            _ACTS[act](entry, by=by)
    else:
        raise Http404


@needs("services.visit.add")
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page, one record: met or not, what was found, what was said, what to make of it."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    entry = asked.read_entry(public_id, by)
    here = localtime(now)
    began, ended = began_and_now(here.time())
    given = {"outcome": "met", "held_on": here.date(), "began_at": began, "ended_at": ended}
    form = VisitForm(request.POST or None, people=asked.colleagues(entry, by, here.date()), initial=given)

    def do(filled: VisitForm) -> Visit:
        return deeds.write(Visit(entry=entry, **filled.visit()), by=by)

    return _ask(request, entry, form, do, deed=_("Write down a visit"))


@needs("services.visit.add")
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A further version of a record, with its reason; the former one stays to be read."""
    by = request.actor  # type: ignore[attr-defined]
    former = asked.read_visit(public_id, by)
    if former.state != Visit.State.FILED:
        raise Http404
    given: dict[str, Any] = {name: getattr(former, name) for name in deeds.KEPT}
    given["companion"] = str(former.companion.public_id) if former.companion else ""
    people = asked.colleagues(former.entry, by, former.held_on)
    people += [former.companion] if former.companion and former.companion not in people else []
    form = VisitForm(request.POST or None, people=people, correcting=True, initial=given)

    def do(filled: VisitForm) -> Visit:
        return deeds.correct(former, by=by, reason=filled.cleaned_data["reason"], changes=filled.visit())

    return _ask(request, former.entry, form, do, deed=_("Correct the record of a visit"), former=former)


def _ask(
    request: HttpRequest, entry: RosterEntry, form: VisitForm, do: Any, *, deed: str, **more: Any
) -> HttpResponse:
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            visit = do(form)
            messages.success(request, _said(visit))
            return redirect(
                "services.round" if visit.held_on == clock.today() and not more else page_of(entry)
            )
        except Refused as problem:
            refused = refusal_of(problem, deed, labels(form))
    context = {
        "entry": entry, "form": form, "refusal": refused, "deed": deed, "leave": page_of(entry), **more,
        "crumbs": [(_("Visit roster"), address(register_for(RosterEntry), "list")), (entry.number, page_of(entry)), (deed, "")],  # type: ignore[arg-type]
    }  # fmt: skip
    return render(
        request, "services/visits/visit.html", context, status=409 if refused else 422 if form.errors else 200
    )


def _said(visit: Visit) -> str:
    if visit.outcome == Visit.Outcome.MET:
        return _("%(number)s was written down.") % {"number": visit.number}
    return _("%(number)s was written down as a try; it is no visit and does not count.") % {
        "number": visit.number
    }


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _day(request: HttpRequest, today: date) -> date:
    try:
        return day_of(request.POST.get("on") or request.GET.get("on", ""))
    except ValueError:
        return today
