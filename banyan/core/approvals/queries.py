"""Questions about signatures: what waits for whom, what is locked, what was signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from banyan.core import door
from banyan.core.approvals import resolving
from banyan.core.approvals.binding import content_hash, signed_fields
from banyan.core.approvals.models import Candidate, Request, Step, subject_of
from banyan.core.approvals.outcomes import are_asked_of
from banyan.core.approvals.planning import SIGN
from banyan.core.asked import Question
from banyan.core.attachments.models import place_of
from banyan.core.identity import tree
from banyan.core.identity.actor import Right
from banyan.core.identity.models import Grant
from banyan.foundation.refusal import Refused, noop


def inbox(actor: Any, today: date) -> QuerySet[Step]:
    """Open steps that this person may sign today, as holder or as deputy; own requests and advisers left out.

    Costs two statements now, composed once in a process, and one when it is read; where nothing is near, that one is
    spared. The rows carry request, unit and asker.
    """
    person = actor.person_id
    if person is None or not actor.may(SIGN):
        return Step.objects.none()._through_the_door()
    rights = _own_rights(actor) + _lent_rights(person, today)
    near = _near(person, {right.role for right, _whose in rights}, today)
    return _to_sign(actor, rights, today, near)


def own_turns(actor: Any, today: date) -> QuerySet[Step]:
    """The part of the inbox that somebody signs in their own place. Costs nothing now and one statement when read."""
    if actor.person_id is None:
        return Step.objects.none()._through_the_door()
    return _to_sign(actor, _own_rights(actor), today)


def own_turn(actor: Any, step: int, kind: str, today: date) -> QuerySet[Step]:
    """This step on a record of this kind, where it is the actor's own turn. Costs one statement when read."""
    if actor.person_id is None:
        return Step.objects.none()._through_the_door()
    return _to_sign(actor, _own_rights(actor), today, {step: kind})


def turn_at(actor: Any, public_id: UUID, today: date) -> Step | None:
    """One step of the inbox; what one signs in one's own place is found by one statement."""
    own = own_turns(actor, today).filter(public_id=public_id).first()
    return own or inbox(actor, today).filter(public_id=public_id).first()


def _near(person: int, roles: set[str], today: date) -> dict[int, str]:
    """The open steps that name this person, somebody they sign for, or one of these roles: id → kind of record."""
    found = _open_steps.ask(person, today)
    return {pk: kind for pk, kind, how, who, named in found if named or (how == "role" and who in roles)}


def _named_or_by_role(person: int, today: date) -> Any:
    somebody = Q(person=person) | Q(person__in=resolving.givers(person, today).values("giver"))
    named = Exists(Candidate.objects.filter(somebody, step=OuterRef("pk")))
    waiting = Step.everything.filter(state=Step.State.OPEN, request__state=Request.State.WAITING).order_by()
    wanted = waiting.annotate(named=named).filter(Q(how="role") | Q(named=True))
    return wanted.values_list("pk", "request__model", "how", "who", "named")


_open_steps = Question(_named_or_by_role, -1, date(1, 1, 1))


def _to_sign(
    actor: Any, rights: Sequence[tuple[Right, int]], today: date, near: Mapping[int, str] | None = None
) -> QuerySet[Step]:
    """`near`: the only steps that come into question, where somebody looked already."""
    if near is not None and not near:
        return Step.objects.none()._through_the_door()
    person = actor.person_id
    signed = Step.everything.filter(
        Q(decided_by=person) | Q(on_behalf_of=person), request=OuterRef("request")
    )
    found = Step.objects.filter(state=Step.State.OPEN, request__state=Request.State.WAITING)
    if near is None:
        found = found.filter(Step.narrow(actor, "sign"))
    else:
        found = found.filter(Step.not_closed_to(actor, set(near.values())), pk__in=list(near))
    found = found.filter(_open_by_name(rights) | _open_by_role(rights))
    found = (
        found.exclude(asked_by=person).filter(~Exists(signed)).exclude(resolving.only_advises(person, today))
    )
    wanted = found.order_by("request__asked_at", "pk").select_related(
        "request__asked_by", "request__unit", "unit"
    )
    return wanted._through_the_door()


def _own_rights(actor: Any) -> list[tuple[Right, int]]:
    """One's own rights that let a signature count."""
    return [(right, actor.person_id) for right in actor.rights if right.allows(SIGN)]


def _lent_rights(person: int, today: date) -> list[tuple[Right, int]]:
    """Rights of the people one signs for that let their signature count. One statement."""
    found = [
        (Right(tuple(patterns), path, scope, role), whose or 0)
        for patterns, path, scope, role, whose in _lent.ask(person, today)
    ]
    return [(right, whose) for right, whose in found if right.allows(SIGN)]


def _lent_grants(person: int, today: date) -> Any:
    givers = resolving.givers(person, today).values("giver")
    lent = Grant.everything.filter(Grant.on(today), user__person__in=givers, user__is_active=True)
    return lent.values_list("role__permissions", "unit__path", "scope_id", "role__code", "user__person_id")


_lent = Question(_lent_grants, -1, date(1, 1, 1))


def _open_by_name(rights: Iterable[tuple[Right, int]]) -> Q:
    """Steps on which somebody is named who may sign there."""
    found = Q(pk__in=[])
    for right, person in rights:
        candidates = Candidate.objects.filter(step=OuterRef("pk"), person=person)
        added = Q(Exists(candidates.filter(escalated=True)))
        named = Q(Exists(candidates)) & ~Q(how="role", mode="all")
        found |= _in_reach(right) & (named | added) & ~Q(asked_by=person)
    return found


