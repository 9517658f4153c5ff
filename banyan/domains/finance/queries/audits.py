"""What audits found, for the room that has it put right."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from banyan.domains.finance.models import AuditFinding

#: The kind of record that a rectification points to.
AUDIT_FINDING = AuditFinding._meta.label_lower


def audit_findings(projects: Sequence[UUID]) -> dict[UUID, list[AuditFinding]]:
    """Project → the findings of its audits. One statement; asked behind an open door."""
    rows = AuditFinding.everything.filter(audit__project__public_id__in=projects)
    found: dict[UUID, list[AuditFinding]] = {}
    for each in rows.annotate(of_project=F("audit__project__public_id")).order_by("found_on", "pk"):
        found.setdefault(each.of_project, []).append(each)  # type: ignore[attr-defined]
    return found
