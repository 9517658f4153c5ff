"""The sign-in table of an activity, made for a phone; everything works by plain forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.domains.services.deeds import signing
from banyan.domains.services.forms import WalkInForm
from banyan.domains.services.models import Activity, Attendance, ServiceUser, SignInSheet
from banyan.domains.services.queries import signin as table
from banyan.domains.services.views.codes import code_for
from banyan.foundation.refusal import Refused

SIGN_IN = "services.attendance.sign_in"
MODES = ("code", "list", "typed")


@needs(SIGN_IN)
def page(request: HttpRequest, public_id: UUID, mode: str = "list") -> HttpResponse:
    """The sign-in of one session: figures, the code, the list, or the form for somebody unknown.

    A name looked for arrives by POST, so that it stands in no address.
    """
    activity = find(register_for(Activity), request.actor, public_id)
    return _show(request, activity, mode, words=request.POST.get("words", ""))


@needs("services.attendance.open")
@require_POST
def open_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lay out the sheet of the session."""
    activity = find(register_for(Activity), request.actor, public_id)
    day = table.session_day(activity, clock.today())
    signing.sheet_for(activity, day, request.actor, clock.now())
    return redirect("services.signin", public_id=public_id)


@needs(SIGN_IN)
@require_POST
def sign_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody out of the register came."""
    sheet = _sheet(request, public_id)
    user = _person(request, request.POST.get("user", ""))
    return _done(request, sheet, "list", lambda: signing.sign_in(sheet, by=request.actor, user=user))


@needs(SIGN_IN)
@require_POST
def walk_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody came who is not in the register, or leaves no name."""
    sheet = _sheet(request, public_id)
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return _show(request, sheet.activity, "typed", form=form, status=422)
    return _done(request, sheet, "typed", lambda: _walk_in(sheet, form, request.actor), form)


@needs("services.attendance.sign_out")
@require_POST
def sign_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody leaves."""
    sheet, line = _sheet(request, public_id), _line(request)
    return _done(request, sheet, "list", lambda: signing.sign_out(sheet, by=request.actor, line=line))


@needs("services.attendance.clarify")
@require_POST
def clarify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who a doubtful line is."""
    sheet, given = _sheet(request, public_id), request.POST
    other = UUID(given["same_as"]) if given.get("same_as") else None
    answer = {"line": _line(request), "decision": given.get("decision", ""), "same_as": other}
    reason = given.get("reason", "")
    signing.clarify(sheet, by=request.actor, why=reason, **answer)
    messages.success(request, _("The line was clarified."))
    return redirect(page_of(sheet.activity))


@needs("services.attendance.close")
@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Nobody else signs in; the summary is next."""
    sheet = _sheet(request, public_id)
    signing.close(sheet, by=request.actor)
    messages.success(request, _("The sheet of %(number)s is closed.") % {"number": sheet.activity.label()})
    return redirect(page_of(sheet.activity))


@needs(SIGN_IN)
@require_GET
def code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The code as it stands this minute, for the page that shows it."""
    sheet = _sheet(request, public_id)
    return render(request, "services/partials/code.html", {"sheet": sheet, "code": code_for(request, sheet)})


def _show(
    request: HttpRequest, activity: Any, mode: str, words: str = "", *, form: WalkInForm | None = None,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    if mode not in MODES:
        raise Http404
    shown = table.sign_in_table(activity, request.actor, clock.today(), words.strip())
    sheet = shown["sheet"]
    code_shown = code_for(request, sheet) if sheet and not sheet.closed_at and mode == "code" else ""
    context = {
        "activity": activity,
        "mode": mode,
        "words": words,
        "form": form or WalkInForm(),
        "refusal": refusal,
    }
    return render(request, "services/signin.html", {**shown, **context, "code": code_shown}, status=status)


def _done(
    request: HttpRequest, sheet: Any, mode: str, act: Any, form: WalkInForm | None = None
) -> HttpResponse:
    """Do it and show the table again; a refusal is said above it."""
    try:
        act()
    except Refused as refused:
        return _show(
            request,
            sheet.activity,
            mode,
            form=form,
            refusal=refusal_of(refused, pgettext("attendance", "Sign in")),
            status=409,
        )
    return redirect("services.signin.mode", public_id=sheet.activity.public_id, mode=mode)


def _walk_in(sheet: Any, form: WalkInForm, by: Any) -> Any:
    given, facts = form.cleaned_data, form.facts()
    if given["nameless"]:
        return signing.sign_in_nameless(sheet, by=by, sex=facts["sex"], age_band=facts["age_band"])
    method = Attendance.Method.TYPED
    return signing.sign_in(sheet, by=by, name=given["name"], role=given["role"], method=method, facts=facts)


def _sheet(request: HttpRequest, public_id: UUID) -> Any:
    found = SignInSheet.objects.visible_to(request.actor).filter(public_id=public_id)
    sheet = found.select_related("activity__unit", "activity__project").first()
    if sheet is None:
        raise Http404
    return sheet


def _person(request: HttpRequest, text: str) -> Any:
    try:
        found = ServiceUser.objects.visible_to(request.actor).filter(public_id=UUID(text)).first()
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _line(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("line", ""))
    except ValueError as error:
        raise Http404 from error
