"""The room of volunteers: who has not accepted the rules, who waits for a review, what was learnt, and papers as A4."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from banyan.core.documents import a4
from banyan.core.identity import tree
from banyan.domains.projects import public as projects
from banyan.domains.services.community_settings import EXCHANGE_DAYS, REVIEW_DAYS, YEAR_DAYS, number
from banyan.domains.services.models import (
    Attendance,
    CoursePlace,
    PostHolding,
    RulesAcceptance,
    SurveyReport,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerHonour,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.domains.services.queries.certificates import code_of

_YEAR = timedelta(days=365)
REGISTERED = Volunteer.State.REGISTERED
SHOWN = 12
_DEEDS = (
    "volunteerrules.add", "volunteerrules.accept", "volunteercourse.add", "volunteerpost.add", "volunteerreview.add",
    "volunteercertificate.issue", "volunteeryear.begin",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One form of training and when it was last used."""

    label: Any
    last: date | None


def room_of(by: Any, unit: Any, today: date) -> dict[str, Any]:
    """What is due with the volunteers of a station, and what was done within a year. Ten statements."""
    path = unit.centre.path
    people = list(
        Volunteer.objects.visible_to(by)
        .filter(state=REGISTERED, unit__path__startswith=path)
        .order_by("number", "pk")
    )
    held = list(
        VolunteerCourse.objects.visible_to(by)
        .filter(unit__path__startswith=path, held_on__gt=today - _YEAR, held_on__lte=today)
        .select_related("post", "unit")
        .order_by("-held_on", "-pk")
    )
    return {
        "unit": unit, "today": today, "people": len(people), "courses": held[:SHOWN], "trainings": len(held),
        **_rules(by, path, people), **_reviews(by, unit, people, today), **_exchange(unit, held, today),
        "forms": _forms(held), "posts": _posts(by, path), **_given(by, path, today), **_year(by, unit, today),
        "allowed": {name for name in _DEEDS if by.may(f"services.{name}")},
    }  # fmt: skip


def _rules(by: Any, path: str, people: list[Volunteer]) -> dict[str, Any]:
    kept = VolunteerRules.objects.visible_to(by).filter(
        unit__path__startswith=path, state=VolunteerRules.State.HOLDS
    )
    holding = kept.select_related("unit").first()
    signed = set(
        RulesAcceptance.everything.filter(rules=holding).values_list("volunteer_id", flat=True) if holding else ()
    )  # fmt: skip
    return {
        "rules": holding,
        "unsigned": [each for each in people if each.pk not in signed] if holding else [],
    }


def _reviews(by: Any, unit: Any, people: list[Volunteer], today: date) -> dict[str, Any]:
    """Those who served within the days and were not reviewed for longer: longest first."""
    days = number(REVIEW_DAYS, today, unit)
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, sheet__held_on__range=(today - timedelta(days=days), today),
        sheet__activity__unit__path__startswith=unit.centre.path,
    ).exclude(volunteer_number="")  # fmt: skip
    served = set(lines.values_list("volunteer_number", flat=True).distinct())
    last = dict(
        VolunteerReview.everything.filter(volunteer__in=[each.pk for each in people], held_on__lte=today)
        .values_list("volunteer_id")
        .annotate(last=Max("held_on"))
    )
    due = [
        (each, last.get(each.pk)) for each in people
        if each.number in served and (each.pk not in last or (today - last[each.pk]).days > days)
    ]  # fmt: skip
    return {
        "unreviewed": sorted(due, key=lambda row: (row[1] or date.min, row[0].number)),
        "review_days": days,
    }


def _exchange(unit: Any, held: list[VolunteerCourse], today: date) -> dict[str, Any]:
    days = number(EXCHANGE_DAYS, today, unit)
    last = next((each for each in held if each.kind == VolunteerCourse.Kind.EXCHANGE), None)
    by = last.held_on + timedelta(days=days) if last else None
    return {"exchange": last, "exchange_by": by, "exchange_late": by is None or by < today}


def _forms(held: list[VolunteerCourse]) -> list[Form]:
    last: dict[str, date] = {}
    for each in held:
        last.setdefault(each.form, each.held_on)
    return [Form(label, last.get(value)) for value, label in VolunteerCourse.Form.choices]


def _posts(by: Any, path: str) -> list[tuple[VolunteerPost, list[PostHolding]]]:
    kept = VolunteerPost.objects.visible_to(by).filter(
        unit__path__startswith=path, state=VolunteerPost.State.OPEN
    )
    rows = list(kept.select_related("unit").order_by("number", "pk"))
    holders: dict[int, list[PostHolding]] = defaultdict(list)
    for each in _filled().filter(post__in=rows):
        holders[each.post_id].append(each)
    return [(row, holders[row.pk]) for row in rows]


def _filled() -> Any:
    return (
        PostHolding.everything.filter(state=PostHolding.State.IN)
        .select_related("volunteer")
        .order_by("since", "pk")
    )


def _given(by: Any, path: str, today: date) -> dict[str, Any]:
    """What was given within a year: certificates, things in kind, advancement."""
    since = today - _YEAR
    papers = VolunteerCertificate.objects.visible_to(by).filter(
        unit__path__startswith=path, issued_on__gt=since
    )
    honours = VolunteerHonour.objects.visible_to(by).filter(
        volunteer__unit__path__startswith=path, given_on__gt=since, given_on__lte=today
    )
    kinds = list(honours.values_list("kind", flat=True))
    return {
        "certificates": papers.count(),
        "in_kind": kinds.count(VolunteerHonour.Kind.MATERIAL),
        "advanced": kinds.count(VolunteerHonour.Kind.ADVANCEMENT),
    }


