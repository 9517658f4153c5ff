"""What somebody who signs a form of a case reads: its answers in three voices, and the goals it stands for."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from banyan.core import door
from banyan.core.approvals.evidence import evidence
from banyan.domains.services.models import CaseDocument
from banyan.domains.services.queries.cases.page import answers_of
from banyan.domains.services.queries.cases.reading import open_goals
from banyan.domains.services.rules.cases.papers import SIGNED, Paper

_WITH_GOALS = (Paper.PLAN, Paper.CLOSURE)


def _beside_paper(paper: CaseDocument, by: Any) -> SafeString:
    """The form as it was written; beside a plan and a closure the goals with their five levels."""
    with door.opened("signing a case form"):
        goals = open_goals(paper.case) if paper.kind in _WITH_GOALS else []
        context = {"answers": answers_of(paper), "goals": goals, "paper": paper}
        return render_to_string("services/cases/signed.html", context)


for _kind in SIGNED:
    evidence(CaseDocument, f"case_{_kind}")(_beside_paper)