def _open_by_role(rights: Iterable[tuple[Right, int]]) -> Q:
    found = Q(pk__in=[])
    for right, person in rights:
        named = Q(Exists(Candidate.objects.filter(step=OuterRef("pk"), person=person)))
        held = _in_reach(right) & Q(how="role", who=right.role)
        found |= held & (Q(mode="any") | named) & ~Q(asked_by=person)
    return found


def _in_reach(right: Right) -> Q:
    """Steps at the places that a right covers."""
    place = Q(unit__in=sorted(tree.current().below([right.path])))
    return place if right.scope is None else place & Q(request__scope_id=right.scope)


def sent_by(actor: Any) -> QuerySet[Request]:
    """Requests of this person's own that wait, the oldest first."""
    if actor.user is None:
        return Request.objects.none()._through_the_door()
    found = Request.objects.filter(asked_user=actor.user, state=Request.State.WAITING)
    wanted = found.filter(Request.narrow(actor, "view")).order_by("asked_at", "pk").select_related("unit")
    return wanted._through_the_door()


def decided_by(actor: Any) -> QuerySet[Step]:
    """Steps that this person signed or sent back, in their own place or as deputy, newest first."""
    found = Step.objects.filter(decided_by=actor.person_id).exclude(decided_by=None)
    wanted = found.filter(Step.narrow(actor, "view")).order_by("-decided_at", "-pk")
    return wanted.select_related("request__unit", "request__asked_by", "on_behalf_of")._through_the_door()


def requests_of(record: Any, kind: str | None = None) -> QuerySet[Request]:
    """All requests on a record, newest first."""
    found = Request.everything.filter(**place_of(record)).order_by("-asked_at", "-pk")
    return found.filter(kind=kind) if kind else found


def waiting(record: Any, kind: str | None = None) -> Request | None:
    """The request that waits for signatures now."""
    return requests_of(record, kind).filter(state=Request.State.WAITING).first()


def latest(record: Any, kind: str) -> Request | None:
    """The last request of a kind, whatever became of it."""
    return requests_of(record, kind).first()


def is_approved(record: Any, kind: str) -> bool:
    """Whether the last request of a kind was approved and its content still stands as signed."""
    last = latest(record, kind)
    return bool(
        last and last.state == Request.State.APPROVED and last.content_hash == content_hash(record, kind)
    )


def locked_fields(record: Any) -> frozenset[str]:
    """Fields that stand under signatures asked for or given; they are not edited."""
    kinds = _holding(record)
    return frozenset(name for kind in kinds for name in signed_fields(record, kind))


def locked(record: Any) -> Refused | None:
    """Why the record as a whole must not be edited now, or None."""
    states = set(_holding(record).values())
    if Request.State.WAITING in states:
        return Refused(
            noop("Signatures are being asked for; what is to be signed is not edited."),
            way_out=noop("Withdraw the request first."),
            clause="R2.2.1",
            code="locked",
        )
    if Request.State.APPROVED in states:
        return Refused(
            noop("This was approved; what was signed is not edited."),
            way_out=noop("Ask for a change; it is signed anew."),
            clause="R2.2.1",
            code="locked",
        )
    return None


def check_unlocked(record: Any, names: Iterable[str] | None = None) -> None:
    """Refuse an edit of locked fields. `names` are the fields that change; without it, any edit is refused."""
    refused = locked(record)
    if refused and (names is None or locked_fields(record) & set(names)):
        raise refused


def check_edit(record: Any, names: Iterable[str]) -> None:
    """Refuse to edit what is signed, whatever the room: form, import and API go through the same deed (R2.2.1)."""
    if are_asked_of(type(record)):
        check_unlocked(record, names)


def check_files_free(record: Any) -> None:
    """Refuse to change the files of a record whose signatures are being asked for: they are part of what is signed."""
    if Request.State.WAITING in _holding(record).values():
        raise Refused(
            noop("Signatures are being asked for; the files are part of what is signed."),
            way_out=noop("Withdraw the request first."),
            clause="R2.2.1",
            code="locked",
        )


def _holding(record: Any) -> dict[str, str]:
    """kind → state of the last request, where it waits or was approved."""
    last: dict[str, str] = {}
    for kind, state in requests_of(record).values_list("kind", "state"):
        last.setdefault(kind, state)
    return {k: state for k, state in last.items() if state in (Request.State.WAITING, Request.State.APPROVED)}


def approved_among(model: str, kind: str, public_ids: Sequence[UUID]) -> set[UUID]:
    """Which of many records have an approved last request of a kind. One statement."""
    rows = Request.everything.filter(model=model, kind=kind, record_id__in=public_ids).order_by(
        "asked_at", "pk"
    )
    last = dict(rows.values_list("record_id", "state"))
    return {record for record, state in last.items() if state == Request.State.APPROVED}


def last_request(record: Any) -> Request | None:
    """The last request on a record, of whatever kind; the record was reached through its own door."""
    with door.opened("approvals.last"):
        return requests_of(record).select_related("asked_by", "unit").first()


def request_by_id(public_id: UUID) -> Request | None:
    """One request; whoever asks must still show that its record is visible to them."""
    with door.opened("approvals.request"):
        return Request.everything.select_related("asked_by", "unit").filter(public_id=public_id).first()


def signed_record(request: Request) -> Any:
    """What is to be signed, for those who may sign it: their turn opens the record, as far as it is signed."""
    with door.opened("approvals.record"):
        return subject_of(request)
