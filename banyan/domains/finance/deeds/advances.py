"""An advance from the wish to the signature; paying and settling lie with the payments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.queries import check_unlocked
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.deeds.claim_signing import ADVANCE
from banyan.domains.finance.models import Advance, Budget
from banyan.domains.finance.queries import spending
from banyan.domains.finance.rules import paying as rules
from banyan.foundation.refusal import Refused, noop

State = Advance.State


@deed(Advance, "add", new=True, label=_("Ask for an advance"), icon="wallet")
def begin(advance: Advance, by: Actor, now: datetime) -> None:
    """Begin to ask for money ahead, in one's own name."""
    advance.holder = by.person
    _check_line(advance)


@deed(Advance, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(advance: Advance, by: Actor, now: datetime, **changes: Any) -> None:
    """Change what is asked for."""
    check_unlocked(advance, changes)
    for name, value in changes.items():
        setattr(advance, name, value)
    _check_line(advance)


@deed(Advance, "submit", frm=State.DRAFT, to=State.WAITING, label=_("Hand the request in"), icon="send")
def submit(advance: Advance, by: Actor, now: datetime) -> None:
    """Ask for signatures; the money is reserved under its item. One open advance at a time."""
    open_ones = Advance.everything.filter(holder=advance.holder, state=State.PAID, due_on__lt=now.date())
    if open_ones.exists():
        raise Refused(
            {"": noop("An earlier advance is overdue.")},
            clause="R5.3.1",
            way_out=noop("Settle it by a claim or give the rest back; then ask for the next."),
            code="overdue",
        )
    code = advance.budget_line.code
    held = spending.held_lines(advance.project, [code])
    rules.check_left(
        spending.left_of(held, advance.project, advance.needed_on, advance), {code: advance.amount}
    )
    if not advance.number:
        advance.number = numbering.take(Advance.number_pattern, advance.unit, now.year)
    flows.ask(advance, ADVANCE, by, now, amount=advance.amount)


def _check_line(advance: Advance) -> None:
    budget = advance.budget_line.budget
    if budget.project_id != advance.project_id or budget.state != Budget.State.EFFECTIVE:
        raise Refused(
            {"budget_line": noop("Choose an item of the project's budget in force.")}, clause="R5.1.4"
        )
    if not advance.unit.path.startswith(advance.project.unit.centre.path):
        raise Refused({"project": noop("The project belongs to another centre.")}, clause="R5.1.3")
