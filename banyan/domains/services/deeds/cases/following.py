"""What follows when a form of a case begins to hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from banyan.domains.services.deeds.cases.counting import hand_in
from banyan.domains.services.deeds.cases.team import hand_over
from banyan.domains.services.models import Case, CaseDocument


def follow(paper: CaseDocument, case: Case, by: Any, now: datetime) -> None:
    """A signed transfer changes the key worker; whatever is filed may make the case count."""
    if paper.kind == CaseDocument.Kind.TRANSFER and paper.successor is not None:
        hand_over(case, paper.successor, by=by, now=now, day=now.date())
    hand_in(case)
