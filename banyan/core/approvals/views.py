"""The inbox of signatures, the page where one signs, and the countersigning sheet."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banyan.core import clock
from banyan.core.approvals import deeds, papers, queries, stops
from banyan.core.approvals.comparing import compared
from banyan.core.approvals.evidence import evidence_of
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.outcomes import matter_of
from banyan.core.approvals.sheet import countersigning_sheet, name_of_sheet
from banyan.core.approvals.words import SHEET
from banyan.core.attachments.queries import attachments_of, visible_record
from banyan.core.documents.queries import template_for
from banyan.core.documents.views import answer
from banyan.core.gate import signed_in
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.panels import RULES, Part, part_of
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.refusal import Refused

SIGN, SIGN_AND_NEXT = "sign", "sign_and_next"


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person's signature, the oldest first; of one matter, where the address says so."""
    lines = papers.waiting_papers(request.actor, clock.today())  # type: ignore[attr-defined]
    matters = Counter((line.step.request.kind, line.matter) for line in lines)
    only = request.GET.get("matter", "")
    shown = [line for line in lines if only in ("", line.step.request.kind)]
    context = {
        "lines": shown,
        "matters": matters.items(),
        "only": only,
        "count": len(lines),
        "tab": "waiting",
    }
    return render(request, "approvals/inbox.html", context | {"title": _("For my signature")})


@signed_in
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What one has sent for signature oneself, and whose turn it is."""
    lines = papers.sent_papers(request.actor, clock.today())  # type: ignore[attr-defined]
    return render(
        request,
        "approvals/sent.html",
        {"lines": lines, "tab": "sent", "title": _("Sent for signature by me")},
    )


@signed_in
@require_GET
def decided(request: HttpRequest) -> HttpResponse:
    """What one signed or sent back last."""
    lines = papers.decided_papers(request.actor)  # type: ignore[attr-defined]
    context = {"lines": lines, "most": papers.SIGNED_SHOWN, "tab": "decided", "title": _("Signed by me")}
    return render(request, "approvals/decided.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read what is to be signed, then sign it or send it back."""
    wanted = queries.turn_at(request.actor, public_id, clock.today())  # type: ignore[attr-defined]
    if wanted is None:
        raise Http404
    if request.method == "GET":
        return _page(request, wanted)
    decision = request.POST.get("decision")
    try:
        deeds.decide(
            wanted,
            agreed=decision in (SIGN, SIGN_AND_NEXT),
            by=request.actor,  # type: ignore[attr-defined]
            reason=request.POST.get("reason", ""),
        )
    except Refused as refused:
        return _page(request, wanted, refused)
    return _next(request) if decision == SIGN_AND_NEXT else redirect("approvals.inbox")


def _next(request: HttpRequest) -> HttpResponse:
    """The paper that waits longest now; the empty inbox when there is none."""
    following = queries.inbox(request.actor, clock.today()).first()  # type: ignore[attr-defined]
    return redirect("approvals.step", following.public_id) if following else redirect("approvals.inbox")


def _page(request: HttpRequest, wanted: Step, refused: Refused | None = None) -> HttpResponse:
    asked = wanted.request
    record = queries.signed_record(asked)
    may_open = _may_open(record, request.actor)  # type: ignore[attr-defined]
    context = {
        "step": wanted,
        "asked": asked,
        "matter": matter_of(asked),
        "read": compared(record, asked),
        "files": attachments_of(record),
        "evidence": evidence_of(record, asked.kind, request.actor),  # type: ignore[attr-defined]
        "url": page_of(record) if may_open else "",
        "rules": _rules_of(record) if may_open else None,
        "steps": stops.rail(record, asked.kind, clock.today()),
        "refusal": refusal_of(refused, _wanted(request)) if refused else None,
        "words": request.POST.get("reason", ""),
        "wrong": refused.problems.get("reason", "") if refused else "",
        "crumbs": [(_("For my signature"), reverse("approvals.inbox")), (asked.number, "")],
    }
    return render(request, "approvals/step.html", context, status=409 if refused else 200)


def _wanted(request: HttpRequest) -> str:
    """What was pressed, in the words of its button."""
    signs = request.POST.get("decision") in (SIGN, SIGN_AND_NEXT)
    return _("Signing") if signs else _("Sending back")


def _rules_of(record: Any) -> Part | None:
    """Under which version of the agency's rules the matter began (R10.2.6)."""
    register = register_for(type(record))
    return part_of(register, record, RULES) if register else None


def _may_open(record: Any, actor: Any) -> bool:
    """Whether a signer may open the record itself; to sign, what stands on the page of the signature is enough."""
    return bool(type(record).objects.visible_to(actor).filter(pk=record.pk).exists())


@signed_in
@require_GET
def asked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where a notice about a request leads: to one's own turn, else to the record."""
    turn = queries.inbox(request.actor, clock.today()).filter(request__public_id=public_id).first()  # type: ignore[attr-defined]
    if turn is not None:
        return redirect("approvals.step", public_id=turn.public_id)
    found = _visible(request, public_id)
    return redirect(page_of(queries.signed_record(found)) or "approvals.inbox")


@signed_in
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one's own request back."""
    asked = _visible(request, public_id)
    deeds.withdraw(asked, by=request.actor, reason=request.POST.get("reason", ""))  # type: ignore[attr-defined]
    return redirect(page_of(queries.signed_record(asked)) or "/")


@signed_in
@require_GET
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The countersigning sheet as PDF."""
    asked = _visible(request, public_id)
    made = countersigning_sheet(asked, request.actor, clock.now())  # type: ignore[attr-defined]
    paper = HttpResponse(made, content_type="application/pdf")
    paper["Content-Disposition"] = f'inline; filename="{name_of_sheet(asked)}"'
    return paper


@signed_in
@require_GET
def word(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The countersigning sheet in the agency's own Word template."""
    return answer(SHEET, _visible(request, public_id))


def _visible(request: HttpRequest, public_id: UUID) -> Request:
    """A request whose record this person may see; otherwise it does not exist."""
    asked = queries.request_by_id(public_id)
    if asked is None:
        raise Http404
    visible_record(asked.model, asked.record_id, request.actor)  # type: ignore[attr-defined]
    return asked


def on_record(record: Any, by: Any) -> dict[str, Any]:
    """The panel of a record's signatures: the rail of the last request and what one can do about it."""
    asked = queries.last_request(record)
    waiting = asked is not None and asked.state == Request.State.WAITING
    mine = waiting and bool(by.user) and asked.asked_user_id == by.user.pk  # type: ignore[union-attr]
    turn = queries.inbox(by, clock.today()).filter(request=asked).first() if waiting else None
    return {
        "asked": asked,
        "steps": stops.rail(record, on=clock.today()) if asked else [],
        "turn": turn,
        "may_withdraw": mine,
        "has_word": bool(asked and template_for(SHEET, asked.unit, clock.today())),
    }
