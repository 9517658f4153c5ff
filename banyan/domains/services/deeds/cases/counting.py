"""What a case is worth in the ledger: opened, each of its contacts, and closed; each with evidence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import at_noon, proposed, whose
from banyan.domains.services.models import Case, CaseContact, CaseDocument
from banyan.domains.services.queries.cases.facts import facts_of
from banyan.domains.services.rules.cases.counting import closed_lacks, opened_lacks
from banyan.domains.services.rules.cases.stages import Facts

State, Kind = CaseDocument.State, CaseDocument.Kind


def hand_in(case: Case) -> None:
    """Offer the case to the ledger as it stands: opened and closed are two things and count apart.

    Runs inside the deed that changed something. Without a project there is nothing to offer.
    """
    if case.project is None:
        return
    facts = facts_of(case)
    early = _filed(case).filter(held_on__lte=facts.accepted_on) if facts.accepted_on else ()
    projects.offer(*_milestones(case, facts), *(_met(case, contact, accepted=True) for contact in early))


def hand_in_anew(case: Case, former: projects.Project | None) -> None:
    """The whole case moved to another project, or is called otherwise: every part of it stands there once."""
    if former is not None and former != case.project:
        papers = CaseDocument.everything.filter(case=case, kind=Kind.CLOSURE)
        for record in (case, *papers, *CaseContact.everything.filter(case=case)):
            projects.withdraw(former.public_id, record._meta.label_lower, record.public_id)
    projects.offer(*evidences_of(case))


def hand_in_contact(contact: CaseContact) -> None:
    """Offer a contact that was filed; take back the one that it corrects."""
    case = contact.case
    if case.project is None:
        return
    projects.offer(_met(case, contact, accepted=case.opened_on is not None))
    if contact.follows is not None:
        projects.withdraw(case.project.public_id, contact._meta.label_lower, contact.follows.public_id)


def evidences_of(case: Case) -> list[projects.Evidence]:
    """Everything the ledger should hold of a case."""
    if case.project is None:
        return []
    facts = facts_of(case)
    met = [_met(case, contact, accepted=facts.accepted_on is not None) for contact in _filed(case)]
    return [*_milestones(case, facts), *met]


def _filed(case: Case) -> Any:
    return CaseContact.everything.filter(case=case, state=CaseContact.State.FILED)


def _milestones(case: Case, facts: Facts) -> Iterator[projects.Evidence]:
    if facts.accepted_on:
        yield _opened(case, facts, facts.accepted_on)
    closure = CaseDocument.everything.filter(case=case, kind=Kind.CLOSURE, state=State.APPROVED).first()
    if closure is not None:
        yield _closed(case, facts, closure)


def _met(case: Case, contact: CaseContact, *, accepted: bool) -> projects.Evidence:
    """One contact: one person met, whoever of the team was there; the hours of each stand elsewhere (trap 5)."""
    return projects.Evidence(
        source_model=contact._meta.label_lower,
        source_public_id=contact.public_id,
        kind=projects.Kind.CONTACT,
        happened_on=contact.held_on,
        minutes=contact.minutes,
        hours=(Decimal(contact.minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP),
        complete=accepted,
        approved=True,
        missing=() if accepted else ("case_not_accepted",),
        **_whose(case, contact.held_on, projects.Kind.CONTACT),
    )


def _opened(case: Case, facts: Facts, accepted_on: date) -> projects.Evidence:
    missing = opened_lacks(facts, _has_consent(case))
    signed = max(
        (day for day in (facts.accepted_on, facts.assessed_on, facts.planned_on) if day), default=None
    )
    return projects.Evidence(
        source_model=case._meta.label_lower,
        source_public_id=case.public_id,
        kind=projects.Kind.CASE_OPENED,
        happened_on=accepted_on,
        complete=not missing,
        approved=facts.planned_on is not None,
        missing=tuple(missing),
        approved_at=at_noon(signed) if signed else None,
        **_whose(case, accepted_on, projects.Kind.CASE_OPENED),
    )


def _closed(case: Case, facts: Facts, closure: CaseDocument) -> projects.Evidence:
    missing = closed_lacks(facts)
    return projects.Evidence(
        source_model=closure._meta.label_lower,
        source_public_id=closure.public_id,
        kind=projects.Kind.CASE_CLOSED,
        happened_on=closure.happened_on,
        sessions=CaseContact.everything.filter(case=case, state=CaseContact.State.FILED).count(),
        evaluated=facts.evaluated_on is not None,
        complete=not missing,
        approved=True,
        missing=tuple(missing),
        approved_at=at_noon(closure.settled_on) if closure.settled_on else None,
        **_whose(case, closure.happened_on, projects.Kind.CASE_CLOSED),
    )


def _whose(case: Case, on: date, kind: projects.Kind) -> dict[str, Any]:
    """Project, number, person and household. A guarded file is counted under its grade alone: nobody is told which."""
    called = case.confidentiality if case.is_guarded else case.number
    return {
        "project": case.project.public_id,  # type: ignore[union-attr]
        "source_number": called,
        "shares": proposed(case.project, kind, "", case.unit, on),  # type: ignore[arg-type]
        "person_times": 1,
        **whose(case.client, called),
    }


def _has_consent(case: Case) -> bool:
    return CaseDocument.everything.filter(case=case, kind=Kind.CONSENT, state=State.FILED).exists()
