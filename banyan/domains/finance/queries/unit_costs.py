"""What activity money brought in a contract year (P4.11)."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from banyan.core.identity.actor import Actor
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.unit_costs import UnitCosts, results
from banyan.domains.projects import public as projects
from banyan.domains.services import public as services
from banyan.foundation.periods import share_elapsed


def unit_costs_of(found: Execution, by: Actor) -> UnitCosts:
    """Activity money beside activities, attendances and the contract's results, as the actor may see them."""
    year = found.frame.year
    items = [i for block in found.blocks for i in block.items if i.code in found.frame.activity_items]
    held = [
        each
        for each in services.activities_between(year.start, found.on, by)
        if each.project_id == found.project.pk
    ]
    lines = projects.ledger(found.project.number, by, found.on) or []
    gone = (share_elapsed(year, found.on) * 100).quantize(Decimal("0.1"))
    return UnitCosts(
        spent=sum((item.spent for item in items), ZERO),
        due=sum((item.due for item in items), ZERO),
        activities=len(held),
        attendances=sum(each.person_times or 0 for each in held),
        hours=sum((_hours(each.starts_at, each.ends_at) for each in held), ZERO),
        done=results((Decimal(str(line["counted"])), Decimal(str(line["target"]))) for line in lines),
        gone=gone,
    )


def _hours(begun: time | None, ended: time | None) -> Decimal:
    if begun is None or ended is None:
        return ZERO
    minutes = (ended.hour - begun.hour) * 60 + ended.minute - begun.minute
    return Decimal(max(minutes, 0)) / 60
