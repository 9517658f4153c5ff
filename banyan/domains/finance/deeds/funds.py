"""Loans between projects, instalments on their way, shared costs divided among projects (R5.1.3)."""

from __future__ import annotations

from collections.abc import Mapping
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
from banyan.domains.finance.models import (
    AllocationBasis,
    AllocationShare,
    ProjectLoan,
    Receivable,
    Voucher,
    VoucherLine,
)
from banyan.domains.finance.queries import funds as known
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.queries.periods import check_open
from banyan.domains.finance.rules import funds as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop

Loan, Way = ProjectLoan.State, Receivable.State
KIND = "finance.project_loan"
_ALLOCATED = "ZZ-{year}-{count:04}"

flows.declare(
    KIND,
    label=_("loan between projects"),
    steps=(StepPlan("role", "finance"), StepPlan("role", "programme-director", further=True)),
)


@deed(ProjectLoan, "propose", new=True, label=_("Propose a loan"), icon="arrows-exchange")
def propose_loan(loan: ProjectLoan, by: Actor, now: datetime) -> None:
    """Ask that one project may use another one's money for a while."""
    loan.unit = loan.project.unit
    loan.number = numbering.take(ProjectLoan.number_pattern, loan.unit, now.year)
    _check(loan, now)


@deed(
    ProjectLoan, "submit", frm=Loan.DRAFT, to=Loan.WAITING, label=_("Send the loan for approval"), icon="send"
)
def submit_loan(loan: ProjectLoan, by: Actor, now: datetime) -> None:
    """Headquarters agrees before any money is used."""
    _check(loan, now)
    flows.ask(loan, KIND, by, now, amount=loan.amount)


@deed(ProjectLoan, "agree", frm=Loan.WAITING, to=Loan.AGREED, system=True, label=_("Loan agreed"))
def agree_loan(loan: ProjectLoan, by: Actor, now: datetime) -> None:
    """The money may be used within its days."""


@deed(
    ProjectLoan, "return", frm=(Loan.WAITING, Loan.AGREED), to=Loan.DRAFT, system=True, label=_("Sent back")
)
def return_loan(loan: ProjectLoan, by: Actor, now: datetime, reason: str = "") -> None:
    """It comes back unsigned."""


@deed(ProjectLoan, "repay", frm=Loan.AGREED, to=Loan.REPAID, label=_("Paid back"), icon="checks")
def repay_loan(loan: ProjectLoan, by: Actor, now: datetime, repaid_on: date) -> None:
    """The borrower gave the money back."""
    if not loan.starts_on <= repaid_on <= now.date():
        raise Refused({"repaid_on": noop("The day lies outside the time of the loan.")}, clause="R5.1.3")
    loan.repaid_on = repaid_on


def _check(loan: ProjectLoan, now: datetime) -> None:
    held = known.held_by(loan.project, now.date())
    rules.check_loan(loan.amount, held, loan.starts_on, loan.repay_by, now.date())


outcome(
    ProjectLoan, KIND, approved=agree_loan, returned=return_loan, label=_("loan between projects"),
    fields=("project", "borrower", "amount", "reason", "starts_on", "repay_by"),
)  # fmt: skip


@deed(Receivable, "plan", new=True, label=_("Plan an instalment"), icon="calendar-dollar")
def plan_instalment(receivable: Receivable, by: Actor, now: datetime) -> None:
    """Write down what the contract promises, when, and under which condition."""
    receivable.unit = receivable.project.unit
    receivable.number = numbering.take(Receivable.number_pattern, receivable.unit, receivable.due_on.year)


@deed(Receivable, "edit", frm=Way.PLANNED, label=_("Edit"), icon="pencil")
def edit_instalment(receivable: Receivable, by: Actor, now: datetime, **changes: Any) -> None:
    """Change what was planned."""
    for name, value in changes.items():
        if name in ("name", "amount", "condition", "due_on"):
            setattr(receivable, name, value)


