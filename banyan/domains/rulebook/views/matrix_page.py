"""What the compliance matrix shows, and every address that leads on from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from banyan.core.controls import chapters, deeds
from banyan.core.controls.scopes import Running
from banyan.core.identity import tree
from banyan.core.ui.wording import say
from banyan.domains.rulebook.queries import matrix as asked
from banyan.domains.rulebook.queries.attested import Attested, attested
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.rules.periods import before, choices, in_words
from banyan.domains.rulebook.views.chosen import Chosen

MOST_COLUMNS = 12
TONES = {"met": "ok", "attention": "attn", "breached": "breach", "not_applicable": "idle"}
ICONS = {
    "met": "check",
    "attention": "alert-triangle",
    "breached": "alert-octagon",
    "not_applicable": "minus",
}
CELLS = {"met": "ok", "attention": "attn", "breached": "breach", "not_applicable": "na"}


def verdict_words() -> dict[str, str]:
    """How the verdicts are called."""
    return {
        "met": _("met"),
        "attention": _("attention"),
        "breached": _("breached"),
        "not_applicable": _("not applicable"),
        "trouble": _("attention and breached"),
        "judged": _("all that could be judged"),
    }


@dataclass(frozen=True)
class Cell:
    """One verdict: how it looks, what it says, where its records are."""

    project: Running
    result: Any
    url: str
    change: str
    current: bool

    @property
    def verdict(self) -> str:
        return self.result.result if self.result else ""

    @property
    def look(self) -> str:
        return CELLS.get(self.verdict, "na")

    @property
    def icon(self) -> str:
        return ICONS.get(self.verdict, "circle-dashed")

    @property
    def word(self) -> str:
        return verdict_words().get(self.verdict, _("not judged"))


@dataclass(frozen=True)
class Row:
    """One clause across the projects."""

    clause: str
    title: str
    cells: list[Cell]
    counts: dict[str, int]
    met_url: str
    all_url: str

    @property
    def judged(self) -> int:
        return matrix.judged(self.counts)


class MatrixPage:
    """Clauses down, projects across, one verdict in each cell."""

    def __init__(self, by: Any, today: date, chosen: Chosen) -> None:
        self.by, self.today, self.chosen = by, today, chosen

    # -- what is asked

    @cached_property
    def unit(self) -> Any:
        """The unit whose projects are looked at; nothing when all are."""
        units = tree.current().units.values()
        return next((each for each in units if each.code == self.chosen.unit), None)

    @cached_property
    def judged(self) -> asked.Judged:
        path = self.unit.path if self.unit else ""
        chosen = self.chosen
        return asked.judged(self.by, chosen.period, self.today, unit_path=path, compare=chosen.compare)

    @cached_property
    def projects(self) -> list[Running]:
        """The columns; of very many those with the most trouble."""
        found = [each for each in self.judged.projects if self.chosen.project in ("", each.number)]
        if self.chosen.every or len(found) <= MOST_COLUMNS:
            return found
        worst = sorted(found, key=self._trouble, reverse=True)[:MOST_COLUMNS]
        return sorted(worst, key=lambda each: each.number)

    def _trouble(self, project: Running) -> tuple[int, int]:
        rows = [row for (scope, _clause), row in self.judged.results.items() if scope == project.id]
        return (
            sum(row.result == matrix.BREACHED for row in rows),
            sum(row.result == matrix.ATTENTION for row in rows),
        )

    @property
    def left_out(self) -> int:
        return len(self.judged.projects) - len(self.projects) if not self.chosen.project else 0

    # -- what is shown

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Chapters with the rows that the reader asked for."""
        wanted = self.chosen.chapter
        parted = {c: some for c, some in asked.by_chapter().items() if wanted in ("", c)}
        found = [self._group(chapter, clauses) for chapter, clauses in parted.items()]
        shown = [group for group in found if group["rows"]]
        unfolded = self._unfolded(shown)
        for group in shown:
            group["open"] = group["code"] == unfolded
        return shown

    def _unfolded(self, groups: list[dict[str, Any]]) -> str:
        """The chapter that a phone shows unfolded: the one whose records are open, else the first that is breached."""
        looked_at = (g for g in groups if any(cell.current for row in g["rows"] for cell in row.cells))
        worst = (
            g
            for g in groups
            if any(each["count"] for each in g["counts"] if each["verdict"] == matrix.BREACHED)
        )
        return next((g["code"] for g in (*looked_at, *worst, *groups)), "")

    def _group(self, chapter: str, clauses: list[str]) -> dict[str, Any]:
        rows = [self._row(clause) for clause in clauses]
        verdicts = [cell.verdict for row in rows for cell in row.cells]
        return {
            "code": chapter,
            "name": _(chapters.CHAPTERS[chapter]),
            "rows": [
                row for row in rows if matrix.is_shown([c.verdict for c in row.cells], self.chosen.only)
            ],
            "counts": self._counts(matrix.counted(verdicts), chapter=chapter),
            "url": self.url(chapter=chapter),
        }

    def _row(self, clause: str) -> Row:
        cells = [self._cell(project, clause) for project in self.projects]
        every = self._verdicts(clause)
        return Row(
            clause,
            _(self.titles[clause]),
            cells,
            matrix.counted(every),
            self.list_url(clause=clause, only="met", chapter=""),
            self.list_url(clause=clause, only=matrix.JUDGED, chapter=""),
        )

    def _verdicts(self, clause: str) -> list[str]:
        """Of all projects, whether they have a column or not."""
        found = (self.judged.result(each, clause) for each in self.judged.projects)
        return [row.result for row in found if row]

    def _cell(self, project: Running, clause: str) -> Cell:
        return Cell(
            project,
            self.judged.result(project, clause),
            self.cell_url(project.id, clause),
            self.judged.change(project, clause),
            self.is_open(project, clause),
        )

    def is_open(self, project: Running, clause: str) -> bool:
        """Whether the records of this cell stand beside the matrix."""
        return False

    @cached_property
    def titles(self) -> dict[str, str]:
        return asked.titles()

    @property
    def totals(self) -> list[dict[str, Any]]:
        """All verdicts of the chapters looked at, each leading to its results."""
        rows = self.judged.results
        shown = {each.id for each in self.projects}
        verdicts = [
            row.result
            for (scope, clause), row in rows.items()
            if scope in shown and self.chosen.chapter in ("", chapters.chapter_of(clause))
        ]
        return self._counts(matrix.counted(verdicts), chapter=self.chosen.chapter)

    def _counts(self, counts: dict[str, int], chapter: str) -> list[dict[str, Any]]:
        words = verdict_words()
        return [
            {
                "verdict": verdict,
                "word": words[verdict],
                "icon": ICONS[verdict],
                "tone": TONES[verdict],
                "look": CELLS[verdict],
                "count": counts[verdict],
                "url": self.list_url(only=verdict, chapter=chapter, clause=""),
            }
            for verdict in matrix.VERDICTS
        ]

    # -- what no record proves

    @cached_property
    def attested(self) -> Attested | None:
        """Rules that stand by attestation; left out where the reader asked for one chapter or for other verdicts."""
        if self.chosen.chapter or self.chosen.only not in ("", matrix.TROUBLE, matrix.ATTENTION):
            return None
        ends = [span.end for span in self.judged.parted]
        found = attested(self.by, self.projects, min([self.today, *ends[:1]]))
        if self.chosen.only:
            return replace(found, rows=tuple(row for row in found.rows if not row.is_complete))
        return found

    @property
    def may_attest(self) -> bool:
        return bool(self.by.may("rulebook.attestation.add"))

    # -- what may be set

    @cached_property
    def period_words(self) -> str:
        return say(in_words(self.chosen.period))

    @property
    def period_choices(self) -> list[tuple[str, str]]:
        start = asked.earliest_start(self.judged.projects, self.today)
        return [(say(in_words(each)), self.here(period=each)) for each in choices(self.today, start)]

    @property
    def chapter_words(self) -> str:
        return _(chapters.CHAPTERS[self.chosen.chapter]) if self.chosen.chapter else _("all")

    @property
    def chapter_choices(self) -> list[tuple[str, str]]:
        named = [(f"{c} {_(chapters.CHAPTERS[c])}", self.here(chapter=c)) for c in asked.by_chapter()]
        return [(_("all"), self.here(chapter="")), *named]

    @property
    def only_words(self) -> str:
        return verdict_words().get(self.chosen.only, _("all"))

    @property
    def only_choices(self) -> list[tuple[str, str]]:
        words = verdict_words()
        return [
            (_("all"), self.here(only="")),
            *((words[each], self.here(only=each)) for each in matrix.FILTERS),
        ]

    @property
    def unit_choices(self) -> list[tuple[str, str]]:
        """The centres to choose between, when there is more than one."""
        paths = {each.unit_path for each in self.judged.projects}
        units = [u for u in tree.current().units.values() if u.path in paths]
        if not self.unit and len(units) < 2:
            return []
        named = [(unit.name, self.here(unit=unit.code)) for unit in sorted(units, key=lambda u: u.code)]
        return [(_("all"), self.here(unit="")), *named]

    @property
    def compare_url(self) -> str:
        return self.here(compare="" if self.chosen.compare else "1")

    @property
    def can_compare(self) -> bool:
        return bool(before(self.chosen.period))

    @property
    def may_judge(self) -> bool:
        return bool(self.by.may(deeds.JUDGE))

    @property
    def columns(self) -> int:
        return len(self.projects) + 3

    # -- addresses

    def url(self, **changes: Any) -> str:
        return f"{reverse('rulebook.matrix')}?{self.chosen.query(**changes)}"

    def here(self, **changes: Any) -> str:
        """This page with another choice."""
        return self.url(**changes)

    @property
    def address(self) -> str:
        """The matrix with the same choice."""
        return self.url(only="", clause="", project="")

    @property
    def unfiltered_url(self) -> str:
        return self.here(only="", chapter="", clause="", project="")

    @property
    def without_clause_url(self) -> str:
        return self.here(clause="")

    @property
    def without_project_url(self) -> str:
        return self.here(project="")

    @property
    def every_url(self) -> str:
        return self.here(all="1")

    def list_url(self, **changes: Any) -> str:
        return f"{reverse('rulebook.matrix.list')}?{self.chosen.query(compare='', **changes)}"

    @property
    def time_url(self) -> str:
        return f"{reverse('rulebook.matrix.time')}?{self.chosen.query()}"

    def opening_url(self, row: Any) -> str:
        """Where a rectification is opened for a verdict; "" where nothing is at fault or the reader may not."""
        if not row.faults or not self.by.may("quality.rectification.add"):
            return ""
        return address_of("quality.open", model="controls.result", record_id=row.public_id)

    def cell_url(self, project: UUID, clause: str) -> str:
        where = reverse("rulebook.matrix.cell", kwargs={"public_id": project, "clause": clause})
        return f"{where}?{self.chosen.query()}"

    def project_or_404(self, public_id: UUID) -> Running:
        """A project that the actor sees and that runs in the period; others do not exist."""
        found = [each for each in self.judged.projects if each.id == public_id]
        if not found:
            raise Http404
        return found[0]


def address_of(name: str, **where: Any) -> str:
    """The address of a page, or nothing where its room is not in use."""
    try:
        return reverse(name, kwargs=where)
    except NoReverseMatch:
        return ""
