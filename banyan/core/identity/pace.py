"""How fast sign-in may be tried: counted over all server processes, before any password is hashed."""

from __future__ import annotations

import ipaddress
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest

from banyan.core import clock

WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_ADDRESS = 50
MOST_FOR_ONE_NAME = 20
SECONDS_TO_WAIT = 4.0

_hashing = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: the peer, or what the last trusted proxy in front of us saw.

    What the client itself writes into X-Forwarded-For counts only if proxies are declared, and then only the
    entry that the outermost of them added.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    trusted = getattr(settings, "BANYAN_TRUSTED_PROXIES", 0)
    seen = hops[-trusted] if trusted and len(hops) >= trusted else peer
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return peer


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The sign-in name of an attempt, in small letters: other spellings open the same sign-in and count as one."""
    given = credentials or {}
    return str(given.get("username") or given.get("login") or request.POST.get("login", "")).strip().lower()


def too_fast(request: HttpRequest, username: str) -> bool:
    """Whether this name from this address, this address, or this name has failed too often of late."""
    if not AxesProxyHandler.is_allowed(
        request, {settings.AXES_USERNAME_FORM_FIELD: username, "username": username}
    ):
        return True
    recent = AccessAttempt.objects.filter(attempt_time__gte=clock.machine_now() - WINDOW)
    from_here = recent.filter(ip_address=client_address(request))
    return (
        _failures(from_here) >= MOST_FROM_ONE_ADDRESS
        or _failures(recent.filter(username=name_tried(request, {"username": username}))) >= MOST_FOR_ONE_NAME
    )


def note_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong second factor like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


@contextmanager
def a_place_to_hash() -> Iterator[bool]:
    """Hashing costs memory and time on purpose; only as many at once as the machine has cores.

    Gives False when no place became free in time.
    """
    free = _hashing.acquire(timeout=SECONDS_TO_WAIT)
    try:
        yield free
    finally:
        if free:
            _hashing.release()


def _failures(attempts: object) -> int:
    return attempts.aggregate(all=Sum("failures_since_start"))["all"] or 0  # type: ignore[attr-defined]
