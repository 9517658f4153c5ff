"""What is left of a released month, for whoever settles it."""

from __future__ import annotations

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import MonthlyBudget
from banyan.domains.finance.queries.monthly import rests_of
from banyan.domains.finance.rules.monthly import Rest


def rests_visible(budget: MonthlyBudget, by: Actor) -> list[Rest]:
    """Each item of a paper that the actor was handed through the door: released, used, and what is left."""
    with door.opened("what is left of a month"):
        return rests_of(budget, {})
