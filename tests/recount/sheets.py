"""Which lines of a sign-in sheet count, and whom they stand for: judged from the lines themselves.

Only residents count. A line with a name and no number is one person until somebody merges it; a line without a name is
an attendance of nobody in particular. One sign-in per person and session. What wants clearing up waits for a person.
"""

from types import SimpleNamespace
from typing import Any

from tests.recount.rows import Tables


def counted(tables: Tables, sheet: SimpleNamespace, staff: set[str]) -> list[tuple[SimpleNamespace, Any]]:
    """The lines of a session that count, each with whom it stands for (None: nobody in particular)."""
    users, seen, phones, found = tables.one("services_serviceuser"), set(), {}, []
    for line in sorted(tables.of("services_attendance", sheet_id=sheet.id), key=lambda line: line.position):
        if line.role != "resident" or line.settled == "same_person":
            continue
        user = users.get(line.user_id)
        number = user.number if user else line.user_number
        stands_for = person_of(tables, line)
        if line.settled != "own_person" and _doubtful(line, user, number, staff, phones):
            continue
        if stands_for is not None and stands_for in seen:
            continue
        seen.add(stands_for)
        if line.name and line.phone_tail and number:
            phones.setdefault((line.name, line.phone_tail), _standing(tables, user, number))
        found.append((line, stands_for))
    return found


def _doubtful(line: Any, user: Any, number: str, staff: set[str], phones: dict[Any, str]) -> bool:
    backwards = line.arrived_at and line.left_at and line.left_at < line.arrived_at
    renamed = user is not None and user.name and line.name and user.name != line.name
    colleague = not number and line.name in staff
    other = number and phones.get((line.name, line.phone_tail), number) != number
    return bool(backwards or renamed or colleague or other)


def _standing(tables: Tables, user: Any, number: str) -> str:
    return (
        tables.one("services_serviceuser")[user.merged_into_id].number
        if user and user.merged_into_id
        else number
    )


def person_of(tables: Tables, line: SimpleNamespace) -> Any:
    """Whom a line stands for: the registration that stands after merges, a number of the house, the line itself."""
    if line.user_id:
        return stands(tables, line.user_id)
    if line.user_number:
        return ("number", line.user_number)
    return ("line", line.id) if line.name else None


def stands(tables: Tables, user: int) -> int:
    """The registration that stands for a resident after merges."""
    return tables.one("services_serviceuser")[user].merged_into_id or user
