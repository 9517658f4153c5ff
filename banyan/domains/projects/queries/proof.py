"""Proves the ledger: lines against the rules, bookings against the lines, frozen months against what was frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from banyan.domains.projects.models import Evidence, LedgerEntry, LedgerLine, MonthFreeze, Project
from banyan.domains.projects.queries.evidence import whole
from banyan.domains.projects.queries.ledger import figures_through
from banyan.domains.projects.queries.terms import ProjectTerms
from banyan.domains.projects.rules import evidence as given
from banyan.domains.projects.rules.judging import Line, Standing, concerns, judge
from banyan.domains.projects.rules.measures import CountingRule
from banyan.foundation.refusal import Sentence, noop, sentence

BOOKED = (Standing.COUNTED, Standing.PENDING, Standing.NOT_COUNTED)


def disagreements() -> Iterator[Sentence]:
    """Everything in the ledger that the rules, the lines or a frozen month do not bear out, in sentences."""
    for project in Project.everything.order_by("pk"):
        terms = ProjectTerms(project)
        yield from _lines_against_rules(project, terms)
        yield from _places_against_limits(project, terms)
        yield from _frozen_months(project)
    yield from _bookings_against_lines()


def evidence_against(offered: Iterable[given.Evidence]) -> Iterator[Sentence]:
    """Evidence that is not what the records say today, records without evidence, and evidence without a record."""
    kept = {
        (row.project.public_id, row.source_model, row.source_public_id, row.kind): row
        for row in Evidence.everything.filter(withdrawn=False).select_related("project")
    }
    for each in offered:
        found = kept.pop((each.project, each.source_model, each.source_public_id, str(each.kind)), None)
        if found is None or _as_kept(found) != (
            each.source_number, each.happened_on, each.approved_at, given.facts_of(each)
        ):  # fmt: skip
            yield sentence(
                noop("What the ledger holds of %(number)s is not what the record says."), number=each.source_number
            )  # fmt: skip
    for row in kept.values():
        yield sentence(
            noop("What the ledger holds of %(number)s is not what the record says."), number=row.number
        )


def _as_kept(row: Evidence) -> tuple[Any, ...]:
    return row.number, row.happened_on, row.approved_at, given.facts_of(whole(row))


def _lines_against_rules(project: Project, terms: ProjectTerms) -> Iterator[Sentence]:
    kept: dict[int, dict[tuple[int, str], LedgerLine]] = defaultdict(dict)
    for line in LedgerLine.everything.filter(project=project).exclude(standing=Standing.WITHDRAWN):
        kept[line.evidence_id][line.indicator_id, line.unit_key] = line
    for evidence in Evidence.everything.filter(project=project).select_related("project"):
        told = whole(evidence)
        for indicator, each in terms.on(evidence.happened_on):
            judged = judge(each, told) if concerns(each, told) and not evidence.withdrawn else []
            for line in judged:
                if not _agrees(kept[evidence.pk].pop((indicator.pk, line.unit_key), None), line):
                    yield _differs(evidence.number, indicator.number)
        for _indicator, _key in kept[evidence.pk]:
            yield _differs(evidence.number, "")


def _agrees(kept: LedgerLine | None, judged: Line) -> bool:
    return (
        kept is not None
        and kept.standing == judged.standing
        and kept.amount == judged.amount.quantize(Decimal("0.0001"))
    )


def _differs(number: str, indicator: str) -> Sentence:
    return sentence(
        noop("The lines of %(number)s under %(indicator)s are not what the rules give."),
        number=number,
        indicator=indicator or "–",
    )


def _places_against_limits(project: Project, terms: ProjectTerms) -> Iterator[Sentence]:
    """Nobody counts more often than allowed, and nobody is left out while there is room."""
    places: dict[tuple[int, str], list[LedgerLine]] = defaultdict(list)
    for line in LedgerLine.everything.filter(project=project, unit_key__contains="@").order_by("happened_on"):
        places[line.indicator_id, line.unit_key].append(line)
    numbers = {indicator.pk: indicator.number for indicator in terms.indicators}
    for (indicator, _key), lines in places.items():
        rule = terms.rules_on(lines[-1].happened_on).get(indicator)
        if rule and rule.at_most is not None and not _within(lines, rule):
            yield sentence(
                noop("Under %(indicator)s somebody counts more or less often than allowed."),
                indicator=numbers[indicator],
            )


def _within(lines: list[LedgerLine], rule: CountingRule) -> bool:
    at_most = rule.at_most or 1
    able = [sum(line.standing == each for line in lines) for each in (Standing.COUNTED, Standing.PENDING)]
    has = [sum(line.state == each for line in lines) for each in (Standing.COUNTED, Standing.PENDING)]
    counted = min(able[0], at_most)
    return has == [counted, min(able[1], at_most - counted)]


def _frozen_months(project: Project) -> Iterator[Sentence]:
    for freeze in MonthFreeze.everything.filter(project=project).order_by("month"):
        if figures_through(project, freeze.month) != freeze.figures:
            yield sentence(
                noop("The frozen month %(month)s of %(number)s has been changed."),
                month=f"{freeze.month:%Y-%m}",
                number=project.number,
            )


def _bookings_against_lines() -> Iterator[Sentence]:
    booked: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    rows = LedgerEntry.everything.order_by().values_list("line_id", "state").annotate(total=Sum("amount"))
    for line, state, total in rows:
        booked[line, state] = total
    for line in LedgerLine.everything.select_related("evidence", "indicator"):
        for state in BOOKED:
            wanted = line.amount if line.state == state else Decimal(0)
            if booked.pop((line.pk, str(state)), Decimal(0)) != wanted:
                yield _differs(line.evidence.number, line.indicator.number)
