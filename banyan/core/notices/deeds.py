"""Putting a notice away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.deeds import deed
from banyan.core.notices.models import Notice


@deed(Notice, "read", system=True, label=_("Mark as read"))
def mark_read(notice: Notice, by: Any, now: datetime) -> None:
    """The reader has seen it; the first time counts."""
    if by.user is None or notice.user_id != by.user.pk:
        raise PermissionDenied("notices.notice.read")
    notice.read_at = notice.read_at or now


def mark_all_read(by: Any, now: datetime | None = None) -> int:
    """The reader has seen everything. Returns how many notices were put away."""
    moment = now or clock.now()
    with door.opened("notices.notice.read"), transaction.atomic():
        unread = list(Notice.everything.filter(user=by.user, read_at=None))
        for notice in unread:
            mark_read(notice, by=by, now=moment)
    return len(unread)
