"""Secrets of the installation and what is done with them: sealing texts and keyed hashes.

The master secret lies in `BANYAN_HOME/secrets.json` (mode 0600), made at first use; the database never holds it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from binascii import b2a_base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12
_MARK = "b1:"


class Unreadable(ValueError):
    """A sealed text does not belong to this place or this installation."""


def load_secrets(home: Path) -> dict[str, str]:
    """Read the secrets of an installation, making them at first use.

    Returns base64 texts under `django` (session signing) and `master` (sealing).
    """
    path = home / "secrets.json"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = {name: base64.b64encode(secrets.token_bytes(48)).decode() for name in ("django", "master")}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(made, file)
    return json.loads(path.read_text())


@lru_cache(maxsize=16)
def derived(purpose: str) -> bytes:
    """A 32-byte key for one purpose, derived from the master secret."""
    master = base64.b64decode(settings.BANYAN_MASTER_SECRET)
    return HKDF(algorithm=SHA256(), length=32, salt=b"banyan", info=purpose.encode()).derive(master)


@lru_cache(maxsize=16)
def _cipher(purpose: str) -> AESGCM:
    return AESGCM(derived(purpose))


def seal(text: str, place: str, purpose: str = "field") -> str:
    """Encrypt a text so that it can be opened only at the same `place` (record and field)."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(purpose).encrypt(nonce, text.encode(), place.encode())
    return _MARK + base64.b64encode(nonce + sealed).decode()


def seal_all(texts: Sequence[str], places: Sequence[str], purpose: str = "field") -> list[str]:
    """Encrypt many texts, each to the place beside it; what is empty stays empty."""
    cipher, chance = _cipher(purpose), os.urandom(_NONCE_BYTES * len(texts))
    nonces = (chance[start : start + _NONCE_BYTES] for start in range(0, len(chance), _NONCE_BYTES))
    return [
        _MARK
        + b2a_base64(nonce + cipher.encrypt(nonce, text.encode(), place.encode()), newline=False).decode()
        if text
        else ""
        for text, place, nonce in zip(texts, places, nonces, strict=True)
    ]


def unseal(sealed: str, place: str, purpose: str = "field") -> str:
    """Open a sealed text; raises `Unreadable` when it was moved, changed or sealed elsewhere."""
    try:
        raw = base64.b64decode(sealed.removeprefix(_MARK))
        return _cipher(purpose).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(place) from error


def keyed_hash(text: str, purpose: str) -> str:
    """A hash that allows equality look-ups and reveals nothing without the installation's secret (hex, 32 chars)."""
    return hashlib.blake2b(text.encode(), key=derived(f"hash:{purpose}"), digest_size=16).hexdigest()


def keyed_hashes(texts: Sequence[str], purpose: str) -> list[str]:
    """The same for many texts; what is empty stays empty."""
    begun, hashed = hashlib.blake2b(key=derived(f"hash:{purpose}"), digest_size=16).copy, []
    for text in texts:
        if not text:
            hashed.append("")
            continue
        hashing = begun()
        hashing.update(text.encode())
        hashed.append(hashing.hexdigest())
    return hashed
