"""Families' needs beside the volunteers whose skill fits."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.deeds import volunteers as deeds
from banyan.domains.services.models import FamilyNeed, Volunteer
from banyan.domains.services.queries import volunteers as asked
from banyan.foundation.refusal import Refused


@needs("services.familyneed.view")
def matching(request: HttpRequest) -> HttpResponse:
    """Who waits for which skill, and who has it: one press sends somebody."""
    by, refused = request.actor, None  # type: ignore[attr-defined]
    if request.method == "POST":
        need = find(register_for(FamilyNeed), by, _key(request, "need"), "match")  # type: ignore[arg-type]
        volunteer = find(register_for(Volunteer), by, _key(request, "volunteer"))  # type: ignore[arg-type]
        try:
            deeds.match(need, by=by, volunteer=volunteer)
            messages.success(
                request,
                _("%(volunteer)s goes for %(need)s.") % {"volunteer": volunteer.number, "need": need.number},
            )
            return redirect(request.path)
        except Refused as problem:
            refused = refusal_of(problem, _("Match with a volunteer"), {})
    context = {
        "refusal": refused,
        "crumbs": [(_("Skills and needs"), "")],
        **asked.needs_board(by, clock.today()),
    }
    return render(request, "services/community/needs.html", context, status=409 if refused else 200)


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error
