"""Keeping what the controls said: history grows only where something changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from banyan.core import door
from banyan.core.controls.declaring import GOOD, Control, Finding
from banyan.core.controls.evaluating import Outcomes, evaluate
from banyan.core.controls.models import Found, Result, as_json
from banyan.core.controls.scopes import Running
from banyan.core.controls.verdicts import Outcome
from banyan.foundation.periods import Period

_ROWS = 500
_IDS = 200


@dataclass(frozen=True)
class Judging:
    """One act of judging: the period, the day it looks from, and the moment it happened."""

    period: Period
    today: date
    at: datetime


def judge(
    projects: Sequence[Running],
    judging: Judging,
    controls: Sequence[Control] | None = None,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Outcomes:
    """Ask the controls and keep what they say. Returns what `evaluate` returns."""
    said = evaluate(projects, judging.period, judging.today, controls, step)
    keep(projects, said, judging)
    return said


def keep(projects: Sequence[Running], said: Outcomes, judging: Judging) -> int:
    """Write results down: a new row only where result or findings changed. Returns how many changed."""
    places = {each.id: each for each in projects}
    with door.opened("controls"), transaction.atomic():
        standing = _standing(tuple(places), judging.period)
        changed, same = [], []
        for (scope, clause), outcome in said.items():
            old, made = standing.get((scope, clause)), _result(places[scope], outcome, judging)
            if old is not None and old.digest == made.digest:
                same.append(old.pk)
            else:
                changed.append((old, made, outcome))
        _judged_again(same, judging)
        _replace([old.pk for old, _made, _outcome in changed if old is not None])
        _write([(made, outcome) for _old, made, outcome in changed])
    return len(changed)


def _standing(scopes: Sequence[UUID], period: Period) -> dict[tuple[UUID, str], Result]:
    rows = Result.everything.filter(
        current=True, starts_on=period.start, ends_on=period.end, scope_id__in=scopes
    )
    return {(row.scope_id, row.clause): row for row in rows}


def _result(place: Running, outcome: Outcome, judging: Judging) -> Result:
    return Result(
        unit_id=place.unit_id, scope_id=place.id, scope_number=place.number, clause=outcome.clause,
        starts_on=judging.period.start, ends_on=judging.period.end, result=outcome.result,
        proofs=len(outcome.evidence), faults=len(outcome.faults), broken=bool(outcome.broken),
        digest=_digest(outcome), as_of=judging.today, since_at=judging.at, judged_at=judging.at,
    )  # fmt: skip


def _digest(outcome: Outcome) -> str:
    """What makes two outcomes the same: the result and every finding, whatever the day of judging."""
    told = [
        [f.verdict, as_json(f.sentence), str(f.record_id), f.number, str(f.on), f.mend]
        for f in outcome.findings
    ]
    text = json.dumps([outcome.result, told], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _judged_again(ids: Sequence[int], judging: Judging) -> None:
    for some in _portions(ids):
        Result.everything.filter(pk__in=some).update(judged_at=judging.at, as_of=judging.today)


def _replace(ids: Sequence[int]) -> None:
    """Put rows into the past: what was at fault stays readable, proofs in order are not kept twice."""
    for some in _portions(ids):
        Result.everything.filter(pk__in=some).update(current=False)
        Found.everything.filter(result__in=some, verdict=GOOD).delete()


def _write(rows: Sequence[tuple[Result, Outcome]]) -> None:
    Result.everything.bulk_create([made for made, _outcome in rows], batch_size=_ROWS)
    found = [
        _found(made, place, finding)
        for made, outcome in rows
        for place, finding in enumerate(outcome.findings)
    ]
    Found.everything.bulk_create(found, batch_size=_ROWS)


def _found(made: Result, place: int, finding: Finding) -> Found:
    return Found(
        result=made, position=place, verdict=finding.verdict, sentence=as_json(finding.sentence),
        model=finding.model, record_id=finding.record_id, number=finding.number[:60], on=finding.on,
        mend=finding.mend,
    )  # fmt: skip


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _IDS] for start in range(0, len(ids), _IDS))
