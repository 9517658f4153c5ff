"""The approval rail: who asked, who signed, whose turn it is, and which vacant posts were passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals import queries, signing
from banyan.core.approvals.models import Request, Step
from banyan.core.identity.models import Person, Role
from banyan.core.ui.wording import short_day


@dataclass(frozen=True)
class Stop:
    """One place on the rail. `state`: signed, now, open, skipped, returned or withdrawn; `mark` is the signature."""

    who: str
    state: str
    post: str = ""
    day: str = ""
    mark: str = ""
    comment: str = ""
    note: str = ""
    on: date | None = None
    is_asker: bool = False


_STATES: dict[str, str] = {
    Step.State.LATER: "open",
    Step.State.OPEN: "now",
    Step.State.SIGNED: "signed",
    Step.State.DECLINED: "returned",
    Step.State.GONE: "withdrawn",
}


def rail(record: Any, kind: str | None = None, on: date | None = None) -> list[Stop]:
    """The stops of the last request on a record, in order; empty when nobody asked yet.

    `on` is the day for which open steps name the people who may sign; without it, the day of asking.
    """
    with door.opened("approvals.rail"):
        request = queries.requests_of(record, kind).select_related("asked_by", "unit").first()
        return list(stops_of(request, on)) if request else []


def stops_of(request: Request, on: date | None = None) -> Iterator[Stop]:
    """The stops of one request; the door must be open."""
    asker = request.asked_by.name if request.asked_by else _("the system")
    asked_on = localtime(request.asked_at).date()
    yield Stop(
        asker, "signed", note=_("asked"), day=short_day(asked_on), mark=asker, on=asked_on, is_asker=True
    )
    found = Step.everything.filter(request=request).select_related("post", "decided_by", "on_behalf_of")
    steps = list(found)
    names = _names([step for step in steps if not step.decided_at], request, on or asked_on)
    roles = role_names(step.who for step in steps if step.how == "role")
    for step in steps:
        yield from (Stop(title, "skipped", note=_("vacant, passed over")) for title in step.skipped)
        post = step.post.title if step.post else roles.get(step.who, "")
        yield _decided(step, post) if step.decided_at else _undecided(step, post, names)


def role_names(codes: Iterable[str]) -> dict[str, str]:
    """What roles are called, by their codes."""
    rows = Role.everything.filter(code__in=set(codes)).values_list("code", "name")
    return {code: _(name) for code, name in rows}


def _names(steps: list[Step], request: Request, on: date) -> dict[int, list[str]]:
    """The names of those who may sign each step, by step."""
    entitled = signing.entitled_to_each(steps, request, on) if steps else {}
    wanted = {person for people in entitled.values() for person in people}
    known = Person.everything.filter(pk__in=wanted).order_by("name_key").values_list("pk", "name")
    called = dict(known) if wanted else {}
    return {step: [name for pk, name in called.items() if pk in people] for step, people in entitled.items()}


def _undecided(step: Step, post: str, names: dict[int, list[str]]) -> Stop:
    note = ""
    if step.escalated_at:
        note = _("passed up on %(day)s") % {"day": short_day(localtime(step.escalated_at).date())}
    who = pgettext("between names", ", ").join(names[step.pk])
    return Stop(who, _STATES[step.state], post, note=note)


def _decided(step: Step, post: str) -> Stop:
    name = step.decided_by.name if step.decided_by else ""
    note = _("for %(name)s") % {"name": step.on_behalf_of.name} if step.on_behalf_of else ""
    mark = name if step.state == Step.State.SIGNED else ""
    on = localtime(step.decided_at).date()
    return Stop(name, _STATES[step.state], post, short_day(on), mark, step.reason, note, on)
