"""Claims of many projects at once, as what they prove: three statements, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.approvals.models import Step
from banyan.core.controls.sharing import shared
from banyan.domains.finance.models import Advance, Claim, Payment
from banyan.domains.finance.rules.claim_proof import Proof

_FOUR = ("place", "reason", "payee")


@shared
def proofs_of(projects: Sequence[UUID], first: date, last: date) -> list[Proof]:
    """Claims handed in within the days, given up or not."""
    rows = Claim.objects.filter(
        project__public_id__in=list(projects), submitted_at__date__range=(first, last)
    )
    kept = list(rows.select_related("project").order_by("submitted_at", "pk"))
    signers = _signers([claim.public_id for claim in kept])
    paid = dict(
        Payment.objects.filter(claim__in=kept, state=Payment.State.PAID).values_list("claim", "paid_on")
    )
    return [_proof(claim, signers.get(claim.public_id, ()), paid.get(claim.pk)) for claim in kept]


def _signers(claims: list[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """Claim → who signed its last request."""
    steps = Step.objects.filter(
        request__model="finance.claim",
        request__record_id__in=claims,
        request__state="approved",
        state=Step.State.SIGNED,
    )
    found: dict[UUID, dict[int, list[Any]]] = {}
    for claim, request, person in steps.order_by("request", "position").values_list(
        "request__record_id", "request", "decided_by"
    ):
        found.setdefault(claim, {}).setdefault(request, []).append(person)
    return {claim: tuple(requests[max(requests)]) for claim, requests in found.items()}


def _proof(claim: Claim, signers: tuple[Any, ...], paid_on: date | None) -> Proof:
    submitted = claim.submitted_at
    return Proof(
        project=claim.project.public_id,
        public_id=claim.public_id,
        number=claim.number,
        happened_on=claim.happened_on,
        handed_in_on=submitted.date() if submitted else claim.happened_on,
        approved_on=claim.approved_at.date() if claim.approved_at else None,
        paid_on=paid_on,
        explained=bool(claim.explanation.strip()),
        witnessed=claim.witnessed_at is not None,
        signers=signers,
        claimant=claim.claimant_id,
        witness=claim.witness_id,
        is_complete=all(getattr(claim, name).strip() for name in _FOUR),
        agreed_above=claim.head_office_by_id is not None,
    )


def overdue_advances(projects: Sequence[UUID], first: date, last: date, today: date) -> list[Advance]:
    """Advances that should have been settled within the days and are open still."""
    rows = Advance.objects.filter(project__public_id__in=list(projects), state=Advance.State.PAID)
    rows = rows.filter(due_on__range=(first, last), due_on__lt=today)
    return list(rows.select_related("project").order_by("due_on", "pk"))
