"""Questions about the hotline: calls that nobody took over yet, and minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime

from banyan.core.controls import Scope
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.models import HotlineCall
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_MODEL = "services.hotlinecall"


def calls_waiting(actor: object, today: date) -> Iterator[Todo]:
    """Calls handed over that nobody took yet, and calls with danger of which nobody was told. One statement."""
    seen = HotlineCall.objects.visible_to(actor, "take")  # type: ignore[arg-type]
    waiting = seen.filter(state=HotlineCall.State.HANDED) | seen.filter(
        state=HotlineCall.State.ANSWERED, risk=HotlineCall.Risk.NOW
    )
    for call in waiting.select_related("unit").order_by("called_on", "began_at")[:20]:
        handed = call.state == HotlineCall.State.HANDED
        why = (
            noop("It was handed over at %(at)s and nobody has taken it.")
            if handed
            else noop("There was danger and nobody was told.")
        )
        yield Todo(
            title=sentence(noop("A hotline call waits")),
            why=sentence(why, at=f"{localtime(call.handed_at):%H:%M}" if call.handed_at else ""), url=page_of(call),
            deed=noop("Take the call over") if handed else noop("Hand the call over"), number=call.number,
            due=call.called_on, kind="hotline",
        )  # fmt: skip


def call_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Calls of these days. One statement."""
    found = HotlineCall.everything.filter(called_on__range=(first, last)).exclude(worker=None)
    if workers is not None:
        found = found.filter(worker__in=workers)
    for call in found.select_related("project").order_by("called_on", "pk"):
        yield Spent(
            call.worker_id, call.called_on, minutes_between(call.began_at, call.ended_at),
            Category.CONSULTATION, _MODEL, call.public_id, call.number, began_at=call.began_at, people=1,
            entered_on=call.entered_on, project=call.project and call.project.public_id,
        )  # fmt: skip


def risky_calls(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[UUID, HotlineCall]]:
    """Calls of the period with danger, or handed over; those of guarded cases are told to nobody. One statement."""
    found = HotlineCall.everything.filter(
        project__public_id__in=[scope.id for scope in scopes], called_on__range=(period.start, period.end)
    ).exclude(HotlineCall.closed())
    risky = found.filter(risk=HotlineCall.Risk.NOW) | found.exclude(handed_at=None)
    for call in risky.select_related("project").order_by("called_on", "pk"):
        yield call.project.public_id, call  # type: ignore[union-attr]


def end_of(day: date) -> datetime:
    """The last moment of a day where the agency is."""
    return datetime.combine(day, time(23, 59), ZoneInfo(settings.TIME_ZONE))
