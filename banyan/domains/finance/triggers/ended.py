"""What came to an end stands: money received, lists handed to the bank, reports handed in, audits, months closed; who
signed stays who signed; a voucher is posted only when it balances line by line; and no line is moved into what stands."""

from __future__ import annotations

from django.db import migrations

from banyan.domains.finance.triggers.agreed import LINES_OF_WHAT_WAS_AGREED, Standing, standing
from banyan.domains.finance.triggers.books import POSTED_LINE
from banyan.domains.finance.triggers.claims import STANDING_CLAIM
from banyan.domains.finance.triggers.laying import Guard, any_differs, step

ENDED_SAYS = "what was handed in, received, closed or signed cannot be changed or deleted"
_ALWAYS = "1 = 1"
_NOTHING_ELSE = "1 = 0"
_STATE = "NEW.state {differs} OLD.state"
_CLOSED_NOTE = (
    "EXISTS (SELECT 1 FROM finance_accountingperiod p JOIN identity_unit above ON above.id = p.unit_id"
    " JOIN identity_unit own ON own.id = OLD.unit_id WHERE p.state = 'closed'"
    " AND OLD.month BETWEEN p.starts_on AND p.ends_on"
    " AND substr(own.path, 1, length(above.path)) = above.path)"
)
_USED_BASIS = (
    "EXISTS (SELECT 1 FROM finance_allocationbasis b JOIN finance_voucherline l ON l.business = b.number"
    " WHERE b.id = {row}.{key} AND b.number <> '' AND l.account LIKE '5%')"
)
_ORDERED_LINE = (
    "EXISTS (SELECT 1 FROM finance_paymentrun r WHERE r.id = {row}.run_id AND r.state IN ('ordered', 'done'))"
)
_BEGUN_SAMPLE = "EXISTS (SELECT 1 FROM finance_audit a WHERE a.id = {row}.audit_id AND a.state <> 'planned')"
_STANDING_INVOICE = (
    "EXISTS (SELECT 1 FROM finance_claimline l JOIN finance_claim c ON c.id = l.claim_id"
    " WHERE l.id = {row}.line_id AND c.state IN ('approved', 'paid'))"
)
_OPINIONS = ("compliance", "reasonableness", "benefit", "closed_on", "state")
#: Table → when it stands, which of its columns never change from then on, and which other changes are refused.
_ENDED: dict[str, Standing] = {
    "finance_projectloan": (
        "OLD.state IN ('agreed', 'repaid')",
        ("unit_id", "project_id", "borrower_id", "amount", "starts_on", "repay_by", "number"),
        "(OLD.state = 'repaid' AND (NEW.state <> 'repaid' OR NEW.repaid_on {differs} OLD.repaid_on))",
    ),
    "finance_receivable": (
        "OLD.state = 'received'",
        ("unit_id", "project_id", "name", "amount", "invoice", "invoiced_on", "received_on", "voucher", "number"), _STATE,
    ),
    "finance_allocationbasis": (
        _USED_BASIS.format(row="OLD", key="id"),
        ("unit_id", "name", "kind", "valid_from", "number"), _NOTHING_ELSE,
    ),
    "finance_paymentrun": (
        "OLD.state IN ('ordered', 'done')", ("unit_id", "file_hash", "total", "ordered_at", "number"),
        "(OLD.state = 'done' AND NEW.state <> 'done') OR NEW.state NOT IN ('ordered', 'done')",
    ),
    "finance_halfreport": (
        "OLD.state IN ('submitted', 'accepted')",
        ("unit_id", "project_id", "starts_on", "ends_on", "due_on", "notes", "outlook", "figures", "number"),
        "(OLD.state = 'accepted' AND (NEW.state <> 'accepted' OR NEW.accepted_by_id {differs} OLD.accepted_by_id))",
    ),
    "finance_accountingperiod": (
        "OLD.state = 'closed'",
        ("unit_id", "starts_on", "ends_on", "closed_on", "closed_by_id", "debit", "credit", "vouchers", "number"),
        _NOTHING_ELSE,
    ),
    "finance_variancenote": (
        _ALWAYS, ("unit_id", "project_id", "month", "item", "due", "spent", "number"),
        f"({_CLOSED_NOTE} AND (NEW.cause {{differs}} OLD.cause OR NEW.words {{differs}} OLD.words"
        " OR NEW.action {differs} OLD.action OR NEW.act_by {differs} OLD.act_by))",
    ),
    "finance_executionanalysis": (
        _ALWAYS,
        ("unit_id", "project_id", "quarter", "until", "budget", "due", "spent", "words", "measures", "number"),
        _NOTHING_ELSE,
    ),
    "finance_audit": (
        "OLD.state <> 'planned'", (
            "unit_id", "project_id", "kind", "auditor", "covers_from", "covers_to", "covers_income", "covers_budget",
            "covers_claims", "seed", "size", "number",
        ),
        "(OLD.state = 'closed' AND (" + " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in _OPINIONS) + "))",
    ),
    "finance_auditrequest": (
        "OLD.state = 'delivered'", ("unit_id", "audit_id", "what", "asked_on", "delivered_on", "answer", "number"), _STATE,
    ),
    "finance_auditfinding": (
        _ALWAYS, ("unit_id", "audit_id", "voucher", "clause", "amount", "found_on", "words", "number"), _NOTHING_ELSE,
    ),
    "finance_unplannedneed": (
        "OLD.state = 'decided'",
        ("unit_id", "project_id", "raised_on", "amount", "way", "granted", "decided_on", "decision", "number"), _STATE,
    ),
    "finance_fundingproposal": (
        "OLD.state IN ('granted', 'declined')",
        ("unit_id", "project_id", "funder", "kind", "asked", "sent_on", "granted", "decided_on", "number"), _STATE,
    ),
    "finance_overspendalert": (
        _ALWAYS, ("unit_id", "project_id", "item", "spent", "budget", "told_on", "told_to_id", "due_on", "number"),
        "(OLD.state = 'answered' AND (NEW.state <> 'answered' OR NEW.answer {differs} OLD.answer"
        " OR NEW.answered_on {differs} OLD.answered_on))",
    ),
}  # fmt: skip
_LINES = {
    "finance_allocationshare": _USED_BASIS.replace("{key}", "basis_id"),
    "finance_runline": _ORDERED_LINE,
    "finance_auditsample": _BEGUN_SAMPLE,
    "finance_invoiceuse": _STANDING_INVOICE,
}
#: Lines of what stands, and by what they belong to it: none is moved into it from elsewhere.
_NEVER_MOVED_INTO = {
    "finance_allocationshare": "basis_id", "finance_runline": "run_id", "finance_auditsample": "audit_id",
    "finance_invoiceuse": "line_id", "finance_budgetline": "budget_id", "finance_budgetphase": "line_id",
    "finance_monthlyline": "form_id", "finance_voucherline": "voucher_id", "finance_claimline": "claim_id",
}  # fmt: skip
_LINES_THAT_STAND = {
    **_LINES, **LINES_OF_WHAT_WAS_AGREED, "finance_voucherline": POSTED_LINE, "finance_claimline": STANDING_CLAIM,
}  # fmt: skip
_SIGNERS = ("head_office_by_id", "approved_at", "submitted_at", "signed_hash")
_SUM = "(SELECT {total}({side}) FROM finance_voucherline l WHERE l.voucher_id = NEW.id)"


