"""The map of a station's communities, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.deeds.teams import hold_with
from banyan.domains.services.models import ResidentTeam
from banyan.domains.services.queries import community as asked
from banyan.domains.services.queries.teams import candidates
from banyan.foundation.refusal import Refused


@needs("services.communityresource.view")
@require_GET
def resources_map(request: HttpRequest) -> HttpResponse:
    """Every community of a station in a row: people, analysis, resources by kind, teams."""
    by = request.actor  # type: ignore[attr-defined]
    shown = asked.map_of(by, request.GET.get("unit", ""), clock.today())
    return render(request, "services/community/map.html", {"crumbs": [(_("Communities"), "")], **shown})


@needs("services.communityresource.view")
@require_GET
def area(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One community: who lives there, what can be drawn upon, which teams there are, whom the work reaches."""
    by = request.actor  # type: ignore[attr-defined]
    shown = asked.area_page(by, public_id, clock.today())
    crumbs = [(_("Communities"), reverse("services.community")), (shown["area"].name, "")]
    return render(request, "services/community/area.html", {"crumbs": crumbs, **shown})


@needs("services.activity.hold_with")
def held_with(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which activities of the last year were held with this team: ticked ones are, the others are not."""
    by, refused = request.actor, None  # type: ignore[attr-defined]
    team = find(register_for(ResidentTeam), by, public_id)  # type: ignore[arg-type]
    rows = candidates(team, by, clock.today())
    if request.method == "POST":
        ticked = set(request.POST.getlist("activity"))
        try:
            for each in rows:
                if (str(each.public_id) in ticked) != (each.team_id == team.pk):
                    hold_with(each, by=by, team=team if str(each.public_id) in ticked else None)
            return redirect(page_of(team))
        except Refused as problem:
            refused = refusal_of(problem, _("Held with a team"), {})
    crumbs = [(_("Resident teams"), reverse("services.residentteam.list")), (team.title, page_of(team))]
    context = {
        "team": team,
        "rows": rows,
        "refusal": refused,
        "crumbs": [*crumbs, (_("Activities held with it"), "")],
    }
    return render(request, "services/community/held.html", context, status=409 if refused else 200)
