"""Who stands in the team of a case, and who is asked to sign in it."""

from __future__ import annotations

from typing import Any

from banyan.core.approvals.models import Request
from banyan.domains.services.models import Case, CaseDocument, CaseWorker
from banyan.domains.services.rules.cases.team import Place

_CASE_PAPER = CaseDocument._meta.label_lower


def place_of(worker: CaseWorker) -> Place:
    """A place as the rules of the team read it."""
    return Place(worker.person_id, worker.role, worker.since, worker.until, worker.is_key)


def places_of(case: Case) -> list[Place]:
    """The team of a case over time. One statement."""
    return [place_of(worker) for worker in CaseWorker.everything.filter(case=case)]


def named_signers(case: Case) -> list[Any]:
    """People named to read and sign in a guarded file."""
    found = CaseWorker.everything.filter(case=case, until=None, role=CaseWorker.Role.APPROVAL)
    return [worker.person for worker in found.select_related("person").order_by("since", "pk")]


def waiting_requests(case: Case) -> list[Request]:
    """Signatures that are being asked for under the papers of a case."""
    papers = CaseDocument.everything.filter(case=case, state=CaseDocument.State.WAITING).values("public_id")
    asked = Request.everything.filter(model=_CASE_PAPER, state=Request.State.WAITING, record_id__in=papers)
    return list(asked.select_related("unit"))
