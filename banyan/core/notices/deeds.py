"""Putting a notice away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.audit.trail import Line, note_all
from banyan.core.deeds import deed
from banyan.core.notices import rules
from banyan.core.notices.models import Bot, Notice, Preference
from banyan.core.notices.sending import try_bot
from banyan.core.records import snapshot
from banyan.foundation.refusal import Refused, noop


@deed(Notice, "read", system=True, label=_("Mark as read"))
def mark_read(notice: Notice, by: Any, now: datetime) -> None:
    """The reader has seen it; the first time counts."""
    if by.user is None or notice.user_id != by.user.pk:
        raise PermissionDenied("notices.notice.read")
    notice.read_at = notice.read_at or now


def mark_all_read(by: Any, now: datetime | None = None) -> int:
    """The reader has seen everything, in one statement and one line each. Returns how many notices were put away."""
    moment = now or clock.now()
    with door.opened(mark_read.permission), transaction.atomic():
        unread = list(Notice.everything.select_for_update(of=("self",)).filter(user=by.user, read_at=None))
        lines = [_read(notice, moment) for notice in unread]
        Notice.everything.filter(pk__in=[notice.pk for notice in unread]).update(read_at=moment)
        note_all(by, moment, lines)
    return len(unread)


def _read(notice: Notice, moment: datetime) -> Line:
    before = snapshot(notice)
    notice.read_at = moment
    return Line(notice, mark_read.permission, before, snapshot(notice))


@deed(Bot, "add", new=True, label=_("Add a bot"), icon="message-plus")
def add_bot(bot: Bot, by: Any, now: datetime, address: str = "") -> None:
    """Let the house speak in a chat group: the address of the group's bot is read, and only its key kept, sealed."""
    bot.key = rules.key_of(bot.service, address or bot.key)


@deed(Bot, "test", label=_("Send a test message"), icon="send")
def test_bot(bot: Bot, by: Any, now: datetime) -> None:
    """Say a word in the group, to see that it arrives; a job does it."""
    if bot.retired_at is not None:
        raise Refused({"": noop("This bot is switched off.")}, code="state")
    transaction.on_commit(lambda: try_bot.enqueue(str(bot.public_id)))


@deed(Bot, "retire", label=_("Switch off"), danger=True, icon="plug-off")
def retire_bot(bot: Bot, by: Any, now: datetime, reason: str) -> None:
    """Speak in this group no more; the key is forgotten."""
    if bot.retired_at is not None:
        raise Refused({"": noop("This bot is switched off.")}, code="state")
    bot.retired_at, bot.key, bot.secret = now, "", ""


@deed(Preference, "set", new=True, system=True, label=_("Keep the changes"))
def set_preference(preference: Preference, by: Any, now: datetime) -> None:
    """Say how oneself wants to hear of things."""
    if by.user is None or preference.user_id != by.user.pk:
        raise PermissionDenied("notices.preference.set")
