"""Rules accepted, posts filled, trainings and exchanges written down, service reviewed, hours certified, the year summed up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.services.models import (
    CoursePlace,
    PostHolding,
    RulesAcceptance,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.domains.services.queries import volunteer_work as asked
from banyan.domains.services.queries.certificates import code_of
from banyan.domains.services.queries.volunteers import approved_hours, lines_of
from banyan.domains.services.rules import volunteer_work as rules
from banyan.foundation.refusal import Refused, noop

HOLDS, REPLACED = VolunteerRules.State.HOLDS, VolunteerRules.State.REPLACED
OPEN, CLOSED = VolunteerPost.State.OPEN, VolunteerPost.State.CLOSED
IN, LEFT = PostHolding.State.IN, PostHolding.State.LEFT
VALID, VOID = VolunteerCertificate.State.VALID, VolunteerCertificate.State.VOID
DRAFT, HANDED = VolunteerYear.State.DRAFT, VolunteerYear.State.HANDED
ACCEPTED = VolunteerYear.State.ACCEPTED
REGISTERED = Volunteer.State.REGISTERED


@deed(
    VolunteerRules, "add", new=True, to=HOLDS, label=_("Put rules of volunteering into force"), icon="license"
)
def enact(made: VolunteerRules, by: Any, now: datetime) -> None:
    """Rights and duties, conduct and appraisal hold from a day; the rules before stay to be read (R7.3.1)."""
    former = VolunteerRules.everything.filter(unit=made.unit, state=HOLDS).select_related("unit").first()
    texts = {name: getattr(made, name) for name in ("rights", "conduct", "appraisal")}
    rules.check_rules(texts, made.since, former.since if former else None)
    if former is not None:
        replace(former, by=by, now=now)
    made.number = numbering.take(VolunteerRules.number_pattern, made.unit, now.year)


@deed(VolunteerRules, "replace", frm=HOLDS, to=REPLACED, system=True, label=_("Rules renewed"))
def replace(former: VolunteerRules, by: Any, now: datetime) -> None:
    """Newer rules hold."""


@deed(VolunteerRules, "accept", frm=HOLDS, label=_("Accepted by volunteers"), icon="signature")
def accept_rules(made: VolunteerRules, by: Any, now: datetime, on: date, numbers: str) -> None:
    """Volunteers have read the rules and signed; their numbers are written down together (R7.3.1)."""
    rules.check_past("on", on, localtime(now).date())
    for volunteer in _by_number(made.unit, numbers):
        RulesAcceptance.everything.get_or_create(
            rules=made, volunteer=volunteer, defaults={"accepted_on": on}
        )


@deed(VolunteerPost, "add", new=True, label=_("Describe a post of volunteers"), icon="user-cog")
def describe(post: VolunteerPost, by: Any, now: datetime) -> None:
    """What is done in a post, and whether it asks for training of its own."""
    post.number = numbering.take(VolunteerPost.number_pattern, post.unit, now.year)


@deed(VolunteerPost, "edit", frm=OPEN, label=_("Edit"), icon="pencil")
def edit_post(post: VolunteerPost, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is done in a post."""
    for name, value in changes.items():
        setattr(post, name, value)


@deed(VolunteerPost, "fill", frm=OPEN, label=pgettext_lazy("volunteer post", "Fill it"), icon="user-plus")
def fill(post: VolunteerPost, by: Any, now: datetime, volunteer: Volunteer, on: date) -> None:
    """A volunteer takes the post; one that asks for training takes nobody without it (R7.2.3)."""
    rules.check_past("on", on, localtime(now).date())
    _check_same_station(post.unit, volunteer)
    trained = asked.trained_for(post, volunteer, on)
    rules.check_may_fill(post.needs_training, trained, volunteer.trained_on is not None)
    if PostHolding.everything.filter(post=post, volunteer=volunteer, state=IN).exists():
        raise Refused({"volunteer": noop("This volunteer fills the post already.")})
    PostHolding(post=post, volunteer=volunteer, since=on, created_at=now, changed_at=now).save()


