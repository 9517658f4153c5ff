"""Questions about how volunteers are kept: who has not accepted the rules, who waits for a review, what the year came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Min, Q

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.services.models import (
    Activity,
    Attendance,
    CoursePlace,
    PostHolding,
    RulesAcceptance,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerHonour,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.domains.services.rules import volunteers as service
from banyan.domains.services.rules.minutes import minutes_between
from banyan.foundation.periods import Period

REGISTERED = Volunteer.State.REGISTERED
Kind = VolunteerCourse.Kind


def trained_for(post: VolunteerPost, volunteer: Volunteer, on: date) -> bool:
    """Whether a volunteer was at a training for a post by a day. One statement."""
    there = CoursePlace.everything.filter(
        volunteer=volunteer, course__post=post, course__kind=Kind.TRAINING, course__held_on__lte=on
    )
    return there.exists()


@dataclass(frozen=True)
class YearFigures:
    """What a year of volunteering came to: heads, approved hours, who joined and who left."""

    people: int
    hours: Decimal
    joined: int
    left: int


def year_figures(unit: Any, first: date, last: date) -> YearFigures:
    """From accepted activities of the station and its register. Three statements."""
    path = unit.centre.path
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, sheet__held_on__range=(first, last),
        sheet__activity__state=Activity.State.ACCEPTED, sheet__activity__unit__path__startswith=path,
    ).exclude(volunteer_number="")  # fmt: skip
    rows = list(lines.values_list("volunteer_number", "arrived_at", "left_at"))
    here = Volunteer.everything.filter(unit__path__startswith=path)
    return YearFigures(
        len({number for number, *_times in rows}), service.hours_of(minutes_between(came, went) for _number, came, went in rows),
        here.filter(registered_on__range=(first, last)).count(), here.filter(left_on__range=(first, last)).count(),
    )  # fmt: skip


def _paths(scopes: Sequence[Scope]) -> dict[UUID, str]:
    """Project → the path of its station."""
    known = tree.current().units
    return {scope.id: tree.centre_of(known[scope.unit_id]).path for scope in scopes}


def rules_over(
    scopes: Sequence[Scope], until: date
) -> Iterator[tuple[UUID, Any, list[tuple[Volunteer, date | None]]]]:
    """Project, its station's rules on a day, and everybody on the register with the day they accepted. Three statements."""
    paths = _paths(scopes)
    kept = list(
        VolunteerRules.everything.filter(since__lte=until).select_related("unit").order_by("since", "pk")
    )
    signed = {
        (rules, volunteer): on
        for rules, volunteer, on in RulesAcceptance.everything.filter(rules__in=kept).values_list("rules_id", "volunteer_id", "accepted_on")
    }  # fmt: skip
    people = list(_there(until))
    for project, path in paths.items():
        holding = next((each for each in reversed(kept) if each.unit.path.startswith(path)), None)
        mine = [each for each in people if each.unit.path.startswith(path)]
        yield (
            project,
            holding,
            [(each, signed.get((holding.pk, each.pk)) if holding else None) for each in mine],
        )


def _there(until: date) -> Any:
    """Everybody on a register on a day."""
    came = Q(registered_on__isnull=True) | Q(registered_on__lte=until)
    stays = Q(left_on__isnull=True) | Q(left_on__gt=until)
    return Volunteer.everything.filter(came & stays).select_related("unit").order_by("number", "pk")


def courses_over(scopes: Sequence[Scope], since: date, until: date) -> dict[UUID, list[VolunteerCourse]]:
    """Project → trainings and exchanges of its station in a span, oldest first. One statement."""
    held = list(
        VolunteerCourse.everything.filter(held_on__range=(since, until))
        .select_related("unit")
        .order_by("held_on", "pk")
    )
    return {
        project: [each for each in held if each.unit.path.startswith(path)]
        for project, path in _paths(scopes).items()
    }


def holdings_over(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[UUID, PostHolding, date | None]]:
    """Who filled which post in the period, with the first training for it. Two statements."""
    kept = PostHolding.everything.filter(since__lte=period.end).exclude(until__lt=period.start)
    rows = list(kept.select_related("post__unit", "volunteer").order_by("pk"))
    first = {
        (post, volunteer): on
        for post, volunteer, on in CoursePlace.everything.filter(
            volunteer__in=[row.volunteer_id for row in rows], course__kind=Kind.TRAINING, course__held_on__lte=period.end
        ).values_list("course__post_id", "volunteer_id").annotate(on=Min("course__held_on"))
    }  # fmt: skip
    for project, path in _paths(scopes).items():
        for row in rows:
            if row.post.unit.path.startswith(path):
                yield project, row, first.get((row.post_id, row.volunteer_id))


