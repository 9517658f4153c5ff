"""The ledger as plain answers, for the shell and for other programs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from banyan.core.identity.actor import Actor
from banyan.core.ui.wording import say
from banyan.domains.projects.models import Indicator, LedgerLine, Project
from banyan.domains.projects.queries.ledger import Row, ledger_of
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.queries.unread import Reader


def answer(
    project: Project, indicators: QuerySet[Indicator], by: Actor, on: date, until: date | None
) -> list[dict[str, Any]]:
    """Every indicator of a project: code, name, target, unit, counted, pending, not_counted (source, reason)."""
    reader = Reader(by)
    kept = ledger_of(indicators, on, numbers_on(on, project.unit), reader, until)
    against = _against([row.indicator.pk for row in kept.rows], reader, until)
    return [_plain(row, against[row.indicator.pk]) for row in kept.rows]


def _plain(row: Row, against: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "code": row.indicator.number,
        "name": row.indicator.name,
        "target": number(row.figures.target),
        "unit": row.indicator.counted_in,
        "counted": number(row.figures.counted),
        "pending": number(row.figures.pending),
        "not_counted": against,
    }


def number(value: Decimal) -> int | float:
    """A whole number where it is one: 40, 0.6."""
    return int(value) if value == value.to_integral_value() else float(value)


def _against(indicators: list[int], reader: Reader, until: date | None) -> dict[int, list[dict[str, str]]]:
    """What does not count, by indicator: the record (and its line) and the reason."""
    lines = LedgerLine.everything.filter(indicator__in=indicators, state=LedgerLine.State.NOT_COUNTED)
    lines = reader.may_read(lines.filter(happened_on__lte=until) if until else lines)
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for line in lines.select_related("evidence").order_by("happened_on", "pk"):
        found[line.indicator_id].append({"source": _source(line), "reason": say(line.because)})
    return found


def _source(line: LedgerLine) -> str:
    """The number of the record, with the line of it where each has its own."""
    number, part = line.evidence.number, line.part
    return part if part.startswith(number) else " ".join(filter(None, (number, part)))
