"""The permission table of addresses: every view says who may open it, and a view that says nothing opens to nobody.

`@needs("services.activity.view")` asks for a permission held anywhere (the door narrows what is seen),
`@signed_in` for a sign-in, `@public` for nothing. Views of libraries stand in `LIBRARY_ADDRESSES`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from banyan.core import clock
from banyan.core.audit.trail import request_id
from banyan.core.identity.actor import actor_for


@dataclass(frozen=True)
class Access:
    """Who may open an address: `public`, `signed_in`, holders of a `permission`, or programs with a `token`."""

    kind: str
    permission: str = ""


PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")

#: Views that libraries bring: dotted module prefix → access.
LIBRARY_ADDRESSES: dict[str, Access] = {
    "django.views.i18n": PUBLIC,
    "django.views.static": PUBLIC,
    "django.contrib.staticfiles": PUBLIC,
}


def public(view: Callable) -> Callable:
    """Anybody may open this address."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable) -> Callable:
    """Anybody with a sign-in may open this address."""
    view.access = SIGNED_IN  # type: ignore[attr-defined]
    return view


def needs(permission: str) -> Callable[[Callable], Callable]:
    """Holders of a permission may open this address."""

    def mark(view: Callable) -> Callable:
        view.access = Access("permission", permission)  # type: ignore[attr-defined]
        return view

    return mark


def by_token(permission: str = "") -> Callable[[Callable], Callable]:
    """Programs may open this address with a token; the API reads it and answers in JSON itself."""

    def mark(view: Callable) -> Callable:
        view.access = Access("token", permission)  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Any) -> Access | None:
    """What a view says of itself; library views are found by their module."""
    found = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    if found is not None:
        return found
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return next((access for prefix, access in LIBRARY_ADDRESSES.items() if module.startswith(prefix)), None)


class GateMiddleware:
    """Makes the actor, opens only listed addresses, and keeps what is answered out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex[:16])
        _leave_out_what_no_text_holds(request)
        try:
            request.actor = actor_for(getattr(request, "user", None), clock.today())  # type: ignore[attr-defined]
            if request.actor.language:  # type: ignore[attr-defined]
                translation.activate(request.actor.language)  # type: ignore[attr-defined]
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        access = access_of(view)
        if access is None:
            raise ImproperlyConfigured(f"{request.path} is not in the permission table: mark its view")
        if access.kind in ("public", "token"):
            return None
        if not request.actor.user:  # type: ignore[attr-defined]
            return redirect_to_sign_in(request)
        if not request.actor.rights:  # type: ignore[attr-defined]
            logout(request)
            return redirect_to_sign_in(request)
        if access.kind == "permission" and not request.actor.may(access.permission):  # type: ignore[attr-defined]
            raise PermissionDenied(access.permission)
        return None


def _leave_out_what_no_text_holds(request: HttpRequest) -> None:
    """A sign of number nought in an address is no word that anybody looks for; one database breaks off at it."""
    asked = request.META.get("QUERY_STRING", "")
    if "%00" in asked or "\0" in asked:
        request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\0", "")


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in; a part of a page that htmx asked for is told to reload whole."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(f"{settings.LOGIN_URL}{back}")
