"""What the after-school class proves: three parties, everybody fetched by somebody of the list, children followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.class_settings import A_CHILD, ADULTS, FEEDBACK_DAYS
from banyan.domains.services.queries import class_proving as asked
from banyan.domains.services.rules import day_class as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "W6.1",
    kind="quality",
    title=noop("Three parties stand behind a class, and the community looks in"),
    judged=noop(
        "Each class that was open names the community and the school. One not named is a breach; a class at which nobody of "
        "the community looked in wants attention."
    ),
)
def three_parties(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every class of the period against its three parties."""
    for project, held, checks in asked.classes_held(scopes, period):
        yield Finding.of(
            project, *rules.parties_judged(held.organiser, held.school, checks), model="services.dayclass",
            public_id=held.public_id, number=held.number, on=min(period.end, today),
        )  # fmt: skip


@control(
    "W6.3",
    kind="quality",
    title=noop("Every child leaves the class with somebody of its list"),
    judged=noop(
        "On each afternoon every child was signed out with somebody of its list or allowed to go alone, and at least "
        "%(class_adults)s adults were there, one for %(class_children_an_adult)s children. Otherwise it is a breach."
    ),
    settings=(ADULTS, A_CHILD),
)
def fetched_by_the_list(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every afternoon of the period, today's own left out while it lasts."""
    units = units_of(scopes)
    for project, day, afternoon, with_nobody in asked.afternoons(scopes, period, today):
        said = (int(dated.value(each.key, on=day.held_on, unit=units[project])) for each in (ADULTS, A_CHILD))
        judged = rules.day_judged(afternoon, rules.adults_needed(afternoon.children, *said), with_nobody)
        yield Finding.of(
            project,
            *judged,
            model="services.classday",
            public_id=day.public_id,
            number=day.label(),
            on=day.held_on,
        )


@control(
    "W6.4",
    kind="quality",
    title=noop("School and parents say how each child gets on"),
    judged=noop(
        "For each child of a class school or parents were heard within %(class_feedback_days)s days. Longer wants attention."
    ),
    settings=(FEEDBACK_DAYS,),
)
def children_followed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every child in a class against what school and parents said."""
    units = units_of(scopes)
    until = min(period.end, today)
    for project, pupil, heard in asked.children_heard(scopes, until):
        days = int(dated.value(FEEDBACK_DAYS.key, on=until, unit=units[project]))
        judged = rules.following_judged(pupil.enrolled_on or until, heard, until, days)
        yield Finding.of(
            project,
            *judged,
            model="services.pupil",
            public_id=pupil.public_id,
            number=pupil.label(),
            on=until,
        )
