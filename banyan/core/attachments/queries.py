"""Finding files through the door of the record they hang on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import Http404

from banyan.core import door
from banyan.core.attachments.models import Attachment, place_of
from banyan.core.records import GuardedQuerySet, Kept

Door = Callable[[Attachment, Any], bool]
_further_doors: list[Door] = []


def record_model(label: str) -> type[Kept]:
    """The kind of record of that name; 404 for anything that has no door."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Kept) or model._meta.abstract:
        raise Http404
    return model


def visible_record(label: str, public_id: UUID, actor: Any) -> Any:
    """The record, if the actor may see it; otherwise it does not exist."""
    found = record_model(label).objects.visible_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def record_of(attachment: Attachment) -> Any:
    """What a file hangs on."""
    return record_model(attachment.model).everything.get(public_id=attachment.record_id)


def attachments_of(record: Any) -> GuardedQuerySet:
    """The files of a record that was reached through its own door, oldest first."""
    found = Attachment.objects.filter(**place_of(record), removed_at=None)
    return found.select_related("added_by__person").order_by("added_at", "pk")._through_the_door()


def visible_attachment(public_id: UUID, actor: Any) -> Attachment:
    """A file whose record the actor may see, with the right to see files there; otherwise it does not exist.

    Other parts of the house may open a further door, as the turn to sign does.
    """
    with door.opened("attachments.find"):
        found = Attachment.everything.filter(public_id=public_id, removed_at=None).first()
    if found is None or not (_reached(found, actor) or any(opens(found, actor) for opens in _further_doors)):
        raise Http404
    return found


def _reached(attachment: Attachment, actor: Any) -> bool:
    if not Attachment.objects.visible_to(actor).filter(pk=attachment.pk).exists():
        return False
    records = record_model(attachment.model).objects.visible_to(actor)
    return records.filter(public_id=attachment.record_id).exists()


def further_door(opens: Door) -> Door:
    """Let another part of the house show files: `opens(attachment, actor)`."""
    if opens not in _further_doors:
        _further_doors.append(opens)
    return opens
