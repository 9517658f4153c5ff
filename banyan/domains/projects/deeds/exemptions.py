"""A week or month without its meeting: registered with the reason and signed by the director (R3.2.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.domains.projects.models import Exemption
from banyan.domains.projects.queries.meetings import held_between
from banyan.domains.projects.rules import meetings as rules
from banyan.domains.projects.rules.weeks import first_of, last_of

State = Exemption.State
KIND = "projects.exemption"

flows.declare(
    KIND,
    label=_("meeting not held"),
    steps=(StepPlan("role", "centre-director", otherwise="programme-director"),),
)


@deed(Exemption, "register", new=True, label=_("Register why no meeting is held"), icon="calendar-off")
def register_exemption(exemption: Exemption, by: Any, now: datetime) -> None:
    """Register the reason and ask the director for the signature."""
    is_monthly = exemption.kind != Exemption.Kind.WEEKLY
    exemption.unit = exemption.project.unit
    exemption.starts_on = first_of(exemption.starts_on, is_monthly)
    last = last_of(exemption.starts_on, is_monthly)
    held = held_between(exemption.project, exemption.kind, exemption.starts_on, last)
    rules.check_exemption(exemption.reason, held)
    exemption.number = exemption.number or numbering.take(
        Exemption.number_pattern, exemption.unit, exemption.starts_on.year
    )
    exemption.created_at = exemption.changed_at = now
    exemption.save()
    flows.ask(exemption, KIND, by, now)


@deed(Exemption, "accept", frm=State.WAITING, to=State.SIGNED, label=_("Signed"), system=True)
def accept(exemption: Exemption, by: Any, now: datetime) -> None:
    """The director has signed: the week is excused."""
    exemption.signed_at = now


@deed(
    Exemption,
    "return",
    frm=(State.WAITING, State.SIGNED),
    to=State.RETURNED,
    label=_("Sent back"),
    system=True,
)
def send_back(exemption: Exemption, by: Any, now: datetime, reason: str = "") -> None:
    """The reason does not hold; the week still needs its meeting."""
    exemption.signed_at = None


outcome(
    Exemption, KIND, approved=accept, returned=send_back, label=_("meeting not held"),
    fields=("project", "kind", "starts_on", "reason"),
)  # fmt: skip
