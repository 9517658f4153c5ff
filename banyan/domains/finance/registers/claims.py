"""Claims and advances as registers."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.finance import forms
from banyan.domains.finance.deeds import advances, claim_signing, claims, payments  # noqa: F401
from banyan.domains.finance.models import Advance, Claim

claim_register = register(
    Register(
        model=Claim,
        words=Words(
            _("Claims"),
            _(
                "What somebody spent for the work is claimed here, with time, place, reason, amount and its papers."
            ),
            _("Write a claim"),
            "R5.3.2",
            "receipt",
        ),
        area="finance",
        columns=("number", "reason", "project", "claimant", "happened_on", "payee", "payable", "state"),
        fields=("place", "business", "witness", "advance", "fund", "explanation", "resolution", "payee_bank"),
        filters=("state", "project", "happened_on", "unit"),
        search=("number", "reason", "payee"),
        create=claims.begin,
        edit=claims.edit,
        editable_in=(Claim.State.DRAFT, Claim.State.RETURNED),
        deeds=(
            claims.submit,
            payments.pay,
            claims.add_line,
            claims.note_invoice,
            claims.cut,
            claims.drop_line,
            claims.witness,
            claims.reopen,
            claims.cancel,
        ),
        views=(
            View("waiting", _("For signature"), "state=waiting"),
            View("returned", _("Sent back"), "state=returned"),
            View("to-pay", _("To be paid"), "state=approved"),
        ),
        form=forms.ClaimForm,
    )
)

advance_register = register(
    Register(
        model=Advance,
        words=Words(
            _("Advances"),
            _(
                "Money that is handed out before it is spent stands here until claims settle it or the rest comes back."
            ),
            _("Ask for an advance"),
            "R5.3.1",
            "wallet",
        ),
        area="finance",
        columns=("number", "reason", "project", "holder", "amount", "settled", "returned", "due_on", "state"),
        fields=("budget_line", "business", "needed_on"),
        filters=("state", "project", "unit", "due_on"),
        search=("number", "reason"),
        create=advances.begin,
        edit=advances.edit,
        editable_in=(Advance.State.DRAFT,),
        deeds=(advances.submit, payments.hand_out, payments.give_back),
        views=(View("open", _("To be settled"), "state=paid"),),
        form=forms.AdvanceForm,
    )
)
