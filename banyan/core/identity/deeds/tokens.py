"""Tokens for programs: made and revoked by their owner, shown once."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from banyan.core import dated
from banyan.core.deeds import deed
from banyan.core.identity import rules
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import ApiToken
from banyan.foundation.refusal import Refused, noop

dated.declare(
    "identity.token_days", 365, label=gettext_noop("Longest life of an API token"), unit=gettext_noop("days")
)


def new_secret() -> str:
    """A token nobody can guess: 256 random bits behind a mark that secret scanners recognise."""
    return f"banyan_{secrets.token_urlsafe(32)}"


@deed(ApiToken, "make", new=True, system=True, label=_("New token"), icon="key")
def make_token(token: ApiToken, by: Actor, now: datetime, secret: str) -> None:
    """Let a program act for oneself within stated permissions until a day. The secret itself is not kept."""
    if by.user is None or by.user.pk != token.user_id:
        raise PermissionDenied("identity.apitoken.make")
    today = now.date()
    rules.check_token_days(token.ends_on, today, dated.value("identity.token_days", on=today))
    if not token.permissions:
        raise Refused({"permissions": noop("Say what the token may do.")}, code="no_permissions")
    rules.check_patterns(token.permissions)
    token.digest, token.beginning = ApiToken.digest_of(secret), secret[: len("banyan_") + 4]
    token.made_at = now


@deed(ApiToken, "revoke", system=True, label=_("Revoke"), danger=True, icon="key-off")
def revoke_token(token: ApiToken, by: Actor, now: datetime) -> None:
    """End a token at once; its owner may, and who manages the owner's sign-in."""
    own = by.user is not None and by.user.pk == token.user_id
    if not own and not by.can("identity.user.deactivate", token.user):
        raise PermissionDenied("identity.apitoken.revoke")
    if token.revoked_at is not None:
        raise Refused({"": noop("This token is revoked already.")}, code="state")
    token.revoked_at = now
