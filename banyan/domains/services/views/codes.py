"""The code that residents scan, and the page it opens on their own phone."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, keys
from banyan.core.gate import public
from banyan.core.identity.actor import system_actor
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.deeds.signing import sign_in_by_code
from banyan.domains.services.models import SignInSheet
from banyan.domains.services.queries.signin import sheet_behind
from banyan.domains.services.rules import tokens
from banyan.domains.services.settings import code_seconds
from banyan.foundation.refusal import Refused

PHONES = system_actor("sign-in code")
DARK = "#111"


class OwnPhoneForm(forms.Form):
    """What a resident says on their own phone: name and phone end, and whether pictures are allowed."""

    name = forms.CharField(label=_("Name"), max_length=80)
    phone_tail = forms.RegexField(
        r"^[0-9]{4}$", label=_("Last four figures of your phone"), required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    image_consent = forms.BooleanField(label=_("Pictures in which I can be seen may be used"), required=False)


def code_for(request: HttpRequest, sheet: SignInSheet) -> SafeString:
    """The code of this minute as a drawing; it leads to the page for residents."""
    shown = tokens.token(_secret(), str(sheet.public_id), clock.machine_now(), _seconds(sheet))
    url = request.build_absolute_uri(reverse("services.code", args=[sheet.public_id, shown]))
    drawn = BytesIO()
    segno.make(url, error="m").save(
        drawn, kind="svg", scale=6, border=2, dark=DARK, light="#fff", xmldecl=False
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn by us from an address of our own


@public
def own_phone(request: HttpRequest, public_id: UUID, shown: str) -> HttpResponse:
    """A resident signs in on their own phone, while the code is fresh."""
    sheet = sheet_behind(public_id)
    if sheet is None:
        raise Http404
    if not tokens.accepts(_secret(), str(public_id), clock.machine_now(), shown, _seconds(sheet)):
        return render(request, "services/own_phone.html", {"sheet": sheet, "old": True}, status=410)
    form = OwnPhoneForm(request.POST or None)
    context: dict[str, Any] = {"sheet": sheet, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "services/own_phone.html", context, status=422 if form.errors else 200)
    try:
        sign_in_by_code(sheet, by=PHONES, **form.cleaned_data)
    except Refused as refused:
        context["refusal"] = refusal_of(refused)
        return render(request, "services/own_phone.html", context, status=409)
    return render(request, "services/own_phone.html", {"sheet": sheet, "done": True})


def _secret() -> bytes:
    return keys.derived("sign-in code")


def _seconds(sheet: SignInSheet) -> int:
    return code_seconds(sheet.held_on, sheet.activity.unit)
