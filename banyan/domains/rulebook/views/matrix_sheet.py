"""The half-yearly inspection sheet of one project: every clause as the records have it, to be gone through and signed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from banyan.core.controls import chapters
from banyan.core.documents import a4
from banyan.core.identity import tree
from banyan.core.ui.wording import say, stamp
from banyan.domains.rulebook.queries import matrix as asked
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.views.matrix_page import Chosen, MatrixPage, verdict_words

_CODE = "BY-JC-01"
_WIDTHS = (2, 6, 2, 7, 4, 3)


class SheetPage(MatrixPage):
    """One project's period, clause by clause, for the inspectors."""

    def __init__(self, by: Any, today: date, chosen: Chosen, public_id: UUID) -> None:
        super().__init__(by, today, chosen)
        self.project = self.project_or_404(public_id)

    @property
    def form(self) -> a4.Form:
        """The sheet as an A4 form on its side."""
        heads = (
            _("Clause"), _("What is asked"), _("By the records"), _("What is wrong"), _("Rectification"),
            _("Seen on the spot"),
        )  # fmt: skip
        parts = [block for chapter in self.chapters for block in self._chapter(chapter, heads)]
        return a4.Form(
            _("Half-yearly inspection sheet"),
            _CODE,
            tree.current().units[self.project.unit_id],
            self.project.number,
            (self._head, *parts, self._signatures),
            facts=(self.period_words, f"{self.period.start} – {self.period.end}"),
            note=_("☐ seen and agreed   ☒ seen otherwise: see the opinion."),
            wide=True,
        )

    @cached_property
    def period(self) -> Any:
        return next(span for span, some in self.judged.parted.items() if self.project in some)

    @property
    def _head(self) -> dict[str, Any]:
        counts = matrix.counted(line["row"].result for line in self.lines)
        words = verdict_words()
        told = " · ".join(f"{words[verdict]} {counts[verdict]}" for verdict in matrix.VERDICTS)
        return a4.fields(
            (_("Project"), self.project.name),
            (_("judged"), stamp(self.judged.judged_at)),
            (_("By the records"), told or "—"),
            (_("Inspected on"), ""),
        )

    def _chapter(self, chapter: dict[str, Any], heads: tuple[str, ...]) -> list[dict[str, Any]]:
        rows = [
            (
                line["row"].clause,
                line["title"],
                line["word"],
                f"{line['number']} {line['said']}".strip(),
                line["mending"].label() if line["mending"] else "",
                "☐ ☒" if line["row"].result != matrix.NOT_APPLICABLE else "—",
            )
            for line in chapter["lines"]
        ]
        return [a4.words(chapter["code"], chapter["name"]), a4.lines(heads, rows, widths=_WIDTHS)]

    @property
    def _signatures(self) -> dict[str, Any]:
        return a4.signatures(
            a4.Hand(_("Opinion of the inspectors")),
            a4.Hand(_("Opinion of the project lead")),
            a4.Hand(_("Station"), seal=a4.seal_of_the_station()),
        )

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """Every clause that was judged, under its chapter."""
        parted = chapters.by_chapter(line["row"].clause for line in self.lines)
        return [
            {
                "code": chapter,
                "name": _(chapters.CHAPTERS[chapter]),
                "lines": [line for line in self.lines if line["row"].clause in some],
            }
            for chapter, some in parted.items()
        ]

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        words = verdict_words()
        alone = asked.Judged((self.project,), self.judged.parted, self.judged.results)
        rows = asked.listed(self.by, alone, matrix.VERDICTS, list(self.titles), self.today)
        order = {clause: place for place, clause in enumerate(self.titles)}
        return [self._line(each, words) for each in sorted(rows, key=lambda each: order[each.result.clause])]

    def _line(self, each: asked.Trouble, words: dict[str, str]) -> dict[str, Any]:
        first = each.first if each.result.faults else None
        return {
            "row": each.result,
            "title": _(each.title),
            "word": f"{words[each.result.result]} {each.result.faults or ''}".strip(),
            "said": say(first.said) if first else "",
            "number": first.number if first else "",
            "mending": each.rectification,
        }
