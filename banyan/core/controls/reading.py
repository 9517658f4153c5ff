"""What pages ask of kept results: which projects somebody may see, what stands, what stood before, by what number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from banyan.core import dated, door
from banyan.core.controls.declaring import Control
from banyan.core.controls.models import Found, Result
from banyan.core.controls.scopes import Running, running
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.foundation.periods import Period

_VIEW = "controls.result.view"


@dataclass(frozen=True)
class JudgedBy:
    """A dated setting that a control judges by: its value on a day, and since when it is so (None: by default)."""

    label: Any
    value: Any
    measure: Any
    since: date | None


def visible_projects(by: Any) -> tuple[Running, ...]:
    """The projects whose results the actor may see, by number."""
    with door.opened("controls"):
        every = running()
    if by.system:
        return every
    rights = by.rights_for(_VIEW)
    return tuple(
        each
        for each in every
        if any(each.unit_path.startswith(r.path) and r.scope in (None, each.id) for r in rights)
    )


def standing(by: Any, parted: Mapping[Period, Iterable[Running]]) -> dict[tuple[UUID, str], Result]:
    """The standing results of these projects, each in its period: (project, clause) → result. One statement."""
    places = {period: [each.id for each in some] for period, some in parted.items()}
    asked = [
        Q(starts_on=period.start, ends_on=period.end, scope_id__in=ids)
        for period, ids in places.items()
        if ids
    ]
    if not asked:
        return {}
    found = Result.objects.visible_to(by).filter(reduce(or_, asked), current=True)
    return {(row.scope_id, row.clause): row for row in found}


def history(by: Any, result: Result) -> list[Result]:
    """Every result of the same project, period and clause, the newest first."""
    same = Result.objects.visible_to(by).filter(
        scope_id=result.scope_id, clause=result.clause, starts_on=result.starts_on, ends_on=result.ends_on
    )
    return list(same.order_by("-since_at", "-pk"))


def over_time(by: Any, projects: Sequence[Running], periods: Sequence[Period]) -> dict[Period, Counter[Any]]:
    """How many results of each (clause, verdict) stand in each period. One statement."""
    spans = reduce(or_, (Q(starts_on=each.start, ends_on=each.end) for each in periods))
    rows = Result.objects.visible_to(by).filter(
        spans, current=True, scope_id__in=[each.id for each in projects]
    )
    counted: dict[Period, Counter[Any]] = defaultdict(Counter)
    for starts, ends, clause, result in rows.values_list("starts_on", "ends_on", "clause", "result"):
        counted[Period(starts, ends)][clause, result] += 1
    return dict(counted)


def findings(by: Any, result: Result) -> QuerySet[Found]:
    """What a result rests on, faults first."""
    return Found.objects.visible_to(by).filter(result=result).order_by("position")


def pages(by: Any, found: Iterable[Found]) -> dict[UUID, str]:
    """The page of each record that the actor may open, by its identifier: one statement for each kind of record."""
    kinds: dict[str, set[UUID]] = defaultdict(set)
    for each in found:
        if each.model and each.record_id:
            kinds[each.model].add(each.record_id)
    return {
        public_id: url for label, ids in kinds.items() for public_id, url in _pages_of_kind(by, label, ids)
    }


def _pages_of_kind(by: Any, label: str, ids: set[UUID]) -> Iterable[tuple[UUID, str]]:
    model: Any = apps.get_model(label)
    for record in model.objects.visible_to(by).filter(public_id__in=ids):
        if url := record.get_absolute_url() or page_of(record):
            yield record.public_id, url


def has_page(label: str) -> bool:
    """Whether records of a kind have pages at all; of those without one nothing is hidden from anybody."""
    return bool(label) and register_for(apps.get_model(label)) is not None


def numbers_of(made: Control, on: date, unit: Any) -> list[JudgedBy]:
    """The settings a control judges by, each with the value valid on the day and since when."""
    return [_judged_by(key, on, unit) for key in made.settings]


def filled(made: Control, on: date, unit: Any) -> dict[str, Any]:
    """The gaps of the control's explanation with the values valid on the day."""
    return {gap: dated.value(key, on, unit) for gap, key in made.gaps.items()}


def _judged_by(key: str, on: date, unit: Any) -> JudgedBy:
    known = next(each for each in dated.declared() if each.key == key)
    row = dated.row_for(key, on, unit)
    value, since = (row.value, row.valid_from) if row else (known.default, None)
    return JudgedBy(known.label, value, known.unit_of_measure, since)
