"""Putting records into the index; deeds call it in their own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from banyan.core import door
from banyan.core.inserting import insert_columns, insert_records, take_ids
from banyan.core.search import index
from banyan.core.search.models import SearchDoc
from banyan.core.search.tokens import tokens
from banyan.foundation.chinese import pinyin_initials

_BATCH = 500
_SAID = ("number", "title", "unit_id", "scope_id")


@dataclass(frozen=True)
class Entry:
    """A record as it is to be found: what the hit says, the texts it answers to, names for pinyin initials."""

    record: Any
    title: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def words(self) -> str:
        """The tokens of everything the record answers to."""
        return tokens([self.number, self.title, *self.texts, *(pinyin_initials(name) for name in self.names)])

    @property
    def number(self) -> str:
        """The record's number, if it has one."""
        return str(getattr(self.record, "number", "") or "")


@dataclass(frozen=True, slots=True)
class New:
    """A new record as it is to be found by number, title and the initials of its title."""

    public_id: UUID
    number: str
    title: str
    initials: str = ""

    def words(self) -> str:
        """The tokens of everything the record answers to."""
        return tokens((self.number, self.title, self.initials))


Source = Callable[[], Iterable[Entry]]
_sources: dict[str, Source] = {}


def source(model: str, entries: Source) -> None:
    """Name the function that lists all entries of a kind of record, for `reindex`."""
    _sources[model] = entries


def is_kept(model: str) -> bool:
    """Whether all records of a kind stand in the index."""
    return model in _sources


def put(entry: Entry) -> None:
    """Make one record findable, or bring its words up to date."""
    put_all([entry])


def put_all(entries: Sequence[Entry]) -> None:
    """Many records at once, in a fixed number of statements for each five hundred."""
    for start in range(0, len(entries), _BATCH):
        _put_some(entries[start : start + _BATCH])


def put_new(model: str, unit: Any, entries: Sequence[New]) -> None:
    """Make many new records of one unit findable: nobody looks whether they stand in the index already."""
    if not entries:
        return
    count, ids = len(entries), take_ids(SearchDoc, len(entries))
    columns = {
        "id": ids, "model": [model] * count, "object_id": [each.public_id for each in entries],
        "number": [each.number for each in entries], "title": [each.title[:200] for each in entries],
        "unit_id": [unit.pk] * count, "scope_id": [None] * count,
    }  # fmt: skip
    insert_columns(SearchDoc, columns, count)
    index.add([(pk, entry.words()) for pk, entry in zip(ids, entries, strict=True)])


def forget(model: str, object_id: UUID) -> None:
    """Take a record out of the index, after erasure or merging."""
    with transaction.atomic():
        doc = SearchDoc.objects.filter(model=model, object_id=object_id).first()
        if doc is not None:
            index.remove([doc.pk])
            doc.delete()


def reindex() -> int:
    """Build the index afresh from the records. Returns how many can be found."""
    count = 0
    with door.opened("reindex"), transaction.atomic():
        index.clear()
        SearchDoc.objects.all().delete()
        for entries in _sources.values():
            for some in _in_pieces(entries()):
                _put_some(some)
                count += len(some)
    return count


def _put_some(entries: Sequence[Entry]) -> None:
    docs = {
        (doc.model, doc.object_id): (doc, entry)
        for doc, entry in zip(map(_doc, entries), entries, strict=True)
    }
    if len(docs) == 1:
        _put_one(*next(iter(docs.values())))
        return
    known = _ids(docs)
    for key, pk in known.items():
        docs[key][0].pk = pk
    SearchDoc.objects.bulk_update([docs[key][0] for key in known], _SAID)
    _make([doc for key, (doc, _entry) in docs.items() if key not in known])
    index.remove(known.values())
    index.add([(doc.pk, entry.words()) for doc, entry in docs.values()])


def _put_one(doc: SearchDoc, entry: Entry) -> None:
    """Two statements, whether the record is new or known."""
    SearchDoc.objects.bulk_create(
        [doc], update_conflicts=True, unique_fields=["model", "object_id"], update_fields=_SAID
    )
    index.put(doc.pk, entry.words())


def _make(docs: Sequence[SearchDoc]) -> None:
    if docs:
        insert_records(SearchDoc, docs)
        ids = _ids((doc.model, doc.object_id) for doc in docs)
        for doc in docs:
            doc.pk = ids[doc.model, doc.object_id]


def _ids(keys: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], int]:
    wanted = list(keys)
    models = {model for model, _object_id in wanted}
    kept = SearchDoc.objects.filter(
        model__in=models, object_id__in=[object_id for _model, object_id in wanted]
    )
    return {(model, object_id): pk for model, object_id, pk in kept.values_list("model", "object_id", "pk")}


def _doc(entry: Entry) -> SearchDoc:
    record = entry.record
    unit = record.home()
    return SearchDoc(
        model=record._meta.label_lower, object_id=record.public_id, number=entry.number, title=entry.title[:200],
        unit_id=unit.pk if unit else None, scope_id=record.scope(),
    )  # fmt: skip


def _in_pieces(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    piece: list[Entry] = []
    for entry in entries:
        piece.append(entry)
        if len(piece) == _BATCH:
            yield piece
            piece = []
    if piece:
        yield piece
