"""Parts of the pages of analyses and resources."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.domains.services.community_settings import ENDING_DAYS, number
from banyan.domains.services.models import CommunityAnalysis, CommunityResource, ResourceUse
from banyan.domains.services.rules import community as rules

SHOWN = 20


def analysis_panel(analysis: CommunityAnalysis, by: Any) -> dict[str, Any]:
    """What it renews, and whether it is to be written anew."""
    today = clock.today()
    late = (today - analysis.renew_by).days if analysis.renew_by else 0
    return {
        "analysis": analysis, "late": max(late, 0),
        "former": analysis.follows, "may_renew": analysis.state == CommunityAnalysis.State.HOLDS
        and by.can("services.communityanalysis.add", analysis),
    }  # fmt: skip


def uses_panel(resource: CommunityResource, by: Any) -> dict[str, Any]:
    """Activities that a resource served, newest first, and how its agreement stands."""
    today = clock.today()
    used = ResourceUse.objects.visible_to(by).filter(resource=resource).select_related("activity__unit")
    agreed = rules.Agreed(resource.agreement, resource.agreed_until)
    return {
        "resource": resource, "uses": list(used.order_by("-activity__held_on", "-pk")[:SHOWN]),
        "standing": str(rules.standing(agreed, today, number(ENDING_DAYS, today, resource.unit))),
        "may_use": resource.state == CommunityResource.State.OPEN and by.can("services.resourceuse.add", resource),
    }  # fmt: skip
