"""What the compliance matrix asks: results of every clause for the projects and the period that somebody looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls import chapters, reading
from banyan.core.controls.asking import by_period
from banyan.core.controls.declaring import Control, clauses, declared
from banyan.core.controls.models import Found, Result
from banyan.core.controls.scopes import Running, within
from banyan.domains.quality import public as quality
from banyan.domains.rulebook.rules import matrix
from banyan.domains.rulebook.rules.periods import before
from banyan.foundation.periods import Period, add_months


@dataclass(frozen=True)
class Judged:
    """The results that stand for some projects in a period, and those of the period before."""

    projects: tuple[Running, ...]
    parted: Mapping[Period, Sequence[Running]]
    results: Mapping[tuple[UUID, str], Result]
    earlier: Mapping[tuple[UUID, str], Result] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nobody has judged this period yet."""
        return not self.results

    @property
    def judged_at(self) -> Any:
        """When the oldest of these results was last judged."""
        return min((row.judged_at for row in self.results.values()), default=None)

    def result(self, project: Running, clause: str) -> Result | None:
        """What stands for one cell."""
        return self.results.get((project.id, clause))

    def change(self, project: Running, clause: str) -> str:
        """Whether a cell became better or worse than in the period before."""
        now, then = self.result(project, clause), self.earlier.get((project.id, clause))
        return matrix.change(then.result, now.result) if now and then else ""


def judged(by: Any, period: str, today: date, *, unit_path: str = "", compare: bool = False) -> Judged:
    """The results of a period for the projects that the actor sees below a unit and that run in it."""
    seen = [each for each in reading.visible_projects(by) if each.unit_path.startswith(unit_path)]
    parted = {
        span: [each for each in some if within(each, span, today)]
        for span, some in by_period(seen, period).items()
    }
    projects = tuple(
        sorted((each for some in parted.values() for each in some), key=lambda each: each.number)
    )
    results = reading.standing(by, parted)
    then = before(period) if compare else ""
    earlier = reading.standing(by, by_period(projects, then)) if then and projects else {}
    return Judged(projects, parted, results, earlier)


def titles() -> dict[str, str]:
    """What each clause asks for, in the words of its first control; in the order of the rulebook."""
    named = {made.clause: made.title for made in reversed(declared())}
    return {clause: named[clause] for some in by_chapter().values() for clause in some}


def by_chapter() -> dict[str, list[str]]:
    """The clauses that controls answer for, under their chapters."""
    return chapters.by_chapter(clauses())


@dataclass(frozen=True)
class Trouble:
    """One result with the finding that speaks first, and who mends it by when, if somebody does, and how late."""

    result: Result
    project: Running
    title: str
    first: Found | None
    rectification: Any = None
    days_late: int = 0


def listed(by: Any, found: Judged, wanted: Iterable[str], some: Sequence[str], today: date) -> list[Trouble]:
    """The results with one of these verdicts on these clauses, the most urgent first. Three statements."""
    rows = [
        (project, found.results[project.id, clause])
        for clause in some
        for project in found.projects
        if (project.id, clause) in found.results
    ]
    chosen = [(project, row) for project, row in rows if row.result in set(wanted)]
    first = _first_findings(by, [row for _project, row in chosen])
    mended = _mended(by, [row for _project, row in chosen])
    named = titles()
    told = []
    for project, row in chosen:
        mending = mended.get(row.pk)
        late = quality.days_late(mending, today) if mending else 0
        told.append(Trouble(row, project, named[row.clause], first.get(row.pk), mending, late))
    return sorted(
        told, key=lambda each: matrix.urgency(each.result.result, bool(each.rectification), each.days_late)
    )


def _first_findings(by: Any, rows: Sequence[Result]) -> dict[int, Found]:
    found = Found.objects.visible_to(by).filter(result__in=[row.pk for row in rows], position=0)
    return {each.result_id: each for each in found}


def _mended(by: Any, rows: Sequence[Result]) -> dict[int, Any]:
    """The rectification that speaks for each of these results: the one under way, else the newest of its days."""
    if not by.may("quality.rectification.view"):
        return {}
    known: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
    for each in quality.rectifications_of_projects(sorted({row.scope_id for row in rows}), by):
        known[each.project.public_id, each.clause].append(each)
    found = {row.pk: _speaking(known[row.scope_id, row.clause], row.starts_on) for row in rows}
    return {key: each for key, each in found.items() if each is not None}


def _speaking(rectifications: Sequence[Any], since: date) -> Any:
    """The first of them that mends a fault of days that begin then."""
    return next(
        (
            each
            for each in rectifications
            if matrix.is_mended_by(each.state in each.UNDER_WAY, each.found_on, since)
        ),
        None,
    )


@dataclass(frozen=True)
class Evidence:
    """Everything the panel says of one clause in one project."""

    project: Running
    period: Period
    clause: str
    controls: tuple[Control, ...]
    result: Result | None
    found: tuple[Found, ...]
    pages: Mapping[UUID, str]
    history: tuple[Result, ...]
    rectifications: tuple[Any, ...]

    @property
    def is_mended(self) -> bool:
        """Whether somebody mends what these days showed, or has mended it."""
        return bool(self.result and _speaking(self.rectifications, self.result.starts_on))


def evidence(by: Any, found: Judged, project: Running, clause: str) -> Evidence:
    """The records behind one cell, each with the page that the actor may open."""
    row = found.result(project, clause)
    period = next(span for span, some in found.parted.items() if project in some)
    records = tuple(reading.findings(by, row)) if row else ()
    mended = (
        quality.rectifications_of_clause(project.id, clause, by)
        if by.may("quality.rectification.view")
        else []
    )
    return Evidence(
        project, period, clause, declared(clause), row, records, reading.pages(by, records),
        tuple(reading.history(by, row)) if row else (), tuple(mended),
    )  # fmt: skip


def over_time(
    by: Any, projects: Sequence[Running], periods: Sequence[str]
) -> dict[str, dict[str, dict[str, int]]]:
    """How many results of each verdict stand: period → chapter → verdict → count. One statement a period's words."""
    spans = {each: next(iter(by_period(projects[:1], each))) for each in periods}
    kept = reading.over_time(by, projects, tuple(spans.values()))
    answer: dict[str, dict[str, dict[str, int]]] = {}
    for words, span in spans.items():
        told: dict[str, dict[str, int]] = defaultdict(lambda: matrix.counted(()))
        for (clause, verdict), count in kept.get(span, {}).items():
            told[chapters.chapter_of(clause)][verdict] += count
        answer[words] = dict(told)
    return answer


def earliest_start(projects: Sequence[Running], today: date) -> date:
    """The first day of a contract, by which halves of the contract year are offered."""
    return min((each.starts_on for each in projects), default=add_months(today, -12))
