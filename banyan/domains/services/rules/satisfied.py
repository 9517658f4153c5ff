"""Satisfaction kind by kind and period by period: whether it rises, holds or falls (R4.2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION = "good", "attention"
Judged = tuple[str, Sentence]


@dataclass(frozen=True)
class Said:
    """What those served said in a period: how many answered, and their mean from 1 to 5."""

    answers: int = 0
    mean: Decimal | None = None


def trend(kind: str, now: Said, before: Said, least: int, most_fall: Decimal) -> Judged:
    """The mean beside that of the period before; below so many answers nothing is told, for single people would be."""
    if now.answers < least or now.mean is None:
        words = noop("%(kind)s: fewer than %(least)s answers, no satisfaction can be told")
        return ATTENTION, sentence(words, kind=sentence(kind), least=least)
    told = {"kind": sentence(kind), "mean": f"{now.mean}", "answers": now.answers}
    if before.answers < least or before.mean is None:
        return GOOD, sentence(
            noop("%(kind)s: %(mean)s of 5 from %(answers)s answers; nothing to compare with yet"), **told
        )
    told |= {"before": f"{before.mean}"}
    if before.mean - now.mean > most_fall:
        return ATTENTION, sentence(
            noop("%(kind)s: %(mean)s of 5 from %(answers)s answers, fallen from %(before)s"), **told
        )
    return GOOD, sentence(noop("%(kind)s: %(mean)s of 5 from %(answers)s answers, %(before)s before"), **told)
