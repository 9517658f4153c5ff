"""The figures of the ratio, each with the records it counts.

The sums are facts about a unit: whoever may see the unit's population may see them, also without a right to open
the employees behind them. The lists behind the figures go through the viewer's own door.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Post, Unit
from banyan.domains.staff import settings
from banyan.domains.staff.models import Area, ContractedPlaces, Employee, Population, Qualification
from banyan.domains.staff.queries.chart import Establishment
from banyan.domains.staff.queries.places import unit_ids_below
from banyan.domains.staff.rules import populations as counting
from banyan.domains.staff.rules.ratios import DENOMINATORS, Ratio, Residents, Worker, members, ratios


@dataclass(frozen=True)
class EstablishedPlace:
    """One place of a post: the first of two, who fills it, or nobody."""

    post: Post
    ordinal: int
    holder: Any = None


@dataclass(frozen=True)
class ContractedPlace:
    """One place that a contract asks for."""

    contract: ContractedPlaces
    ordinal: int


@dataclass(frozen=True)
class Figures:
    """The seven readings of a unit on a day, and the dated denominator they stand over."""

    unit: Unit
    on: date
    kind: str
    population: counting.Total
    ratios: tuple[Ratio, ...]
    target: Decimal

    @property
    def residents(self) -> Residents | None:
        return self.ratios[0].residents


def incumbents(unit: Unit, on: date, among: QuerySet[Employee] | None = None) -> QuerySet[Employee]:
    """Everybody employed in the unit on a day; external advisers are never of the staff.

    Where the establishment knows a person's post on that day it decides the unit, else the department of today.
    """
    ids = sorted(unit_ids_below(unit))
    in_office = Appointment.everything.filter(Appointment.on(on), person=OuterRef("person"))
    here = Q(Exists(in_office.filter(post__unit__in=ids)))
    elsewhere = Q(Exists(in_office))
    people = Employee.everything.all() if among is None else among
    employed = people.filter(Employee.on(on)).exclude(employment=Employee.Employment.EXTERNAL)
    return employed.filter(here | (Q(unit__in=ids) & ~elsewhere)).order_by("number")


def places_of_staff(on: date) -> list[tuple[int, str]]:
    """Person and path of the unit for everybody employed on a day, external advisers left out. One statement."""
    held = Appointment.everything.filter(Appointment.on(on), person=OuterRef("person")).order_by(
        "starts_on", "pk"
    )
    employed = Employee.everything.filter(Employee.on(on)).exclude(employment=Employee.Employment.EXTERNAL)
    placed = employed.annotate(place=Coalesce(Subquery(held.values("post__unit__path")[:1]), "unit__path"))
    return list(placed.values_list("person_id", "place"))


def members_of(basis: str, unit: Unit, on: date, by: Actor) -> list[Employee]:
    """The employees a basis counts, by number, as far as the actor may see employees."""
    found = _workers(unit, on, Employee.objects.visible_to(by))
    counted = {worker.key for worker in members(basis, [worker for _employee, worker in found])}
    return [employee for employee, worker in found if worker.key in counted]


def established_posts(unit: Unit, on: date, among: QuerySet[Post] | None = None) -> QuerySet[Post]:
    """The commanding posts of a unit on a day; advisers are not of its establishment."""
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=on)
    standing = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    posts = Post.everything.all() if among is None else among
    ids = sorted(unit_ids_below(unit))
    found = posts.filter(opened, standing, unit__in=ids, relation=Post.Relation.COMMANDS)
    return found.select_related("unit").order_by("unit__path", "code")


def established_places(posts: Iterable[Post], establishment: Establishment) -> list[EstablishedPlace]:
    """Every single place of the posts, with the person who fills it."""
    places: list[EstablishedPlace] = []
    for post in posts:
        holders = [each for each in establishment.holders(post) if not each.acting]
        for ordinal in range(1, post.places + 1):
            holder = holders[ordinal - 1] if ordinal <= len(holders) else None
            places.append(EstablishedPlace(post, ordinal, holder))
    return places


def contracts_on(
    unit: Unit, on: date, among: QuerySet[ContractedPlaces] | None = None
) -> QuerySet[ContractedPlaces]:
    """The contracts that ask a head count of the unit on a day."""
    contracts = ContractedPlaces.everything.all() if among is None else among
    running = contracts.filter(ContractedPlaces.on(on), unit__in=sorted(unit_ids_below(unit)))
    return running.order_by("contract_number")


def contracted_places(contracts: Iterable[ContractedPlaces]) -> list[ContractedPlace]:
    """Every single place that contracts ask for."""
    return [
        ContractedPlace(contract, ordinal)
        for contract in contracts
        for ordinal in range(1, contract.places + 1)
    ]


def population(unit: Unit, kind: str, on: date) -> counting.Total:
    """The people who live where a unit works, by one way of counting. Two statements."""
    ids = sorted(unit_ids_below(unit))
    areas = list(
        Area.everything.filter(unit__in=ids).order_by("number").values_list("number", "parent__number")
    )
    counts = Population.everything.filter(area__unit__in=ids, kind=kind, counted_on__lte=on)
    rows = counts.values_list("area__number", "people", "women", "counted_on", "source", "pk")
    known = {area for area, _parent in areas}
    return counting.add_up(dict(areas), known, [counting.Count(*row) for row in rows], on)


def populations_behind(total: counting.Total, by: Actor) -> QuerySet[Population]:
    """The records a sum of residents rests on, as far as the actor may see populations."""
    keys = [count.key for count in total.counts]
    return (
        Population.objects.visible_to(by).filter(pk__in=keys).select_related("area").order_by("area__number")
    )


def figures(unit: Unit, on: date, kind: str = "resident") -> Figures:
    """All seven ratios of a unit on a day over one kind of residents."""
    total = population(unit, kind, on)
    contracts = [contract.places for contract in contracts_on(unit, on)]
    established = sum(post.places for post in established_posts(unit, on))
    people = [worker for _employee, worker in _workers(unit, on)]
    found = ratios(established, sum(contracts) if contracts else None, people, _residents(kind, total))
    return Figures(unit, on, kind, total, found, settings.target_on(on, unit))


def kinds() -> tuple[str, ...]:
    """The ways of counting residents."""
    return tuple(DENOMINATORS)


def _workers(unit: Unit, on: date, among: QuerySet[Employee] | None = None) -> list[tuple[Employee, Worker]]:
    """The incumbents with what the ratio asks of each. One statement and one for the words of ranks."""
    certified = Qualification.everything.filter(employee=OuterRef("pk"))
    found = incumbents(unit, on, among).annotate(certified=Exists(certified)).select_related("person", "unit")
    words = settings.frontline_words_on(on, unit)
    return [(employee, _worker(employee, words)) for employee in found]


def _residents(kind: str, total: counting.Total) -> Residents | None:
    if total.number is None or total.counted_on is None:
        return None
    return Residents(kind, total.number, total.counted_on, "、".join(total.sources))


def _worker(employee: Any, words: tuple[str, ...]) -> Worker:
    return Worker(
        employee.pk,
        social_worker=employee.social_worker,
        licensed=employee.certified,
        frontline=any(word in employee.rank for word in words),
    )
