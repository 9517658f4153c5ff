"""Finding records through the same door as every list: what is out of reach is neither shown nor counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BooleanField, F, Func, Q
from django.db.models.expressions import RawSQL

from banyan.core.identity import tree
from banyan.core.identity.actor import Right
from banyan.core.records import Kept
from banyan.core.registers.declaration import Register, registers
from banyan.core.search import index
from banyan.core.search.keeping import is_kept, reindex
from banyan.core.search.tokens import question
from banyan.core.ui.finding import Group, Hit

_LIMIT = 30


@dataclass(frozen=True)
class Found:
    """A hit: the kind of record, its id, number and title."""

    model: str
    object_id: UUID
    number: str
    title: str


def find(words: str, by: Any, limit: int = _LIMIT) -> list[Found]:
    """Records that answer to a number, a piece of a name, or pinyin initials, newest first. One statement,
    and one more for each kind of record with a narrower reach of its own."""
    asked, reach = question(words), _reach(by)
    if not asked or not reach:
        return []
    where, phrase = index.condition(asked)
    places = " OR ".join(f"({sql})" for sql, _params in reach)
    statement = _FOUND[connection.vendor].format(where=where, places=places, limit=int(limit))
    with connection.cursor() as cursor:
        cursor.execute(statement, [phrase, *(value for _sql, params in reach for value in params)])
        rows = cursor.fetchall()
    return list(_through_narrow_doors([Found(row[0], UUID(str(row[1])), row[2], row[3]) for row in rows], by))


#: What answers to the words, in reach, newest first. PostgreSQL looks the hits up once and goes to their lines: with a
#: join it walks through all lines as long as it has not counted them, which is a minute or two after a long import.
_FOUND = {
    "sqlite": "SELECT d.model, d.object_id, d.number, d.title FROM search_index i JOIN search_searchdoc d ON d.id = i.rowid "
    "WHERE {where} AND ({places}) ORDER BY i.rowid DESC LIMIT {limit}",
    "postgresql": "SELECT d.model, d.object_id, d.number, d.title FROM search_searchdoc d WHERE d.id = ANY(ARRAY("
    "SELECT i.rowid FROM search_index i WHERE {where})) AND ({places}) ORDER BY d.id DESC LIMIT {limit}",
}


def answering(model: str, words: str) -> Q | None:
    """The filter that leaves the records of a kind that answer to the words; None for kinds that are not indexed."""
    asked = question(words)
    if not asked or not is_kept(model):
        return None
    where, phrase = index.condition(asked)
    if connection.vendor == "postgresql":
        return Q(_OneOf(F("public_id"), RawSQL(_HITS % ("JOIN", where), (phrase, model))))  # noqa: S611
    kind = apps.get_model(model)._meta
    table, key = map(connection.ops.quote_name, (kind.db_table, kind.pk.column))
    records = f"SELECT r.{key} FROM ({_HITS % ('CROSS JOIN', where)}) h CROSS JOIN {table} r ON r.public_id = h.object_id"  # noqa: S608
    return Q(pk__in=RawSQL(records, (phrase, model)))  # noqa: S611 - the words are a parameter


#: Which records answer: joined as the database likes, or (CROSS JOIN) from the hits, whatever it believes of the tables.
_HITS = "SELECT d.object_id FROM search_index i %s search_searchdoc d ON d.id = i.rowid WHERE %s AND d.model = %%s"


class _OneOf(Func):
    """Whether a column stands among the hits, which are looked up once: with a join, PostgreSQL walks through both
    tables for each hit as long as it has not counted their lines."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(ARRAY", BooleanField()


def groups(by: Any, words: str) -> Iterator[Group]:
    """The hits for the palette, by kind of record."""
    found = sorted(find(words, by), key=lambda each: each.model)
    for model, hits in groupby(found, key=lambda each: each.model):
        register = _register(model)
        yield Group(register.words.title, tuple(_hit(register, each) for each in hits), register.words.icon)


def _hit(register: Register, found: Found) -> Hit:
    from banyan.core.registers.addresses import address

    return Hit(address(register, "detail", public_id=found.object_id), found.title, found.number)


def _reach(by: Any) -> list[tuple[str, list[Any]]]:
    """Where the person may find what: a condition for all kinds of record that are seen at the same places."""
    return [_reached(list(kinds), places, by.system) for places, kinds in _kinds_at(by.rights, by.system)]


_Places = frozenset[tuple[str, UUID | None]]


@lru_cache(maxsize=500)
def _kinds_at(rights: tuple[Right, ...], system: str) -> tuple[tuple[_Places, tuple[str, ...]], ...]:
    """Places → the kinds of record that these rights see there."""
    labels: dict[_Places, list[str]] = {}
    for register in registers():
        seeing = [right for right in rights if right.allows(f"{register.name}.view")]
        if seeing or system:
            places = frozenset((right.path, right.scope) for right in seeing)
            labels.setdefault(places, []).append(register.model._meta.label_lower)
    return tuple((places, tuple(kinds)) for places, kinds in labels.items())


def _reached(
    kinds: list[str], places: Iterable[tuple[str, UUID | None]], everywhere: Any
) -> tuple[str, list[Any]]:
    of_kinds, named = _of_kinds(kinds)
    units = tree.current()
    ids = units.below(path for path, scope in places if scope is None)
    if everywhere or len(ids) == len(units.paths):
        return of_kinds, named
    parts = [f"d.unit_id IN ({', '.join(str(int(pk)) for pk in sorted(ids))})"] if ids else []
    scopes = [scope for _path, scope in places if scope is not None]
    if scopes:
        parts.append(f"d.scope_id IN ({', '.join(['%s'] * len(scopes))})")
    given = scopes if connection.vendor == "postgresql" else [scope.hex for scope in scopes]
    return f"{of_kinds} AND ({' OR '.join(parts) or 'FALSE'})", [*named, *given]


def _of_kinds(kinds: list[str]) -> tuple[str, list[Any]]:
    """Kinds of record as a condition; PostgreSQL takes them as one parameter and has less to read."""
    if connection.vendor == "postgresql":
        return "d.model = ANY(%s)", [kinds]
    return f"d.model IN ({', '.join(['%s'] * len(kinds))})", list(kinds)


def _through_narrow_doors(found: list[Found], by: Any) -> Iterator[Found]:
    narrow = {each.model for each in found if _has_own_door(each.model)}
    seen = {
        (model, object_id)
        for model in narrow
        for object_id in apps.get_model(model)
        .objects.visible_to(by)
        .filter(public_id__in=[each.object_id for each in found if each.model == model])
        .values_list("public_id", flat=True)
    }
    return (each for each in found if each.model not in narrow or (each.model, each.object_id) in seen)


def _has_own_door(model: str) -> bool:
    return apps.get_model(model).narrow.__func__ is not Kept.narrow.__func__  # type: ignore[attr-defined]


def _register(model: str) -> Register:
    return next(register for register in registers() if register.model._meta.label_lower == model)


__all__ = ["Found", "answering", "find", "groups", "reindex"]
