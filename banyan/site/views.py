"""The desk, and what a machine asks for."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static

from banyan.core import clock
from banyan.core.gate import public, signed_in
from banyan.site import deskside
from banyan.site.desk import desk_of
from banyan.site.first_steps import first_steps


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """My desk: what waits for me, what is missing, how my indicators stand."""
    today = clock.today()
    context = {
        "desk": desk_of(request.actor, today, request.GET.get("only", "")), "today": today, "steps": first_steps(request.actor),
        **deskside.beside(request.actor, today),
    }  # fmt: skip
    return render(request, "site/desk.html", context)


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the house answers: one statement to the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here before they read a page."""
    return HttpResponse(status=301, headers={"Location": static("ui/banyan.svg")})
