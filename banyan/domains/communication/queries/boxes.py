"""The suggestion box as people read it, and who takes part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.domains.communication.models import Ballot, Suggestion, Support, Voter
from banyan.domains.communication.rules import suggestions as rules
from banyan.domains.communication.rules.clocks import Clock
from banyan.domains.communication.settings import PARTICIPATION, SMALLEST, number
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period

SHOWN = 60


@dataclass(frozen=True)
class Letter:
    """One suggestion with its clock and how many stand behind it."""

    suggestion: Suggestion
    clock: Clock
    supporters: int


@dataclass(frozen=True)
class Participation:
    """Who spoke up in a year at a centre: by name, and about what; None where a cell is too small."""

    staff: int
    named: int | None
    own: int | None
    whole: int | None
    anonymous: int
    by_department: tuple[tuple[str, int, int | None], ...]
    smallest: int
    wanted_percent: int

    def percent(self, part: int | None) -> int | None:
        """A share of the staff, or None where it is hidden or there is nobody."""
        return None if part is None else rules.Rate(part, self.staff).percent


def letters(by: Any, today: date, state: str = "", about: str = "") -> list[Letter]:
    """The box, what waits longest first. Two statements."""
    found = Suggestion.objects.visible_to(by).select_related("author", "answered_by", "ballot")
    if state in Suggestion.State.values:
        found = found.filter(state=state)
    if about in Suggestion.About.values:
        found = found.filter(about=about)
    found = found.annotate(supporters=Coalesce(Subquery(_supporters()), 0))
    order = ("due_on", "pk") if state == Suggestion.State.OPEN else ("-given_on", "-pk")
    rows = list(found.order_by(*order)[:SHOWN])
    tree.give_units(rows)
    return [Letter(each, clock_of(each, today), each.supporters) for each in rows]


def _supporters() -> QuerySet:
    backed = Support.objects.filter(suggestion=OuterRef("pk")).order_by().values("suggestion")
    return backed.annotate(people=Count("pk")).values("people")


def clock_of(suggestion: Suggestion, today: date) -> Clock:
    """How long a suggestion has waited, or waited."""
    return Clock(suggestion.given_on, suggestion.due_on or suggestion.given_on, suggestion.answered_on, today)


def counts(by: Any) -> dict[str, int]:
    """How many suggestions stand in each tab. One statement."""
    found = Suggestion.objects.visible_to(by)
    return found.aggregate(
        every=Count("pk"),
        open=Count("pk", filter=Q(state=Suggestion.State.OPEN)),
        answered=Count("pk", filter=Q(state=Suggestion.State.ANSWERED)),
    )


def standing(by: Any, period: Period, today: date, unit: Unit | None = None) -> rules.Standing:
    """The answer rate of what was put in during a period, at one unit or wherever the reader sees."""
    return rules.standing(_given(by, period, unit), today)


def _given(by: Any, period: Period, unit: Unit | None = None) -> list[rules.Given]:
    found = Suggestion.objects.visible_to(by).filter(given_on__range=(period.start, period.end))
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    rows = found.values_list("about", "author_id", "given_on", "due_on", "answered_on")
    return [rules.Given(about, author, given, due or given, done) for about, author, given, due, done in rows]


def participation(unit: Unit, by: Any, period: Period) -> Participation:
    """How many of a centre's staff put their name to a suggestion, own department and whole centre apart
    (P2.6).
    """
    smallest = number(SMALLEST, period.end, unit)
    given = _given(by, period, unit)
    people = staff.incumbents(unit, period.end)
    named = [each for each in given if each.author in people]
    cells = {about: rules.people(named, about) for about in ("own", "whole")}
    shown = rules.shares(cells, len(people), smallest)
    all_named = rules.people(named)
    return Participation(
        staff=len(people),
        named=all_named
        if rules.shares({"all": all_named}, len(people), smallest)["all"] is not None
        else None,
        own=shown["own"],
        whole=shown["whole"],
        anonymous=sum(1 for each in given if each.author is None),
        by_department=_by_department(unit, period, by, smallest),
        smallest=smallest,
        wanted_percent=number(PARTICIPATION, period.end, unit),
    )


def _by_department(
    unit: Unit, period: Period, by: Any, smallest: int
) -> tuple[tuple[str, int, int | None], ...]:
    """Department, its people, and how many of them wrote; a department is hidden as a whole when it is
    small.
    """
    units = tree.current().units
    below = [each for each in units.values() if each.path.startswith(unit.path) and each.kind == "department"]
    found = Suggestion.objects.visible_to(by).filter(
        given_on__range=(period.start, period.end), department__in=[each.pk for each in below]
    )
    wrote = Counter(
        department for department, _author in set(found.values_list("department_id", "author_id"))
    )
    sizes = {each.pk: len(staff.incumbents(each, period.end)) for each in below}
    shown = rules.shares({str(each.pk): wrote[each.pk] for each in below if sizes[each.pk] >= smallest},
                         sum(sizes.values()), smallest)  # fmt: skip
    return tuple((each.name, sizes[each.pk], shown.get(str(each.pk))) for each in below)


@dataclass(frozen=True)
class Letterbox:
    """One suggestion's page: its clock, who supports it, and its vote."""

    clock: Clock
    supporters: tuple[str, ...]
    supported: bool
    ballot: Ballot | None
    has_voted: bool
    may_vote: bool
    may_count: bool


def letter_page(suggestion: Suggestion, by: Any, today: date) -> Letterbox:
    """Everything on the page of one suggestion."""
    supports = list(Support.objects.visible_to(by).filter(suggestion=suggestion).select_related("person"))
    ballot = Ballot.objects.visible_to(by).filter(suggestion=suggestion).first()
    voted = (
        ballot is not None
        and by.person_id is not None
        and Voter.everything.filter(ballot=ballot, person=by.person_id).exists()
    )
    return Letterbox(
        clock=clock_of(suggestion, today),
        supporters=tuple(support.person.name for support in supports),
        supported=any(support.person_id == by.person_id for support in supports),
        ballot=ballot,
        has_voted=voted,
        may_vote=_is_running(ballot, today) and not voted and by.can("communication.ballot.vote", suggestion),
        may_count=ballot is not None
        and ballot.state == Ballot.State.OPEN
        and (today > ballot.closes_on or ballot.given >= ballot.eligible)
        and by.can("communication.ballot.count", suggestion),
    )


def _is_running(ballot: Ballot | None, today: date) -> bool:
    return (
        ballot is not None
        and ballot.state == Ballot.State.OPEN
        and ballot.opens_on <= today <= ballot.closes_on
    )
