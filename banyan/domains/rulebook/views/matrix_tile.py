"""The rulebook on the cockpit of a project: what is not met, why, who mends it and by when."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from banyan.core.controls import chapters, reading
from banyan.core.ui.tiles import Tile, provider
from banyan.core.ui.wording import say
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.views.matrix_list import ListPage
from banyan.domains.rulebook.views.matrix_page import Chosen
from banyan.foundation.periods import quarter_of

SHOWN = 10
#: So many of them stand aside for faults that somebody is mending.
UNMENDED = 6
PURPOSES = "R1.1.2"


class ProjectTile(ListPage):
    """The verdicts of the present quarter on one project: what is wrong first, then chapter by chapter."""

    def __init__(self, by: Any, today: date, number: str) -> None:
        super().__init__(by, today, Chosen(quarter_of(today), only=matrix.TROUBLE, project=number))

    @property
    def project(self) -> Any:
        found = [each for each in self.judged.projects if each.number == self.chosen.project]
        if not found:
            raise Http404
        return found[0]

    @property
    def first_lines(self) -> list[dict[str, Any]]:
        """What nobody mends yet, then what somebody does, with who and by when: both stand here where there are both."""
        nobody = [each for each in self.lines if not each["mending"]]
        somebody = [each for each in self.lines if each["mending"]][: SHOWN - min(len(nobody), UNMENDED)]
        return [*nobody[: SHOWN - len(somebody)], *somebody]

    @property
    def more(self) -> int:
        return max(len(self.lines) - SHOWN, 0)

    @property
    def more_url(self) -> str:
        return self.list_url()

    @property
    def matrix_url(self) -> str:
        return self.url(only="")

    @cached_property
    def measures(self) -> list[dict[str, Any]]:
        """The five purposes of the rules with their figures, or the word that nobody measured one (R1.1.2)."""
        row = self.judged.result(self.project, PURPOSES)
        found = reading.findings(self.by, row) if row else ()
        return [{"said": say(each.said), "missing": each.verdict != "good"} for each in found]

    @property
    def measures_url(self) -> str:
        return self.cell_url(self.project.id, PURPOSES)

    @cached_property
    def heat(self) -> list[dict[str, Any]]:
        """Each chapter with its verdicts, every count leading to its results."""
        return [self._chapter(*each) for each in _counted(self) if matrix.judged(each[1])]

    def _chapter(self, chapter: str, counts: dict[str, int]) -> dict[str, Any]:
        whole, at, parts = matrix.judged(counts), 0, []
        for verdict in (matrix.MET, matrix.ATTENTION, matrix.BREACHED):
            width = round(100 * counts[verdict] / whole, 1)
            parts.append({"verdict": verdict, "at": at, "width": width})
            at += width
        shown = [each for each in self._counts(counts, chapter) if each["count"] and each["look"] != "na"]
        return {"name": _(chapters.CHAPTERS[chapter]), "parts": parts, "counts": shown}


def _counted(tile: ProjectTile) -> list[tuple[str, dict[str, int]]]:
    rows = [row for (scope, _clause), row in tile.judged.results.items() if scope == tile.project.id]
    by_chapter = chapters.by_chapter(row.clause for row in rows)
    results = {row.clause: row.result for row in rows}
    return [(c, matrix.counted(results[each] for each in some)) for c, some in by_chapter.items()]


@provider
def tile(by: Any, project: UUID, today: date) -> Tile | None:
    """The rulebook's part of the cockpit; nothing for whoever may not see verdicts."""
    if not by.may("controls.result.view"):
        return None
    found = next((each for each in reading.visible_projects(by) if each.id == project), None)
    if found is None:
        return None
    shown = ProjectTile(by, today, found.number)
    return Tile("rulebook/tiles/project.html", shown) if shown.judged.projects else None
