"""The front door of the finance room: what rooms above, the site and the shell may ask."""

from __future__ import annotations

from banyan.domains.finance.queries.answers import (
    balance,
    findings,
    reconcile,
    report_activities,
    report_contract,
)

__all__ = ["balance", "findings", "reconcile", "report_activities", "report_contract"]
