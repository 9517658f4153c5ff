"""Questions about volunteers: their hours from the sign-in sheets, who was insured on a day, whose skill fits a need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from banyan.core import clock
from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.services.community_settings import NEED_DAYS, number, star_table
from banyan.domains.services.models import (
    Activity,
    Attendance,
    FamilyNeed,
    Volunteer,
    VolunteerCover,
    VolunteerHonour,
)
from banyan.domains.services.rules import volunteers as rules
from banyan.domains.services.rules.minutes import minutes_between
from banyan.domains.services.settings import age_limits
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period

REGISTERED = Volunteer.State.REGISTERED
VOLUNTEER = Attendance.Role.VOLUNTEER
SHOWN = 12


@dataclass(frozen=True)
class Insured:
    """Volunteers of a station on a day: on the register, and insured (heads)."""

    registered: int
    insured: int


def volunteers_insured_on(unit: Any, on: date) -> Insured:
    """Volunteers of a station on the register on a day, and of them those insured. Two statements."""
    there = Q(registered_on__isnull=True) | Q(registered_on__lte=on)
    stays = Q(left_on__isnull=True) | Q(left_on__gt=on)
    found = Volunteer.everything.filter(there & stays, unit__path__startswith=unit.centre.path)
    covered = found.filter(covers__starts_on__lte=on, covers__ends_on__gte=on).distinct()
    return Insured(found.count(), covered.count())


def volunteers_on(units: Collection[int], days: Collection[date]) -> dict[tuple[int, date], tuple[int, int]]:
    """Unit and day → volunteers entered in the register by that day at or below the unit, of them not left. One statement."""
    known = tree.current().units
    paths = {unit: known[unit].path for unit in units}
    rows = list(Volunteer.everything.values_list("unit__path", "registered_on", "left_on"))
    found: dict[tuple[int, date], tuple[int, int]] = {}
    for unit, path in paths.items():
        here = [(came, went) for place, came, went in rows if place.startswith(path)]
        for day in days:
            entered = [went for came, went in here if came is None or came <= day]
            found[unit, day] = len(entered), sum(went is None or went > day for went in entered)
    return found


def lines_of(volunteer: Volunteer) -> Any:
    """The sign-ins of a volunteer at the activities of their station; a sheet carries the number."""
    return Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, volunteer_number=volunteer.number,
        sheet__activity__unit__path__startswith=tree.centre_of(tree.current().units[volunteer.unit_id]).path,
    ).exclude(volunteer_number="")  # fmt: skip


def approved_hours(
    volunteer: Volunteer, until: date | None = None, known_at: datetime | None = None
) -> Decimal:
    """Hours of accepted activities, and those approved before this register; never a worker's hours. One statement.

    `until` leaves out later days, `known_at` what was accepted only after that moment.
    """
    accepted = lines_of(volunteer).filter(sheet__activity__state=Activity.State.ACCEPTED)
    if until is not None:
        accepted = accepted.filter(sheet__held_on__lte=until)
    if known_at is not None:
        accepted = accepted.exclude(sheet__activity__summary__accepted_at__gt=known_at)
    minutes = [minutes_between(came, went) for came, went in accepted.values_list("arrived_at", "left_at")]
    return Decimal(volunteer.hours_before) + rules.hours_of(minutes)


def volunteer_panel(volunteer: Volunteer, by: Any) -> dict[str, Any]:
    """Hours, what waits, insurance, honours, and the families served."""
    today = clock.today()
    table = star_table(today, volunteer.unit)
    hours = approved_hours(volunteer)
    lines = list(
        lines_of(volunteer).select_related("sheet__activity__unit").order_by("-sheet__held_on", "-pk")
    )
    waiting = [each for each in lines if each.sheet.activity.state != Activity.State.ACCEPTED]
    covers = list(VolunteerCover.objects.visible_to(by).filter(volunteer=volunteer).order_by("-starts_on"))
    return {
        "volunteer": volunteer, "hours": hours, "next": rules.to_next(hours, table),
        "waiting": rules.hours_of(minutes_between(each.arrived_at, each.left_at) for each in waiting),
        "lines": [
            (each, rules.hours_of([minutes_between(each.arrived_at, each.left_at)])) for each in lines[:SHOWN]
        ],
        "times": len(lines), "covers": covers, "is_insured": any(c.starts_on <= today <= c.ends_on for c in covers),
        "honours": list(VolunteerHonour.objects.visible_to(by).filter(volunteer=volunteer).order_by("-given_on", "-pk")),
        "needs": list(FamilyNeed.objects.visible_to(by).filter(volunteer=volunteer).order_by("-number")[:SHOWN]),
        "may": {name: by.can(f"services.{name}.add", volunteer) for name in ("volunteercover", "volunteerhonour")},
    }  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A family's need with the volunteers whose skill fits."""

    need: FamilyNeed
    fitting: tuple[tuple[Volunteer, rules.Able], ...]
    days: int
    late: int