def serving_over(
    scopes: Sequence[Scope], until: date, days: int
) -> Iterator[tuple[UUID, Volunteer, date, date | None]]:
    """Who served within the days before a day: first service of these, and the last review. Three statements."""
    since = until - timedelta(days=days)
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, sheet__held_on__gt=since, sheet__held_on__lte=until
    ).exclude(volunteer_number="")
    first: dict[tuple[str, str], date] = {}
    for path, number, on in lines.values_list(
        "sheet__activity__unit__path", "volunteer_number", "sheet__held_on"
    ):
        first[path, number] = min(first.get((path, number), on), on)
    reviews = dict(
        VolunteerReview.everything.filter(held_on__lte=until)
        .values_list("volunteer_id")
        .annotate(last=Max("held_on"))
    )
    people = [each for each in _there(until) if each.state == REGISTERED]
    for project, path in _paths(scopes).items():
        served: dict[str, date] = {}
        for (place, number), on in first.items():
            if place.startswith(path):
                served[number] = min(served.get(number, on), on)
        for each in people:
            if each.unit.path.startswith(path) and each.number in served:
                yield project, each, served[each.number], reviews.get(each.pk)


def rewards_over(scopes: Sequence[Scope], since: date, until: date) -> dict[UUID, set[str]]:
    """Project → the kinds of incentive that its station gave in a span. Two statements."""
    found: dict[UUID, set[str]] = defaultdict(set)
    honours = VolunteerHonour.everything.filter(given_on__range=(since, until))
    given = list(honours.values_list("volunteer__unit__path", "kind"))
    papers = VolunteerCertificate.everything.filter(issued_on__range=(since, until), state="valid")
    given += [(path, "certificate") for path in papers.values_list("unit__path", flat=True)]
    for project, path in _paths(scopes).items():
        found[project] = {kind for place, kind in given if place.startswith(path)}
    return found


def certificates_over(
    scopes: Sequence[Scope], period: Period
) -> Iterator[tuple[UUID, VolunteerCertificate, Decimal]]:
    """Certificates issued in the period that hold, with the hours that are approved. Two statements."""
    papers = VolunteerCertificate.everything.filter(
        issued_on__range=(period.start, period.end), state=VolunteerCertificate.State.VALID
    )
    rows = list(papers.select_related("unit", "volunteer__unit").order_by("number", "pk"))
    lines = _approved_lines({row.volunteer.number for row in rows})
    for project, path in _paths(scopes).items():
        for row in rows:
            if row.unit.path.startswith(path):
                yield project, row, _hours_of(row, path, lines)


def _approved_lines(numbers: set[str]) -> list[tuple[str, str, date, Any, Any, Any]]:
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, volunteer_number__in=numbers, sheet__activity__state=Activity.State.ACCEPTED
    )  # fmt: skip
    return list(
        lines.values_list(
            "sheet__activity__unit__path", "volunteer_number", "sheet__held_on", "arrived_at", "left_at",
            "sheet__activity__summary__accepted_at",
        )
    )  # fmt: skip


def _hours_of(paper: VolunteerCertificate, path: str, lines: list[Any]) -> Decimal:
    """Hours of a certificate's span as they were approved when it was issued."""
    minutes = [
        minutes_between(came, went) for place, number, on, came, went, accepted in lines
        if place.startswith(path) and number == paper.volunteer.number and on <= paper.until
        and (accepted is None or paper.created_at is None or accepted <= paper.created_at)
    ]  # fmt: skip
    return Decimal(paper.volunteer.hours_before) + service.hours_of(minutes)


def years_over(scopes: Sequence[Scope]) -> dict[UUID, list[VolunteerYear]]:
    """Project → its sums of years of volunteering. One statement."""
    found: dict[UUID, list[VolunteerYear]] = defaultdict(list)
    kept = VolunteerYear.everything.filter(project__public_id__in=[scope.id for scope in scopes])
    for each in kept.annotate(of=F("project__public_id")).select_related("unit").order_by("starts_on"):
        found[each.of].append(each)  # type: ignore[attr-defined]
    return found
