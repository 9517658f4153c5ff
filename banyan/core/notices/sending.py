"""Saying outside what was told inside: numbers, never names; with digest, quiet hours and another try later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import send_mail
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django_tasks import task

from banyan.core import clock, door, jobs
from banyan.core.notices import bots, rules
from banyan.core.notices.models import Bot, Notice, Preference

_MOST_TRIES = 5
_NO_OLDER_THAN = timedelta(days=3)


@jobs.job("notices.send", label=gettext_lazy("Send notices through chat groups and digests"))
def send(context: Any) -> dict[str, int]:
    """Serve everybody who said how they want to hear. Returns how many people were served and how many not."""
    return send_all(clock.now())


jobs.every("*/5 * * * *", "notices.send")


def send_all(now: datetime) -> dict[str, int]:
    """Send what waits and is due; what a service does not take is tried again with the next run, five times."""
    done = {"sent": 0, "failed": 0}
    with door.opened("notices.send"):
        chosen = (
            Preference.everything.select_related("user", "bot").filter(user__is_active=True).order_by("pk")
        )
        for preference in chosen:
            waiting = _waiting(preference, now)
            if waiting and _is_due(preference, now):
                done["sent" if _serve(preference, waiting, now) else "failed"] += 1
    return done


def _waiting(preference: Preference, now: datetime) -> list[Notice]:
    found = Notice.everything.filter(user=preference.user, sent_at=None, read_at=None)
    return list(found.filter(told_at__gte=now - _NO_OLDER_THAN).order_by("told_at", "pk"))


def _is_due(preference: Preference, now: datetime) -> bool:
    here = localtime(now)
    if rules.is_quiet(here.time(), preference.quiet_from, preference.quiet_until):
        return False
    return not preference.digest or rules.digest_is_due(here, preference.digest_hour, preference.digested_on)


def _serve(preference: Preference, waiting: Sequence[Notice], now: datetime) -> bool:
    with translation.override(preference.user.language or translation.get_language()):
        words = message(waiting)
        sent = [_by_mail(preference, words), _by_bot(preference, words, now)]
    ids = [notice.pk for notice in waiting]
    rows = Notice.everything.filter(pk__in=ids)
    if False in sent:
        rows.update(tries=Coalesce(F("tries"), 0) + 1)
        rows.filter(tries__gte=_MOST_TRIES).update(sent_at=now)
        return False
    rows.update(sent_at=now)
    if preference.digest:
        Preference.everything.filter(pk=preference.pk).update(digested_on=localtime(now).date())
    return True


def message(waiting: Sequence[Notice]) -> str:
    """One text for several notices: how many, and which numbers. No names leave the house."""
    numbers, rest = rules.numbers_shown([notice.number for notice in waiting])
    head = ngettext("%(n)s notice waits for you.", "%(n)s notices wait for you.", len(waiting))
    lines = [head % {"n": len(waiting)}]
    if numbers:
        lines.append(pgettext("between numbers", ", ").join(numbers))
    if rest:
        lines.append(_("and %(rest)s more") % {"rest": rest})
    return "\n".join([*lines, _("Sign in to read.")])


def _by_mail(preference: Preference, words: str) -> bool | None:
    """Whether the e-mail left; None where none is wanted."""
    if not preference.email or not preference.user.email:
        return None
    try:
        return bool(
            send_mail(_("Banyan: %(number)s") % {"number": _("news")}, words, None, [preference.user.email])
        )
    except OSError:
        return False


def _by_bot(preference: Preference, words: str, now: datetime) -> bool | None:
    """Whether the group's bot took it; None where none is wanted."""
    bot = preference.bot
    if bot is None or bot.retired_at is not None:
        return None
    return speak(bot, words, now)


def speak(bot: Bot, words: str, now: datetime) -> bool:
    """Say something in a group and write down how it went."""
    try:
        bots.send(bot.service, bot.key, bot.secret, words)
    except bots.NotSent:
        Bot.everything.filter(pk=bot.pk).update(failed_at=now)
        return False
    Bot.everything.filter(pk=bot.pk).update(spoke_at=now, failed_at=None)
    return True


@task()
def try_bot(public_id: str) -> bool:
    """The test message of a bot."""
    with door.opened("notices.send"):
        bot = Bot.everything.filter(public_id=public_id, retired_at=None).first()
        return bot is not None and speak(bot, _("Banyan: this is a test message."), clock.now())
