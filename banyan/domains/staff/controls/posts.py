"""What posts prove: a line of command, chairs filled or known to be vacant, people who have what their post asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.core.identity.models import Post
from banyan.domains.staff.queries import proving as asked
from banyan.domains.staff.rules import proving, requirements
from banyan.domains.staff.rules.establishment import Stay, staffing
from banyan.domains.staff.rules.superiors import Seat, command_line
from banyan.domains.staff.settings import VACANT_DAYS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "P1.1",
    kind="duty",
    title=noop("One line of command, advisers beside it"),
    judged=noop(
        "Each post of the centre has commanding posts above it up to the head of the agency, and no signature was asked of an "
        "adviser. A post without a superior, or an adviser who was to sign, is a breach."
    ),
    absent=noop("The centre has no establishment."),
)
def line_of_command(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every post against the chart of the agency, and every signature against the post it was asked of."""
    every = asked.posts(scopes)
    chart = {pk: Seat(post.superior_id, post.relation == Post.Relation.ADVISES) for pk, post in every.items()}
    for scope, post in asked.posts_of_scopes(scopes, every):
        levels = len(command_line(chart, post.pk))
        is_top = tree.current().units[post.unit_id].parent_id is None
        judged = proving.in_line(levels, chart[post.pk].advises, is_top)
        yield Finding(scope.id, *judged, post, scope.period.end)
    for scope, step in asked.signatures_of_advisers(scopes):
        judged_or_none = proving.signed_by_adviser(advises=True)
        if judged_or_none:
            yield Finding(scope.id, *judged_or_none, step.request, step.request.asked_at.date())


@control(
    "P1.2",
    kind="duty",
    title=noop("Posts filled, or known to be vacant"),
    judged=noop(
        "Each post of the centre says how many of its places are filled at the end of the period and how long the others are "
        "vacant. Vacant for more than %(vacant_days)s days wants attention."
    ),
    settings=(VACANT_DAYS,),
    absent=noop("The centre has no establishment."),
)
def filled_posts(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every commanding post with its filled and vacant places."""
    for scope, post in asked.posts_of_scopes(scopes, asked.posts(scopes)):
        if post.relation == Post.Relation.COMMANDS:
            on = scope.period.end
            days = dated.value(VACANT_DAYS.key, on, tree.current().units[scope.unit_id])
            yield Finding(scope.id, *proving.staffed(_staffing(post, on), int(days)), post, on)


@control(
    "P1.6",
    kind="quality",
    title=noop("People have what their post asks"),
    judged=noop(
        "Whoever holds a post at the end of the period is held against its requirement: level, degree, years, study. A "
        "condition that the records do not bear out wants attention; what only a person can judge is left open."
    ),
)
def fit_for_the_post(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Everybody in a post that asks something."""
    people = {each.employee.person_id: each for _scope, each in asked.workers(scopes)}
    for scope, post in asked.posts_of_scopes(scopes, asked.posts(scopes)):
        conditions = requirements.read_requirement(post.requirement)
        for person in _holders(post, scope.period.end) if conditions else ():
            if person in people:
                missed = _missed(post.requirement, people[person])
                employee = people[person].employee
                yield Finding(scope.id, *proving.fits_post(missed), employee, scope.period.end)


def _staffing(post: Any, on: date) -> Any:
    stays = [Stay(each.starts_on, each.ends_on, each.acting) for each in post.held]
    first = min((stay.starts_on for stay in stays), default=on)
    return staffing(post.places, stays, on, post.opened_on or min(first, on), post.opened_on is not None)


def _holders(post: Any, on: date) -> list[int]:
    return [each.person_id for each in post.held if Stay(each.starts_on, each.ends_on).covers(on)]


def _missed(requirement: str, worker: asked.Worker) -> list[str]:
    employee = worker.employee
    candidate = requirements.Candidate(
        level=worker.newest.level if worker.newest else None,
        social_worker=employee.social_worker,
        major=employee.major,
        degree=employee.degree,
        frontline_years=employee.frontline_years,
        management_years=employee.management_years,
    )
    return [each.condition.text for each in requirements.mismatches(requirement, candidate)]
