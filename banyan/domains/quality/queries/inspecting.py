"""Which half years of many projects were inspected, for the control."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Min

from banyan.core.controls import Finding, Scope
from banyan.domains.quality.models import Circular, Inspection
from banyan.domains.quality.queries.mending import Place, begun_on
from banyan.domains.quality.rules import inspections as rules
from banyan.domains.quality.settings import INSPECTION_DAYS, number
from banyan.foundation.periods import Period

LABEL = Inspection._meta.label_lower


def halves_found(scopes: Sequence[Scope], period: Period) -> Iterator[Finding]:
    """The last half year that had to be inspected by the end of each project's period. Three statements."""
    begun = begun_on(scopes)
    sheets = list(
        Inspection.everything.filter(state=Inspection.State.SIGNED).select_related("unit").order_by("pk")
    )
    told = _told(sheets)
    for scope in scopes:
        days = number(INSPECTION_DAYS, scope.period.end, Place(scope.unit_path))
        half = rules.due_half(scope.period.end, days)
        if half is not None and begun[scope.id] <= rules.period_of(*half).end:
            yield _found(scope, half, days, _sheet(sheets, scope, half), told)


def _found(scope: Scope, half: tuple[int, int], days: int, sheet: Any, told: Mapping[int, date]) -> Finding:
    end = scope.period.end
    wanted_by = rules.period_of(*half).end + timedelta(days=days)
    signed_on = sheet.signed_on if sheet is not None and sheet.signed_on <= end else None
    published_on = told.get(sheet.pk) if sheet is not None else None
    verdict, words = rules.inspection_verdict(
        half, signed_on, published_on if published_on and published_on <= end else None, wanted_by
    )
    if signed_on is None:
        return Finding(scope.id, verdict, words, on=wanted_by, mend="quality.inspection.list")
    return Finding.of(
        scope.id, verdict, words, model=LABEL, public_id=sheet.public_id, number=sheet.number, on=signed_on
    )


def _sheet(sheets: Sequence[Any], scope: Scope, half: tuple[int, int]) -> Any:
    fitting = (
        each for each in sheets
        if (each.year, each.half) == half and scope.unit_path.startswith(each.unit.path)
    )  # fmt: skip
    return next(fitting, None)


def _told(sheets: Sequence[Any]) -> dict[int, date]:
    out = Circular.everything.filter(inspection__in=sheets, state=Circular.State.PUBLISHED)
    return dict(out.values_list("inspection").annotate(first=Min("published_on")))
