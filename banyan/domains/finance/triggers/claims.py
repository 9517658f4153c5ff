"""What was approved or paid stands: claims, their lines, the payments (R5.3.4)."""

from __future__ import annotations

from django.db import migrations

from banyan.domains.finance.triggers.laying import Guard, any_differs, step

_PAID_SAYS = "what was approved or paid cannot be changed or deleted"
_CLAIM, _CLAIM_LINE, _PAYMENT = "finance_claim", "finance_claimline", "finance_payment"
_SIGNED = (
    "unit_id", "project_id", "claimant_id", "happened_on", "place", "reason", "payee", "payee_account", "payee_bank",
    "business", "witness_id", "witnessed_at", "advance_id", "explanation", "resolution", "amount", "payable", "number",
)  # fmt: skip
_MOVED = (
    "unit_id", "claim_id", "advance_id", "project_id", "amount", "cleared", "way", "payee", "paid_on", "paid_by_id",
    "reverses_id", "number", "bank_reference",
)  # fmt: skip
STANDING_CLAIM = (
    "EXISTS (SELECT 1 FROM finance_claim c WHERE c.id = {row}.claim_id AND c.state IN ('approved', 'paid'))"
)


def claim_guards(differs: str) -> dict[str, Guard]:
    """What of a claim and its payments no statement changes once it is approved or paid."""
    stands = "OLD.state IN ('approved', 'paid')"
    backwards = "(OLD.state = 'paid' AND NEW.state NOT IN ('paid', 'approved'))"
    backwards += " OR (OLD.state = 'approved' AND NEW.state NOT IN ('approved', 'paid', 'returned'))"
    revived = "(OLD.state <> 'paid' AND NEW.state <> OLD.state)"
    rebooked = f"(OLD.voucher_id IS NOT NULL AND NEW.voucher_id {differs} OLD.voucher_id)"
    return {
        "finance_claim_stands_update": (_CLAIM, "UPDATE", f"{stands} AND ({any_differs(_SIGNED, differs)} OR {backwards})"),
        "finance_claim_stands_delete": (_CLAIM, "DELETE", stands),
        "finance_claimline_stands_insert": (_CLAIM_LINE, "INSERT", STANDING_CLAIM.format(row="NEW")),
        "finance_claimline_stands_update": (_CLAIM_LINE, "UPDATE", STANDING_CLAIM.format(row="OLD")),
        "finance_claimline_stands_delete": (_CLAIM_LINE, "DELETE", STANDING_CLAIM.format(row="OLD")),
        "finance_payment_stands_update": (_PAYMENT, "UPDATE", f"{any_differs(_MOVED, differs)} OR {revived} OR {rebooked}"),
        "finance_payment_stands_delete": (_PAYMENT, "DELETE", "1 = 1"),
    }  # fmt: skip


def claims_stand() -> migrations.RunPython:
    """The migration step that lets approved claims and payments stand."""
    return step(claim_guards, _PAID_SAYS)


def fund_guards(differs: str) -> dict[str, Guard]:
    """The fund of an approved claim."""
    changed = f"OLD.state IN ('approved', 'paid') AND NEW.fund_id {differs} OLD.fund_id"
    return {"finance_claim_fund_stands_update": (_CLAIM, "UPDATE", changed)}


def funds_of_claims_stand() -> migrations.RunPython:
    """The migration step that lets the fund of an approved claim stand."""
    return step(fund_guards, _PAID_SAYS)
