"""What identity's deeds and pages ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from banyan.core import clock
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import ApiToken, Appointment, Delegation, Grant, Person, Unit, User

CODES_REMEMBERED = 4


def roots() -> list[Unit]:
    """The tops of the tree."""
    return list(Unit.everything.filter(parent__isnull=True))


def lock_tree() -> None:
    """Let one move at a time through: two moves at once could close a circle."""
    list(Unit.everything.filter(parent__isnull=True).order_by("pk").select_for_update().values_list("pk"))


def longest_path_below(unit: Unit) -> int:
    """How long the longest path in a branch is."""
    below = Unit.everything.filter(path__startswith=unit.path)
    return below.annotate(size=Length("path")).order_by("-size").values_list("size", flat=True)[0]


def open_below(unit: Unit, on: date) -> bool:
    """Whether a lower unit is open after a day."""
    below = Unit.everything.filter(path__startswith=unit.path).exclude(pk=unit.pk)
    return below.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)).exists()


def units_with_rights(user: User, today: date) -> list[Unit]:
    """Where a sign-in has rights today or later."""
    grants = Grant.everything.filter(Q(until__isnull=True) | Q(until__gte=today), user=user)
    return [given.unit for given in grants.select_related("unit")]


def grants_after(user: User, last_day: date) -> QuerySet[Grant]:
    """Grants that would outlive a day."""
    return Grant.everything.filter(Q(until__isnull=True) | Q(until__gt=last_day), user=user)


def earliest_end(last_day: date, today: date) -> date:
    """A right ends yesterday at the earliest: at once, and no day of the past is rewritten."""
    return max(last_day, today - timedelta(days=1))


def user_of(person: Person) -> User | None:
    """The sign-in of a person."""
    return User.objects.filter(person=person).first()


def holds_post_after(person_id: int, day: date, leaving: Appointment) -> bool:
    """Whether a person holds another post on the day after their last."""
    others = Appointment.everything.filter(person_id=person_id).exclude(pk=leaving.pk)
    return others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).exists()


def second_factors(user: User) -> QuerySet[Any]:
    """A sign-in's second factors and recovery codes."""
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user_id=user.pk)


def tokens_in_force(user: User) -> QuerySet[ApiToken]:
    """Tokens of a sign-in that were not revoked."""
    return ApiToken.everything.filter(user=user, revoked_at__isnull=True)


def tokens_of(user: User) -> list[ApiToken]:
    """All tokens of a sign-in, newest first."""
    return list(ApiToken.everything.filter(user=user).order_by("-made_at"))


def token_with(secret: str) -> ApiToken | None:
    """The token behind a secret, its owner with it."""
    digest = ApiToken.digest_of(secret)
    return ApiToken.everything.filter(digest=digest).select_related("user", "user__person").first()


def delegations_of(person: Person) -> list[Delegation]:
    """Who signs or signed for a person, newest first."""
    return list(
        Delegation.everything.filter(giver=person)
        .select_related("deputy", "unit")
        .order_by("-starts_on", "-pk")
    )


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Who may be named a deputy: people of one's own centre whose sign-in is open."""
    branch = Person.everything.filter(user__is_active=True, unit__path__startswith=person.unit.centre.path)
    return branch.exclude(pk=person.pk).order_by("name_key", "pk")


def claim_code(authenticator_id: int, mark: str) -> bool:
    """Write down that a code was used; False if it was used before."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        factor = Authenticator.objects.select_for_update().get(pk=authenticator_id)
        used = factor.data.get("used", [])
        if mark in used:
            return False
        factor.data["used"] = [*used, mark][-CODES_REMEMBERED:]
        factor.save(update_fields=("data",))
    return True


def access_of(user: User, by: Actor) -> dict[str, Any]:
    """What a sign-in may do where and until when, whether it has a second factor, and when it was last used."""
    today = clock.today()
    granted = Grant.objects.visible_to(by).filter(user=user).select_related("role", "unit").order_by("-pk")
    return {
        "user": user,
        "grants": [(each, _stands(each, today)) for each in granted],
        "second_factor": second_factors(user).exists(),
        "may_grant": by.may("identity.grant.add"),
    }


def _stands(grant: Grant, today: date) -> str:
    if grant.until is not None and grant.until < today:
        return "over"
    return "coming" if grant.starts_on is not None and grant.starts_on > today else "holds"
