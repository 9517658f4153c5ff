"""Money goes another way than planned: moves between items, needs nobody planned, other sources (R5.1.4, P4.7, P4.8)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.deeds.budgets import supersede
from banyan.domains.finance.models import (
    Budget,
    BudgetLine,
    BudgetMove,
    BudgetPhase,
    FundingProposal,
    UnplannedNeed,
)
from banyan.domains.finance.queries import changes as known
from banyan.domains.finance.rules import changes as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop

State = BudgetMove.State
INSIDE, BEYOND = "finance.budget_move", "finance.budget_change"

flows.declare(
    INSIDE,
    label=_("move inside a block"),
    steps=(StepPlan("role", "centre-director"), StepPlan("role", "finance")),
)
flows.declare(
    BEYOND,
    label=_("move between blocks or of a large part"),
    steps=(
        StepPlan("role", "centre-director"),
        StepPlan("role", "finance"),
        StepPlan("role", "programme-director", further=True),
    ),
)


@deed(BudgetMove, "propose", new=True, label=_("Propose a move"), icon="arrows-exchange")
def propose(move: BudgetMove, by: Actor, now: datetime) -> None:
    """Ask that money of one item may be used under another."""
    move.unit = move.project.unit
    _check(move, now)
    move.number = numbering.take(BudgetMove.number_pattern, move.unit, now.year)


@deed(BudgetMove, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(move: BudgetMove, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a proposal that nobody signed."""
    for name, value in changes.items():
        if name in ("from_item", "to_item", "amount", "reason", "consent"):
            setattr(move, name, value)
    _check(move, now)


@deed(
    BudgetMove,
    "submit",
    frm=State.DRAFT,
    to=State.WAITING,
    label=_("Send the move for approval"),
    icon="send",
)
def submit(move: BudgetMove, by: Actor, now: datetime) -> None:
    """Inside a block and small: director and headquarters' finance; further: the programme director too."""
    source, target, given = _check(move, now)
    further = rules.needs_consent(source, target, move.amount, given)
    flows.ask(move, BEYOND if further else INSIDE, by, now, amount=move.amount)


def _check(move: BudgetMove, now: datetime) -> tuple[Any, Any, rules.MoveRules]:
    items = {item.code: item for item in known.expenses_in_force(move.project)}
    source, target = items.get(move.from_item), items.get(move.to_item)
    if source is None or target is None:
        name = "from_item" if source is None else "to_item"
        raise Refused({name: noop("The budget in force has no such item.")}, clause="R5.1.4")
    given = known.move_rules(move.project.unit, now.date())
    rules.check_move(
        source,
        target,
        move.amount,
        known.spent_on(move.project, source.code, now.date()),
        given,
        move.consent,
    )
    rules.check_not_promised(source.code, move.amount, known.free_of(move.project, source.code, now.date()))
    after = rules.moved(items.values(), source.code, target.code, move.amount)
    rules.check_shares(after, known.limits_of(move.project, now.date()), "")
    move.kind = rules.kind_of(source, target)
    return source, target, given


@deed(BudgetMove, "agree", frm=State.WAITING, to=State.AGREED, system=True, label=_("Move agreed"))
def agree(move: BudgetMove, by: Actor, now: datetime) -> None:
    """The next edition of the budget comes into effect, with the move as its basis."""
    _check(move, now)
    old = Budget.everything.get(project=move.project, state=Budget.State.EFFECTIVE)
    newest = Budget.everything.filter(project=move.project).order_by("-edition").first()
    supersede(old, by=by, now=now)
    made = Budget(
        unit=old.unit, project=move.project, edition=(newest or old).edition + 1, basis=move.number,
        number=numbering.take(Budget.number_pattern, old.unit, now.year), effective_on=now.date(),
        created_at=now, changed_at=now,
    )  # fmt: skip
    made.save()
    _copy_lines(old, made, {move.from_item: -move.amount, move.to_item: move.amount})
    made.state = Budget.State.EFFECTIVE
    made.save()
    move.edition = made.edition