def ended_guards(differs: str) -> dict[str, Guard]:
    """What ended, what lines are moved into, who signed, and that a voucher balances before it is posted."""
    moved = {
        f"{table}_stands_moved": (
            table, "UPDATE", f"NEW.{owner} {differs} OLD.{owner} AND {_LINES_THAT_STAND[table].format(row='NEW')}",
        )
        for table, owner in _NEVER_MOVED_INTO.items()
    }  # fmt: skip
    settled = (
        "EXISTS (SELECT 1 FROM finance_monthlybudget m WHERE m.id = NEW.budget_id AND m.state = 'closed')"
    )
    signed = "OLD.state IN ('approved', 'paid') AND NEW.state IN ('approved', 'paid')"
    paid = "OLD.state IN ('paid', 'settled') AND NEW.head_office_by_id {differs} OLD.head_office_by_id"
    return {
        **standing(_ENDED, _LINES, differs),
        **moved,
        "finance_monthsettled_stands_insert": ("finance_monthsettled", "INSERT", settled),
        "finance_claim_signers_stand": ("finance_claim", "UPDATE", f"{signed} AND ({any_differs(_SIGNERS, differs)})"),
        "finance_advance_signers_stand": ("finance_advance", "UPDATE", paid.format(differs=differs)),
        "finance_voucher_balances": ("finance_voucher", "UPDATE", f"NEW.state = 'posted' AND ({_unbalanced(differs)})"),
        "finance_voucher_not_born_posted": ("finance_voucher", "INSERT", "NEW.state = 'posted'"),
    }  # fmt: skip


def _unbalanced(differs: str) -> str:
    """Whether the lines of a voucher come to other sums than its head says, to the fen."""
    total = "total" if differs == "IS NOT" else "sum"
    sides = {side: _SUM.format(total=total, side=f"l.{side}") for side in ("debit", "credit")}
    return " OR ".join(
        f"round(coalesce({found}, 0), 2) <> round(NEW.{side}, 2)" for side, found in sides.items()
    )


def what_ended_stands() -> migrations.RunPython:
    """The migration step that lets what was handed in, received, closed or signed stand."""
    return step(ended_guards, ENDED_SAYS)
