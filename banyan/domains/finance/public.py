"""The front door of the finance room: what rooms above, the site and the shell may ask."""

from __future__ import annotations

from banyan.domains.finance.queries.answers import (
    balance,
    findings,
    last_entry,
    reconcile,
)
from banyan.domains.finance.queries.audits import AUDIT_FINDING, audit_findings
from banyan.domains.finance.queries.funding import funding_of_agencies
from banyan.domains.finance.queries.reports import REPORTS

__all__ = [
    "AUDIT_FINDING",
    "REPORTS",
    "audit_findings",
    "balance",
    "findings",
    "funding_of_agencies",
    "last_entry",
    "reconcile",
]