def needs_board(by: Any, today: date) -> dict[str, Any]:
    """Needs that wait, by housing and family, each with whose skill fits; and those on the way. Six statements."""
    seen = FamilyNeed.objects.visible_to(by)
    waiting = list(
        seen.filter(state=FamilyNeed.State.OPEN)
        .select_related("user", "unit")
        .order_by("asked_on", "pk")[:60]
    )
    able, people = _able(by, {tree.centre_of(each.unit).pk for each in waiting}, today)
    rows = [_asked(need, able[tree.centre_of(need.unit).pk], people, today) for need in waiting]
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for row in rows:
        groups[row.need.get_housing_display(), row.need.get_family_display()].append(row)
    on_the_way = seen.filter(state=FamilyNeed.State.MATCHED).select_related("user", "volunteer", "unit")
    return {
        "groups": sorted(groups.items()), "waiting": len(rows), "without": sum(not row.fitting for row in rows),
        "on_the_way": list(on_the_way.order_by("matched_on", "pk")[:40]), "today": today,
        "may_match": by.may("services.familyneed.match"), "may_ask": by.may("services.familyneed.add"),
        "offered": Counter(skill for able in able.values() for each in able for skill in rules.skills(each.skills)).most_common(12),
    }  # fmt: skip


def _asked(need: FamilyNeed, able: Sequence[rules.Able], people: dict[int, Volunteer], today: date) -> Asked:
    found = rules.fitting(need.skill, need.user.community, able)[:4]
    days = (today - need.asked_on).days
    late = days - number(NEED_DAYS, need.asked_on, need.unit)
    return Asked(need, tuple((people[each.key], each) for each in found), days, max(late, 0))


def _able(
    by: Any, centres: Collection[int], today: date
) -> tuple[dict[int, list[rules.Able]], dict[int, Volunteer]]:
    """Centre → its volunteers on the register, as far as a need is concerned."""
    found: dict[int, list[rules.Able]] = defaultdict(list)
    people: dict[int, Volunteer] = {}
    there = (
        Volunteer.objects.visible_to(by).filter(state=REGISTERED).exclude(skills="").select_related("unit")
    )
    for each in there.order_by("number", "pk"):
        centre = tree.centre_of(each.unit).pk
        if centre in centres:
            people[each.pk] = each
    busy = Counter(
        FamilyNeed.everything.filter(state=FamilyNeed.State.MATCHED, volunteer__in=list(people)).values_list(
            "volunteer_id", flat=True
        )
    )
    covers = VolunteerCover.everything.filter(
        volunteer__in=list(people), starts_on__lte=today, ends_on__gte=today
    )
    covered = set(covers.values_list("volunteer_id", flat=True))
    for each in people.values():
        able = rules.Able(
            each.pk,
            each.skills,
            each.community,
            each.trained_on is not None,
            each.pk in covered,
            busy[each.pk],
        )
        found[tree.centre_of(each.unit).pk].append(able)
    return found, people


def references(*, unit: Any, by: Any, today: date, project: Any = None) -> dict[str, Any]:
    """What the sheet of volunteers looks up."""
    return {"today": today, "areas": staff.areas_of(unit), "adult_from": age_limits(today, unit).adult_from}


@dataclass(frozen=True)
class Served:
    """A day of service of a volunteer, as controls judge it."""

    project: UUID
    activity: UUID
    number: str
    on: date
    volunteer: Volunteer | None


def served_days(scopes: Sequence[Scope], period: Period) -> Iterator[Served]:
    """Each sign-in of a volunteer in the period, with who it was by the register. Two statements."""
    spans = {scope.id: scope for scope in scopes}
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, sheet__activity__project__public_id__in=list(spans),
        sheet__held_on__range=(period.start, period.end),
    ).exclude(volunteer_number="")  # fmt: skip
    rows = list(
        lines.order_by("sheet__held_on", "pk").values_list(
            "sheet__activity__project__public_id",
            "sheet__activity__public_id",
            "volunteer_number",
            "sheet__held_on",
        )
    )
    known = _register_of(spans.values(), {row[2] for row in rows})
    for project, activity, volunteer, on in rows:
        if on in spans[project].period:
            centre = tree.centre_of(tree.current().units[spans[project].unit_id]).pk
            yield Served(project, activity, volunteer, on, known.get((centre, volunteer)))


def _register_of(scopes: Any, numbers: Collection[str]) -> dict[tuple[int, str], Volunteer]:
    """Centre and number → volunteer."""
    found = Volunteer.everything.filter(number__in=list(numbers)).select_related("unit")
    return {(tree.centre_of(each.unit).pk, each.number): each for each in found.prefetch_related("covers")}


def volunteers_over(scopes: Sequence[Scope], until: date) -> Iterator[tuple[UUID, Volunteer]]:
    """Everybody on the register of these projects' stations by a day. One statement."""
    centres = {scope.id: tree.centre_of(tree.current().units[scope.unit_id]).path for scope in scopes}
    there = Q(registered_on__isnull=True) | Q(registered_on__lte=until)
    every = list(Volunteer.everything.filter(there).select_related("unit").order_by("number", "pk"))
    for project, path in centres.items():
        for each in every:
            if each.unit.path.startswith(path):
                yield project, each


def needs_over(scopes: Sequence[Scope], period: Period, until: date) -> Iterator[tuple[UUID, FamilyNeed]]:
    """Needs asked by a day that were open in the period. One statement."""
    found = FamilyNeed.everything.filter(project__public_id__in=[s.id for s in scopes], asked_on__lte=until)
    kept = found.exclude(ended_on__lt=period.start).exclude(state=FamilyNeed.State.CLOSED, volunteer=None)
    for each in kept.annotate(of=F("project__public_id")).select_related("volunteer", "user").order_by("pk"):
        yield each.of, each  # type: ignore[attr-defined]
