"""What an imported residents' register is compared with, and what the whole of it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from banyan.core import keys
from banyan.core.among import among_sql
from banyan.core.registers.importing.gathering import Notes
from banyan.core.registers.importing.reading import RowsAt
from banyan.domains.services.models import ServiceUser
from banyan.domains.services.queries.duplicates import alike
from banyan.domains.services.rules.duplicates import Candidate, Duplicate, find
from banyan.domains.services.rules.households import HEAD, Member
from banyan.domains.services.rules.residents_sheet import about_heads, candidate
from banyan.domains.services.settings import age_limits
from banyan.domains.staff import public as staff
from banyan.foundation.sheets import CellFinding, CheckedRow, Lookups, Row

_ODD_HOUSEHOLDS = """
    SELECT line, household, head FROM {notes} WHERE household IN (
        SELECT household FROM {notes} WHERE household <> '' GROUP BY household HAVING SUM(head) <> 1)
    ORDER BY household, line"""
_TWICE = " UNION ".join(
    f"SELECT line FROM {{notes}} WHERE {mark} IN "  # noqa: S608 - names of our own columns
    f"(SELECT {mark} FROM {{notes}} WHERE {mark} IS NOT NULL GROUP BY {mark} HAVING COUNT(*) > 1)"
    for mark in ("id_mark", "birth_mark", "phone_mark")
)


def references(*, unit: Any, by: Any, today: date, project: Any = None) -> Lookups:
    """What the sheet's readers and checks look up; a form that checks ages asks for no areas."""
    return Lookups(
        today=lambda: today, areas=lambda: staff.areas_of(unit), age_limits=lambda: age_limits(today, unit)
    )


class Gathering:
    """Households without one head and the same person twice, in a file of any length: one note for each row.

    The notes hold no names and numbers of people, only keyed hashes of them.
    """

    def __init__(self, *, unit: Any, by: Any, today: date, project: Any = None) -> None:
        self.unit = unit
        self.notes = Notes(
            "residents_of_a_file",
            ("line", "head", "good"),
            ("number", "household", "id_mark", "birth_mark", "phone_mark"),
        )
        self.others: dict[str, Candidate] = {}
        self.like_others: set[int] = set()

    def chunk(self, rows: Sequence[CheckedRow]) -> None:
        """Note the next rows, and look for their like in the register."""
        good = [each.row for each in rows if each.ok]
        mine = _hashed(good)
        marks = dict(zip((row.line for row in good), _marks(mine), strict=True))
        self.notes.add([(*_place(each), *marks.get(each.row.line, (None,) * 3)) for each in rows])
        self._compare(mine, {row.values["number"] for row in good})

    def finish(self, rows_at: RowsAt) -> tuple[list[CellFinding], dict[str, Any]]:
        """Whom to ask about, and who may be one person."""
        odd = (
            Member(line, household, HEAD if head else "")
            for line, household, head in self.notes.ask(_ODD_HOUSEHOLDS)
        )
        findings = list(about_heads(odd))
        lines = {line for (line,) in self.notes.ask(_TWICE)} | self.like_others
        rows = rows_at(lines)
        found = find([*self._others(), *_hashed([rows[line] for line in sorted(rows)])])
        self.notes.drop()
        return findings, {"duplicates": [_spoken(duplicate) for duplicate in found if _lines(duplicate)]}

    def _compare(self, mine: Sequence[Candidate], numbers: Collection[str]) -> None:
        """Remember whom of the register these rows resemble; who comes in again under the own number is no stranger."""
        found = {each.key: each for each in alike(mine, self.unit)}
        known = dict(ServiceUser.everything.filter(pk__in=list(found)).values_list("pk", "number"))
        strangers = {known[pk]: each for pk, each in found.items() if known[pk] not in numbers}
        shared = {mark for each in strangers.values() for mark in _grounds(each)}
        self.like_others |= (
            {each.key for each in mine if not shared.isdisjoint(_grounds(each))} if shared else set()
        )
        self.others |= strangers

    def _others(self) -> Iterator[Candidate]:
        """People of the register who stand nowhere in the file."""
        numbers = list(self.others)
        here = {number for (number,) in self.notes.ask(*_numbers_here(numbers))} if numbers else set()
        for number, each in self.others.items():
            if number not in here:
                yield Candidate(
                    f"known:{number}", each.name, each.birth, each.sex, each.id_number, each.phone
                )


def _numbers_here(numbers: Sequence[str]) -> tuple[str, Any]:
    condition, values = among_sql("number", numbers)
    return f"SELECT number FROM {{notes}} WHERE good = 1 AND {condition}", values  # noqa: S608


def _place(checked: CheckedRow) -> tuple[int, int, int, str, str]:
    row, values = checked.row, checked.row.values
    return row.line, int(values["relation"] == HEAD), int(checked.ok), values["number"], values["household"]


def _hashed(rows: Sequence[Row]) -> list[Candidate]:
    """Rows as the register compares them: keyed hashes instead of numbers."""
    plain = [candidate(row) for row in rows]
    id_hash, phone_hash = (ServiceUser._meta.get_field(name) for name in ("id_hash", "phone_hash"))
    ids = id_hash.digests([each.id_number for each in plain])
    phones = phone_hash.digests([each.phone for each in plain])
    return [
        Candidate(each.key, each.name, each.birth, each.sex, id_mark, phone)
        for each, id_mark, phone in zip(plain, ids, phones, strict=True)
    ]


def _marks(mine: Sequence[Candidate]) -> Iterator[tuple[str | None, ...]]:
    """For each: what it shares with another registration of the same person, none of it readable."""
    births = [f"{each.name}\0{each.birth}" if each.name and each.birth else "" for each in mine]
    phones = [f"{each.name}\0{each.phone}" if each.name and each.phone else "" for each in mine]
    hashed = keys.keyed_hashes(births, "services.birth"), keys.keyed_hashes(phones, "services.phone")
    for marks in zip((each.id_number for each in mine), *hashed, strict=True):
        yield tuple(mark or None for mark in marks)


def _grounds(each: Candidate) -> set[tuple[str, Any]]:
    """What two candidates may have in common."""
    return {
        *([("", each.id_number)] if each.id_number else []),
        *([(each.name, each.birth)] if each.birth else []),
        *([(each.name, each.phone)] if each.phone else []),
    }


def _lines(duplicate: Duplicate) -> list[int]:
    return [key for key in duplicate.keys if isinstance(key, int)]


def _spoken(duplicate: Duplicate) -> Mapping[str, Any]:
    known = [str(key).removeprefix("known:") for key in duplicate.keys if not isinstance(key, int)]
    return {
        "lines": _lines(duplicate),
        "certainty": str(duplicate.certainty),
        "ground": str(duplicate.ground),
        **({"known": known} if known else {}),
    }
