"""What an imported residents' register is compared with, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from banyan.domains.services.models import ServiceUser
from banyan.domains.services.queries.duplicates import alike
from banyan.domains.services.rules.duplicates import Candidate, Duplicate, find
from banyan.domains.services.rules.residents_sheet import candidate
from banyan.domains.services.settings import age_limits
from banyan.domains.staff import public as staff
from banyan.foundation.sheets import Row

#: Values of a row that the checks over the whole table and the search for duplicates need.
KEPT = ("number", "name", "sex", "born_on", "document", "id_number", "phone", "household", "relation")


def references(*, unit: Any, by: Any, today: date, project: Any = None) -> dict[str, Any]:
    """What the sheet's readers and checks look up."""
    return {"today": today, "areas": staff.areas_of(unit), "age_limits": age_limits(today, unit)}


def review(rows: Sequence[Row], *, unit: Any, by: Any, today: date, project: Any = None) -> dict[str, Any]:
    """Proposed duplicates, within the table and against the register, before anything is written."""
    mine = [_hashed(row) for row in rows]
    numbers = {row.values["number"] for row in rows}
    others = {str(each.key): each for each in alike(mine, unit)}
    known = dict(ServiceUser.everything.filter(pk__in=others).values_list("pk", "number"))
    new = [each for key, each in others.items() if known[int(key)] not in numbers]
    found = find([*(_marked(each, f"known:{known[each.key]}") for each in new), *mine])
    return {"duplicates": [_spoken(duplicate) for duplicate in found if _lines(duplicate)]}


def _hashed(row: Row) -> Candidate:
    """A row as the register compares it: keyed hashes instead of numbers."""
    plain = candidate(row)
    id_hash, phone_hash = (ServiceUser._meta.get_field(name) for name in ("id_hash", "phone_hash"))
    return Candidate(
        plain.key,
        plain.name,
        plain.birth,
        plain.sex,
        id_hash.digest(plain.id_number),
        phone_hash.digest(plain.phone),
    )


def _marked(each: Candidate, key: str) -> Candidate:
    return Candidate(key, each.name, each.birth, each.sex, each.id_number, each.phone)


def _lines(duplicate: Duplicate) -> list[int]:
    return [key for key in duplicate.keys if isinstance(key, int)]


def _spoken(duplicate: Duplicate) -> dict[str, Any]:
    known = [str(key).removeprefix("known:") for key in duplicate.keys if not isinstance(key, int)]
    return {
        "lines": _lines(duplicate),
        "certainty": str(duplicate.certainty),
        "ground": str(duplicate.ground),
        **({"known": known} if known else {}),
    }
