"""What an imported sign-in sheet is compared with, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from banyan.domains.services.models import ServiceUser
from banyan.domains.services.queries.attendance import departments_of_staff
from banyan.domains.services.rules.attendance import Count, Register, Ruling, count
from banyan.domains.services.rules.signin_sheet import sign_ins
from banyan.domains.staff import public as staff
from banyan.foundation.sheets import Row


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A registered person behind a number. Behind a merged one stands another; their name is not compared."""

    pk: int
    number: str
    name: str


def signin_references(*, unit: Any, by: Any, today: date, project: Any = None) -> dict[str, Any]:
    """What the sheet's readers look up: communities and registered people of the centre."""
    return {"today": today, "areas": staff.areas_of(unit), "users": registered(unit)}


def registered(unit: Any) -> dict[str, KnownUser]:
    """Resident numbers of the centre, as written on a sheet, and who is behind them."""
    users = ServiceUser.everything.filter(unit__path__startswith=unit.centre.path).exclude(number="")
    rows = users.values_list("pk", "number", "name", "merged_into_id", "merged_into__number")
    return {
        number: KnownUser(into_pk, into_number, "") if into_pk else KnownUser(pk, number, name)
        for pk, number, name, into_pk, into_number in rows
    }


def review(rows: Sequence[Row], *, unit: Any, by: Any, today: date, project: Any = None) -> dict[str, Any]:
    """What the sheet counts, before anything is written."""
    return answer(rows, unit)


def answer(rows: Sequence[Row], unit: Any) -> dict[str, Any]:
    """Person-times, distinct persons, and every line that does not count with its reason."""
    result = count(sign_ins(rows), _register(rows, unit))
    return {
        "person_times": result.person_times,
        "distinct_persons": len(result.persons),
        "not_counted": [_spoken(ruling) for ruling in result.not_counted],
        "to_match": _to_match(result),
    }


def _register(rows: Sequence[Row], unit: Any) -> Register:
    known = [row.values["user"] for row in rows if row.values["user"]]
    days = {row.values["held_on"] for row in rows}
    staff_names = departments_of_staff(unit, max(days)) if days else {}
    return Register(names={user.number: user.name for user in known}, staff=frozenset(staff_names))


def _spoken(ruling: Ruling) -> dict[str, Any]:
    return {
        "line": ruling.sign_in.line,
        "reason": str(ruling.reason),
        "message": " ".join(because.rendered(gettext) for because in ruling.because),
        **({"same_as": ruling.same_as} if ruling.same_as else {}),
    }


def _to_match(result: Count) -> list[int]:
    return [
        ruling.sign_in.line
        for ruling in result.rulings
        if ruling.counts and ruling.sign_in.name and not ruling.sign_in.user_number
    ]
