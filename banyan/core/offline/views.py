"""The page that stands in when there is no network, and the worker that shows it."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

from banyan.core.gate import public

SHELL = (
    "ui/tokens.css",
    "ui/dark.css",
    "ui/look.css",
    "ui/frame.css",
    "ui/faces.css",
    "ui/places.css",
    "ui/phone.css",
    "ui/js/here.js",
    "offline/offline.js",
    "services/services.css",
    "services/cases.css",
)


@public
@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """Nothing of anybody: what is shown comes from the device itself."""
    return render(request, "offline/shell.html")


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker of the browser, which keeps the shell and nothing else."""
    kept = [reverse("offline.shell"), *map(static, SHELL)]
    named = {"kept": kept, "mark": sha256("".join(kept).encode()).hexdigest()[:12]}
    answer = render(request, "offline/worker.js", named, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer
