"""What a case and the hours of a month count for, and why something of them does not: shown on their own pages."""

from __future__ import annotations

from typing import Any

from banyan.domains.projects import public as projects
from banyan.domains.services.models import Case, CaseContact, CaseDocument, HoursSheet


def case_worth(case: Case, by: Any) -> dict[str, Any]:
    """What the case, each of its contacts and its closing form are worth. The page of the case let the reader in."""
    closing = CaseDocument.everything.filter(case=case, kind=CaseDocument.Kind.CLOSURE)
    parts = [case, *closing.only("public_id"), *CaseContact.everything.filter(case=case).only("public_id")]
    records = [(part._meta.label_lower, part.public_id) for part in parts]
    return {"standing": projects.standing_of_all(records, by), "project": case.project}


def hours_worth(sheet: HoursSheet, by: Any) -> dict[str, Any]:
    """What the hours of a month are worth."""
    return {"standing": projects.standing_of(sheet._meta.label_lower, sheet.public_id, by)}
