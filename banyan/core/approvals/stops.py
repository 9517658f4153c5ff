"""The approval rail: who asked, who signed, whose turn it is, and which vacant posts were passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

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


_STATES = {
    Step.State.LATER: "open",
    Step.State.OPEN: "now",
    Step.State.SIGNED: "signed",
    Step.State.DECLINED: "returned",
    Step.State.GONE: "withdrawn",
}


def rail(record: Any, kind: str | None = None) -> list[Stop]:
    """The stops of the last request on a record, in order; empty when nobody asked yet."""
    with door.opened("approvals.rail"):
        request = queries.requests_of(record, kind).select_related("asked_by", "unit").first()
        return list(_stops(request)) if request else []


def _stops(request: Request) -> Iterator[Stop]:
    asker = request.asked_by.name if request.asked_by else _("the system")
    yield Stop(asker, "signed", note=_("asked"), day=short_day(request.asked_at.date()), mark=asker)
    steps = Step.everything.filter(request=request).select_related("post", "decided_by", "on_behalf_of")
    roles = dict(
        Role.everything.filter(code__in=[s.who for s in steps if s.how == "role"]).values_list("code", "name")
    )
    for step in steps:
        yield from (Stop(title, "skipped", note=_("vacant, passed over")) for title in step.skipped)
        yield _stop(step, request, roles)


def _stop(step: Step, request: Request, roles: dict[str, str]) -> Stop:
    post = step.post.title if step.post else roles.get(step.who, "")
    if step.decided_by is None:
        return Stop(_people(step, request), _STATES[Step.State(step.state)], post)
    note = _("for %(name)s") % {"name": step.on_behalf_of.name} if step.on_behalf_of else ""
    signed = step.state == Step.State.SIGNED
    return Stop(
        step.decided_by.name,
        _STATES[Step.State(step.state)],
        post,
        short_day(step.decided_at.date()) if step.decided_at else "",
        step.decided_by.name if signed else "",
        step.reason,
        note,
    )


def _people(step: Step, request: Request) -> str:
    people = signing.entitled_to(step, request, request.asked_at.date())
    return _(", ").join(
        Person.everything.filter(pk__in=people).order_by("name_key").values_list("name", flat=True)
    )
