"""The map of a station's communities, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.domains.services.queries import community as asked


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
