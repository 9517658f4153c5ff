"""Hanging files on records and taking them off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.attachments import intake, storing
from banyan.core.attachments.models import Attachment, place_of
from banyan.core.attachments.queries import record_of
from banyan.core.deeds import deed
from banyan.foundation.refusal import Refused, noop

Guard = Callable[[Any], None]
ContentGuard = Callable[[Any, bytes], None]
Follower = Callable[[Any, Attachment], None]
_followers: dict[str, list[Follower]] = {}
_guards: list[Guard] = []
_content_guards: list[ContentGuard] = []


def guard(check: Guard) -> Guard:
    """Let another part of the house refuse a change of a record's files: `check(record)` raises `Refused`."""
    if check not in _guards:
        _guards.append(check)
    return check


def guard_content(check: ContentGuard) -> ContentGuard:
    """Let another part of the house read a file before it is kept: `check(record, content)` raises `Refused`."""
    if check not in _content_guards:
        _content_guards.append(check)
    return check


def follow(model: Any, after: Follower) -> None:
    """Let a room do what follows when a file came to, or was taken off, its kind of record: `after(record, file)`, in the same go."""
    _followers.setdefault(model._meta.label_lower, []).append(after)


def attach(
    record: Any, name: str, content: bytes, *, by: Any, purpose: str = "", now: datetime | None = None
) -> Attachment:
    """Hang a file on a record that `by` may see; the right `attachments.attachment.add` is needed at its unit.

    Refused when it is empty, larger than 20 MB, damaged, or of a kind that is not taken.
    """
    if not may_change(record, by):
        raise PermissionDenied(record.permission("view"))
    taken = intake.accept(name, content)
    with door.opened("attachments.attach"), transaction.atomic():
        _check_guards(record)
        for check in _content_guards:
            check(record, taken.content)
        stored_as, sha256 = storing.keep(taken.content)
        made = Attachment(
            **place_of(record),
            unit=record.home(),
            name=taken.name,
            stored_as=stored_as,
            content_type=taken.content_type,
            size=len(taken.content),
            sha256=sha256,
            purpose=purpose[:60],
            added_by=by.user,
            added_at=now or clock.now(),
        )
        added = add(made, by=by, now=now)
        _tell(record, added)
        return added


def may_change(record: Any, by: Any) -> bool:
    """Whether somebody who sees a record may change its files: a kind may open itself for reading alone. One statement at most."""
    if not by.can(record.permission("view"), record):
        return False
    narrowed = type(record).narrow(by, "attach")
    return not narrowed or type(record).everything.filter(narrowed, pk=record.pk).exists()


@deed(Attachment, "add", new=True, label=_("Attach a file"), icon="paperclip")
def add(attachment: Attachment, by: Any, now: datetime) -> None:
    """Write down that a file hangs on a record. Call it through `attach`."""


@deed(Attachment, "remove", label=_("Take the file off"), danger=True, icon="file-off")
def remove(attachment: Attachment, by: Any, now: datetime, reason: str) -> None:
    """Take a file off its record, saying why; it stays in its drawer until its time is over."""
    if attachment.removed_at is not None:
        raise Refused(noop("The file was taken off already."), code="state")
    if not reason.strip():
        raise Refused({"reason": noop("Say why the file is taken off.")}, code="required")
    record = record_of(attachment)
    if not may_change(record, by):
        raise PermissionDenied(record.permission("view"))
    _check_guards(record)
    attachment.removed_at = now
    attachment.save(update_fields=["removed_at"])
    _tell(record, attachment)


def _tell(record: Any, attachment: Attachment) -> None:
    for after in _followers.get(record._meta.label_lower, ()):
        after(record, attachment)


def _check_guards(record: Any) -> None:
    for check in _guards:
        check(record)
