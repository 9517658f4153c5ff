"""One call, every channel: a row for the desk now, an e-mail once the transaction stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from banyan.core import clock, door
from banyan.core.identity.models import User
from banyan.core.notices.mail import send_notice
from banyan.core.notices.models import Notice, Preference, about_what
from banyan.foundation.refusal import Sentence

_NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
_BATCH = 500


def tell(
    users: Iterable[User], kind: str, sentence: Sentence, about: Any = None, now: datetime | None = None
) -> list[Notice]:
    """Tell sign-ins something, in the caller's transaction. The sentence names numbers, never people.

    The e-mail waits in the job queue, so that it leaves only if the transaction stands; it carries the number alone.
    """
    target = about_what(about)
    moment = now or clock.now()
    rows = [
        Notice(
            user=user,
            kind=kind,
            text=str(sentence.text),
            params=dict(sentence.params),
            told_at=moment,
            **target,
        )
        for user in users
    ]
    with door.opened("notices.tell"):
        made = Notice.everything.bulk_create(rows, batch_size=_BATCH)
    _mail(made)
    return made


def take_back(about: Any, but_for: Collection[int], kept: Collection[str]) -> int:
    """The record became closed: what was told of it and of its papers leaves the pages of those who read it no longer.

    `but_for` are the people who still do; notices of the kinds `kept` were told on purpose. Answers how many went.
    """
    centre = about.home().centre
    told = Q(number=about.number) | Q(number__startswith=f"{about.number}-")
    here = Q(station=centre) | Q(station=None, user__person__unit__path__startswith=centre.path)
    with door.opened("notices.take_back"):
        gone = Notice.everything.filter(told, here).exclude(user__person__in=but_for).exclude(kind__in=kept)
        return int(gone.delete()[0])


def _mail(rows: Iterable[Notice]) -> None:
    """Those who said how they want to hear are served by the job; the others by an e-mail at once."""
    if settings.EMAIL_BACKEND == _NO_MAIL:
        return
    wanted = [row for row in rows if row.user.email]
    users = {row.user_id for row in wanted}
    chosen = (
        set(Preference.everything.filter(user__in=users).values_list("user", flat=True)) if users else set()
    )
    for row in wanted:
        if row.user_id not in chosen:
            send_notice.enqueue(str(row.public_id))
