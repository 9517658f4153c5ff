"""Funds with a closed list of uses are entered and mended; nothing is spent past the list (W3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import EarmarkedFund
from banyan.domains.finance.queries.spending import lines_in_force
from banyan.domains.finance.rules import grants as rules

_EDITABLE = ("uses", "basis", "granted_on")


@deed(
    EarmarkedFund, "enter", new=True, label=pgettext_lazy("earmarked fund", "Enter a fund"), icon="coin-yuan"
)
def enter_fund(fund: EarmarkedFund, by: Actor, now: datetime) -> None:
    """Write down what a grant may be spent for, as its paper says."""
    fund.unit = fund.project.unit
    _check(fund)
    fund.number = numbering.take(EarmarkedFund.number_pattern, fund.unit, fund.granted_on.year)


@deed(EarmarkedFund, "edit", label=pgettext_lazy("earmarked fund", "Edit"), icon="pencil")
def edit_fund(fund: EarmarkedFund, by: Actor, now: datetime, **changes: Any) -> None:
    """The funder agreed to other uses: list, paper and day change, the source stays."""
    for name, value in changes.items():
        if name in _EDITABLE:
            setattr(fund, name, value)
    _check(fund)


def _check(fund: EarmarkedFund) -> None:
    rules.check_uses(fund.uses, lines_in_force(fund.project, rules.read_uses(fund.uses)))
