"""The establishment: posts are established, changed and abolished; people are appointed to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Post
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.finding import make_findable
from banyan.domains.staff.rules import appointments as rules


@deed(Post, "make", new=True, label=_("Establish a post"), icon="armchair")
def establish(post: Post, by: Actor, now: datetime) -> None:
    """Add a post to the establishment; it is vacant until somebody is appointed."""
    rules.check_not_above_itself(post.pk, queries.posts_above(post))
    make_findable([post])


@deed(Post, "edit", label=_("Edit"), icon="pencil")
def change_post(post: Post, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a post: its title, places, superior or what it asks for."""
    for name, value in changes.items():
        setattr(post, name, value)
    rules.check_not_above_itself(post.pk, queries.posts_above(post))
    make_findable([post])


@deed(Post, "abolish", label=_("Abolish the post"), danger=True, icon="armchair-off")
def abolish(post: Post, by: Actor, now: datetime, closed_on: date, reason: str) -> None:
    """Take a post out of the establishment after its last day; nobody may still be in it or below it."""
    rules.check_may_abolish(
        first_day=post.opened_on,
        last_day=closed_on,
        still_held=queries.is_held_after(post, closed_on),
        posts_below=queries.posts_below(post, closed_on),
    )
    post.closed_on = closed_on


@deed(Appointment, "make", new=True, label=_("Appoint"), icon="user-plus")
def appoint(appointment: Appointment, by: Actor, now: datetime) -> None:
    """Put somebody in a post from a day on. An acting appointment leaves the post vacant."""
    post = appointment.post
    rules.check_appointment(
        starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
        post_opened_on=post.opened_on,
        post_closed_on=post.closed_on,
        holds_it_already=queries.holds_in_between(appointment),
        free_places=None if appointment.acting else post.places - queries.holders_in_between(appointment),
    )
