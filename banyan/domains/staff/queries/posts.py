"""What deeds on posts and appointments ask first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from banyan.core.identity.models import Appointment, Post, Unit
from banyan.domains.staff.queries.places import unit_ids_below


def posts_above(post: Post) -> tuple[int, ...]:
    """Ids of the posts above a post, nearest first, advising ones included."""
    above: list[int] = []
    superior = post.superior
    while superior is not None and superior.pk not in above:
        above.append(superior.pk)
        superior = superior.superior
    return tuple(above)


def posts_below(post: Post, day: date) -> tuple[str, ...]:
    """Numbers of the posts that stand directly below a post after a day."""
    standing = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    below = Post.everything.filter(standing, superior=post).order_by("code")
    return tuple(below.values_list("code", flat=True))


def is_held_after(post: Post, day: date) -> bool:
    """Whether somebody is in a post after a day."""
    return Appointment.everything.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), post=post).exists()


def holds_in_between(appointment: Appointment) -> bool:
    """Whether the same person is in the post on one of the days already."""
    return _overlapping(appointment).filter(person_id=appointment.person_id).exists()


def holders_in_between(appointment: Appointment) -> int:
    """How many fill the post on one of the days, acting ones left out."""
    return _overlapping(appointment).filter(acting=False).count()


def _overlapping(appointment: Appointment) -> QuerySet[Appointment]:
    others = Appointment.everything.filter(post_id=appointment.post_id).exclude(pk=appointment.pk)
    if appointment.ends_on is not None:
        others = others.filter(starts_on__lte=appointment.ends_on)
    return others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=appointment.starts_on))


def posts_of(agency: Unit) -> list[Post]:
    """Every post of an agency that was not abolished."""
    ids = sorted(unit_ids_below(agency))
    return list(Post.everything.filter(unit__in=ids, closed_on__isnull=True).order_by("pk"))


def open_appointments(person_id: int) -> list[Appointment]:
    """The appointments of a person without a last day, acting ones left out."""
    held = Appointment.everything.filter(person_id=person_id, ends_on__isnull=True, acting=False)
    return list(held.order_by("starts_on", "pk"))


def appointments_after(person_id: int, day: date) -> list[Appointment]:
    """The appointments of a person that reach beyond a day."""
    reaching = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    return list(Appointment.everything.filter(reaching, person_id=person_id).order_by("starts_on", "pk"))
