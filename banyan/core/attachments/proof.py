"""Proving that every file is still what was handed in."""

from __future__ import annotations

from banyan.core import door
from banyan.core.attachments import storing
from banyan.core.attachments.models import Attachment
from banyan.foundation.refusal import noop


def bad_files() -> list[dict[str, str]]:
    """Files that are gone or were changed outside: `file` (end of the fingerprint), `record`, `why`."""
    with door.opened("verify"):
        kept = Attachment.everything.order_by("pk").only("stored_as", "sha256", "model", "record_id")
        return [fault for each in kept.iterator(chunk_size=500) if (fault := _fault(each))]


def _fault(attachment: Attachment) -> dict[str, str] | None:
    found = storing.fingerprint(attachment.stored_as)
    if found == attachment.sha256:
        return None
    why = noop("the file is gone") if found is None else noop("the file was changed")
    return {"file": attachment.label(), "record": f"{attachment.model}:{attachment.record_id}", "why": why}


def orphans() -> list[str]:
    """Files without a line: left by a transaction that did not stand; they may be removed."""
    with door.opened("verify"):
        kept = set(Attachment.everything.values_list("stored_as", flat=True))
    return sorted(set(storing.lying_there()) - kept)
