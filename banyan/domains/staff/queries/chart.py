"""The establishment on a day: who sits where, who stands above whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from banyan.core.approvals.resolving import Signers
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Post, Unit
from banyan.domains.staff.models import Employee
from banyan.domains.staff.queries.places import agency_of, unit_ids_below
from banyan.domains.staff.rules.chart import Branch, draw_chart
from banyan.domains.staff.rules.establishment import Staffing, Stay, staffing
from banyan.domains.staff.rules.superiors import Seat, find_superiors


@dataclass(frozen=True)
class Establishment:
    """All posts of an agency on a day, with everybody who ever held one and the seats as the rules see them."""

    on: date
    posts: dict[int, Post]
    appointments: dict[int, tuple[Appointment, ...]]
    seats: dict[int, Seat]

    def holders(self, post: Post) -> tuple[Appointment, ...]:
        """The appointments in force in a post, the longest first."""
        return tuple(each for each in self.appointments.get(post.pk, ()) if _covers(each, self.on))

    def staffing(self, post: Post) -> Staffing:
        """Places filled and vacant, and since when."""
        stays = [Stay(a.starts_on, a.ends_on, a.acting) for a in self.appointments.get(post.pk, ())]
        known = post.opened_on is not None
        first = post.opened_on or min((stay.starts_on for stay in stays), default=self.on)
        return staffing(post.places, stays, self.on, min(first, self.on), known)


@dataclass(frozen=True)
class Chart:
    """The organisation chart of a unit on a day; `visible` are the units whose names the viewer may read."""

    unit: Unit
    establishment: Establishment
    branches: tuple[Branch, ...]
    visible: frozenset[int]

    @property
    def own(self) -> tuple[Post, ...]:
        """The unit's own posts."""
        ids = unit_ids_below(self.unit)
        return tuple(post for post in self.establishment.posts.values() if post.unit_id in ids)


def establishment_on(unit: Unit, on: date) -> Establishment:
    """The establishment of the whole agency a unit belongs to. Two statements."""
    ids = sorted(unit_ids_below(agency_of(unit)))
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=on)
    standing = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    found = Post.everything.filter(opened, standing, unit__in=ids).select_related("unit")
    posts = {post.pk: post for post in found.order_by("unit__path", "code")}
    appointments = _appointments(posts)
    return Establishment(on, posts, appointments, _seats(posts, appointments, on))


def chart_on(unit: Unit, on: date, by: Actor) -> Chart:
    """The chart of a unit the actor may see the posts of; names only where the actor may read appointments."""
    establishment = establishment_on(unit, on)
    reach = by.unit_ids(Post.permission("view"))
    wanted = unit_ids_below(unit) & reach
    own = [pk for pk, post in establishment.posts.items() if post.unit_id in wanted]
    visible = by.unit_ids(Appointment.permission("view"))
    return Chart(unit, establishment, draw_chart(establishment.seats, own), visible)


def superior_signers(person: Any, on: date, unit: Any) -> Signers:
    """Who answers as superior of a person on a day: the answer that approvals ask this room for (P1.1, P1.2).

    A person with posts in several branches is asked about in the branch of `unit`; one without a post has no
    superior.
    """
    post = _own_post(person, on, unit)
    if post is None:
        return Signers()
    establishment = establishment_on(post.unit, on)
    found = find_superiors(establishment.seats, person.pk, post.pk, _named(person))
    titles = tuple(establishment.posts[skipped].title for skipped in found.skipped)
    return Signers(found.persons, found.post, titles)


def _own_post(person: Any, on: date, unit: Any) -> Post | None:
    held = Appointment.everything.filter(Appointment.on(on), person=person).select_related("post__unit")
    posts = [each.post for each in held.order_by("acting", "starts_on", "pk")]
    here = [post for post in posts if unit is not None and _same_branch(post.unit.path, unit.path)]
    return next(iter(here or posts), None)


def _same_branch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _named(person: Any) -> int | None:
    named = Employee.everything.filter(person=person).values_list("superior__person_id", flat=True).first()
    return None if named is None else int(named)


def _appointments(posts: dict[int, Post]) -> dict[int, tuple[Appointment, ...]]:
    found: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.everything.filter(post__in=list(posts)).select_related("person")
    for each in rows.order_by("acting", "starts_on", "person__name_key"):
        found[each.post_id].append(each)
    return {post: tuple(each) for post, each in found.items()}


def _seats(
    posts: dict[int, Post], appointments: dict[int, tuple[Appointment, ...]], on: date
) -> dict[int, Seat]:
    return {
        pk: Seat(
            post.superior_id,
            post.relation == Post.Relation.ADVISES,
            tuple(each.person_id for each in appointments.get(pk, ()) if _covers(each, on)),
        )
        for pk, post in posts.items()
    }


def _covers(appointment: Appointment, on: date) -> bool:
    return Stay(appointment.starts_on, appointment.ends_on).covers(on)
