"""How much of the work lies beside the contract (P1.11)."""

from __future__ import annotations

from decimal import Decimal

from banyan.domains.services.rules.hours.counting import percent
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION = "good", "attention"


def month_verdict(month: str, beside: int, worked: int, most: int) -> tuple[str, Sentence]:
    """The share of minutes beside the contract in a month's minutes; more than `most` percent want attention."""
    share = percent(beside, worked) or Decimal(0)
    said = noop("%(month)s: %(percent)s %% of %(hours)s hours were work beside the contract")
    told = sentence(said, month=month, percent=str(share), hours=str(round(worked / 60)))
    return (ATTENTION if share > most else GOOD), told


def entry_said(minutes: int, who: str) -> Sentence:
    """One piece of work beside the contract."""
    return sentence(
        noop("%(hours)s hours beside the contract, asked for by %(who)s"),
        hours=f"{minutes / 60:.1f}",
        who=who,
    )
