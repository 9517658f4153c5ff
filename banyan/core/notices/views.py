"""What one was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banyan.core.gate import signed_in
from banyan.core.notices import deeds, queries
from banyan.core.notices.models import Preference

_SHOWN = 100


class PreferenceForm(forms.ModelForm):
    """How somebody wants to hear."""

    class Meta:
        model = Preference
        fields = ("email", "bot", "digest", "digest_hour", "quiet_from", "quiet_until")
        widgets = {
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, within: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bot"].queryset = within  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end."""
        given = self.cleaned_data
        if bool(given.get("quiet_from")) != bool(given.get("quiet_until")):
            raise ValidationError(_("Quiet hours need a beginning and an end."))
        return given


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    told = queries.told_to(actor, _SHOWN)
    unread = sum(notice.read_at is None for notice in told)
    return render(request, "notices/list.html", {"notices": told, "unread": unread, "title": _("Notices")})


@signed_in
@require_POST
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put one notice away and go to what it speaks of."""
    actor = request.actor  # type: ignore[attr-defined]
    notice = queries.notices_of(actor).filter(public_id=public_id).first()
    if notice is None:
        raise Http404
    deeds.mark_read(notice, by=actor)
    return redirect(notice.get_absolute_url())


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Put all notices away."""
    deeds.mark_all_read(request.actor)  # type: ignore[attr-defined]
    return redirect("notices.list")


@signed_in
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """How I want to hear of things."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    kept = queries.preference_of(actor)
    form = PreferenceForm(request.POST or None, instance=kept, within=queries.bots_for(actor))
    if request.method == "POST" and form.is_valid():
        deeds.set_preference(form.instance, by=actor)
        messages.success(request, _("Kept."))
        return redirect("notices.own")
    crumbs = [(_("Notices"), reverse("notices.list")), (_("How I hear of things"), "")]
    context = {"form": form, "title": _("How I hear of things"), "crumbs": crumbs}
    return render(request, "notices/own.html", context, status=422 if form.errors else 200)
