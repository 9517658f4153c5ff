"""The inbox of signatures, the page where one signs, and the countersigning sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banyan.core import clock
from banyan.core.approvals import deeds, queries, stops
from banyan.core.approvals.comparing import compared
from banyan.core.approvals.evidence import evidence_of
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.outcomes import outcome_of
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


@dataclass(frozen=True)
class Waiting:
    """One line of the inbox."""

    step: Step
    matter: Any
    days: int
    is_lent: bool = False
    is_late: bool = False


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person's signature, the oldest first."""
    today, actor = clock.today(), request.actor  # type: ignore[attr-defined]
    own = set(queries.own_turns(actor, today).values_list("pk", flat=True))
    lines = [_line(step, today, step.pk not in own) for step in queries.inbox(actor, today)]
    return render(request, "approvals/inbox.html", {"lines": lines, "title": _("For my signature")})


def _line(step: Step, today: date, is_lent: bool) -> Waiting:
    since = localtime(step.opened_at or step.request.asked_at).date()
    late = step.reminded_on is not None or step.escalated_at is not None
    return Waiting(step, matter_of(step.request), (today - since).days, is_lent, late)


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read what is to be signed, then sign it or send it back."""
    wanted = queries.turn_at(request.actor, public_id, clock.today())  # type: ignore[attr-defined]
    if wanted is None:
        raise Http404
    if request.method == "GET":
        return _page(request, wanted)
    try:
        deeds.decide(
            wanted,
            agreed=request.POST.get("decision") == "sign",
            by=request.actor,  # type: ignore[attr-defined]
            reason=request.POST.get("reason", ""),
        )
    except Refused as refused:
        return _page(request, wanted, refused)
    return redirect("approvals.inbox")


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
        "refusal": refusal_of(refused, _("Signing")) if refused else None,
        "crumbs": [(_("For my signature"), reverse("approvals.inbox")), (asked.number, "")],
    }
    return render(request, "approvals/step.html", context, status=409 if refused else 200)


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


def matter_of(asked: Request) -> Any:
    """What is to be signed, in the words of its room."""
    told = outcome_of(asked.model, asked.kind)
    return told.label if told and told.label else asked.kind


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
