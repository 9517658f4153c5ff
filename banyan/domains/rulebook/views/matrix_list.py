"""The results behind a count of the matrix, one by one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.controls import chapters
from banyan.core.ui.wording import say
from banyan.domains.rulebook.queries import matrix as asked
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.views.matrix_page import TONES, MatrixPage, verdict_words


class ListPage(MatrixPage):
    """Project, clause, verdict, the fault that speaks first, who mends it by when."""

    def here(self, **changes: Any) -> str:
        """This list with another choice."""
        return f"{reverse('rulebook.matrix.list')}?{self.chosen.query(**changes)}"

    @cached_property
    def clauses(self) -> list[str]:
        chosen = self.chosen
        return [
            each
            for each in self.titles
            if chosen.chapter in ("", chapters.chapter_of(each)) and chosen.clause in ("", each)
        ]

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        found = asked.listed(self.by, self._shown, matrix.wanted(self.chosen.only), self.clauses, self.today)
        words = verdict_words()
        return [self._line(each, words) for each in found]

    @property
    def _shown(self) -> asked.Judged:
        """The judged projects, or the one chosen."""
        some = tuple(each for each in self.judged.projects if self.chosen.project in ("", each.number))
        return asked.Judged(some, self.judged.parted, self.judged.results)

    def _line(self, each: asked.Trouble, words: dict[str, str]) -> dict[str, Any]:
        mending = each.rectification
        return {
            "row": each.result,
            "project": each.project,
            "title": _(each.title),
            "tone": TONES[each.result.result],
            "word": words[each.result.result],
            "said": say(each.first.said) if each.first and each.result.faults else "",
            "number": each.first.number if each.first and each.result.faults else "",
            "on": each.first.on if each.first and each.result.faults else None,
            "url": self.cell_url(each.project.id, each.result.clause),
            "mending": mending,
            "late": each.days_late,
            "mend_url": "" if mending else self.opening_url(each.result),
        }

    @property
    def heading(self) -> str:
        """What is listed: verdict, chapter or clause."""
        parts = [self.only_words if self.chosen.only else _("all results")]
        if self.chosen.clause in self.titles:
            parts.append(f"{self.chosen.clause} {_(self.titles[self.chosen.clause])}")
        elif self.chosen.chapter:
            parts.append(self.chapter_words)
        return " · ".join(parts)
