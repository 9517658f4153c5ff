"""When somebody may be put in a post, and when a post may go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence


def check_appointment(
    *,
    starts_on: date,
    ends_on: date | None,
    post_opened_on: date | None,
    post_closed_on: date | None,
    holds_it_already: bool,
    free_places: int | None,
) -> None:
    """A post must stand on the days, be free (unless only acted for) and not be held by the same person already."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")}, code="period")
    if post_opened_on is not None and starts_on < post_opened_on:
        raise Refused({"starts_on": noop("The post was not established yet on this day.")}, code="period")
    if post_closed_on is not None and (ends_on is None or ends_on > post_closed_on):
        raise Refused({"ends_on": noop("The post is abolished before that.")}, code="period")
    if holds_it_already:
        raise Refused(
            {"person": noop("This person is in the post on these days already.")}, code="not_unique"
        )
    if free_places is not None and free_places < 1:
        raise Refused(
            {"post": noop("Every established place of this post is filled.")},
            clause="P1.2",
            way_out=noop("End an appointment first, appoint as acting, or establish another place."),
            code="no_free_place",
        )


def check_not_above_itself(post: object, above: Collection[object]) -> None:
    """A post cannot stand above itself, not even round a corner."""
    if post is not None and post in above:
        raise Refused({"superior": noop("This post would stand above itself.")}, clause="P1.1", code="cycle")


def check_may_abolish(
    *, first_day: date | None, last_day: date, still_held: bool, posts_below: Collection[str]
) -> None:
    """A post goes when nobody is in it and no post stands below it any more."""
    if first_day is not None and last_day < first_day:
        raise Refused({"closed_on": noop("The last day lies before the first.")}, code="period")
    if still_held:
        raise Refused(
            {"": noop("Somebody is still in this post after that day.")}, clause="P1.2", code="held"
        )
    if posts_below:
        raise Refused(
            {
                "": sentence(
                    noop("Posts still stand below this one: %(posts)s."), posts="、".join(posts_below)
                )
            },
            clause="P1.1",
            way_out=noop("Give them another superior post first."),
            code="posts_below",
        )
