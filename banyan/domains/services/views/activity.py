"""The page of an activity, what it counts for, and its summary."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.domains.services.deeds.activities import share_out, submit_summary
from banyan.domains.services.forms import SummaryForm
from banyan.domains.services.models import Activity
from banyan.domains.services.queries import screens
from banyan.foundation.refusal import Refused


@needs("services.activity.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An activity: its figures, what is doubtful, plan and reality, its papers and who signed."""
    activity = _find(request, public_id)
    page = Detail(register_for(Activity), activity, request.actor)
    context = {"page": page, "register": page.register, "activity": activity, "crumbs": page.crumbs}
    shown = screens.activity_page(activity, request.actor, clock.today())
    return render(request, "services/activity.html", context | shown)


@needs("services.activity.view")
@require_GET
def lines(request: HttpRequest, public_id: UUID, which: str) -> HttpResponse:
    """The lines behind one figure of an activity, exactly as many as the figure says."""
    activity = _find(request, public_id)
    shown = screens.lines_behind(activity, request.actor, which)
    crumbs = [(activity.label(), address(register_for(Activity), "detail", activity)), (shown["title"], "")]
    return render(request, "services/lines.html", {"activity": activity, "crumbs": crumbs, **shown})


@needs("services.activity.share_out")
def shares(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say for which indicators an activity counts, and with which share."""
    activity = _find(request, public_id, "share_out")
    refused = None
    if request.method == "POST":
        try:
            share_out(activity, by=request.actor, shares=shares_given(request.POST))
            return redirect(address(register_for(Activity), "detail", activity))
        except Refused as problem:
            refused = refusal_of(problem, _("Keep the shares"))
    context = {"activity": activity, "refusal": refused, "rows": screens.share_rows(activity, request.POST)}
    return render(
        request, "services/shares.html", context | _crumbs(activity, _("Counts for")), status=_status(refused)
    )


@needs("services.activity.submit_summary")
def summary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the summary beside what the records say already."""
    activity = _find(request, public_id, "submit_summary")
    form = SummaryForm(request.POST or None, initial=screens.summary_begun(activity))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            submit_summary(activity, by=request.actor, **form.cleaned_data)
            messages.success(
                request, _("The summary of %(number)s was handed in.") % {"number": activity.label()}
            )
            return redirect(address(register_for(Activity), "detail", activity))
        except Refused as problem:
            refused = refusal_of(
                problem, _("Submit summary"), {name: str(f.label) for name, f in form.fields.items()}
            )
    context = {
        "form": form,
        "refusal": refused,
        **screens.activity_page(activity, request.actor, clock.today()),
    }
    status = 422 if form.errors else _status(refused)
    crumbs = _crumbs(activity, _("Summary"))
    return render(
        request, "services/summary.html", {"activity": activity, **context, **crumbs}, status=status
    )


def _find(request: HttpRequest, public_id: UUID, verb: str = "view") -> Any:
    return find(register_for(Activity), request.actor, public_id, verb)


def _crumbs(activity: Activity, here: str) -> dict[str, Any]:
    register = register_for(Activity)
    home = (_("Activities"), address(register, "list"))
    return {"crumbs": [home, (activity.label(), address(register, "detail", activity)), (here, "")]}


def shares_given(data: Any) -> dict[str, Decimal]:
    """Percent by indicator; empty and zero say nothing, what is no number is refused."""
    found = {}
    for name, text in data.items():
        if name.startswith("share-") and text.strip():
            found[name.removeprefix("share-")] = _percent(text)
    return {code: percent for code, percent in found.items() if percent}


def _percent(text: str) -> Decimal:
    try:
        return Decimal(text.strip().rstrip("%"))
    except InvalidOperation as error:
        raise Refused({"shares": "A share is a number."}) from error


def _status(refused: Refusal | None) -> int:
    return 409 if refused else 200
