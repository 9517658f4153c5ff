"""Sign-ins: making them, passwords, second factors, and closing them. Each of these ends older sessions at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity import queries, rules
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import User
from banyan.foundation.refusal import Refused, noop


@deed(User, "make", new=True, label=_("New sign-in"), icon="user-plus")
def make_user(user: User, by: Actor, now: datetime) -> None:
    """Give a person a sign-in; it opens nothing before a password is set and a right is granted."""
    user.set_unusable_password()


@deed(User, "edit", label=_("Edit"), icon="pencil")
def edit_user(user: User, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct the name or address of a sign-in."""
    _check_reaches(user, by, now, "edit")
    for name, value in changes.items():
        setattr(user, name, value)


@deed(User, "set_password", label=_("Set a password"), icon="key")
def set_password(user: User, by: Actor, now: datetime, password: str) -> None:
    """Set a first or forgotten password for somebody; their sessions end."""
    _check_reaches(user, by, now, "set_password")
    _take_password(user, password)


@deed(User, "change_password", system=True, label=_("Change my password"), icon="key")
def change_password(user: User, by: Actor, now: datetime, password: str) -> None:
    """Change one's own password; all other sessions end."""
    _check_own(user, by)
    _take_password(user, password)


@deed(User, "deactivate", label=_("Close the sign-in"), danger=True, icon="user-off")
def deactivate(user: User, by: Actor, now: datetime, reason: str) -> None:
    """Close a sign-in: sessions and tokens end at once, grants stay on paper."""
    _check_reaches(user, by, now, "deactivate")
    if by.user is not None and by.user.pk == user.pk:
        raise Refused({"": noop("Nobody closes their own sign-in.")}, code="own_sign_in")
    user.is_active = False
    user.access_stamp += 1
    queries.tokens_in_force(user).update(revoked_at=now)


@deed(User, "activate", label=_("Open the sign-in again"), icon="user-check")
def activate(user: User, by: Actor, now: datetime, reason: str) -> None:
    """Open a closed sign-in again; tokens stay revoked."""
    _check_reaches(user, by, now, "activate")
    user.is_active = True


@deed(
    User, "remove_second_factor", label=_("Remove the second factor"), danger=True, icon="device-mobile-off"
)
def remove_second_factor(user: User, by: Actor, now: datetime, reason: str) -> None:
    """Take away a lost phone's second factor and its recovery codes; sessions end."""
    _check_reaches(user, by, now, "remove_second_factor")
    queries.second_factors(user).delete()
    user.access_stamp += 1


@deed(User, "choose_language", system=True, label=_("Language"), icon="language")
def choose_language(user: User, by: Actor, now: datetime, language: str = "") -> None:
    """Choose the language of one's own pages; empty follows the installation."""
    _check_own(user, by)
    user.language = language


def _take_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused({"password": " ".join(error.messages)}, code="weak_password") from error
    user.set_password(password)
    user.access_stamp += 1


def _check_own(user: User, by: Actor) -> None:
    if by.user is None or by.user.pk != user.pk:
        raise PermissionDenied("identity.user.own")


def _check_reaches(user: User, by: Actor, now: datetime, verb: str) -> None:
    permission = User.permission(verb)
    units = queries.units_with_rights(user, now.date())
    rules.check_reaches(unit.name for unit in units if not by.can(permission, unit))
