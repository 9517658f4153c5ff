"""A document with its handling slip, on screen and on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.communication.deeds import documents as deeds
from banyan.domains.communication.models import Circulation, Document
from banyan.domains.communication.queries import papers
from banyan.domains.communication.views.slip import slip_form
from banyan.foundation.refusal import Refused


@needs("communication.document.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A paper and the slip that goes with it."""
    return _page(request, _find(request, public_id))


@needs("communication.document.view")
@require_GET
def slip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The handling slip (文件处理单) as PDF on A4."""
    document = _find(request, public_id)
    form = slip_form(document, papers.slip(document, request.actor, clock.today()))
    return a4.answer(form, by=request.actor, now=clock.now())


@needs("communication.document.view")
@require_POST
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm having read a paper that went round."""
    document = _find(request, public_id)
    mine = Circulation.objects.visible_to(request.actor).filter(
        document=document, person=request.actor.person_id
    )
    circulation = mine.first()
    if circulation is None:
        raise Http404
    try:
        deeds.read(circulation, by=request.actor)
    except Refused as problem:
        return _page(request, document, refusal_of(problem, _("Confirm having read it")), 409)
    return redirect(page_of(document))


def _page(request: HttpRequest, document: Any, refused: Any = None, status: int = 200) -> HttpResponse:
    page = Detail(register_for(Document), document, request.actor)
    context = {
        "page": page,
        "register": page.register,
        "document": document,
        "slip": papers.slip(document, request.actor, clock.today()),
        "crumbs": page.crumbs,
        "refusal": refused,
    }
    return render(request, "communication/document.html", context, status=status)


def _find(request: HttpRequest, public_id: UUID) -> Any:
    return find(register_for(Document), request.actor, public_id)
