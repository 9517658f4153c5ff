"""Granted money goes into its uses and nowhere else (W3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import BREACH, GOOD, Finding, Scope, control
from banyan.domains.finance.models import EarmarkedFund, Voucher
from banyan.domains.finance.queries.grants import plain_funds
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules import grants as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_VOUCHER = Voucher._meta.label_lower


@control(
    "W3.1",
    kind="quality",
    title=noop("Granted money for its uses only"),
    judged=noop("Every expense from a fund with a closed list of uses stands under an item of that list."),
)
def within_uses(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each voucher that spends such a fund, for its uses or past them (W3.1)."""
    kept: dict = {}
    for fund in EarmarkedFund.objects.filter(project__public_id__in=[s.id for s in scopes]).select_related(
        "project"
    ):
        kept.setdefault(fund.project.public_id, []).append(fund)
    for books in books_of(scopes, today):
        funds = plain_funds(kept.get(books.scope.id, ()))
        sources = {fund.source for fund in funds}
        for paper in books.in_period():
            if any(entry.source in sources for entry in paper.spending):
                past = rules.outside(paper.spending, funds)
                said = sentence(noop("Spent for a use of the fund."))
                if past:
                    entry, fund = past[0]
                    words = noop("%(source)s may be spent for %(uses)s only; %(item)s is none of them.")
                    said = sentence(words, source=fund.source, uses=fund.named, item=entry.item or "–")
                yield Finding.of(
                    books.scope.id, BREACH if past else GOOD, said, model=_VOUCHER,
                    public_id=books.pages[paper.number], number=paper.number, on=paper.on,
                )  # fmt: skip