def _copy_lines(old: Budget, made: Budget, change: dict[str, Decimal]) -> None:
    """The lines of the earlier edition with what moved; planned months of items that moved are planned anew."""
    phases: dict[int, list[BudgetPhase]] = {}
    for phase in BudgetPhase.everything.filter(line__budget=old):
        phases.setdefault(phase.line_id, []).append(phase)
    for line in BudgetLine.everything.filter(budget=old).order_by("position"):
        months = phases.get(line.pk, []) if line.code not in change else []
        copy = BudgetLine(budget=made)
        for field in BudgetLine._meta.concrete_fields:
            if field.name not in ("id", "public_id", "budget"):
                setattr(copy, field.attname, getattr(line, field.attname))
        if line.side == BudgetLine.Side.EXPENSE:
            copy.amount += change.get(line.code, ZERO)
        if line.code in change:
            copy.price = copy.quantity = None
            copy.note = f"{line.note} {made.basis}".strip()
        copy.save()
        BudgetPhase.everything.bulk_create(
            BudgetPhase(line=copy, month=month.month, amount=month.amount) for month in months
        )


@deed(
    BudgetMove, "return", frm=(State.WAITING, State.AGREED), to=State.DRAFT, system=True, label=_("Sent back")
)
def give_back(move: BudgetMove, by: Actor, now: datetime, reason: str = "") -> None:
    """It comes back unsigned."""


for _kind in (INSIDE, BEYOND):
    outcome(
        BudgetMove, _kind, approved=agree, returned=give_back, label=_("move between budget items"),
        fields=("project", "from_item", "to_item", "amount", "reason", "consent"),
    )  # fmt: skip


@deed(UnplannedNeed, "raise", new=True, label=_("Raise a need"), icon="alert-circle")
def raise_need(need: UnplannedNeed, by: Actor, now: datetime) -> None:
    """Somebody needs what the contract does not know (P4.8)."""
    if need.raised_on > now.date():
        raise Refused({"raised_on": noop("This day has not come yet.")})
    need.unit = need.project.unit
    need.number = numbering.take(UnplannedNeed.number_pattern, need.unit, need.raised_on.year)


@deed(
    UnplannedNeed,
    "decide",
    frm=UnplannedNeed.State.RAISED,
    to=UnplannedNeed.State.DECIDED,
    label=_("Decide"),
    icon="gavel",
)
def decide_need(
    need: UnplannedNeed, by: Actor, now: datetime, way: UnplannedNeed.Way, granted: Decimal, decision: str
) -> None:
    """Whether it is paid for, and out of what; the contingency line pays no more than it has."""
    if way == UnplannedNeed.Way.NOT and granted:
        raise Refused({"granted": noop("Nothing is granted to what is not funded.")}, clause="P4.8")
    if way == UnplannedNeed.Way.CONTINGENCY:
        left = known.contingency_left(need.project, now.date())
        if granted > left:
            raise Refused({"granted": noop("The contingency line does not have this much.")}, clause="P4.8",
                          way_out=noop("Move budget, or ask the purchaser."))  # fmt: skip
    need.way, need.granted, need.decision, need.decided_on = way, granted, decision.strip()[:200], now.date()


@deed(FundingProposal, "send", new=True, label=_("Enter a proposal"), icon="send")
def send_proposal(proposal: FundingProposal, by: Actor, now: datetime) -> None:
    """Money, goods or services were asked of somebody (P4.7)."""
    proposal.number = numbering.take(FundingProposal.number_pattern, proposal.unit, proposal.sent_on.year)


@deed(
    FundingProposal,
    "grant",
    frm=FundingProposal.State.SENT,
    to=FundingProposal.State.GRANTED,
    label=_("Granted"),
    icon="circle-check",
)
def grant(proposal: FundingProposal, by: Actor, now: datetime, granted: Decimal, decided_on: date) -> None:
    """It was granted, in full or in part; goods and services at their fair value."""
    if granted <= ZERO:
        raise Refused({"granted": noop("Say how much was granted.")}, clause="P4.7")
    proposal.granted, proposal.decided_on = granted, decided_on


@deed(
    FundingProposal,
    "decline",
    frm=FundingProposal.State.SENT,
    to=FundingProposal.State.DECLINED,
    label=_("Declined"),
    icon="circle-x",
)
def decline(proposal: FundingProposal, by: Actor, now: datetime, decided_on: date) -> None:
    """It was not granted."""
    proposal.decided_on = decided_on