def _year(by: Any, unit: Any, today: date) -> dict[str, Any]:
    """The last calendar year in which anybody served: its sum, or until when it is due."""
    ends_on = date(today.year - (today < date(today.year, 12, 31)), 12, 31)
    kept = VolunteerYear.objects.visible_to(by).filter(
        unit__path__startswith=unit.centre.path, starts_on__lte=ends_on, ends_on__gte=ends_on
    )
    due = ends_on + timedelta(days=number(YEAR_DAYS, today, unit))
    return {
        "summed": kept.select_related("unit").order_by("-pk").first(), "year_ends": ends_on, "year_by": due,
        "year_late": due < today, "year_asked": _served_in(unit, ends_on.year),
    }  # fmt: skip


def _served_in(unit: Any, year: int) -> bool:
    """Whether a volunteer signed in at the station in a year."""
    lines = Attendance.everything.filter(
        reason=Attendance.Reason.VOLUNTEER, sheet__held_on__year=year,
        sheet__activity__unit__path__startswith=unit.centre.path,
    )  # fmt: skip
    return lines.exists()


def rules_panel(made: VolunteerRules, by: Any) -> dict[str, Any]:
    """Who accepted, and who has not."""
    kept = RulesAcceptance.objects.visible_to(by).filter(rules=made).select_related("volunteer")
    signed = list(kept.order_by("accepted_on", "pk"))
    there = Volunteer.objects.visible_to(by).filter(
        state=REGISTERED, unit__path__startswith=made.unit.centre.path
    )
    return {
        "signed": signed[:SHOWN], "count": len(signed),
        "unsigned": list(there.exclude(pk__in=[each.volunteer_id for each in signed]).order_by("number", "pk")),
        "holds": made.state == VolunteerRules.State.HOLDS,
    }  # fmt: skip


def post_panel(post: VolunteerPost, by: Any) -> dict[str, Any]:
    """Who fills a post, and who has the training for it."""
    holdings = PostHolding.objects.visible_to(by).filter(post=post).select_related("volunteer", "post__unit")
    trained = (
        CoursePlace.objects.visible_to(by)
        .filter(course__post=post, course__kind=VolunteerCourse.Kind.TRAINING)
        .select_related("volunteer", "course")
    )
    return {
        "post": post, "holdings": list(holdings.order_by("-state", "since", "pk")),
        "trained": list(trained.order_by("-course__held_on", "pk")[:SHOWN]),
        "may_train": by.can("services.volunteercourse.add", post),
    }  # fmt: skip


def course_panel(course: VolunteerCourse, by: Any) -> dict[str, Any]:
    """Who came."""
    came = CoursePlace.objects.visible_to(by).filter(course=course).select_related("volunteer")
    return {"course": course, "came": list(came.order_by("volunteer__number", "pk"))}


def certificate_panel(paper: VolunteerCertificate, by: Any) -> dict[str, Any]:
    """Whether the paper still checks, and where it is printed."""
    return {"paper": paper, "checks": paper.code == code_of(paper)}


def survey_panel(made: SurveyReport, by: Any) -> dict[str, Any]:
    """What a survey is worth; its figure was counted by hand."""
    standing = projects.standing_of(made._meta.label_lower, made.public_id, by)
    return {"survey": made, "standing": standing}


@dataclass(frozen=True)
class Checked:
    """What somebody outside learns of a certificate by number and code: no name, only what the paper says."""

    number: str
    hours: Decimal
    until: date
    issued_on: date | None
    station: str
    initial: str
    is_void: bool


def checked(said_number: str, said_code: str) -> Checked | None:
    """The certificate of this number whose code fits; hours that were changed since no longer do. One statement."""
    found = VolunteerCertificate.everything.filter(
        Q(number=said_number.strip().upper()), ~Q(code=""), code=said_code.strip().upper()
    )
    paper = found.select_related("unit", "volunteer").first()
    if paper is None or paper.code != code_of(paper):
        return None
    return Checked(
        paper.number, paper.hours, paper.until, paper.issued_on, str(tree.centre_of(paper.unit)), paper.volunteer.name[:1],
        paper.state == VolunteerCertificate.State.VOID,
    )  # fmt: skip


def certificate_form(paper: VolunteerCertificate, address: str) -> a4.Form:
    """The certificate as a sheet that schools and employers know."""
    volunteer = paper.volunteer
    blocks = [
        a4.fields(
            (_("Name"), volunteer.name), (_("Number"), volunteer.number),
            (_("Nationwide number"), volunteer.national_number), (_("Joined on"), volunteer.registered_on), per_row=2,
        ),
        a4.fields(
            (_("Approved hours"), f"{paper.hours:.2f}"), (_("Times served"), paper.times), (_("Up to"), paper.until),
            (_("Stars"), volunteer.stars), per_row=2,
        ),
        a4.words(
            _("We certify"),
            _("that the person named served of their own will and without pay for the hours given, from records approved by this station."),
        ),
        a4.fields((_("Wanted for"), paper.purpose), (_("Code to check it"), paper.code), per_row=2),
        a4.words(_("Checked at"), address),
        a4.signatures(
            a4.Hand(_("For the station"), seal=a4.seal_of_the_station()), a4.Hand(_("Day"), day=paper.issued_on),
        ),
    ]  # fmt: skip
    return a4.Form(_("Certificate of volunteering"), "FW-ZY-01", paper.unit, paper.number, blocks)
