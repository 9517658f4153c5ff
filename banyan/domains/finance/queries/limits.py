"""Who signs a claim and who may agree to how much, on any day for any amount (R5.1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.core.approvals.flows import choosing
from banyan.core.approvals.flows.declaring import matter
from banyan.core.approvals.flows.preview import Preview, preview
from banyan.core.approvals.planning import Place
from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.queries.policy import policy_on
from banyan.domains.finance.rules.limits import Tier
from banyan.domains.finance.rules.policy import Policy, policy_verdict

#: The matter under which claims are signed.
CLAIM = "claim"


@dataclass(frozen=True)
class LimitsPage:
    """The policy of a day at a unit: its table, who carries the amount asked about, and who signs such a claim."""

    unit: Any
    policy: Policy
    carriers: tuple[Tier, ...]
    signers: Preview
    control: str
    verdict: str
    why: Any

    @property
    def needs_committee(self) -> bool:
        """Whether the amount lies above what one person may agree to."""
        return not self.carriers


def limits_page(by: Actor, on: date, amount: Decimal | None) -> LimitsPage:
    """What holds at the place of whoever looks."""
    unit = _place(by)
    policy, _row = policy_on(on, unit)
    verdict, why = policy_verdict(policy)
    return LimitsPage(
        unit, policy, policy.carriers(amount or Decimal(0)), _signers(by, unit, on, amount),
        str(value(settings.COMPENSATING_CONTROL.key, on, unit)), verdict, why,
    )  # fmt: skip


def _place(by: Actor) -> Any:
    """The unit of whoever looks, else the top of the house."""
    units = tree.current().units
    return units[by.person.unit_id] if by.person else units[min(tree.current().roots)]


def _signers(by: Actor, unit: Any, on: date, amount: Decimal | None) -> Preview:
    """Who would sign a claim of whoever looks."""
    with door.opened("who signs a claim"):
        _flow, steps = choosing.steps_at(CLAIM, unit, on)
    return preview(matter(CLAIM), steps, Place(unit, None, by.person, on), amount)
