"""New residents out of a file, a thousand at a time: written column by column, past the model instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from banyan.core.audit.fresh import Fresh
from banyan.core.inserting import insert_columns, insert_rows, take_ids
from banyan.core.records import new_public_ids
from banyan.core.search.keeping import New, put_new
from banyan.domains.services.models import ServiceUser, ServiceUserTag
from banyan.domains.services.rules.duplicates import Candidate
from banyan.domains.services.rules.residents_sheet import RELATIONS, birth_of
from banyan.foundation.chinese import pinyin_key
from banyan.foundation.sheets import Row

_PLAIN = (
    "name", "id_number", "phone", "grid", "address", "residence", "marriage", "education", "occupation", "disability",
    "disability_grade", "hardship", "lives_alone", "guardian_name", "guardian_phone", "registered_on", "source", "note",
)  # fmt: skip
_RELATIONS = frozenset(RELATIONS.values())
_DOCUMENTS = frozenset(ServiceUser.Document.values)
Columns = dict[str, list[Any]]


class Newcomers:
    """People whom nobody knew before, as columns: attribute → one value for each row."""

    def __init__(self, rows: Sequence[Row], facts: Columns, unit: Any, now: datetime) -> None:
        self.rows, self.unit, count = rows, unit, len(rows)
        self.ids, self.public_ids = take_ids(ServiceUser, count), new_public_ids(count)
        self.numbers = [row.values["number"] for row in rows]
        names = facts.get("name", [""] * count)
        keys = [pinyin_key(name)[:200] for name in names]
        self.columns: Columns = facts | {
            "unit_id": [unit.pk] * count, "number": self.numbers, "name": names, "name_key": keys,
            "initials": ["".join(part[0] for part in key.split())[:40] for key in keys],
            "created_at": [now] * count, "changed_at": [now] * count,
        }  # fmt: skip

        self.id_hashes = _hashed("id_hash", self._column("id_number", ""))
        self.phone_hashes = _hashed("phone_hash", self._column("phone", ""))

    def asked(self) -> Iterator[tuple[int, date | None, Mapping[str, Any]]]:
        """For each: the id, the day of birth and the values of the row, for whoever writes down consents."""
        values = [row.values for row in self.rows]
        return zip(self.ids, self._column("born_on", None), values, strict=True)

    def write(self) -> None:
        """The registrations, their groups, and what makes them findable."""
        if not self.rows:
            return
        hashes = {"id_hash": self.id_hashes, "phone_hash": self.phone_hashes}
        tails = {"phone_tail": [phone[-4:] for phone in self._column("phone", "")]}
        given = {"id": self.ids, "public_id": self.public_ids} | self.columns | hashes | tails
        insert_columns(ServiceUser, given, len(self.rows))
        tags = [(pk, tag) for pk, row in zip(self.ids, self.rows, strict=True) for tag in row.values["tags"]]
        insert_rows(ServiceUserTag, ("user", "name"), tags)
        self._make_findable()

    def _make_findable(self) -> None:
        found = zip(
            self.public_ids, self.numbers, self.columns["name"], self.columns["initials"], strict=True
        )
        put_new(ServiceUser._meta.label_lower, self.unit, [New(*each) for each in found])

    def told(self, more: Mapping[str, Sequence[Any]]) -> Fresh:
        """What the trail tells of them."""
        return Fresh(ServiceUser, self.unit, self.public_ids, self.numbers, self.columns, more)

    def candidates(self) -> list[Candidate]:
        """What is compared of each: keyed hashes instead of numbers."""
        born, sexes = self._column("born_on", None), self._column("sex", "")
        return list(
            map(Candidate, self.ids, self.columns["name"], born, sexes, self.id_hashes, self.phone_hashes)
        )

    def _column(self, name: str, nothing: Any) -> list[Any]:
        return self.columns.get(name) or [nothing] * len(self.rows)


def _hashed(name: str, texts: Sequence[str]) -> list[str]:
    field: Any = ServiceUser._meta.get_field(name)
    return field.digests(texts)


def facts_of(rows: Sequence[Row], homes: Mapping[str, int]) -> Columns:
    """The rows of one table as fields of the record; a column that the file lacks changes nothing."""
    if not rows:
        return {}
    values = [row.values for row in rows]
    facts: Columns = {name: [each[name] for each in values] for name in _PLAIN}
    facts |= {
        "sex": [each["sex"] or "" for each in values],
        "born_on": list(map(birth_of, rows)),
        "document": [_document(each["document"]) for each in values],
        "community": list(map(community_of, rows)),
        "household_id": [homes.get(each["household"]) for each in values],
        "relation": [_relation(each["relation"]) for each in values],
        "tags": ["、".join(each["tags"]) for each in values],
    }
    present = {name: column for name, column in facts.items() if name.removesuffix("_id") in rows[0].raw}
    if "tags" in present:
        present["groups"] = present.pop("tags")
    return present


def community_of(row: Row) -> str:
    """The community as registered; an unknown one stays as it was written, until somebody settles it."""
    return row.values["community"] or row.raw.get("community", "").strip()[:80]


def _document(read: str | None) -> str:
    return read if read in _DOCUMENTS else ServiceUser.Document.OTHER.value if read else ""


def _relation(read: str | None) -> str:
    return read if read in _RELATIONS else ServiceUser.Relation.OTHER.value if read else ""
