"""Personal values in the trail: a salted commitment in the chain, the value itself sealed under the person's key."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from banyan.core import keys
from banyan.core.audit.chain import canonical
from banyan.core.audit.models import SubjectKey, Words
from banyan.core.inserting import insert_rows

_NONCE_BYTES = 12


class Spoken:
    """The personal values of one line: the text that is sealed, and what stands in the chain instead of it."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values, self._salt = values, os.urandom(16)
        self._text = canonical(values)

    @property
    def commitment(self) -> str:
        """Proves later what was said, and says nothing once the salt is gone."""
        return "c:" + hashlib.blake2b(self._text.encode(), key=self._salt, digest_size=20).hexdigest()

    def sealed(self, key: bytes, place: str) -> str:
        """The values with their salt, readable with the person's key at this place of the chain only."""
        nonce = os.urandom(_NONCE_BYTES)
        text = f'{{"salt":"{self._salt.hex()}","values":{self._text}}}'
        return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())).decode()


def keys_for(subjects: Sequence[UUID], new: Collection[UUID] = ()) -> dict[UUID, bytes]:
    """The keys of people, made where they are missing. A destroyed key is not made again: its person stays erased.

    Nobody looks for the key of a person who is `new`: there can be none.
    """
    wanted = list(dict.fromkeys(subjects))
    known = [subject for subject in wanted if subject not in new]
    kept = {key.subject: key for key in SubjectKey.objects.filter(subject__in=known)} if known else {}
    made = {subject: os.urandom(32) for subject in wanted if subject not in kept}
    insert_rows(
        SubjectKey, ("subject", "wrapped"), ((person, _wrap(person, key)) for person, key in made.items())
    )
    opened = {subject: _unwrap(subject, row.wrapped) for subject, row in kept.items() if row.wrapped}
    return opened | made


def keep(rows: Iterable[tuple[str, int, UUID, str]]) -> None:
    """Keep sealed values: chain, line, person, what `sealed` made."""
    insert_rows(Words, ("chain", "seq", "subject", "sealed"), rows)


def read(lines: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The personal values of lines whose people were not erased: (chain, seq) → {"salt", "values"}."""
    wanted = set(lines)
    kept = Words.objects.filter(chain__in={chain for chain, _ in wanted}, seq__in=[seq for _, seq in wanted])
    rows = [row for row in kept if (row.chain, row.seq) in wanted]
    found = keys_of(row.subject for row in rows)
    return {(row.chain, row.seq): _opened(found[row.subject], row) for row in rows if row.subject in found}


def keys_of(subjects: Iterable[UUID]) -> dict[UUID, bytes]:
    """Keys that still exist."""
    rows = SubjectKey.objects.filter(subject__in=set(subjects)).exclude(wrapped="")
    return {row.subject: _unwrap(row.subject, row.wrapped) for row in rows}


def destroy(subject: UUID, now: datetime) -> None:
    """Erase a person from the trail: the key goes, the salted commitments stay and the chain holds."""
    SubjectKey.objects.update_or_create(subject=subject, defaults={"wrapped": "", "destroyed_at": now})


def _opened(key: bytes, row: Words) -> dict[str, Any]:
    raw = base64.b64decode(row.sealed)
    text = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], f"{row.chain}/{row.seq}".encode())
    return json.loads(text)


def _wrap(subject: UUID, key: bytes) -> str:
    return keys.seal(base64.b64encode(key).decode(), f"subject:{subject}", "trail")


def _unwrap(subject: UUID, wrapped: str) -> bytes:
    return base64.b64decode(keys.unseal(wrapped, f"subject:{subject}", "trail"))
