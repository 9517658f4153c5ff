"""`banyan check`: which clauses of the rulebook a project met in a period, with the records that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from banyan.core import clock
from banyan.core.controls import asking
from banyan.core.controls.declaring import BREACH, GOOD, Finding, declared
from banyan.core.controls.scopes import Running
from banyan.core.controls.verdicts import ATTENTIVE, BREACHED, MET, Outcome
from banyan.core.ui.wording import prose_day, say, tone
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.site.cli import DONE
from banyan.site.commands.finding import unit_numbered

_TONES = {MET: "ok", ATTENTIVE: "attn", BREACHED: "breach"}
_GLYPHS = {"ok": "✓", "attn": "▲", "breach": "⬣", "idle": "–"}


def check(options: Any) -> tuple[int, dict[str, Any]]:
    """Judge the projects asked for afresh, keep the results, and tell them clause by clause."""
    projects, now = _chosen(options), clock.now()
    parted = asking.by_period(projects, options.period)
    said = asking.judge_period(projects, options.period, now)
    told = [
        _project(each, period, said)
        for period, some in parted.items()
        for each in sorted(some, key=lambda each: each.number)
    ]
    answer = {"asked": options.period, "as_of": now.date().isoformat()}
    plain = [line for each in projects for line in _plain(each, said)]
    if options.project:
        return DONE, answer | told[0] | {"plain": plain}
    return DONE, answer | {"unit": options.unit, "projects": told, "plain": plain}


def _chosen(options: Any) -> tuple[Running, ...]:
    if not options.project:
        return asking.projects_below(unit_numbered(options.unit).path)
    project = asking.project_called(options.project)
    if options.unit and not project.unit_path.startswith(unit_numbered(options.unit).path):
        words = noop("Project %(number)s does not belong to unit %(unit)s.")
        said = sentence(words, number=project.number, unit=options.unit)
        raise Refused({"project": said}, code="unknown_project")
    return (project,)


def _project(project: Running, period: Period, said: Mapping[Any, Outcome]) -> dict[str, Any]:
    return {
        "project": project.number,
        "name": project.name,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "clauses": [_clause(outcome) for outcome in _of(project, said)],
    }


def _of(project: Running, said: Mapping[Any, Outcome]) -> Iterator[Outcome]:
    return (outcome for (scope, _clause), outcome in said.items() if scope == project.id)


def _clause(outcome: Outcome) -> dict[str, Any]:
    return {
        "clause": outcome.clause,
        "result": outcome.result,
        "evidence": _told(outcome.evidence),
        "faults": _told(outcome.faults),
    } | ({"broken": list(outcome.broken)} if outcome.broken else {})


def _told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "number": found.number,
            "model": found.model,
            "day": found.on.isoformat() if found.on else None,
            "says": say(found.sentence),
        }
        | ({} if found.verdict == GOOD else {"verdict": BREACHED if found.verdict == BREACH else ATTENTIVE})
        for found in findings
    ]


def _plain(project: Running, said: Mapping[Any, Outcome]) -> Iterator[str]:
    titles = {made.clause: made.title for made in reversed(declared())}
    yield f"{project.number} {project.name}"
    for outcome in _of(project, said):
        mark = tone(_TONES.get(outcome.result, "idle"))
        yield f"  {_GLYPHS[mark.name]} {outcome.clause} {gettext(titles[outcome.clause])} {mark.word} {len(outcome.evidence)}"
        yield from (f"      {_line(fault)}" for fault in outcome.faults)


def _line(fault: Finding) -> str:
    return " ".join(
        part for part in (fault.number, prose_day(fault.on) if fault.on else "", say(fault.sentence)) if part
    )
