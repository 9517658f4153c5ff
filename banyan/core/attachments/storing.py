"""Where files lie: under names that nobody can guess, written through to the disk before their line is kept."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The place of all files of this installation."""
    return Path(settings.BANYAN_HOME) / "files"


def path_of(stored_as: str) -> Path:
    """Where a kept file lies; the first two letters name its drawer."""
    return folder() / stored_as[:2] / stored_as


def keep(content: bytes) -> tuple[str, str]:
    """Write a file through to the disk. Returns its random name and its SHA-256 (hex)."""
    stored_as = secrets.token_hex(20)
    target = path_of(stored_as)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return stored_as, hashlib.sha256(content).hexdigest()


def fingerprint(stored_as: str) -> str | None:
    """The SHA-256 of what lies there now; None when it is gone."""
    try:
        with path_of(stored_as).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def lying_there() -> Iterator[str]:
    """Names of all files in the drawers."""
    return (path.name for path in folder().glob("??/*") if path.is_file())
