"""Roles, grants and deputies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity import queries, rules
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Delegation, Grant, Role
from banyan.foundation.refusal import Refused, noop


@deed(Grant, "make", new=True, label=_("Grant a role"), icon="user-shield")
def grant(given: Grant, by: Actor, now: datetime) -> None:
    """Let somebody act in a role at a unit and below, until a day; never oneself."""
    rules.check_not_for_oneself(by.user and by.user.pk, given.user_id)
    rules.check_period(given.starts_on, given.until, now.date())


@deed(Grant, "revoke", label=_("End the grant"), danger=True, icon="user-minus")
def revoke(given: Grant, by: Actor, now: datetime, until: date | None = None, reason: str = "") -> None:
    """End a right, at once unless a last day is named; the sign-in's sessions end with it."""
    today = now.date()
    last_day = until or today - timedelta(days=1)
    rules.check_revocation(last_day, today)
    if given.until is not None and given.until < last_day:
        raise Refused({"until": noop("This right ends earlier already.")}, code="period")
    given.until = last_day
    given.user.end_sessions()


@deed(Role, "make", new=True, label=_("New role"), icon="id-badge")
def make_role(role: Role, by: Actor, now: datetime) -> None:
    """Name a bundle of permissions that can be granted."""
    _check_whole_house(by, "identity.role.make")
    rules.check_patterns(role.permissions)


@deed(Role, "edit", label=_("Edit"), icon="pencil")
def change_role(role: Role, by: Actor, now: datetime, **changes: Any) -> None:
    """Change what a role covers; it holds from the next page on, for everybody who has it."""
    _check_whole_house(by, "identity.role.edit")
    rules.check_role_not_held(role.code, by.roles)
    for name, value in changes.items():
        setattr(role, name, value)
    rules.check_patterns(role.permissions)


@deed(Delegation, "make", new=True, system=True, label=_("Name a deputy"), icon="users")
def delegate(delegation: Delegation, by: Actor, now: datetime) -> None:
    """Name who signs on one's behalf between two days; for others only with the right to do so."""
    _check_giver(delegation, by, "identity.delegation.make")
    rules.check_delegation(
        delegation.giver_id, delegation.deputy_id, delegation.starts_on, delegation.ends_on, now.date()
    )
    _check_hierarchy(delegation)


@deed(Delegation, "end", system=True, label=_("End the delegation"), icon="user-minus")
def end_delegation(delegation: Delegation, by: Actor, now: datetime) -> None:
    """Let a deputy sign no more from this moment on; the days it was meant for stay readable."""
    _check_giver(delegation, by, "identity.delegation.end")
    if delegation.revoked_at is not None or delegation.ends_on < now.date():
        raise Refused({"": noop("This delegation has ended already.")}, code="period")
    delegation.revoked_at = now


def _check_whole_house(by: Actor, permission: str) -> None:
    if not by.system and not all(by.can(permission, unit) for unit in queries.roots()):
        raise PermissionDenied(permission)


def _check_giver(delegation: Delegation, by: Actor, permission: str) -> None:
    if by.person_id == delegation.giver_id and by.person_id is not None:
        return
    if not by.can(permission, delegation):
        raise PermissionDenied(permission)


def _check_hierarchy(delegation: Delegation) -> None:
    if delegation.deputy.unit.root != delegation.giver.unit.root:
        raise Refused({"deputy": noop("A deputy belongs to the same agency.")}, code="other_agency")
