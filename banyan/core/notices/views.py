"""What one was told."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core.gate import signed_in
from banyan.core.notices import deeds, queries

_SHOWN = 100


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    told = list(queries.notices_of(actor)[:_SHOWN])
    unread = sum(notice.read_at is None for notice in told)
    return render(request, "notices/list.html", {"notices": told, "unread": unread, "title": _("Notices")})


@signed_in
@require_POST
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put one notice away and go to what it speaks of."""
    actor = request.actor  # type: ignore[attr-defined]
    notice = queries.notices_of(actor).filter(public_id=public_id).first()
    if notice is None:
        raise Http404
    deeds.mark_read(notice, by=actor)
    return redirect(notice.get_absolute_url())


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Put all notices away."""
    deeds.mark_all_read(request.actor)  # type: ignore[attr-defined]
    return redirect("notices.list")
