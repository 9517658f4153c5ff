"""The page of dated settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.dated import deeds, queries
from banyan.core.dated.models import DatedSetting
from banyan.core.gate import needs
from banyan.core.identity.models import Unit
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused, noop

ASKED: dict[str, Any] = {
    "key": _("Setting"),
    "text": _("Value"),
    "valid_from": _("Valid from"),
    "basis": _("Basis"),
}


@needs("dated.datedsetting.view")
def settings_page(request: HttpRequest) -> HttpResponse:
    """All settings with the values in force; a POST sets one from a day on."""
    by: Any = request.actor  # type: ignore[attr-defined]
    units = Unit.objects.visible_to(by).exclude(kind=Unit.Kind.DEPARTMENT)
    unit = units.filter(code=request.GET.get("unit", "")).first() or units.first()
    refused: Refused | None = None
    if request.method == "POST" and unit:
        try:
            _set(request, unit)
            return redirect(f"{reverse('settings.dated')}?unit={unit.code}")
        except Refused as problem:
            refused = problem
    words = request.GET.get("q", "").strip()
    rows = queries.standing(unit, clock.today(), by) if unit else []
    context = {
        "rooms": queries.by_room(rows, words), "rows": rows, "words": words, "unit": unit,
        "units": units, "given": request.POST, "problems": refused.problems if refused else {},
        "refusal": refusal_of(refused, str(deeds.set_value.label), ASKED) if refused else None,
        "may_set": bool(unit) and by.can("dated.datedsetting.set", unit),
    }  # fmt: skip
    return render(request, "dated/settings.html", context, status=422 if refused else 200)


def _set(request: HttpRequest, unit: Unit) -> None:
    try:
        valid_from = day_of(request.POST.get("valid_from", ""))
    except ValueError as error:
        raise Refused({"valid_from": noop("Give the first day on which the value is valid.")}) from error
    setting = DatedSetting(unit=unit, key=request.POST.get("key", ""))
    by: Any = request.actor  # type: ignore[attr-defined]
    text, basis = request.POST.get("text", ""), request.POST.get("basis", "")
    deeds.set_value(setting, by=by, valid_from=valid_from, text=text, basis=basis)
