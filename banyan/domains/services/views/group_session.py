"""The attendance of a session, made for a phone, and its record; everything works by plain forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.domains.services.deeds import group_sessions
from banyan.domains.services.group_forms import HeldForm, RecordForm
from banyan.domains.services.models import GroupSession
from banyan.domains.services.queries import group_screens as screens
from banyan.domains.services.rules.group_sessions import Mark
from banyan.foundation.refusal import Refused

REASONS = (
    pgettext_lazy("why absent", "ill"), pgettext_lazy("why absent", "at work"),
    pgettext_lazy("why absent", "family matters"), pgettext_lazy("why absent", "away"),
    pgettext_lazy("why absent", "forgot"), pgettext_lazy("why absent", "not known"),
)  # fmt: skip


@needs("services.groupsession.take")
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everybody on one list: present, late or absent; one press keeps it, the rest are present by another."""
    session = _find(request, public_id, "take")
    day = session.held_on or min(session.planned_on, clock.today())
    form = HeldForm(request.POST or None, initial={"held_on": day})
    shown = screens.sheet(session, request.actor, request.POST)
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _taken(request, session, form, shown["rows"])
        if refused is None:
            return redirect("services.groupsession.record", public_id=public_id)
    context = {**shown, "form": form, "reasons": REASONS, "refusal": refused}
    return render(request, "services/group_sheet.html", context, status=_status(form, refused))


def _taken(request: HttpRequest, session: Any, form: HeldForm, rows: list[dict[str, Any]]) -> Refusal | None:
    rest = Mark.PRESENT if request.POST.get("rest") else ""
    marks = {row["member"].public_id: (row["mark"] or rest, row["reason"]) for row in rows}
    given = {key: mark for key, mark in marks.items() if mark[0] in list(Mark)}
    names = {str(row["member"].public_id): row["member"].user.name for row in rows}
    try:
        group_sessions.take(session, by=request.actor, held_on=form.cleaned_data["held_on"], marks=given)
    except Refused as problem:
        return refusal_of(problem, _("Take the attendance"), names)
    return None


@needs("services.groupsession.record")
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was planned beside what was done, and what is noted of single members by those who may read it."""
    session = _find(request, public_id, "record")
    form = RecordForm(request.POST or None, instance=session)
    notes = screens.notes_of(session, request.actor, request.POST)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            given = {each["member"].public_id: each["text"] for each in notes}
            group_sessions.record(session, by=request.actor, notes=given, **form.cleaned_data)
            return redirect(page_of(session.group))
        except Refused as problem:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            refused = refusal_of(problem, _("Write the record"), labels)
    shown = {"session": session, "group": session.group, "form": form, "notes": notes, "refusal": refused}
    crumbs = [(session.group.label(), page_of(session.group)), (_("Session record"), "")]
    return render(
        request, "services/group_record.html", {**shown, "crumbs": crumbs}, status=_status(form, refused)
    )


def _find(request: HttpRequest, public_id: UUID, verb: str) -> Any:
    """The session, if it may be changed by this; one that may only be read is refused, any other does not exist."""
    every = GroupSession.objects.select_related("group__project", "group__unit").filter(public_id=public_id)
    found = every.visible_to(request.actor, verb).first()
    if found is None:
        if every.visible_to(request.actor).exists():
            raise PermissionDenied
        raise Http404
    return found


def _status(form: Any, refused: Refusal | None) -> int:
    if refused:
        return 409
    return 422 if form.errors else 200
