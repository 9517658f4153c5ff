"""On whose behalf a program speaks: the token's owner, with no more than the token's own permissions."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from banyan.core import clock
from banyan.core.identity import queries
from banyan.core.identity.actor import Actor, Right, actor_for
from banyan.core.identity.models import ApiToken


@dataclass(frozen=True)
class NarrowedRight(Right):
    """A right of the owner, within what the token states."""

    within: tuple[str, ...] = ()

    def allows(self, permission: str) -> bool:
        """Both the owner's grant and the token must cover the permission."""
        stated = any(fnmatch.fnmatchcase(permission, pattern) for pattern in self.within)
        return stated and super().allows(permission)


class ByToken(HttpBearer):
    """Reads the bearer token of a request and makes its actor; without one it is a 401, without the right a 403."""

    def __init__(self, permission: str = "") -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The actor behind a token in force, or None. The right is asked before anything else is read."""
        by = actor_behind(token)
        if by is None:
            return None
        if self.permission and not by.may(self.permission):
            raise PermissionDenied(self.permission)
        request.actor = by  # type: ignore[attr-defined]
        if by.language:
            translation.activate(by.language)
        return by


def actor_behind(secret: str) -> Actor | None:
    """The owner of a token with the rights that both hold today; None when the token opens nothing."""
    token = queries.token_with(secret)
    today = clock.today()
    if token is None or not token.in_force(today):
        return None
    owner = actor_for(token.user, today)
    return _narrowed(owner, token) if owner.rights else None


def _narrowed(owner: Actor, token: ApiToken) -> Actor:
    within = tuple(token.permissions)
    rights = tuple(NarrowedRight(r.patterns, r.path, r.scope, r.role, within) for r in owner.rights)
    return Actor(user=owner.user, rights=rights, language=owner.language)
