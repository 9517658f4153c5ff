"""What the panels on a record's page show, each through the viewer's own door."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.domains.communication.models import (
    CallStep,
    CallTree,
    CommunicationPlan,
    CommunicationReview,
    LiaisonEntry,
    Matter,
    OwnerStep,
    PlanLine,
    ReviewAnswer,
    Shift,
    Stakeholder,
)
from banyan.domains.communication.rules.reviews import visible_mean
from banyan.domains.communication.settings import SMALLEST, number

CONTACTS_SHOWN = 50


def lines(plan: CommunicationPlan, by: Any) -> dict[str, Any]:
    """The lines of a plan, by audience."""
    found = PlanLine.objects.visible_to(by).filter(plan=plan).order_by("audience", "pk")
    return {"lines": sorted(found, key=lambda line: (PlanLine.Audience.values.index(line.audience), line.pk))}


def contacts(stakeholder: Stakeholder, by: Any) -> dict[str, Any]:
    """The last contacts with a stakeholder, newest first."""
    found = LiaisonEntry.objects.visible_to(by).filter(stakeholder=stakeholder).select_related("who")
    return {"entries": list(found.order_by("-held_on", "-pk")[:CONTACTS_SHOWN]), "today": clock.today()}


def matters(shift: Shift, by: Any) -> dict[str, Any]:
    """What people came with during a shift."""
    found = Matter.objects.visible_to(by).filter(shift=shift).select_related("owner", "offered_to", "unit")
    return {"matters": list(found.order_by("asked_time", "pk")), "shift": shift}


def owners(matter: Matter, by: Any) -> dict[str, Any]:
    """Who owned a matter from when to when."""
    found = OwnerStep.objects.visible_to(by).filter(matter=matter).select_related("person")
    return {"owners": list(found.order_by("since", "pk")), "matter": matter}


def steps(tree: CallTree, by: Any) -> dict[str, Any]:
    """The calls of a tree in their order."""
    return {"steps": list(CallStep.objects.visible_to(by).filter(tree=tree).order_by("position"))}


def answers(review: CommunicationReview, by: Any) -> dict[str, Any]:
    """The answers question by question; what few people said is not shown."""
    smallest = number(SMALLEST, clock.today(), review.unit)
    found = ReviewAnswer.objects.visible_to(by).filter(review=review).order_by("group", "pk")
    rows = [{"answer": each, "mean": visible_mean(each.answers, each.mean, smallest)} for each in found]
    return {"rows": rows, "smallest": smallest}
