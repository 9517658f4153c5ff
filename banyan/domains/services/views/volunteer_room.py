"""The room of volunteers, the certificate on paper, its check by anybody, and the calendar of festivals."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from banyan.core import clock, door
from banyan.core.documents import a4
from banyan.core.gate import needs, public
from banyan.core.identity import tree
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.community_settings import FESTIVAL_DAYS, number
from banyan.domains.services.deeds import volunteer_work as deeds
from banyan.domains.services.models import Activity, Volunteer, VolunteerCertificate, VolunteerRules
from banyan.domains.services.queries import public_life
from banyan.domains.services.queries import volunteer_room as asked
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused


class CheckForm(forms.Form):
    """What stands on the paper."""

    number = forms.CharField(
        label=gettext_lazy("Number of the certificate"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code on the paper"),
        max_length=16,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


@needs("services.volunteer.view")
def room(request: HttpRequest) -> HttpResponse:
    """What is due with volunteers; those who signed the rules are ticked and written down at once."""
    by, refused = request.actor, None  # type: ignore[attr-defined]
    unit, stations = _station(request, Volunteer.permission("view"))
    if request.method == "POST":
        made = find(register_for(VolunteerRules), by, _key(request, "rules"), "accept")  # type: ignore[arg-type]
        numbers = " ".join(request.POST.getlist("numbers"))
        try:
            deeds.accept_rules(made, by=by, on=_day(request), numbers=numbers)
            messages.success(request, _("The acceptances are written down."))
            return redirect(request.get_full_path())
        except Refused as problem:
            refused = refusal_of(problem, _("Accepted by volunteers"), {})
    context = {
        "refusal": refused, "crumbs": [(_("Keeping volunteers"), "")], "stations": stations,
        **asked.room_of(by, unit, clock.today()),
    }  # fmt: skip
    return render(request, "services/community/volunteer_room.html", context, status=409 if refused else 200)


@needs("services.volunteercertificate.view")
@require_GET
def certificate_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The certificate on A4, with the address where it is checked."""
    by = request.actor  # type: ignore[attr-defined]
    seen = VolunteerCertificate.objects.visible_to(by).filter(public_id=public_id)
    paper = seen.exclude(state=VolunteerCertificate.State.VOID).select_related("unit", "volunteer").first()
    if paper is None:
        raise Http404
    address = request.build_absolute_uri(reverse("services.certificate.check"))
    return a4.answer(asked.certificate_form(paper, address), by=by, now=clock.now())


@public
def check_certificate(request: HttpRequest) -> HttpResponse:
    """Anybody checks a certificate by number and code; a wrong one learns nothing."""
    form = CheckForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "services/certificate_check.html", context, status=422 if form.errors else 200)
    with door.opened("certificate check"):
        found = asked.checked(form.cleaned_data["number"], form.cleaned_data["code"])
    context |= {"found": found, "asked": True}
    return render(request, "services/certificate_check.html", context, status=200 if found else 404)


@needs("services.activity.view")
@require_GET
def festivals(request: HttpRequest) -> HttpResponse:
    """The festivals around today with their day of this year, and what is held for each."""
    by, today = request.actor, clock.today()  # type: ignore[attr-defined]
    unit, stations = _station(request, Activity.permission("view"))
    days = number(FESTIVAL_DAYS, today, unit)
    feasts = public_life.feasts_of(by, unit, today, days)
    context = {
        "crumbs": [(_("Festivals"), "")], "unit": unit, "stations": stations, "days": days, "today": today,
        "ahead": [each for each in feasts if each.days_left >= 0], "behind": [each for each in reversed(feasts) if each.days_left < 0],
        "may_plan": by.may("services.activity.add"),
    }  # fmt: skip
    return render(request, "services/community/festivals.html", context)


def _station(request: HttpRequest, permission: str) -> tuple[Any, list[Any]]:
    """The station that is asked for, or the first within reach."""
    by = request.actor  # type: ignore[attr-defined]
    paths = [right.path for right in by.rights_for(permission)]
    every = sorted(
        {tree.centre_of(unit) for unit in tree.current().units.values() if any(unit.path.startswith(path) for path in paths)},
        key=lambda unit: unit.path,
    )  # fmt: skip
    if not every:
        raise Http404
    stations = [unit for unit in every if unit.kind == "station"] or every
    code = request.GET.get("unit", "")
    return next((unit for unit in stations if unit.code == code), stations[0]), stations


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def _day(request: HttpRequest) -> date:
    try:
        return day_of(request.POST.get("on", ""))
    except ValueError:
        return clock.today()
