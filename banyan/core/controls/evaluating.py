"""Asking the controls: each one once for all projects, behind an open door, and none may fall silent."""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import dated, door
from banyan.core.controls.declaring import ATTENTION, Control, Finding, Scope, declared, without_record
from banyan.core.controls.scopes import Running, within
from banyan.core.controls.sharing import one_reading
from banyan.core.controls.verdicts import ATTENTIVE, NOT_APPLICABLE, Outcome, outcome, together
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

Outcomes = Mapping[tuple[UUID, str], Outcome]
_BROKE_OFF = noop("This could not be judged: the check broke off. Tell the administrator.")
SILENT_DAYS = dated.declare(
    "controls.silent_days",
    7,
    _("A duty of which nothing is found is breached when the project ran on so many days of the period"),
    unit="days",
)
_log = logging.getLogger("banyan.controls")


def evaluate(
    projects: Sequence[Running],
    period: Period,
    today: date,
    controls: Sequence[Control] | None = None,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> dict[tuple[UUID, str], Outcome]:
    """What the records say: (project, clause) → its outcome, one for each project and clause asked.

    A project that does not run in the period is "not_applicable". A control that raises is told in the outcome of
    every project, never read as met. `step` hears how many controls are done.
    """
    asked = declared() if controls is None else tuple(controls)
    scopes = [scope for each in projects if (scope := within(each, period, today))]
    silent_days = int(dated.value(SILENT_DAYS.key, period.end))
    parts: dict[tuple[UUID, str], list[Outcome]] = defaultdict(list)
    with one_reading():
        for done, made in enumerate(asked, 1):
            for scope, said in _ask(made, scopes, period, today, silent_days):
                parts[scope.id, made.clause].append(said)
            step(done, len(asked))
    clauses = dict.fromkeys(made.clause for made in asked)
    return {
        (each.id, clause): _spoken(parts.get((each.id, clause), ()), clause)
        for each in projects
        for clause in clauses
    }


def _spoken(parts: Sequence[Outcome], clause: str) -> Outcome:
    return together(parts) if parts else Outcome(clause, NOT_APPLICABLE)


def _ask(
    made: Control, scopes: Sequence[Scope], period: Period, today: date, silent_days: int
) -> Iterable[tuple[Scope, Outcome]]:
    if not scopes:
        return []
    try:
        found = _found(made, scopes, period, today)
    except Exception as error:
        _log.error("control %s broke off: %s\n%s", made.name, type(error).__name__, _where(error))
        return [(scope, _broken(made, scope)) for scope in scopes]
    return [(scope, outcome(made, scope, found.get(scope.id, ()), silent_days)) for scope in scopes]


def _found(made: Control, scopes: Sequence[Scope], period: Period, today: date) -> dict[UUID, list[Finding]]:
    """What one control found, by project. Inside a transaction a failing statement is undone by itself."""
    found: dict[UUID, list[Finding]] = {scope.id: [] for scope in scopes}
    with door.opened(f"control {made.name}"), _apart():
        for each in made.find(scopes, period, today):
            found[each.scope].append(without_record(each))
    return found


def _apart() -> transaction.Atomic | nullcontext:
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _broken(made: Control, scope: Scope) -> Outcome:
    told = Finding(scope.id, ATTENTION, _BROKE_OFF, on=scope.period.end)
    return Outcome(made.clause, ATTENTIVE, (told,), (made.name,))


def _where(error: BaseException) -> str:
    """The places in the code; the message itself may hold somebody's data and stays out of the log."""
    return "".join(traceback.format_tb(error.__traceback__))
