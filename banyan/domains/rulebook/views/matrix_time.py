"""The chapters over time."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.controls import chapters
from banyan.core.ui.wording import say
from banyan.domains.rulebook.queries import matrix as asked
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.rules.periods import before, in_words
from banyan.domains.rulebook.views.matrix_page import MatrixPage, verdict_words
from banyan.foundation.periods import quarter_of

QUARTERS = 5
_BAR = ("breached", "attention", "met")


class TimePage(MatrixPage):
    """How many clauses of each chapter were met, quarter after quarter."""

    def here(self, **changes: Any) -> str:
        """This page with another choice."""
        return f"{reverse('rulebook.matrix.time')}?{self.chosen.query(**changes)}"

    @cached_property
    def periods(self) -> list[str]:
        """The quarters up to today, the oldest first; those before the first verdict are left out."""
        found = self._looked_at
        first = next((place for place, each in enumerate(found) if self.kept.get(each)), len(found) - 1)
        return found[first:]

    @cached_property
    def _looked_at(self) -> list[str]:
        found = [quarter_of(self.today)]
        while len(found) < QUARTERS:
            found.append(before(found[-1]))
        return found[::-1]

    @property
    def heads(self) -> list[tuple[str, str]]:
        return [(say(in_words(each)), self.url(period=each)) for each in self.periods]

    @cached_property
    def kept(self) -> dict[str, dict[str, dict[str, int]]]:
        return asked.over_time(self.by, self.projects, self._looked_at) if self.projects else {}

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """Each chapter with one bar a quarter."""
        return [
            {
                "code": chapter,
                "name": _(chapters.CHAPTERS[chapter]),
                "bars": [self._bar(period, chapter) for period in self.periods],
            }
            for chapter in asked.by_chapter()
        ]

    def _bar(self, period: str, chapter: str) -> dict[str, Any]:
        counts = self.kept.get(period, {}).get(chapter)
        if not counts or not matrix.judged(counts):
            return {"period": say(in_words(period)), "counts": None}
        whole, at, parts = Decimal(matrix.judged(counts)), Decimal(0), []
        for verdict in _BAR:
            width = (100 * counts[verdict] / whole).quantize(Decimal("0.1"))
            parts.append({"verdict": verdict, "at": at, "width": width})
            at += width
        return {
            "period": say(in_words(period)),
            "counts": self._linked(counts, period, chapter),
            "parts": parts,
        }

    def _linked(self, counts: dict[str, int], period: str, chapter: str) -> list[dict[str, Any]]:
        words = verdict_words()
        return [
            {
                "verdict": verdict,
                "word": words[verdict],
                "count": counts[verdict],
                "url": self.list_url(only=verdict, chapter=chapter, period=period, clause=""),
            }
            for verdict in _BAR[::-1]
            if counts[verdict]
        ]