@deed(VolunteerPost, "close", frm=OPEN, to=CLOSED, label=_("No longer filled…"), icon="user-off", danger=True)
def close_post(post: VolunteerPost, by: Any, now: datetime, reason: str) -> None:
    """The post is given up; who filled it stays to be read."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the post is given up.")})
    today = localtime(now).date()
    for holding in PostHolding.everything.filter(post=post, state=IN):
        holding.until, holding.state, holding.changed_at = max(today, holding.since), LEFT, now
        holding.save()


@deed(PostHolding, "give_up", frm=IN, to=LEFT, label=_("Gave the post up"), icon="user-minus")
def give_up(holding: PostHolding, by: Any, now: datetime, on: date) -> None:
    """A volunteer no longer fills the post."""
    rules.check_past("on", on, localtime(now).date())
    if on < holding.since:
        raise Refused({"on": noop("The post was taken later.")})
    holding.until = on


@deed(VolunteerCourse, "add", new=True, label=_("Write down a training or exchange"), icon="school")
def hold(course: VolunteerCourse, by: Any, now: datetime) -> None:
    """Volunteers learnt something, or exchanged what they met with (R7.2.2, R7.2.4)."""
    rules.check_past("held_on", course.held_on, localtime(now).date())
    rules.check_course(course.kind, course.post_id is not None, course.said)
    if course.post is not None and course.post.unit.centre != course.unit.centre:
        raise Refused({"post": noop("This post belongs to another station.")})
    course.number = numbering.take(VolunteerCourse.number_pattern, course.unit, course.held_on.year)


@deed(VolunteerCourse, "attend", label=pgettext_lazy("volunteer course", "Who came"), icon="list-check")
def attend(course: VolunteerCourse, by: Any, now: datetime, numbers: str) -> None:
    """The numbers of the volunteers who came, from the signed list."""
    for volunteer in _by_number(course.unit, numbers):
        CoursePlace.everything.get_or_create(course=course, volunteer=volunteer)
    course.came = CoursePlace.everything.filter(course=course).count()


@deed(VolunteerReview, "add", new=True, label=_("Review a volunteer's service"), icon="message-star")
def review(made: VolunteerReview, by: Any, now: datetime) -> None:
    """Attitude, ability and reliability are talked over with the volunteer (R7.3.2)."""
    rules.check_past("held_on", made.held_on, localtime(now).date())
    if not made.words.strip():
        raise Refused({"words": noop("Say what went well, and what they say themselves.")}, clause="R7.3.2")
    made.reviewer = by.person


@deed(VolunteerCertificate, "issue", new=True, label=_("Issue a certificate"), icon="certificate")
def issue(made: VolunteerCertificate, by: Any, now: datetime) -> None:
    """The approved hours up to a day, for school or work; whoever has left keeps the right to it (R7.4.2, R7.4.3)."""
    rules.check_past("until", made.until, localtime(now).date())
    _check_same_station(made.unit, made.volunteer)
    made.hours = approved_hours(made.volunteer, made.until, now)
    made.times = lines_of(made.volunteer).filter(sheet__held_on__lte=made.until).count()
    if not made.hours:
        raise Refused(
            {"until": noop("No approved hours up to this day: there is nothing to certify yet.")},
            clause="R7.4.2",
        )
    made.issued_on = localtime(now).date()
    made.number = numbering.take(VolunteerCertificate.number_pattern, made.unit, now.year)
    made.code = code_of(made)


@deed(
    VolunteerCertificate, "withdraw", frm=VALID, to=VOID, label=_("Withdraw the certificate…"), icon="certificate-off", danger=True
)  # fmt: skip
def withdraw(made: VolunteerCertificate, by: Any, now: datetime, reason: str) -> None:
    """A certificate that was wrong is withdrawn; whoever checks it is told so."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the certificate is withdrawn.")})
    made.void_because = reason.strip()


@deed(VolunteerYear, "begin", new=True, label=_("Sum up a year of volunteering"), icon="report")
def begin_year(year: VolunteerYear, by: Any, now: datetime) -> None:
    """The figures come from the records; what they mean is written beside them."""
    if year.ends_on > localtime(now).date():
        raise Refused({"ends_on": noop("A year is summed up when it is over.")})
    year.author = by.person
    year.number = numbering.take(VolunteerYear.number_pattern, year.unit, now.year)
    _count_year(year)


@deed(VolunteerYear, "edit", frm=DRAFT, label=_("Edit"), icon="pencil")
def edit_year(year: VolunteerYear, by: Any, now: datetime, **changes: Any) -> None:
    """Go on writing; the figures are counted anew."""
    for name, value in changes.items():
        setattr(year, name, value)
    _count_year(year)


@deed(VolunteerYear, "hand_in", frm=DRAFT, to=HANDED, label=_("Hand in the year"), icon="send")
def hand_in_year(year: VolunteerYear, by: Any, now: datetime) -> None:
    """All four parts are written (R7.4.4)."""
    rules.check_year({name: getattr(year, name) for name, _words in rules.YEAR_PARTS})
    _count_year(year)
    year.handed_on = localtime(now).date()


@deed(VolunteerYear, "accept", frm=HANDED, to=ACCEPTED, label=_("Accept the year"), icon="circle-check")
def accept_year(year: VolunteerYear, by: Any, now: datetime) -> None:
    """Somebody else has read it and will work by it."""
    rules.check_other(year.author_id, by.person_id)


@deed(
    VolunteerYear,
    "send_back",
    frm=HANDED,
    to=DRAFT,
    label=_("Send the year back…"),
    icon="arrow-back-up",
    danger=True,
)
def send_year_back(year: VolunteerYear, by: Any, now: datetime, reason: str) -> None:
    """Something is missing; the reason stands in the trail."""
    rules.check_other(year.author_id, by.person_id)
    if not reason.strip():
        raise Refused({"reason": noop("Say what is missing.")})
    year.handed_on = None


def _count_year(year: VolunteerYear) -> None:
    figures = asked.year_figures(year.unit, year.starts_on, year.ends_on)
    year.people, year.hours = figures.people, figures.hours
    year.joined, year.left = figures.joined, figures.left


def _by_number(unit: Any, numbers: str) -> list[Volunteer]:
    """The volunteers of a station whose numbers were written down; refused when one is nobody's."""
    wanted = rules.numbers_in(numbers)
    found = Volunteer.everything.filter(unit__path__startswith=unit.centre.path, number__in=wanted)
    known = {each.number: each for each in found.order_by("pk")}
    rules.check_known(wanted, known)
    return [known[number] for number in wanted]


def _check_same_station(unit: Any, volunteer: Volunteer) -> None:
    if volunteer.unit.centre != unit.centre:
        raise Refused({"volunteer": noop("This volunteer belongs to another station.")})
