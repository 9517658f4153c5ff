"""Two versions beside each other."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core.gate import needs
from banyan.core.ui.requests import ActorRequest
from banyan.domains.rulebook.queries import reading
from banyan.domains.rulebook.rules import comparing
from banyan.domains.rulebook.views.reader import version_or_404


@needs("rulebook.version.view")
@require_GET
def page(request: ActorRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """What the newer version added, removed, moved and changed; what stayed is folded away."""
    after, before = version_or_404(request, public_id), version_or_404(request, other_id)
    rows = comparing.compared(
        reading.pieces_of(before, request.actor), reading.pieces_of(after, request.actor)
    )
    show_all = request.GET.get("all") == "1"
    context = {
        "before": before,
        "after": after,
        "rows": [row for row in rows if show_all or row.kind != comparing.SAME],
        "counts": comparing.counts(rows),
        "show_all": show_all,
        "crumbs": [(str(after), reverse("rulebook.read", args=(after.public_id,))), (_("Comparison"), "")],
    }
    return render(request, "rulebook/compare.html", context)
