"""Finding the people who may sign: by role, by the line of command, or by name, on a given day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, QuerySet, Value

from banyan.core.approvals.rules import MODES, WAYS
from banyan.core.identity.models import Appointment, Delegation, Grant, Person, Post


@dataclass(frozen=True)
class StepPlan:
    """A signature that is wanted: by `role` (its code), `superior` (of the asker, or of the person `who`) or `person`.

    `mode` says whether any one of several people signs or all of them. `above` names the dated setting (yuan) above
    which the step is wanted; `otherwise` is the role that signs where nobody else is found; a `further` step is
    left out where everybody who could sign it signs an earlier one.
    """

    how: str
    who: Any = ""
    mode: str = "any"
    above: str = ""
    otherwise: str = ""
    further: bool = False

    def __post_init__(self) -> None:
        if self.how not in WAYS or self.mode not in MODES:
            raise ValueError(f"a step is asked for by one of {WAYS}, with mode one of {MODES}")


@dataclass(frozen=True)
class Signers:
    """Who may sign: ids of people, the post they sign from, and titles of vacant posts that were passed over."""

    persons: tuple[int, ...] = ()
    post_id: int | None = None
    skipped: tuple[str, ...] = ()


Superiors = Callable[[Person, date, Any], Signers]
_superiors: list[Superiors] = []


def superiors(function: Superiors) -> Superiors:
    """Let a room that knows more than posts say who somebody's superior is: (person, day, unit) → Signers."""
    _superiors[:] = [function]
    return function


def signers(plan: StepPlan, place: Any) -> Signers:
    """Who is named by a planned step at a place (`planning.Place`); whether they may sign is asked there."""
    if plan.how == "role":
        return Signers(tuple(sorted({person for person, role, _right in place.grants if role == plan.who})))
    person = _person(plan.who) if plan.who else place.asked_by
    if person is None:
        return Signers()
    if plan.how == "person":
        return Signers((person.pk,))
    find = _superiors[0] if _superiors else superior_by_posts
    return find(person, place.day, place.unit)


def _person(who: Any) -> Person:
    return who if isinstance(who, Person) else Person.everything.get(public_id=who)


def role_holders(role: str, unit: Any, scope: UUID | None, day: date) -> set[int]:
    """People who hold a role at a unit or above it on the day. One statement."""
    return set(
        role_grants(unit.path, scope, day)
        .filter(role__code=role)
        .values_list("user__person_id", flat=True)
        .distinct()
    )


def holders_of_roles(roles: Iterable[str], unit: Any, scope: UUID | None, day: date) -> dict[str, set[int]]:
    """People who hold each of some roles at a unit or above it on the day. One statement."""
    found: dict[str, set[int]] = {}
    held = role_grants(unit.path, scope, day).filter(role__code__in=set(roles))
    for role, person in held.values_list("role__code", "user__person_id"):
        found.setdefault(role, set()).add(person)
    return found


def role_grants(path: str, scope: UUID | None, day: date) -> QuerySet[Grant]:
    """Grants of people that reach a place on the day."""
    above = Grant.everything.alias(place=Value(path)).filter(place__startswith=F("unit__path"))
    return above.filter(
        Grant.on(day), Q(scope_id=None) | Q(scope_id=scope), user__is_active=True, user__person__isnull=False
    )


def superior_by_posts(person: Person, day: date, unit: Any) -> Signers:
    """The holders of the nearest commanding post above the person's own; vacant posts are passed over."""
    post = _own_post(person, day, unit)
    if post is None or post.relation == Post.Relation.ADVISES:
        return Signers()
    skipped: list[str] = []
    for above in _line_above(post):
        holders = tuple(pk for pk in holders_of(above, day) if pk != person.pk)
        if holders:
            return Signers(holders, above.pk, tuple(skipped))
        skipped.append(above.title)
    return Signers(skipped=tuple(skipped))


def holders_of(post: Post, day: date) -> tuple[int, ...]:
    """People in a post on a day."""
    held = Appointment.everything.filter(Appointment.on(day), post=post).order_by("starts_on", "pk")
    return tuple(dict.fromkeys(held.values_list("person_id", flat=True)))


def _own_post(person: Person, day: date, unit: Any) -> Post | None:
    held = Appointment.everything.filter(Appointment.on(day), person=person).select_related("post__unit")
    posts = [appointment.post for appointment in held.order_by("acting", "starts_on", "pk")]
    here = [post for post in posts if unit is not None and _same_branch(post.unit.path, unit.path)]
    return next(iter(here or posts), None)


def _same_branch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _line_above(post: Post) -> Iterable[Post]:
    seen = {post.pk}
    above = post.superior
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        if above.relation == Post.Relation.COMMANDS:
            yield above
        above = above.superior


def advisers(people: Iterable[int], day: date) -> set[int]:
    """Those of the people whose every post on the day is an adviser's."""
    held = Appointment.everything.filter(Appointment.on(day), person_id__in=set(people))
    relations: dict[int, set[str]] = {}
    for person, relation in held.values_list("person_id", "post__relation"):
        relations.setdefault(person, set()).add(relation)
    return {person for person, kinds in relations.items() if kinds == {Post.Relation.ADVISES}}


def only_advises(person_id: int, day: date) -> Q:
    """The same as a condition inside a statement."""
    held = Appointment.everything.filter(Appointment.on(day), person_id=person_id)
    return Q(Exists(held)) & ~Q(Exists(held.filter(post__relation=Post.Relation.COMMANDS)))


def givers(person_id: int, day: date) -> QuerySet[Delegation]:
    """Delegations under which the person signs for others on the day."""
    return Delegation.everything.filter(Delegation.on(day), deputy_id=person_id)
