"""What a half-yearly inspection looks at, and how its sheet is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls import chapters
from banyan.core.controls.declaring import clause_order, declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.models import as_json, as_sentence
from banyan.core.controls.scopes import running
from banyan.core.ui.wording import say
from banyan.domains.projects import public as projects
from banyan.domains.quality.models import Circular, Inspection, InspectionLine, Rectification
from banyan.domains.quality.rules import inspections as rules

TOLD = 6
Result = InspectionLine.Result


def leads_below(unit: Any) -> list[UUID]:
    """Who leads a running project of the unit or below."""
    found = _projects_below(unit).exclude(lead=None)
    return list(found.values_list("lead__public_id", flat=True))


def inspected(inspection: Inspection) -> bool:
    """Whether the half year of this unit has a sheet already."""
    same = Inspection.everything.filter(unit=inspection.unit, year=inspection.year, half=inspection.half)
    return same.exclude(pk=inspection.pk).exists()


def found_for(inspection: Inspection, today: date) -> Iterator[dict[str, Any]]:
    """What the controls say of the half year: clause by clause, project by project."""
    known = {each.public_id: each for each in _projects_below(inspection.unit).select_related("unit")}
    period = rules.period_of(inspection.year, inspection.half)
    said = evaluate(running(list(known)), period, today)
    for scope, clause in sorted(said, key=lambda key: (clause_order(key[1]), known[key[0]].number)):
        outcome = said[scope, clause]
        yield {
            "project": known[scope], "clause": clause, "result": outcome.result,
            "proofs": len(outcome.evidence), "faults": len(outcome.faults),
            "told": [{"number": each.number, "said": as_json(each.sentence)} for each in outcome.faults[:TOLD]],
        }  # fmt: skip


def _projects_below(unit: Any) -> Any:
    found = projects.Project.everything.filter(unit__path__startswith=unit.path)
    return found.order_by("number")


def told_words(line: InspectionLine) -> list[str]:
    """The faults of a line in the reader's language, each with the number of its record."""
    return [" ".join(filter(None, (each["number"], say(as_sentence(each["said"]))))) for each in line.told]


def lines_to_sign(inspection: Inspection) -> list[rules.Line]:
    """The lines as the signing asks for them."""
    found = inspection.lines.select_related("project")
    return [rules.Line(each.clause, each.project.name, each.result, each.own, each.remark) for each in found]


def lines_to_mend(inspection: Inspection) -> Any:
    """Lines that the inspector calls a breach and that led to nothing yet."""
    return inspection.lines.filter(own=Result.BREACHED, rectification=None).select_related("project__unit")


def under_way(line: InspectionLine) -> Rectification | None:
    """The rectification of the same clause in the same project that is not finished."""
    found = Rectification.everything.filter(
        project=line.project, clause=line.clause, state__in=Rectification.UNDER_WAY
    )
    return found.order_by("-found_on", "-pk").first()


@dataclass(frozen=True)
class Cell:
    """One clause in one project on the sheet."""

    line: InspectionLine | None
    told: list[str]

    @property
    def is_trouble(self) -> bool:
        """Whether it wants the inspector's eye."""
        return self.line is not None and (
            self.line.result in (Result.BREACHED, Result.ATTENTION) or self.line.own != self.line.result
        )


@dataclass(frozen=True)
class ClauseRow:
    """A clause over all projects, with the words of how it is judged."""

    clause: str
    title: str
    cells: list[Cell]

    @property
    def trouble(self) -> list[Cell]:
        """The cells that want a remark, breaches first."""
        found = [cell for cell in self.cells if cell.is_trouble]
        return sorted(found, key=lambda cell: cell.line is not None and cell.line.own != Result.BREACHED)

    @property
    def troubled(self) -> list[InspectionLine]:
        """The lines in trouble, breaches first."""
        return [cell.line for cell in self.trouble if cell.line is not None]

    @property
    def asks_together(self) -> bool:
        """Whether one remark may serve the clause: several lines, and none of them has words of its own yet."""
        return len(self.troubled) > 1 and len({line.remark for line in self.troubled}) == 1

    @property
    def breached(self) -> list[InspectionLine]:
        """The lines that the inspector calls a breach."""
        return [
            cell.line for cell in self.cells if cell.line is not None and cell.line.own == Result.BREACHED
        ]


