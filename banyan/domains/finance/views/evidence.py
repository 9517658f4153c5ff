"""What stands beside money that is to be signed: the chain of a claim, the year's budget beside a month."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from banyan.core import clock
from banyan.core.approvals.evidence import evidence
from banyan.core.identity.actor import system_actor
from banyan.domains.finance.deeds.claims import CLAIM
from banyan.domains.finance.deeds.monthly import KIND
from banyan.domains.finance.models import Claim, MonthlyBudget
from banyan.domains.finance.queries import month_board
from banyan.domains.finance.queries.claim_page import claim_page


@evidence(Claim, CLAIM)
def beside_claim(claim: Claim, by: Any) -> SafeString:
    """Plan, sign-in, invoice, receipt check, papers, and what the item has left, for whoever signs (R5.3.4)."""
    shown = claim_page(claim, by, clock.today())
    return render_to_string("finance/parts/claim_evidence.html", {"shown": shown})


@evidence(MonthlyBudget, KIND)
def beside_month(paper: MonthlyBudget, by: Any) -> SafeString:
    """The director checks the month against the year's budget; every line stands as its department wrote it (P4.2)."""
    reader = system_actor("finance.evidence")
    board = month_board.board_of(paper.project, paper.month, reader, clock.today())
    context = {
        "rows": month_board.rest_of_items(paper, reader),
        "lines": month_board.lines_of_paper(paper, reader),
        "missing": [column.unit.name for column in board.columns if not column.counts],
        "paper": paper,
    }
    return render_to_string("finance/parts/month_evidence.html", context)
