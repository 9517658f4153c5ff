"""How a risk was rated when."""

from __future__ import annotations

from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Risk, RiskReview


def reviews_of(risk: Risk, by: Actor) -> dict[str, Any]:
    """Every review of a risk, newest first."""
    kept = RiskReview.objects.visible_to(by).filter(risk=risk).select_related("reviewed_by")
    return {"reviews": list(kept.order_by("-reviewed_on", "-pk")), "risk": risk}
