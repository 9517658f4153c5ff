"""The papers of the inbox as their signer chooses among them: what, from whom, until when, and what is new since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from banyan.core import dated, door
from banyan.core.approvals import queries
from banyan.core.approvals.comparing import former_among, things_new
from banyan.core.approvals.models import Candidate, Request, Step
from banyan.core.approvals.outcomes import matter_of
from banyan.core.approvals.reminding import ESCALATE, REMIND
from banyan.core.approvals.stops import role_names
from banyan.core.calendar.workdays import add_workdays, calendar_around
from banyan.core.registers.columns import named_by

SIGNED_SHOWN = 50


@dataclass(frozen=True)
class Former:
    """The version that was decided last: the day, whether it was approved, why it came back, and what is new since."""

    on: date
    approved: bool
    reason: str
    news: int


@dataclass(frozen=True)
class Paper:
    """One paper that waits: how many working days already (late: somebody is reminded), and when the superior may sign it too."""

    step: Step
    matter: Any
    title: str
    days: int
    until: date
    signed: tuple[Step, ...]
    left: int
    former: Former | None
    is_lent: bool
    is_late: bool

    @property
    def passed_up(self) -> bool:
        """Whether it waited so long that the superior was asked as well."""
        return self.step.escalated_at is not None


@dataclass(frozen=True)
class Sent:
    """One request of one's own that waits: whose turn it is, since when, and how many have signed."""

    request: Request
    matter: Any
    title: str
    days: int
    holders: str
    signed: tuple[Step, ...]
    left: int


@dataclass(frozen=True)
class Decided:
    """One signature of one's own, and what has become of the request. Without a title one reaches the record no more."""

    step: Step
    matter: Any
    title: str


def waiting_papers(actor: Any, today: date) -> list[Paper]:
    """Everything that waits for this person's signature, the oldest first.

    Beside the inbox three statements, and one for each kind of record that waits.
    """
    steps = list(queries.inbox(actor, today))
    if not steps:
        return []
    own = set(queries.own_turns(actor, today).values_list("pk", flat=True))
    requests = [step.request for step in steps]
    with door.opened("approvals.inbox"):
        formers, titles = former_among(requests), titles_of(requests)
        all_steps = _steps_of([*requests, *formers.values()])
    return [
        Paper(
            step=step,
            matter=matter_of(step.request),
            title=titles.get(step.request.record_id, ""),
            days=_workdays_waited(step, today),
            until=_until(step, today),
            signed=_signed(all_steps[step.request_id]),
            left=_left(all_steps[step.request_id]) - 1,
            former=_former(step.request, formers.get(step.request_id), all_steps),
            is_lent=step.pk not in own,
            is_late=_workdays_waited(step, today) >= _setting(REMIND.key, step, today),
        )
        for step in steps
    ]


def sent_papers(actor: Any, today: date) -> list[Sent]:
    """Requests of one's own that wait for somebody else. Four statements, and one for each kind of record."""
    with door.opened("approvals.inbox"):
        requests = list(queries.sent_by(actor))
        titles, steps = titles_of(requests), _steps_of(requests)
        turns = {
            key: [step for step in found if step.state == Step.State.OPEN] for key, found in steps.items()
        }
        called = _holders([step for found in turns.values() for step in found])
        return [
            Sent(
                request=request,
                matter=matter_of(request),
                title=titles.get(request.record_id, ""),
                days=max((_workdays_waited(step, today) for step in turns.get(request.pk, ())), default=0),
                holders=_and([called[step.pk] for step in turns.get(request.pk, ())]),
                signed=_signed(steps[request.pk]),
                left=_left(steps[request.pk]),
            )
            for request in requests
        ]


def decided_papers(actor: Any) -> list[Decided]:
    """What this person signed or sent back last, newest first."""
    with door.opened("approvals.inbox"):
        steps = list(queries.decided_by(actor)[:SIGNED_SHOWN])
        titles = titles_of([step.request for step in steps], actor)
        return [
            Decided(step, matter_of(step.request), titles.get(step.request.record_id, "")) for step in steps
        ]


def titles_of(requests: Iterable[Request], reader: Any = None) -> dict[UUID, str]:
    """What the records are called; a closed record is called by its number alone.

    For a `reader` those alone are told that they reach, for a signer every one, as it stands on the page of the turn.
    """
    wanted: dict[str, dict[UUID, str]] = defaultdict(dict)
    for request in requests:
        wanted[request.model][request.record_id] = request.number
    return {key: name for model, numbers in wanted.items() for key, name in _names(model, numbers, reader)}


def _names(model: str, numbers: dict[UUID, str], reader: Any) -> Iterable[tuple[UUID, str]]:
    kind: Any = apps.get_model(model)
    reached = kind.everything.all() if reader is None else kind.objects.visible_to(reader)
    found = reached.filter(public_id__in=numbers).select_related(*named_by(kind))
    closed = kind.closed()
    hidden = set() if closed is None else set(found.filter(closed).values_list("public_id", flat=True))
    for record in found:
        yield record.public_id, numbers[record.public_id] if record.public_id in hidden else str(record)


def _steps_of(requests: Sequence[Request]) -> dict[int, list[Step]]:
    """All steps of some requests, in their order. One statement."""
    found: dict[int, list[Step]] = defaultdict(list)
    steps = Step.everything.filter(request__in=[request.pk for request in requests])
    for step in steps.select_related("decided_by", "on_behalf_of", "post"):
        found[step.request_id].append(step)
    return found


def _signed(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.state == Step.State.SIGNED)


def _left(steps: Iterable[Step]) -> int:
    return sum(step.state in (Step.State.OPEN, Step.State.LATER) for step in steps)


def _since(step: Step) -> date:
    return localtime(step.opened_at or step.request.asked_at).date()


def _workdays_waited(step: Step, today: date) -> int:
    since = _since(step)
    return calendar_around(today).workdays_between(since, today) if since < today else 0


def _until(step: Step, today: date) -> date:
    return add_workdays(_since(step), _setting(ESCALATE.key, step, today))


def _setting(key: str, step: Step, today: date) -> int:
    return int(dated.value(key, on=today, unit=step.request.unit))


def _former(request: Request, former: Request | None, steps: dict[int, list[Step]]) -> Former | None:
    if former is None:
        return None
    back = (step.reason for step in steps[former.pk] if step.state == Step.State.DECLINED)
    return Former(
        on=localtime(former.settled_at or former.asked_at).date(),
        approved=former.state != Request.State.RETURNED,
        reason=next(back, ""),
        news=things_new(request.content or {}, former.content or {}),
    )


def _holders(steps: Sequence[Step]) -> dict[int, str]:
    """Who may sign each of these open steps: by name, or by the role that signs. Two statements."""
    roles = role_names(step.who for step in steps if step.how == "role")
    people: dict[int, list[str]] = defaultdict(list)
    named = Candidate.objects.filter(step__in=steps).order_by("person__name_key")
    for step, name in named.values_list("step", "person__name"):
        people[step].append(name)
    return {step.pk: _and(people[step.pk]) or str(roles.get(step.who, step.who)) for step in steps}


def _and(names: Iterable[str]) -> str:
    return pgettext("between names", ", ").join(dict.fromkeys(names))