@deed(Receivable, "meet", frm=Way.PLANNED, to=Way.MET, label=_("The condition is met"), icon="circle-check")
def meet_condition(receivable: Receivable, by: Actor, now: datetime, met_on: date, proof: str) -> None:
    """The evaluation was passed or the contract signed: by this paper, on this day."""
    if met_on > now.date():
        raise Refused({"met_on": noop("This day has not come yet.")})
    receivable.met_on, receivable.proof = met_on, proof.strip()[:120]


@deed(Receivable, "invoice", frm=Way.MET, to=Way.INVOICED, label=_("Invoice it"), icon="file-invoice")
def send_invoice(receivable: Receivable, by: Actor, now: datetime, invoiced_on: date, invoice: str) -> None:
    """The invoice went out; its number is used once."""
    if Receivable.everything.filter(invoice=invoice.strip()).exists():
        raise Refused({"invoice": noop("This invoice number stands on another instalment.")}, clause="R5.3.2")
    receivable.invoiced_on, receivable.invoice = invoiced_on, invoice.strip()[:40]


@deed(Receivable, "receive", frm=Way.INVOICED, to=Way.RECEIVED, label=_("The money came"), icon="cash")
def receive_instalment(
    receivable: Receivable, by: Actor, now: datetime, received_on: date, voucher: str
) -> None:
    """The money is in the bank and in the books under this voucher."""
    came = known.received_with(receivable.project, voucher.strip())
    if came < receivable.amount:
        raise Refused(
            {"voucher": noop("The books show less money under this voucher than the instalment has.")},
            clause="P4.4",
            way_out=noop("Write the voucher first, or correct its number."),
        )
    receivable.received_on, receivable.voucher = received_on, voucher.strip()[:40]


@deed(AllocationBasis, "decide", new=True, label=_("Enter a basis"), icon="scale")
def decide_basis(basis: AllocationBasis, by: Actor, now: datetime) -> None:
    """By what a shared cost is divided from a day on."""
    basis.number = numbering.take(AllocationBasis.number_pattern, basis.unit, basis.valid_from.year)


@deed(AllocationBasis, "weigh", label=_("Enter the shares"), icon="scale")
def weigh(
    basis: AllocationBasis, by: Actor, now: datetime, weights: Mapping[Any, Decimal] | None = None
) -> None:
    """The hours, heads or square metres of each project; a basis that was used is not changed."""
    if VoucherLine.everything.filter(business=basis.number, account__startswith="5").exists():
        raise Refused(
            {"": noop("Costs were divided by this basis already.")},
            clause="R5.1.3",
            way_out=noop("Enter a new basis with a later day."),
        )
    AllocationShare.everything.filter(basis=basis).delete()
    AllocationShare.everything.bulk_create(
        AllocationShare(basis=basis, project=project, weight=weight)
        for project, weight in (weights or {}).items()
        if weight > ZERO
    )


@deed(AllocationBasis, "divide", label=_("Divide a cost"), icon="arrows-split")
def divide_cost(
    basis: AllocationBasis, by: Actor, now: datetime, *, dated: date, amount: Decimal, account: str, item: str, summary: str
) -> None:  # fmt: skip
    """Divide a shared cost among the projects by one voucher; what is divided comes to what was paid, to the fen."""
    check_open(basis.unit, dated)
    if dated < basis.valid_from:
        raise Refused({"dated": noop("The basis is not valid on this day.")}, clause="R5.1.3")
    parts = rules.divide(amount, known.weights_of(basis))
    number = numbering.take(_ALLOCATED, basis.unit, dated.year)
    voucher = Voucher(
        unit=basis.unit, number=number, dated=dated, summary=summary[:200], debit=amount, credit=amount,
        entered_by=by.person, created_at=now, changed_at=now,
    )  # fmt: skip
    voucher.save()
    name = account_names(dated).get(account, "")
    common = {
        "voucher": voucher, "summary": summary[:200], "account": account, "account_name": name,
        "business": basis.number, "item": item,
    }  # fmt: skip
    lines = [
        VoucherLine(position=place, project=project, debit=part, **common)
        for place, (project, part) in enumerate(parts.items(), start=1)
        if part
    ]
    lines.append(VoucherLine(position=len(lines) + 1, credit=amount, **(common | {"item": ""})))
    VoucherLine.everything.bulk_create(lines)
