"""What working hours prove: how much is imposed beside the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.services.queries.hours_proving import months_of
from banyan.domains.services.rules.hours import drift
from banyan.domains.services.settings import BESIDE_PERCENT
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "P1.11",
    kind="quality",
    title=noop("Work beside the contract is written down and kept small"),
    judged=noop(
        "Of all hours of a month, those for extra wishes of the purchaser and for administrative work imposed. More than "
        "%(beside_contract_percent)s %% want attention; each piece of such work is named with who asked for it."
    ),
    settings=(BESIDE_PERCENT,),
)
def work_beside_the_contract(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every month of the projects whose people keep day sheets."""
    units = tree.current().units
    for scope, month in months_of(scopes, period):
        most = int(dated.value(BESIDE_PERCENT.key, month.month, units[scope.unit_id]))
        verdict, said = drift.month_verdict(f"{month.month:%Y-%m}", month.beside, month.worked, most)
        yield Finding(scope.id, verdict, said, on=month.month, mend="services.hours")
        for entry in month.entries:
            why = drift.entry_said(entry.minutes, entry.asked_by)
            yield Finding(scope.id, verdict, why, entry, entry.done_on)
