"""A stream of sealed pieces: any flipped, missing, swapped or added byte is noticed before anything is used."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from banyan.foundation.refusal import Refused, noop

MAGIC = b"BANYAN-BACKUP-1\n"
_PIECE = 1 << 20
_NONCE = 12
KEY_BYTES = 32


def make_key(path: Path) -> bytes:
    """The key of a key file, made when there is none; readable by its owner alone."""
    if path.exists():
        return read_key(path)
    key = os.urandom(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex() + "\n")
    return key


def read_key(path: Path) -> bytes:
    """The key of a key file; refused when there is none or it is no key."""
    try:
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as error:
        raise Refused(
            {"key": noop("The key file of this backup is missing or damaged.")}, code="key"
        ) from error
    if len(key) != KEY_BYTES:
        raise Refused({"key": noop("The key file of this backup is missing or damaged.")}, code="key")
    return key


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Write `source` to `target` in sealed pieces; each knows its place and whether it is the last."""
    cipher, place = AESGCM(key), 0
    target.write(MAGIC)
    piece = source.read(_PIECE)
    while True:
        following = source.read(_PIECE)
        nonce = os.urandom(_NONCE)
        sealed = nonce + cipher.encrypt(nonce, piece, _place(place, last=not following))
        target.write(struct.pack(">I", len(sealed)) + sealed)
        if not following:
            return
        piece, place = following, place + 1


def unseal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Open what `seal` wrote; refused as a whole when one byte is wrong or the end is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise Refused({"file": noop("This file is not a backup of Banyan.")}, code="not_a_backup")
    cipher, finished = AESGCM(key), False
    for place, (sealed, last) in enumerate(_pieces(source)):
        try:
            target.write(cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(place, last)))
        except InvalidTag as error:
            raise _damaged() from error
        finished = last
    if not finished:
        raise _damaged()


def _pieces(source: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    sealed = _one_piece(source)
    while sealed is not None:
        following = _one_piece(source)
        yield sealed, following is None
        sealed = following


def _one_piece(source: BinaryIO) -> bytes | None:
    head = source.read(4)
    if not head:
        return None
    length = struct.unpack(">I", head)[0] if len(head) == 4 else 0
    sealed = source.read(length) if 0 < length <= _PIECE + 64 else b""
    if len(sealed) < _NONCE or len(sealed) != length:
        raise _damaged()
    return sealed


def _place(number: int, last: bool) -> bytes:
    return struct.pack(">Q?", number, last)


def _damaged() -> Refused:
    return Refused(
        {"file": noop("The backup is damaged, cut off, or belongs to another key; nothing was touched.")},
        code="damaged",
    )
