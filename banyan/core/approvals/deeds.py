"""Asking for signatures, giving and refusing them, taking a request back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Subquery
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.approvals import binding, news, queries, rules, signing
from banyan.core.approvals.comparing import kept_content
from banyan.core.approvals.models import Candidate, Flow, Request, Step, model_of, subject_of
from banyan.core.approvals.outcomes import Outcome, barred_from, follow, outcome_of
from banyan.core.approvals.planning import Place, Planned, plan_steps
from banyan.core.approvals.resolving import Signers, StepPlan
from banyan.core.approvals.rules import Changed, Hand
from banyan.core.attachments.models import place_of
from banyan.core.deeds import deed, locked
from banyan.core.records import missing_in_this_state
from banyan.foundation.refusal import Refused, noop


@dataclass(frozen=True)
class Terms:
    """What a request carries beside its record: a note, the flow it began under, and the amount in yuan."""

    note: str = ""
    flow: Flow | None = None
    amount: Decimal | None = None


def ask(record: Any, kind: str, steps: Sequence[StepPlan], by: Any, now: datetime, note: str = "") -> Request:
    """Ask for signatures under the record as it will stand after the deed that asks.

    Call it last in that deed, after the record took its number. Returns the request; its first steps are open.
    Refused when a request of this kind waits already, when nobody could sign a step, or when there are fewer
    people than steps.
    """
    with door.opened("approvals.request.ask"):
        day = now.date()
        place = Place(record.home(), record.scope(), by.person, day, barred_from(record, kind, day))
        planned = plan_steps(steps, place)
        return ask_planned(record, kind, planned, by, now, terms=Terms(note))


def ask_planned(
    record: Any, kind: str, planned: Sequence[Planned], by: Any, now: datetime, *, terms: Terms
) -> Request:
    """Ask for the signatures of these steps; those that are left out are not asked for."""
    wanted = [step for step in planned if not step.left_out]
    if not wanted:
        raise ValueError("a request needs at least one step")
    _outcome(record._meta.label_lower, kind)
    with door.opened("approvals.request.ask"), transaction.atomic():
        _clear_the_way(record, kind, by, now)
        rules.check_enough_people([people for step in wanted for people in step.signatures])
        request = lodge(_request(record, kind, by, now, terms), by=by, now=now)
        _make_steps(request, wanted)
        _open_next(request, now)
        return request


def decide(step: Step, *, agreed: bool, by: Any, reason: str = "", now: datetime | None = None) -> Step:
    """Sign a step, or send its request back with a reason.

    A record that changed since it was asked for voids the request for good, and the refusal says so.
    """
    moment = now or clock.now()
    try:
        with door.opened("approvals.step.sign"), transaction.atomic():
            return (sign if agreed else send_back)(step, by=by, now=moment, reason=reason)
    except Changed as changed:
        _void_for_good(step.request_id, by, moment, str(changed))
        raise


@deed(Request, "lodge", new=True, system=True, label=_("Ask for signatures"))
def lodge(request: Request, by: Any, now: datetime) -> None:
    """A request goes on its way."""


@deed(Step, "sign", frm=Step.State.OPEN, system=True, label=_("Sign"), icon="signature")
def sign(step: Step, by: Any, now: datetime, reason: str = "") -> None:
    """Agree, in one's own place or as deputy; the last signature carries the record on. Call it through `decide`."""
    request = _waiting_request(step)
    record = _locked_subject(request)
    hand, left = signing.hand_and_left(step, request, by, now.date())
    rules.check_not_barred(hand, barred_from(record, request.kind, now.date()))
    rules.check_unchanged(request.bound, binding.present(record, request.kind))
    _take(step, Step.State.SIGNED, hand, now, reason)
    if left.is_last or not _open_next(request, now):
        approve(request, by=by, now=now, held=True, subject=record)