@dataclass(frozen=True)
class Chapter:
    """A chapter of the sheet: the rows in which something wants the inspector's eye."""

    code: str
    name: str
    rows: list[ClauseRow]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many lines are called breached and how many attention; verdicts that do not occur are left out."""
        own = [line.own for row in self.rows for line in row.troubled]
        return [(each, own.count(each)) for each in (Result.BREACHED, Result.ATTENTION) if each in own]

    @property
    def is_silent(self) -> bool:
        """Whether a line still wants the inspector's remark."""
        return self.silent > 0

    @property
    def silent(self) -> int:
        """How many lines still want the inspector's remark."""
        lines = [line for row in self.rows for line in row.troubled]
        return sum(rules.wants_a_remark(line) and not line.remark.strip() for line in lines)


@dataclass(frozen=True)
class Sheet:
    """The sheet of an inspection: its projects across, its clauses down, and the lines that are in trouble."""

    projects: list[Any]
    rows: list[ClauseRow]
    counts: Mapping[str, int]

    @property
    def trouble(self) -> list[Cell]:
        """Every cell that wants a remark, in the order of the clauses."""
        return [cell for row in self.rows for cell in row.trouble]

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters in which something is in trouble."""
        rows = {row.clause: row for row in self.rows if row.trouble}
        return [
            Chapter(code, chapters.CHAPTERS[code], [rows[clause] for clause in clauses])
            for code, clauses in chapters.by_chapter(rows).items()
        ]


def sheet(inspection: Inspection, by: Any) -> Sheet:
    """The sheet as the page and the paper show it. One statement."""
    found = InspectionLine.objects.visible_to(by).filter(inspection=inspection)
    lines = list(found.select_related("project", "rectification").order_by("position"))
    across = list({line.project_id: line.project for line in lines}.values())
    titles = {each.clause: each.title for each in declared()}
    by_clause: dict[str, dict[int, InspectionLine]] = {}
    for line in lines:
        by_clause.setdefault(line.clause, {})[line.project_id] = line
    rows = [
        ClauseRow(clause, titles.get(clause, ""), _cells(across, kept)) for clause, kept in by_clause.items()
    ]
    return Sheet(across, rows, _counts(lines))


def _cells(across: Sequence[Any], kept: Mapping[int, InspectionLine]) -> list[Cell]:
    lines = [kept.get(project.pk) for project in across]
    return [Cell(line, told_words(line) if line is not None else []) for line in lines]


def _counts(lines: Sequence[InspectionLine]) -> dict[str, int]:
    counts = dict.fromkeys(Result.values, 0)
    for line in lines:
        counts[line.own] += 1
    return counts


def inspection_page(inspection: Inspection, by: Any) -> dict[str, Any]:
    """What the page of an inspection shows beside the frame."""
    made = sheet(inspection, by)
    lines = [cell.line for row in made.rows for cell in row.cells if cell.line is not None]
    return {
        "sheet": made, "parts": made.chapters, "unfolded": _unfolded(made.chapters),
        "results": [(value, label) for value, label in Result.choices if value != Result.NOT_APPLICABLE],
        "to_mend": sum(1 for line in lines if line.own == Result.BREACHED and line.rectification_id is None),
        "mended": sorted(
            {line.rectification.pk: line.rectification for line in lines if line.rectification}.values(),
            key=lambda each: each.number,
        ),
        "circulars": Circular.objects.visible_to(by).filter(inspection=inspection).order_by("pk"),
    }  # fmt: skip


def _unfolded(parts: Sequence[Chapter]) -> str:
    """The chapter that is open when the page comes: the first that wants a remark, else the first."""
    return next((part.code for part in parts if part.is_silent), parts[0].code if parts else "")
