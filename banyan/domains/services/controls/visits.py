"""What the visit roster proves: visited as promised, relief signed for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.queries.visit_proving import on_roster, with_relief
from banyan.domains.services.rules import visits as rules
from banyan.domains.services.visit_settings import LATE, VISIT_DAYS, number, visit_days
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R3.2.2",
    kind="quality",
    title=noop("People on the roster are visited as often as their need asks"),
    judged=noop(
        "Each person on the visit roster was met within the days of their level of need: %(visit_days_high)s, "
        "%(visit_days_middle)s or %(visit_days_low)s. Up to %(visit_late_days)s days late wants attention, more is a breach. "
        "A try at a closed door is no visit."
    ),
    settings=(*VISIT_DAYS.values(), LATE),
)
def visited_as_promised(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every person of the roster: the longest wait that fell due in the period."""
    units = units_of(scopes)
    last = min(period.end, today)
    for each in on_roster(scopes, period):
        entry, unit = each.entry, units[each.project]
        until = min(last, entry.ended_on) if entry.ended_on else last

        def due(day: date, entry: object = entry, unit: object = unit) -> date:
            return rules.due_on(day, day, visit_days(entry.level, day, unit))  # type: ignore[attr-defined]

        waits = rules.waits(entry.since, each.met, due, period.start, until)
        late_days = number(LATE, until, unit)
        judged = [rules.visited_in_time(wait.due, wait.reached_on, until, late_days) for wait in waits]
        if judged:
            yield Finding.of(each.project, *rules.worst(judged), on=until, **each.told())


@control(
    "W5.3",
    kind="quality",
    title=noop("Relief is signed for, and given twice only knowingly"),
    judged=noop(
        "Wherever goods or money were handed over at a visit, the receiver signed. Without a signature it is a breach. A second "
        "time for one household within the days set is refused without a reason."
    ),
)
def relief_signed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every visit of the period with relief against the receiver's signature."""
    for project, visit in with_relief(scopes, period):
        yield Finding.of(
            project, *rules.relief_signed(visit.relief_signed), model="services.visit", public_id=visit.public_id,
            number=visit.number, on=visit.held_on,
        )  # fmt: skip
