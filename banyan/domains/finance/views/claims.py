"""The page of a claim, the sheet on which it is drafted on a phone, its papers, and the file for the bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.attachments.intake import LARGEST_BYTES
from banyan.core.gate import needs
from banyan.core.registers import drafts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.registers.own_pages import draws
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.core.ui.wording import say
from banyan.domains.finance.deeds import claim_papers, claims
from banyan.domains.finance.forms import PhoneClaimForm
from banyan.domains.finance.models import Claim, PaymentRun
from banyan.domains.finance.queries.claim_page import claim_page
from banyan.domains.finance.queries.claims import first_paper
from banyan.domains.finance.queries.runs import bank_transfers
from banyan.domains.finance.rules import bank_file
from banyan.domains.finance.rules.claims import PAPERS
from banyan.foundation.refusal import Refused


@needs("finance.claim.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A claim: what is missing, the form as on paper, what its item has left, who signed."""
    return _page(request, find(register_for(Claim), request.actor, public_id))  # type: ignore[attr-defined]


@draws(Claim)
def _page(request: Any, claim: Claim, refusal: Refusal | None = None) -> HttpResponse:
    page = Detail(register_for(Claim), claim, request.actor)  # type: ignore[arg-type]
    context = {
        "page": page, "register": page.register, "crumbs": page.crumbs, "refusal": refusal, "papers": PAPERS,
        "shown": claim_page(claim, request.actor, clock.today()),
    }  # fmt: skip
    return render(request, "finance/claim.html", context, status=409 if refusal else 200)


@needs("finance.claim.add")
def phone(request: HttpRequest) -> HttpResponse:
    """Draft a claim where the money was spent: a picture of the invoice and eight short answers."""
    register, refusal, actor = register_for(Claim), None, request.actor  # type: ignore[attr-defined]
    sent, draft = request.method == "POST", None
    if sent:
        form = PhoneClaimForm(request.POST, request.FILES, register=register, by=actor)  # type: ignore[arg-type]
    else:
        draft = drafts.open_draft(actor, register, None)  # type: ignore[arg-type]
        begun = drafts.written(draft).dict() if draft else request.GET.dict()
        form = PhoneClaimForm(initial=begun, register=register, by=actor)  # type: ignore[arg-type]
    if sent and form.is_valid():
        try:
            return redirect(page_of(_drafted(form, actor)))
        except Refused as refused:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            refusal = refusal_of(refused, _("Keep the draft"), labels)
    form.offer()
    context = {
        "form": form, "refusal": refusal, "draft": draft, "autosave_url": address(register, "autosave_new"),
        "crumbs": [(_("Claims"), address(register, "list")), (_("Claim on the phone"), "")],
    }  # fmt: skip
    status = 409 if refusal else 422 if sent else 200
    return render(request, "finance/claim_phone.html", context, status=status)


def _drafted(form: Any, by: Any) -> Claim:
    now, said, photo = clock.now(), form.cleaned_data, form.cleaned_data["photo"]
    with transaction.atomic():
        claim = claims.begin(form.instance, by=by, now=now)
        line = {name: said[name] for name in ("item", "kind", "amount", "invoice_number", "seller")}
        claim = claims.add_line(claim, by=by, now=now, what=said["reason"], **line)
        if photo:
            content = photo.read(LARGEST_BYTES + 1)
            paper = said["paper"] or first_paper(claim, said["kind"])
            claim_papers.take_in(claim, photo.name or "", content, paper, by=by, now=now)
        drafts.drop(by, register_for(Claim), None)  # type: ignore[arg-type]
    return claim


@needs("finance.claim.edit")
@require_POST
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take in one paper of a claim; an electronic invoice is read."""
    claim = find(register_for(Claim), request.actor, public_id, "edit")  # type: ignore[attr-defined]
    file = request.FILES.get("file")
    content = file.read(LARGEST_BYTES + 1) if file else b""
    name = (file.name or "") if file else ""
    try:
        given = request.POST.get("purpose", "")
        read = claim_papers.take_in(claim, name, content, given, by=request.actor, now=clock.now())  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, claim, refusal_of(refused, _("Attaching")))
    if read is not None:
        messages.success(request, _("Invoice %(number)s was read.") % {"number": read.number})
    return redirect(page_of(claim))


@needs("finance.paymentrun.view")
@require_GET
def bank_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list of a payment run as the bank takes it."""
    run = find(register_for(PaymentRun), request.actor, public_id)  # type: ignore[attr-defined]
    answer = HttpResponse(
        "\ufeff" + bank_file.written(bank_transfers(run)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{say(run.number)}.csv"'
    return answer