@deed(
    Step,
    "send_back",
    frm=Step.State.OPEN,
    system=True,
    label=_("Send back"),
    danger=True,
    icon="arrow-back-up",
)
def send_back(step: Step, by: Any, now: datetime, reason: str) -> None:
    """Decline, saying what is to be mended; nobody else needs to sign. Call it through `decide`."""
    request = _waiting_request(step)
    hand = signing.hand_for(step, request, by, now.date())
    rules.check_reason(reason)
    _take(step, Step.State.DECLINED, hand, now, reason.strip())
    return_(request, by=by, now=now, reason=reason.strip())


@deed(Step, "escalate", frm=Step.State.OPEN, system=True, label=_("Pass up"), icon="arrow-up")
def escalate(step: Step, by: Any, now: datetime, people: Sequence[int], reason: str) -> None:
    """A step that waited too long may be signed by the superior too; those whose turn it was may still sign."""
    added = [Candidate(step=step, person_id=person, escalated=True) for person in people]
    Candidate.objects.bulk_create(added, update_conflicts=True, update_fields=["escalated"],
                                  unique_fields=["step", "person"])  # fmt: skip
    step.escalated_at = now
    news.tell_passed_up(step.request, people, now)


@deed(
    Request,
    "approve",
    frm=Request.State.WAITING,
    to=Request.State.APPROVED,
    system=True,
    label=_("All have signed"),
)
def approve(request: Request, by: Any, now: datetime, subject: Any) -> None:
    """All have signed: the record, which the signature holds, goes on."""
    request.settled_at = now
    follow(_outcome(request.model, request.kind).approved, subject, by, now, "", held=True)
    news.tell_asker(request, news.APPROVED, now)


@deed(
    Request,
    "return",
    frm=Request.State.WAITING,
    to=Request.State.RETURNED,
    system=True,
    label=_("Sent back by a signer"),
)
def return_(request: Request, by: Any, now: datetime, reason: str) -> None:
    """Somebody declined: the remaining steps go and the record comes back."""
    _end(request, _outcome(request.model, request.kind).returned, by, now, reason)
    news.tell_asker(request, news.RETURNED, now)


@deed(
    Request,
    "withdraw",
    frm=Request.State.WAITING,
    to=Request.State.WITHDRAWN,
    label=_("Withdraw"),
)
def withdraw(request: Request, by: Any, now: datetime, reason: str) -> None:
    """Whoever asked takes the request back, saying why."""
    if not _asked(request, by):
        raise PermissionDenied("approvals.request.withdraw")
    if not reason.strip():
        raise Refused({"reason": noop("Say why you take the request back.")}, code="required")
    _end(request, _outcome(request.model, request.kind).withdrawn, by, now, reason.strip())


@deed(
    Request,
    "void",
    frm=(Request.State.WAITING, Request.State.APPROVED),
    to=Request.State.VOID,
    system=True,
    label=_("Request made void"),
)
def void(request: Request, by: Any, now: datetime, reason: str) -> None:
    """What was to be signed, or was signed, is no longer what stands there: the request holds no more."""
    _end(request, _outcome(request.model, request.kind).voided, by, now, reason)
    news.tell_asker(request, news.VOIDED, now)


def _outcome(model: str, kind: str) -> Outcome:
    found = outcome_of(model, kind)
    if found is None:
        raise LookupError(f"nothing was said about what follows {kind} on {model}: declare an outcome")
    return found


def _clear_the_way(record: Any, kind: str, by: Any, now: datetime) -> None:
    """One request of a kind at a time; one whose record changed meanwhile gives way."""
    former = queries.waiting(record, kind)
    if former is None:
        return
    if binding.content_hash(record, kind) == former.content_hash:
        raise Refused(noop("Signatures for this are being asked for already."), code="state")
    supersede(former, by=by, now=now)


