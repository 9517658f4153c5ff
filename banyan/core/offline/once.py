"""A form that carries a key is written once, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from banyan.core import clock
from banyan.core.offline.models import Arrival

HEADER, FIELD = "X-Sent-Once", "sent_once"


class OnceMiddleware:
    """Takes the key before the work and gives it back when the work is refused, so that a mended form may come again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        answer, url = self._once(request, key)
        return _told(answer, url) if request.headers.get("Accept") == "application/json" else answer

    def _once(self, request: Any, key: UUID) -> tuple[HttpResponse, str]:
        known = Arrival.objects.filter(user=request.actor.user, key=key).first()
        if known is not None:
            return redirect(known.url or reverse("desk")), known.url
        try:
            with transaction.atomic():
                arrival = Arrival.objects.create(user=request.actor.user, key=key, at=clock.machine_now())
                answer = self.get_response(request)
                if not _written(answer):
                    transaction.set_rollback(True)
                else:
                    arrival.url = answer.headers.get("Location", "")[:500]
                    arrival.save(update_fields=["url"])
        except IntegrityError:
            if not Arrival.objects.filter(user=request.actor.user, key=key).exists():
                raise
            return redirect("desk"), ""
        return answer, arrival.url


def _key(request: Any) -> UUID | None:
    if request.method != "POST" or getattr(request, "actor", None) is None or request.actor.user is None:
        return None
    given = request.headers.get(HEADER) or request.POST.get(FIELD)
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


def _told(answer: HttpResponse, url: str) -> HttpResponse:
    """For the device: whether the form was written, and the page that shows it."""
    if _written(answer):
        return JsonResponse({"arrived": True, "url": url})
    status = answer.status_code if answer.status_code >= 400 else 401
    return JsonResponse({"arrived": False}, status=status)


def _written(answer: HttpResponse) -> bool:
    """Being sent to the entrance is no answer to a form."""
    return answer.status_code < 400 and not answer.headers.get("Location", "").startswith(settings.LOGIN_URL)
