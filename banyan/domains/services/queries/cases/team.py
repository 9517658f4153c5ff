"""Who stands in the team of a case, and who is asked to sign in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.approvals.models import Request
from banyan.core.approvals.resolving import role_holders
from banyan.core.identity import tree
from banyan.core.identity.models import Person
from banyan.domains.services.models import Case, CaseDocument, CaseWorker
from banyan.domains.services.models.cases.reach import DIRECTOR
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


def people_in_line(unit: Any) -> set[int]:
    """Those who belong to a unit or to one above it, as their posts say: not those of the departments beside it."""
    above = [pk for pk, path in tree.current().paths.items() if unit.path.startswith(path)]
    return set(Person.everything.filter(unit__in=above).values_list("pk", flat=True))


def readers_of(case: Case, on: date) -> set[int]:
    """People who read a guarded file: those named, at L4 the key worker and the director."""
    named = CaseWorker.everything.filter(case=case, until=None)
    if case.confidentiality == Case.Confidentiality.L4:
        key = named.filter(is_key=True).values_list("person", flat=True)
        return {*key, *role_holders(DIRECTOR, case.unit, None, on)}
    return set(named.values_list("person", flat=True))


def waiting_requests(case: Case) -> list[Request]:
    """Signatures that are being asked for under the papers of a case."""
    papers = CaseDocument.everything.filter(case=case, state=CaseDocument.State.WAITING).values("public_id")
    asked = Request.everything.filter(model=_CASE_PAPER, state=Request.State.WAITING, record_id__in=papers)
    return list(asked.select_related("unit"))
