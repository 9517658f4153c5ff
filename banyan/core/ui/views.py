"""Pages of the frame itself: look, whole menu, counts, finding, help, and what goes wrong."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core.gate import public, signed_in
from banyan.core.ui import finding, frame, manual
from banyan.core.ui.requests import ActorRequest

ONE_YEAR = 365 * 24 * 3600
CHOICES = {"theme": tuple(frame.THEMES), "density": frame.DENSITIES, "keys": ("on", "off")}


@public
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Choose light or dark, row height and single keys for this browser."""
    answer = HttpResponseRedirect(_back(request))
    for name, allowed in CHOICES.items():
        if request.POST.get(name) in allowed:
            answer.set_cookie(name, request.POST[name], max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return answer


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else "/"


@signed_in
@require_GET
def menu(request: ActorRequest) -> HttpResponse:
    """The whole menu as a page: the way around on a phone and without JavaScript."""
    return render(request, "ui/menu.html", {"crumbs": [(_("Menu"), "")]})


@signed_in
@require_GET
def counts(request: ActorRequest) -> HttpResponse:
    """What waits for the actor, as numbers that the frame puts into their places."""
    return render(request, "ui/counts.html", {"counts": frame.counts(request.actor)})


@signed_in
@require_GET
def find(request: ActorRequest) -> HttpResponse:
    """Find records, people and deeds by number, name or pinyin initials."""
    wanted = request.GET.get("q", "").strip()
    found = finding.find(request.actor, wanted)
    return render(request, "ui/find.html", {"wanted": wanted, "found": found, "crumbs": [(_("Find"), "")]})


@signed_in
@require_GET
def keys(request: ActorRequest) -> HttpResponse:
    """All keys, and the switch that turns single keys off."""
    return render(request, "ui/keys.html", {"crumbs": [(_("Keys and display"), "")]})


@signed_in
@require_GET
def guide(request: ActorRequest, page: str = "") -> HttpResponse:
    """A page of the users' manual."""
    opened = manual.page(page or manual.FIRST_PAGE)
    if opened is None:
        raise Http404
    crumbs = [(_("Help"), ""), (opened.title, "")]
    return render(request, "ui/help.html", {"opened": opened, "pages": manual.pages(), "crumbs": crumbs})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The actor lacks the right."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page or record, or not for this actor: the answer is the same."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke; the page leans on nothing that may be broken too."""
    return render(None, "500.html", status=500)
