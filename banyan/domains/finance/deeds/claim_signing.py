"""Who signs a claim or an advance, and what follows: department head, director, headquarters last (P4.1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.approvals import flows
from banyan.core.approvals.binding import content_hash
from banyan.core.approvals.models import Step
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.queries import latest
from banyan.core.approvals.resolving import StepPlan
from banyan.core.attachments.deeds import guard
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.deeds.claims import CLAIM, forget_signatures
from banyan.domains.finance.models import Advance, Claim
from banyan.domains.finance.queries.claims import lines_of
from banyan.domains.finance.queries.hands import is_at_headquarters, working_under
from banyan.foundation.refusal import Refused, noop

State = Claim.State
ADVANCE = "advance"
DIRECTOR, PROGRAMME, GENERAL, FINANCE = "centre-director", "programme-director", "director-general", "finance"
SIGNED = (
    "project", "happened_on", "place", "reason", "payee", "payee_account", "payee_bank", "business", "witness", "advance",
    "explanation", "resolution",
)  # fmt: skip
_LIMITS = (settings.PROGRAMME_ABOVE, settings.GENERAL_ABOVE)
_STEPS = (
    StepPlan("superior", otherwise=DIRECTOR),
    StepPlan("role", DIRECTOR, further=True),
    StepPlan("role", PROGRAMME, above=settings.PROGRAMME_ABOVE.key, further=True),
    StepPlan("role", GENERAL, above=settings.GENERAL_ABOVE.key),
    StepPlan("role", FINANCE),
)


@deed(Claim, "approve", frm=State.WAITING, to=State.APPROVED, label=_("Claim approved"), system=True)
def claim_approved(claim: Claim, by: Actor, now: datetime) -> None:
    """The last signature is headquarters'; from now on nothing in the claim changes."""
    claim.head_office_by = _last_signer(claim, CLAIM)
    claim.approved_at, claim.signed_hash = now, content_hash(claim, CLAIM)


@deed(Claim, "return", frm=State.WAITING, to=State.RETURNED, label=_("Claim sent back"), system=True)
def claim_returned(claim: Claim, by: Actor, now: datetime, reason: str = "") -> None:
    """The claim comes back with the reason; its money is free until it is handed in again."""


@deed(
    Claim,
    "void_approval",
    frm=(State.WAITING, State.APPROVED),
    to=State.RETURNED,
    label=_("Claim sent back"),
    system=True,
)
def claim_voided(claim: Claim, by: Actor, now: datetime, reason: str = "") -> None:  # fmt: skip
    """What was signed is no longer what stands there."""
    forget_signatures(claim)


@deed(
    Advance,
    "approve",
    frm=Advance.State.WAITING,
    to=Advance.State.APPROVED,
    system=True,
    label=_("Advance approved"),
)
def advance_approved(advance: Advance, by: Actor, now: datetime) -> None:
    """Headquarters agreed last; the cashier may hand it out."""
    advance.head_office_by = _last_signer(advance, ADVANCE)
    advance.signed_hash = content_hash(advance, ADVANCE)


@deed(
    Advance, "return", frm=(Advance.State.WAITING, Advance.State.APPROVED), to=Advance.State.DRAFT, system=True,
    label=_("Advance sent back"),
)  # fmt: skip
def advance_returned(advance: Advance, by: Actor, now: datetime, reason: str = "") -> None:
    """It comes back with the reason."""
    advance.head_office_by, advance.signed_hash = None, ""


def _last_signer(record: Any, kind: str) -> Any:
    """Who signed last; a chain that does not end at headquarters carries no money (P4.1)."""
    request = latest(record, kind)
    signed = Step.everything.filter(request=request, state=Step.State.SIGNED)
    last = signed.select_related("decided_by__unit").order_by("position", "decided_at").last()
    signer = last.decided_by if last else None
    if not is_at_headquarters(signer, record.unit):
        raise Refused(
            noop("The last signature under money is headquarters'."),
            clause="P4.1",
            way_out=noop("Let the flow end with a role at headquarters, under Settings › Who signs what."),
            code="no_headquarters",
        )
    return signer


def _barred(claim: Claim, day: date) -> frozenset[int]:
    """Whoever claims, whoever witnessed, and all who work under the claimant."""
    own = frozenset(pk for pk in (claim.claimant_id, claim.witness_id) if pk)
    return own | working_under(claim.claimant_id, day)


def _barred_from_advance(advance: Advance, day: date) -> frozenset[int]:
    own = frozenset(pk for pk in (advance.holder_id,) if pk)
    return own | working_under(advance.holder_id, day)


def _lines(claim: Claim) -> dict[str, str]:
    """The lines as they are signed, one beside its number."""
    told = ("what", "seller", "invoice", "counted")
    fund = {"fund": claim.fund.source} if claim.fund else {}
    return fund | {
        f"{line.position}": " · ".join(
            [line.budget_line.code, line.kind, *(str(getattr(line, name)) for name in told)]
        )
        for line in lines_of(claim)
    }


def files_stand(record: Any) -> None:
    """Files of a claim that is approved or paid stand as they were signed."""
    if isinstance(record, Claim) and record.state in (State.APPROVED, State.PAID):
        raise Refused(
            noop("The claim is approved; its files stand as they were signed."),
            way_out=noop("Send it back first, if something is wrong."),
            clause="R5.3.4",
            code="locked",
        )


guard(files_stand)
flows.declare(CLAIM, label=_("claim"), steps=_STEPS, amounts=_LIMITS)
flows.declare(ADVANCE, label=_("advance"), steps=_STEPS, amounts=_LIMITS)
outcome(
    Claim, CLAIM, approved=claim_approved, returned=claim_returned, voided=claim_voided, label=_("claim"),
    fields=SIGNED, extra=_lines, barred=_barred,
)  # fmt: skip
outcome(
    Advance, ADVANCE, approved=advance_approved, returned=advance_returned, label=_("advance"),
    fields=("project", "budget_line", "amount", "reason", "business", "needed_on"), barred=_barred_from_advance,
)  # fmt: skip
