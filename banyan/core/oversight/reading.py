"""The lines of the trail that a page asks for, told in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.identity import tree
from banyan.core.identity.actor import nameless_actors
from banyan.core.identity.models import User
from banyan.core.oversight.sight import TRAIL, model_of, readable, whole_house
from banyan.core.registers import panels
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for

#: That somebody read a notice stands on the page only when it is asked for: there are as many as all else together.
NOTICE = "notices.notice"
PAGE, _LOOKED_AT = 50, 200
_PERSONAL, _READS = "*", "/reads"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: who did it, about which number, which kind of record, between which days."""

    who: str = ""
    number: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    readings: bool = False
    before: int | None = None


@dataclass(frozen=True)
class Told:
    """A line in words. `url` is empty where the record cannot be opened; `hidden` names personal fields."""

    at: datetime
    who: str
    deed: Any
    kind: Any
    number: str
    url: str
    station: str
    reason: str
    changes: tuple[panels.Change, ...]
    hidden: tuple[str, ...]

    @property
    def fields(self) -> int:
        """How many fields the line speaks of."""
        return len(self.changes) + len(self.hidden)


@dataclass(frozen=True)
class Lines:
    """One page of the trail, newest first; `older` is the mark of the page after it, or None at the end."""

    told: tuple[Told, ...]
    older: int | None


def lines(wanted: Wanted, by: Any) -> Lines:
    """The newest lines within reach that fit."""
    looked_at = list(_fitting(wanted, by).order_by("-pk")[:_LOOKED_AT])
    open_to = readable(looked_at, by)
    shown = open_to[:PAGE]
    people = panels.called({event.actor for event, _opens in shown})
    more = len(open_to) > PAGE or len(looked_at) == _LOOKED_AT
    last = shown[-1][0] if len(open_to) > PAGE else looked_at[-1] if looked_at else None
    told = tuple(_told(event, opens, people) for event, opens in shown)
    return Lines(told, last.pk if more and last else None)


def _fitting(wanted: Wanted, by: Any) -> QuerySet[Event]:
    found = Event.objects.all() if whole_house(by) else Event.objects.filter(unit_id__in=by.unit_ids(TRAIL))
    found = found.exclude(actor__in=nameless_actors())
    if wanted.who:
        found = found.filter(actor__in=_sign_ins(wanted.who))
    if wanted.number:
        found = found.filter(label__icontains=wanted.number)
    found = found.filter(model=wanted.kind) if wanted.kind else found.exclude(model=NOTICE)
    if wanted.readings:
        found = found.filter(chain__endswith=_READS)
    if wanted.before is not None:
        found = found.filter(pk__lt=wanted.before)
    return found.filter(_between(wanted.first, wanted.last))


def _sign_ins(words: str) -> set[str]:
    """Names under which lines of a person stand: the sign-in's, and those of sign-ins of people so called."""
    with door.opened("trail"):
        named = User.everything.filter(Q(username__icontains=words) | Q(person__name__icontains=words))
        return {words, *named.values_list("username", flat=True)}


def _between(first: date | None, last: date | None) -> Q:
    asked = Q()
    if first:
        asked &= Q(day__gte=_midnight(first))
    if last:
        asked &= Q(day__lt=_midnight(last + timedelta(days=1)))
    return asked


def _midnight(on: date) -> datetime:
    return make_aware(datetime.combine(on, time.min))


def _told(event: Event, opens: bool, people: dict[str, str]) -> Told:
    model = model_of(event)
    written = json.loads(event.changes)
    _commitment, *hidden = written.pop(_PERSONAL, [""])
    units = tree.current().units
    return Told(
        at=event.day,
        who=people.get(event.actor) or panels.named_actor(event.actor),
        deed=panels.told_deed(event.verb),
        kind=model._meta.verbose_name if model else event.model,
        number=event.label,
        url=_page(event) if opens else "",
        station=units[event.unit_id].name if event.unit_id in units else "",
        reason=event.reason,
        changes=panels.told_changes(model, written) if model else (),
        hidden=tuple(panels.field_label(model, name) for name in hidden) if model else (),
    )


def _page(event: Event) -> str:
    register = register_for(event.model)
    return address(register, "detail", _Named(event.object_id)) if register else ""


@dataclass(frozen=True)
class _Named:
    public_id: str
