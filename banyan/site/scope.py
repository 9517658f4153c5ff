"""The unit and contract year that stand beside every page: what the figures are about."""

from __future__ import annotations

import time
from collections.abc import Hashable
from datetime import date
from typing import Any

from django.http import HttpRequest

from banyan.core import clock
from banyan.core.identity import tree
from banyan.core.ui.frame import Scope, scope_from
from banyan.domains.projects import public as projects

_SECONDS_KEPT = 30.0
_MOST = 2_000
_kept: dict[Hashable, tuple[float, Scope | None]] = {}


@scope_from
def scope_of(request: HttpRequest) -> Scope | None:
    """The project that the person works in, or the unit of the person where there is none.

    Kept for half a minute for whoever has the same rights: a page asks no statement for it.
    """
    by, day = request.actor, clock.today()  # type: ignore[attr-defined]
    key = (by.rights, by.system, by.person_id, day)
    found = _kept.get(key)
    if found is None or time.monotonic() - found[0] > _SECONDS_KEPT:
        if len(_kept) >= _MOST:
            _kept.clear()
        found = _kept[key] = (time.monotonic(), _asked(by, day))
    return found[1]


def forget() -> None:
    """Ask anew at the next page."""
    _kept.clear()


def _asked(by: Any, day: date) -> Scope | None:
    year = projects.year_of(by, day)
    if year is not None:
        return Scope(*year)
    unit = tree.current().units.get(by.person.unit_id) if by.person else None
    return Scope(unit.name) if unit else None
