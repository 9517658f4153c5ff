"""Deviations of a month: what wants a cause, ticked and explained together where it is the same (R5.2.4)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.ui.refusals import refusal_of
from banyan.domains.finance.deeds import periods
from banyan.domains.finance.models import VarianceNote
from banyan.domains.finance.queries.deviations import deviations_of
from banyan.domains.finance.queries.lines import project_or_none
from banyan.foundation.periods import add_months, day_of
from banyan.foundation.refusal import Refused


@needs("finance.variancenote.view")
def deviations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Items that deviate at the end of a month, each with its cause and measure or a box to tick."""
    project = project_or_none(request.actor, public_id)
    if project is None:
        raise Http404
    month = _day(request.GET.get("month", "") + "-01") or clock.today().replace(day=1)
    refused, given = None, _given(request)
    if request.method == "POST":
        try:
            periods.explain_together(project, month, given["items"], _said(given), request.actor)
            return redirect(request.get_full_path())
        except Refused as problem:
            labels = {
                "item": _("budget item"),
                "cause": _("kind of cause"),
                "words": _("cause"),
                "action": _("measure"),
            }
            refused = refusal_of(problem, _("Explain a deviation"), labels)
    context = {
        "project": project, "month": month, "before": add_months(month, -1), "after": add_months(month, 1),
        "rows": deviations_of(project, month, request.actor, clock.today()), "causes": VarianceNote.Cause.choices,
        "may_explain": request.actor.can(VarianceNote.permission("explain"), project.unit), "refusal": refused,
        "given": given, "crumbs": [(project.name, page_of(project)), (_("Deviations"), "")],
    }  # fmt: skip
    return render(request, "finance/deviations.html", context, status=409 if refused else 200)


def _given(request: HttpRequest) -> dict[str, Any]:
    """What was typed and ticked; it stands again when something was missing."""
    names = ("cause", "words", "action", "act_by")
    return {"items": [each[:40] for each in request.POST.getlist("item")]} | {
        name: request.POST.get(name, "") for name in names
    }


def _said(given: dict[str, Any]) -> dict[str, Any]:
    cause = given["cause"] if given["cause"] in VarianceNote.Cause.values else ""
    words, action = (given[name].strip() for name in ("words", "action"))
    return {"cause": cause, "words": words, "action": action, "act_by": _day(given["act_by"])}


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
