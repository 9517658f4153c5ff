"""Who sends a request: read from the session on every page, so that a sign-in ends at once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from banyan.core.asked import RecordQuestion


def _with_id(pk: int) -> Any:
    from banyan.core.identity.models import User

    return User.objects.filter(pk=pk)


_users = RecordQuestion(_with_id, -1)


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, with the question for the user composed once in a process."""

    def process_request(self, request: HttpRequest) -> None:
        """The user is asked for at once: the gate wants to know on every request."""
        super().process_request(request)
        request.user = _user_of(request)


def _user_of(request: Any) -> Any:
    if not hasattr(request, "_cached_user"):
        request._cached_user = _well_signed_in(request.session) or get_user(request)
    return request._cached_user


def _well_signed_in(session: Any) -> Any:
    """The user of a session in which everything holds; Django decides about all others."""
    key = str(session.get(SESSION_KEY, ""))
    if not key.isdecimal() or session[BACKEND_SESSION_KEY] not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = next(iter(_users.records(int(key))), None)
    if user is None or not user.is_active:
        return None
    holds = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if holds else None
