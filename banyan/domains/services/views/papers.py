"""A sheet on paper, its match list, and the renewals that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.domains.services.deeds import signing
from banyan.domains.services.models import ServiceUser, SignInSheet
from banyan.domains.services.queries import attendance, screens
from banyan.domains.services.queries.consents import renewals as waiting


@needs("services.consent.view")
@require_GET
def renewals(request: HttpRequest) -> HttpResponse:
    """Whose consent has to be asked for again, because a birthday came after it."""
    due = waiting(request.actor, clock.today())
    return render(request, "services/renewals.html", {"due": due, "crumbs": [(_("Consents to renew"), "")]})


@needs("services.attendance.view")
@require_GET
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet as the A4 table people know; empty lines where it is to be signed by hand."""
    sheet = _sheet(request, public_id)
    context = screens.paper(sheet, request.actor)
    return render(
        request, "services/print/sheet.html", {"sheet": sheet, "printed_at": clock.now(), **context}
    )


@needs("services.attendance.match")
def match(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Names without a number beside the people they may be; somebody decides, line by line."""
    sheet = _sheet(request, public_id, "match")
    if request.method == "POST":
        user = _person(request)
        signing.match(sheet, by=request.actor, line=_id(request.POST.get("line", "")), user=user)
        return redirect("services.match", public_id=public_id)
    crumbs = [(sheet.activity.label(), page_of(sheet.activity)), (_("Match list"), "")]
    rows = attendance.match_list(sheet, request.actor)
    return render(request, "services/match.html", {"sheet": sheet, "rows": rows, "crumbs": crumbs})


def _sheet(request: HttpRequest, public_id: UUID, verb: str = "view") -> Any:
    found = SignInSheet.objects.visible_to(request.actor, verb).filter(public_id=public_id)
    sheet = found.select_related("activity__unit", "activity__project").first()
    if sheet is None:
        raise Http404
    return sheet


def _person(request: HttpRequest) -> Any:
    number = request.POST.get("user", "").strip()
    found = ServiceUser.objects.visible_to(request.actor).filter(number=number).first() if number else None
    if found is None:
        raise Http404
    return found


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
