"""What the hotline proves: nobody in danger waits without an owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.hotline_settings import TAKE_MINUTES
from banyan.domains.services.models import HotlineCall
from banyan.domains.services.queries.hotline import end_of, risky_calls
from banyan.domains.services.rules import hotline as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "A4.2",
    kind="quality",
    title=noop("A hotline call in danger is handed over and taken"),
    judged=noop(
        "Each hotline call with danger now was handed over by name, and each call handed over was taken within "
        "%(hotline_take_minutes)s. Taken late wants attention; not handed over or not taken is a breach."
    ),
    settings=(TAKE_MINUTES,),
)
def handed_over_in_time(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every call of the period with danger, and every call handed over."""
    units = units_of(scopes)
    for project, call in risky_calls(scopes, period):
        minutes = int(dated.value(TAKE_MINUTES.key, on=call.called_on, unit=units[project]))
        in_danger = call.risk == HotlineCall.Risk.NOW
        judged = rules.hand_over_judged(in_danger, call.handed_at, call.taken_at, end_of(today), minutes)
        yield Finding.of(
            project,
            *judged,
            model="services.hotlinecall",
            public_id=call.public_id,
            number=call.number,
            on=call.called_on,
        )
