"""One fingerprint for all files of a record, for approvals that bind to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from banyan.core.attachments.models import Attachment, place_of


def files_hash(record: Any) -> str:
    """SHA-256 (hex) over the fingerprints of a record's files in a fixed order; no files give the hash of nothing."""
    prints = Attachment.everything.filter(**place_of(record), removed_at=None).values_list(
        "sha256", flat=True
    )
    return hashlib.sha256("\n".join(sorted(prints)).encode()).hexdigest()


def fingerprints(record: Any) -> list[str]:
    """The fingerprints (SHA-256, hex) of a record's files as they stand, in a fixed order."""
    prints = Attachment.everything.filter(**place_of(record), removed_at=None)
    return sorted(prints.values_list("sha256", flat=True))


def names_of(record: Any, prints: Iterable[str]) -> list[str]:
    """How files of a record with these fingerprints were called, removed ones included."""
    found = Attachment.everything.filter(**place_of(record), sha256__in=list(prints))
    return sorted(set(found.values_list("name", flat=True)))
