"""What rewards, appraisals, years, relief and reports prove, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from banyan.core.attachments.models import Attachment
from banyan.core.controls import BREACH, GOOD, Finding, Scope
from banyan.domains.quality.models import (
    BreachReport,
    ConductDecision,
    ProtectionCheck,
    QualityYear,
    Rectification,
    Relief,
    TeamAppraisal,
)
from banyan.domains.quality.queries.mending import Place, begun_on
from banyan.domains.quality.rules import conduct as rules
from banyan.domains.quality.settings import (
    APPRAISAL_MONTHS,
    PROTECTION_LOOK_DAYS,
    RELIEF_DAYS,
    REPORT_DAYS,
    YEAR_DAYS,
    number,
)
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence


def figures_of_year(unit: Any, year: int) -> dict[str, int]:
    """How many rectifications of a unit were opened in a year, and what became of them."""
    found = Rectification.everything.filter(unit__path__startswith=unit.path, found_on__year=year)
    return found.exclude(state="void").aggregate(
        opened=Count("pk"),
        effective=Count("pk", filter=Q(state="effective")),
        ineffective=Count("pk", filter=Q(state="ineffective")),
        again=Count("pk", filter=Q(occurrence__gt=1, round=1)),
    )


def decisions_found(scopes: Sequence[Scope], period: Period) -> Iterator[Finding]:
    """Rewards and sanctions that were decided in the period, at the units of these projects. Two statements."""
    decided = ConductDecision.everything.filter(decided_on__range=(period.start, period.end))
    rows = list(decided.select_related("unit", "person", "manager"))
    files = _files([row.public_id for row in rows])
    for scope in scopes:
        for row in rows:
            if row.decided_on in scope.period and _concerns(row, scope):
                said = rules.conduct_verdict(_case(row, files.get(row.public_id, 0)), row.resolution)
                yield Finding(scope.id, said[0], said[1], record=row, on=row.decided_on)


def _concerns(row: Any, scope: Scope) -> bool:
    return row.unit.path.startswith(scope.unit_path)


def _case(row: ConductDecision, files: int) -> rules.Case:
    manager = row.manager.public_id if row.manager else None
    heard = row.heard_on is not None and bool(row.hearing)
    return rules.Case(row.kind, row.grade, row.person.public_id, manager, row.manager_words, heard, files)


def _files(keys: Sequence[Any]) -> dict[Any, int]:
    kept = Attachment.everything.filter(
        model=ConductDecision._meta.label_lower, record_id__in=keys, removed_at=None
    )
    return dict(kept.values_list("record_id").annotate(n=Count("pk")))


def appraisals_found(scopes: Sequence[Scope]) -> Iterator[Finding]:
    """Whether each project's team was appraised lately. Two statements."""
    begun, ids = begun_on(scopes), [scope.id for scope in scopes]
    decided = list(
        TeamAppraisal.everything.filter(project__public_id__in=ids, state="decided").select_related("project")
    )
    for scope in scopes:
        end = scope.period.end
        mine = [each for each in decided if each.project.public_id == scope.id and each.decided_on <= end]
        last = max(mine, key=lambda each: each.decided_on, default=None)
        months = number(APPRAISAL_MONTHS, end, Place(scope.unit_path))
        said = rules.appraisal_verdict(last.decided_on if last else None, begun[scope.id], end, months)
        if said is not None:
            yield Finding(scope.id, said[0], said[1], record=last, on=last.decided_on if last else end,
                          mend="" if last else "quality.teamappraisal.list")  # fmt: skip


def years_found(scopes: Sequence[Scope]) -> Iterator[Finding]:
    """Whether the last year's quality work was summed up. Two statements."""
    begun = begun_on(scopes)
    adopted = list(QualityYear.everything.filter(state=QualityYear.State.DECIDED).select_related("unit"))
    for scope in scopes:
        end = scope.period.end
        year = rules.due_year(end, number(YEAR_DAYS, end, Place(scope.unit_path)))
        if begun[scope.id] > date(year, 12, 31):
            continue
        mine = [
            each for each in adopted
            if each.year == year and each.decided_on <= end and scope.unit_path.startswith(each.unit.path)
        ]  # fmt: skip
        if mine:
            words = sentence(noop("The quality work of %(year)s was summed up."), year=year)
            yield Finding(scope.id, GOOD, words, record=mine[0], on=mine[0].decided_on)
        else:
            words = sentence(noop("The quality work of %(year)s was not summed up."), year=year)
            yield Finding(scope.id, BREACH, words, on=end, mend="quality.qualityyear.list")


def reliefs_found(scopes: Sequence[Scope], period: Period) -> Iterator[Finding]:
    """Measures of relief that ran in the period. One statement."""
    places = {scope.id: scope for scope in scopes}
    found = Relief.everything.filter(project__public_id__in=places, starts_on__lte=period.end)
    running = found.exclude(after_on__lt=period.start).select_related("project")
    for each in running:
        scope = places[each.project.public_id]
        days = number(RELIEF_DAYS, each.ends_on, Place(scope.unit_path))
        verdict, words = rules.relief_verdict(each.ends_on, each.after_on, scope.period.end, days)
        yield Finding(scope.id, verdict, words, record=each, on=each.starts_on)


def reports_found(scopes: Sequence[Scope], period: Period) -> Iterator[Finding]:
    """Reports of breaches anywhere in the agency, as one answer: which station they came from is nobody's to know.

    Two statements.
    """
    found = BreachReport.everything.filter(received_on__lte=period.end)
    rows = list(found.defer("matter", "inquiry", "code").select_related("unit"))
    looks, roots = _looks(rows), {row.unit_id: row.unit.root.path for row in rows}
    for scope in scopes:
        said = rules.worst(
            _reported(row, looks, scope.period)
            for row in rows
            if scope.unit_path.startswith(roots[row.unit_id])
        )
        if said is not None:
            yield Finding(scope.id, *said, on=scope.period.end, mend="quality.breachreport.list")


def _looks(rows: Sequence[BreachReport]) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = {}
    kept = ProtectionCheck.everything.filter(report__in=rows).order_by("due_on")
    for report, due_on, done_on in kept.values_list("report_id", "due_on", "done_on"):
        found.setdefault(report, []).append((due_on, done_on))
    return found


def _reported(row: BreachReport, looks: dict[int, Any], within: Period) -> tuple[str, Any] | None:
    if row.received_on is None or row.received_on > within.end:
        return None
    days = number(REPORT_DAYS, row.received_on, row.unit)
    around = number(PROTECTION_LOOK_DAYS, row.received_on, row.unit)
    report = rules.Reported(row.received_on, row.closed_on, tuple(looks.get(row.pk, ())))
    return rules.report_verdict(report, within.start, within.end, days, around)
