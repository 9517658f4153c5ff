"""The demo's year of papers, meetings, risks and letters, lived through deeds by a job that everybody may watch."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door, jobs
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import Installation, User
from banyan.core.jobs.models import JobRun
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.site.demo import telling
from banyan.site.demo.models import Lived
from banyan.site.demo.stories import every_story
from banyan.site.demo.telling import Moment

JOB, JUDGED = "demo.life", "controls.judge"
_SAID = noop("The demo year is at %(day)s")
_STUCK = noop("The story “%(story)s” stopped at %(moment)s: %(why)s")
_log = logging.getLogger("banyan.demo")


class _AlreadyLived(Exception):
    """Another process played this moment in the meantime."""


@jobs.job(JOB, _("The year of the demo agency"))
def live(context: Any, until: str = "") -> dict[str, Any]:
    """Play every moment up to a day that was not played before; what was lived is judged, the night is not waited for."""
    telling.forget()
    last = date.fromisoformat(until) if until else clock.today()
    try:
        with door.opened(JOB):
            return _play_all(sorted(_waiting(last), key=lambda each: each[1].at), context)
    finally:
        jobs.start(JUDGED, by=context.by)


def _waiting(until: date) -> Iterator[tuple[str, Moment]]:
    played = set(Lived.objects.values_list("key", flat=True))
    for name, story in every_story().items():
        for moment in story(until):
            if moment.at.date() <= until and _key(name, moment) not in played:
                yield name, moment


def _key(story: str, moment: Moment) -> str:
    return f"{story}/{moment.key}"


def _play_all(waiting: list[tuple[str, Moment]], context: Any) -> dict[str, Any]:
    """All moments in the order of time; a story that meets a refusal stops there, the others go on."""
    stuck: dict[str, Refused] = {}
    lived: Counter[str] = Counter()
    for done, (story, moment) in enumerate(waiting):
        context.stop_if_cancelled()
        context.progress(
            done,
            len(waiting),
            sentence(_SAID, day=moment.at.date().isoformat()),
        )
        if story not in stuck:
            lived[story] += _lived(story, moment, stuck)
    if stuck:
        raise next(iter(stuck.values()))
    return {"lived": dict(lived), "url": "/"}


def _lived(story: str, moment: Moment, stuck: dict[str, Refused]) -> bool:
    try:
        _once(_key(story, moment), moment.at, moment.play)
    except _AlreadyLived:
        return False
    except Exception as error:
        _log.warning("story %s stopped at %s", story, moment.key, exc_info=not isinstance(error, Refused))
        stuck[story] = Refused(
            sentence(_STUCK, story=story, moment=moment.key, why=_why(error)), code="stuck"
        )
        return False
    return True


def _why(error: Exception) -> str:
    if isinstance(error, Refused):
        return " ".join(say(problem) for problem in error.problems.values())
    return type(error).__name__


@transaction.atomic
def _once(key: str, when: datetime, play: Callable[[datetime], Any]) -> None:
    """The moment and the note that it was played, both or neither."""
    try:
        with transaction.atomic():
            Lived.objects.create(key=key, at=when)
    except IntegrityError as error:
        raise _AlreadyLived from error
    play(when)


def begin(until: str = "", *, here: bool = False) -> JobRun | None:
    """Have the year lived, in the name of the administrator; None when this is no demo or nothing is left to live."""
    with door.opened(JOB):
        kept = Installation.objects.first()
        if (
            kept is None
            or not kept.demo_day
            or not _left(date.fromisoformat(until) if until else kept.demo_day)
        ):
            return None
        by = _administrator(kept.demo_day)
        _close_broken_off()
    ask = jobs.run_now if here else jobs.start
    return ask(JOB, by=by, until=until)


def _left(until: date) -> bool:
    return next(_waiting(until), None) is not None


def _administrator(on: date) -> Actor:
    return actor_for(User.objects.filter(is_active=True).order_by("pk").first(), on)


def _close_broken_off() -> None:
    """A run whose process was killed will not go on; the new one does."""
    broken = JobRun.objects.filter(name=JOB, state__in=(JobRun.State.RUNNING, JobRun.State.WAITING))
    broken.update(state=JobRun.State.CANCELLED, ended_at=clock.machine_now())
