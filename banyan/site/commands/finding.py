"""Finding units and projects by their numbers, and reading dates, for commands."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Unit
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused, noop, sentence


def unit_numbered(code: str) -> Unit:
    """The unit of a number; refused with the numbers that exist."""
    with door.opened("command"):
        found = Unit.objects.filter(code=code).first()
        known = ", ".join(Unit.objects.order_by("path").values_list("code", flat=True)[:12])
    if found is None:
        raise Refused(
            {
                "unit": sentence(
                    noop("There is no unit %(code)s; known are %(known)s."), code=code, known=known or "–"
                )
            },
            code="unknown_unit",
        )
    return found


def project_numbered(number: str) -> Any:
    """The project of a number; refused when there is none."""
    from banyan.domains.projects import public

    found = public.project_by_number(number, system_actor("command"))
    if found is None:
        raise Refused(
            {"project": sentence(noop("There is no project %(number)s."), number=number)},
            code="unknown_project",
        )
    return found


def day(text: str) -> date:
    """A date as YYYY-MM-DD; refused otherwise."""
    try:
        return day_of(text)
    except ValueError as error:
        raise Refused(
            {"date": sentence(noop("%(text)s is not a day; write it as 2025-12-31."), text=text)},
            code="bad_date",
        ) from error
