"""Lines of the trail for many new records of one unit, composed column by column: the same lines, in less time."""

from __future__ import annotations

import os
from binascii import b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from json.encoder import encode_basestring  # type: ignore[attr-defined]
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from banyan.core import clock, keys
from banyan.core.audit.chain import canonical, extend
from banyan.core.audit.models import SubjectKey, Words
from banyan.core.inserting import insert_columns
from banyan.core.records import told_of

_NONCE_BYTES, _SALT_BYTES, _KEY_BYTES = 12, 16, 32


@dataclass(frozen=True)
class Fresh:
    """New records of one kind and unit, as columns: attribute name → one value for each record.

    `columns` holds what was written, encrypted fields in plain; `more` what else the trail tells of each.
    """

    model: Any
    unit: Any
    public_ids: Sequence[UUID]
    labels: Sequence[str]
    columns: Mapping[str, Sequence[Any]]
    more: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.public_ids)

    def told(self) -> dict[str, Sequence[Any]]:
        """What the trail tells: field name → values, in the order of the fields."""
        standing = {name: self._column(attname) for name, attname in told_of(self.model)}
        return standing | dict(self.more)

    def _column(self, attname: str) -> Sequence[Any]:
        if attname in self.columns:
            return self.columns[attname]
        return [self.model._meta.get_field(attname).get_default()] * len(self)


def note_fresh(
    by: Any, now: datetime, verb: str, chain: str, made: Fresh, *, request_id: str = "", reason: str = ""
) -> None:
    """Write one line for each of many new records; personal values sealed under a new key each."""
    said = _Said(made)
    same = {
        "chain": chain, "at": clock.machine_now(), "day": now, "actor_id": by.user.pk if by.user else None,
        "actor": by.name, "verb": verb, "model": made.model._meta.label_lower,
        "unit_id": made.unit.pk if made.unit else None, "reason": reason, "request_id": request_id,
    }  # fmt: skip
    first = extend(same, list(map(str, made.public_ids)), [label[:80] for label in made.labels], said.changes)
    said.keep(chain, range(first, first + len(made)))


class _Said:
    """The changes of each line as text, and the personal part of it that is sealed."""

    def __init__(self, made: Fresh) -> None:
        self.people = made.public_ids
        told = made.told()
        personal = [name for name in told if name in made.model.personal_fields]
        self.salts = _chances(_SALT_BYTES, len(made))
        self.texts = [f"{{{text}}}" if text else "" for text in _joined(_pairs(told, personal))]
        plain = _joined(_pairs(told, told.keys() - set(personal)))
        names = _names_of({name: told[name] for name in personal}) if personal else [""] * len(made)
        self.changes = list(map(self._line, plain, self.texts, names, self.salts))

    @staticmethod
    def _line(plain: str, personal: str, names: str, salt: bytes) -> str:
        if not personal:
            return f"{{{plain}}}"
        commitment = blake2b(personal.encode(), key=salt, digest_size=20).hexdigest()
        return f'{{"*":["c:{commitment}",{names}]{"," if plain else ""}{plain}}}'

    def keep(self, chain: str, lines: Sequence[int]) -> None:
        """Seal the personal values of each line under a new key of its person."""
        spoken = [place for place, text in enumerate(self.texts) if text]
        if not spoken:
            return
        people = [self.people[place] for place in spoken]
        opened, nonces = _chances(_KEY_BYTES, len(spoken)), _chances(_NONCE_BYTES, len(spoken))
        sealed = [
            _sealed(key, nonce, self.salts[place], self.texts[place], f"{chain}/{lines[place]}")
            for key, nonce, place in zip(opened, nonces, spoken, strict=True)
        ]
        wrapped = keys.seal_all(
            [b2a_base64(key, newline=False).decode() for key in opened],
            [f"subject:{each}" for each in people],
            "trail",
        )
        count = len(spoken)
        insert_columns(SubjectKey, {"subject": people, "wrapped": wrapped}, count)
        seqs = [lines[place] for place in spoken]
        insert_columns(
            Words, {"chain": [chain] * count, "seq": seqs, "subject": people, "sealed": sealed}, count
        )


def _sealed(key: bytes, nonce: bytes, salt: bytes, text: str, place: str) -> str:
    whole = f'{{"salt":"{salt.hex()}","values":{text}}}'
    sealed = nonce + AESGCM(key).encrypt(nonce, whole.encode(), place.encode())
    return b2a_base64(sealed, newline=False).decode()


def _pairs(told: Mapping[str, Sequence[Any]], names: Iterable[str]) -> list[list[str]]:
    """For each field, in the order of canonical JSON, what its line says of each record; "" where there is nothing."""
    return [_spelled(name, told[name]) for name in sorted(names)]


#: Kinds of value of which two that are equal are spelled alike.
_SPELLED_ALIKE = frozenset({str, date, type(None)})


def _spelled(name: str, values: Sequence[Any]) -> list[str]:
    head = f'"{name}":[null,'
    kinds = set(map(type, values))
    if kinds == {str}:
        return [f"{head}{encode_basestring(value)}]" if value else "" for value in values]
    if kinds == {list}:
        return _lists(head, values)
    if not kinds <= _SPELLED_ALIKE:
        return [_said_of(head, value) for value in values]
    said = {value: _said_of(head, value) for value in set(values)}
    return [said[value] for value in values]


def _lists(head: str, values: Sequence[list[Any]]) -> list[str]:
    """Lists of words, of which few differ: each is spelled once."""
    said: dict[tuple[str, ...], str] = {}
    spelled = []
    for value in values:
        if any(type(word) is not str for word in value):
            spelled.append(_said_of(head, value))
            continue
        words = tuple(value)
        if words not in said:
            said[words] = _said_of(head, value)
        spelled.append(said[words])
    return spelled


def _said_of(head: str, value: Any) -> str:
    return "" if value is None or value == "" else f"{head}{_json(value)}]"


def _json(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if kind is date:
        return f'"{value.isoformat()}"'
    if kind in (list, dict):
        return canonical(value)
    return encode_basestring(str(value))


def _joined(columns: list[list[str]]) -> list[str]:
    return [",".join(filter(None, row)) for row in zip(*columns, strict=True)]


def _names_of(columns: Mapping[str, Sequence[Any]]) -> list[str]:
    """Which fields each line speaks of; few patterns come back again and again."""
    quoted = [f'"{name}"' for name in columns]
    known: dict[tuple[bool, ...], str] = {}
    answers = []
    filled = ([value is not None and value != "" for value in values] for values in columns.values())
    for pattern in zip(*filled, strict=True):
        if pattern not in known:
            known[pattern] = ",".join(name for name, there in zip(quoted, pattern, strict=True) if there)
        answers.append(known[pattern])
    return answers


def _chances(width: int, count: int) -> list[bytes]:
    whole = os.urandom(width * count)
    return [whole[start : start + width] for start in range(0, width * count, width)]