@deed(
    Request,
    "supersede",
    frm=Request.State.WAITING,
    to=Request.State.VOID,
    system=True,
    label=_("Asked for anew"),
)
def supersede(request: Request, by: Any, now: datetime) -> None:
    """A request on an older version gives way to the new one."""
    _drop_steps(request)
    request.settled_at = now


def _request(record: Any, kind: str, by: Any, now: datetime, terms: Terms) -> Request:
    bound = binding.as_asked(record, kind)
    return Request(
        **place_of(record),
        unit=record.home(),
        scope_id=record.scope(),
        kind=kind,
        number=record.label()[:80],
        bound_version=bound.version,
        content_hash=bound.content,
        files_hash=bound.files,
        asked_by=by.person,
        asked_user=by.user,
        asked_at=now,
        note=terms.note,
        flow=terms.flow,
        amount=terms.amount,
        content=kept_content(record, kind),
    )


def _make_steps(request: Request, planned: Sequence[Planned]) -> None:
    candidates: list[Candidate] = []
    for position, each in enumerate(planned, start=1):
        for people in each.signatures:
            step = _step(request, position, each.plan, each.found)
            step.save()
            named = () if each.plan.how == "role" and each.plan.mode == "any" else people
            candidates += [Candidate(step=step, person_id=person) for person in named]
    Candidate.objects.bulk_create(candidates)


def _step(request: Request, position: int, plan: StepPlan, found: Signers) -> Step:
    return Step(
        request=request,
        unit=request.unit,
        position=position,
        how=plan.how,
        who=str(getattr(plan.who, "public_id", plan.who) or ""),
        mode=plan.mode,
        post_id=found.post_id,
        skipped=list(found.skipped),
        asked_by=request.asked_by,
    )


def _open_next(request: Request, now: datetime) -> bool:
    """Open the next position if its turn has come; False when nothing is left to sign."""
    steps = Step.everything.filter(request=request)
    later, unfinished = steps.filter(state=Step.State.LATER), steps.filter(state=Step.State.OPEN)
    turn = Subquery(later.order_by("position").values("position")[:1])
    if later.filter(~Exists(unfinished), position=turn).update(state=Step.State.OPEN, opened_at=now):
        news.tell_signers(request, now)
        return True
    return unfinished.exists()


def _waiting_request(step: Step) -> Request:
    rules.check_turn(step.request.state == Request.State.WAITING)
    step.unit = step.request.unit
    return step.request


def _locked_subject(request: Request) -> Any:
    return locked(model_of(request), public_id=request.record_id)


def _take(step: Step, state: Step.State, hand: Hand, now: datetime, reason: str) -> None:
    """Write the decision where the step is still open; of several who press at once, one wins."""
    decision = {
        "state": state,
        "decided_by_id": hand.person,
        "on_behalf_of_id": hand.principal if hand.is_deputy else None,
        "decided_at": now,
        "reason": reason,
    }
    if not step.take(decision):
        raise missing_in_this_state()


def _end(request: Request, follow_up: Any, by: Any, now: datetime, reason: str) -> None:
    _drop_steps(request)
    request.settled_at = now
    follow(follow_up, subject_of(request), by, now, reason)


def _drop_steps(request: Request) -> None:
    left = Step.everything.filter(request=request, state__in=(Step.State.LATER, Step.State.OPEN))
    left.update(state=Step.State.GONE)


def _asked(request: Request, by: Any) -> bool:
    same_person = request.asked_by_id is not None and request.asked_by_id == by.person_id
    return same_person or bool(by.user and request.asked_user_id == by.user.pk) or bool(by.system)


def _void_for_good(request_id: int, by: Any, now: datetime, why: str) -> None:
    """The refused signature was undone with its transaction; the request is voided in one of its own."""
    with door.opened("approvals.request.void"), transaction.atomic():
        request = Request.everything.select_for_update(of=("self",)).get(pk=request_id)
        if request.state == Request.State.WAITING:
            void(request, by=by, now=now, reason=why)
