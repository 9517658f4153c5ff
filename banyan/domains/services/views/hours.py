"""Working hours: a centre's month, a worker's month, the records behind a figure, the day sheet, and workers needed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.ui.refusals import refusal_of
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.hours import write
from banyan.domains.services.forms import WorkEntryForm
from banyan.domains.services.models import WorkEntry
from banyan.domains.services.queries import hours_month as asked
from banyan.domains.services.queries.hours_needed import workers_needed
from banyan.domains.services.queries.month_hours import sheets_of
from banyan.foundation.periods import Period, day_of, month, month_of
from banyan.foundation.refusal import Refused

_VIEW = "services.workentry.view"


@needs(_VIEW)
@require_GET
def centre(request: HttpRequest) -> HttpResponse:
    """The month of a centre: everybody's hours whom the reader looks after; others are led to their own."""
    centres = asked.centres_for(request.actor)
    if not centres:
        return _own(request)
    chosen = next((each for each in centres if each.code == request.GET.get("unit")), centres[0])
    found = asked.month_at(chosen, _month(request), request.actor)
    context = {
        "month": found, "rows": asked.worker_rows(found), "total": asked.centre_row(found), "centres": centres,
        "categories": asked.by_category(found, found.shown, {}),
        "sheets": sheets_of(found.period.start, request.actor, centre=chosen), "crumbs": [(_("Working hours"), "")],
    }  # fmt: skip
    return render(request, "services/hours/centre.html", context | _around(found.period))


@needs(_VIEW)
@require_GET
def worker(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One worker's month: sums, kinds of work, and each day."""
    person = asked.worker_for(public_id, request.actor)
    found = asked.month_at(person.unit.centre, _month(request), request.actor, also=person)
    context = {
        "month": found, "person": person, "row": asked.worker_row(found, found.members[person.pk]),
        "categories": asked.by_category(found, found.of(person.pk), {"worker": str(person.public_id)}),
        "sheets": sheets_of(found.period.start, request.actor, worker=person),
        "days": asked.day_rows(found, person), "own": person.pk == request.actor.person_id,
        "crumbs": [(_("Working hours"), reverse("services.hours")), (person.name, "")],
    }  # fmt: skip
    return render(request, "services/hours/worker.html", context | _around(found.period))


@needs(_VIEW)
@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """What is behind a figure, exactly the records or the days that make it."""
    unit = _unit(request)
    found = asked.month_at(unit, _month(request), request.actor, also=request.actor.person)
    if request.GET.get("flag") == "odd":
        return _odd_days(request, found)
    lines = asked.records_behind(found, request.GET)
    crumbs = [(_("Working hours"), reverse("services.hours")), (_("Records of these hours"), "")]
    context = {"month": found, "lines": lines, "sums": asked.sums_of(lines), "crumbs": crumbs}
    return render(request, "services/hours/records.html", context)


def _odd_days(request: HttpRequest, found: asked.Month) -> HttpResponse:
    crumbs = [(_("Working hours"), reverse("services.hours")), (_("Days to look at"), "")]
    context = {"month": found, "days": asked.odd_rows(found, request.GET), "crumbs": crumbs}
    return render(request, "services/hours/odd_days.html", context)


@needs("services.workentry.add")
def day(request: HttpRequest) -> HttpResponse:
    """One's own day: what the records tell, what is added, and what is odd."""
    person = request.actor.person
    if person is None:
        raise Http404
    on = _day(request)
    entry = WorkEntry(unit=person.unit, worker=person, done_on=on)
    form = WorkEntryForm(
        request.POST or None, instance=entry, register=register_for(WorkEntry), by=request.actor
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            write(form.save(commit=False), by=request.actor)
            messages.success(request, _("Written into the day sheet."))
            return redirect(f"{reverse('services.day')}?on={entry.done_on.isoformat()}")
        except Refused as problem:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            refused = refusal_of(problem, _("Write into the day sheet"), labels)
    crumbs = [(_("Working hours"), reverse("services.hours")), (_("Day sheet"), "")]
    context = {"form": form, "on": on, "person": person, "refusal": refused, "crumbs": crumbs}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "services/hours/day.html", context | asked.day_of(person, on), status=status)


@needs(_VIEW)
@require_GET
def needed(request: HttpRequest) -> HttpResponse:
    """How many workers the targets of a contract need, with the hours of each indicator."""
    choice = list(projects.projects_of(request.actor).select_related("unit"))
    chosen = next(
        (each for each in choice if each.number == request.GET.get("project")), choice[0] if choice else None
    )
    found = workers_needed(chosen, clock.today(), request.actor) if chosen else {}
    crumbs = [(_("Working hours"), reverse("services.hours")), (_("Workers needed"), "")]
    return render(
        request,
        "services/hours/needed.html",
        {"projects": choice, "project": chosen, "crumbs": crumbs} | found,
    )


def _own(request: HttpRequest) -> HttpResponse:
    person = request.actor.person
    if person is None:
        raise Http404
    return redirect(reverse("services.hours.of", args=[person.public_id]))


def _unit(request: HttpRequest) -> Any:
    """The centre that an address names, if the reader may see somebody's hours there."""
    mine = [request.actor.person.unit.centre] if request.actor.person else []
    seen = [*asked.centres_for(request.actor), *mine]
    found = next((each for each in seen if each.code == request.GET.get("unit")), None)
    if found is None:
        raise Http404
    return found


def _month(request: HttpRequest) -> Period:
    try:
        return month(request.GET.get("month", ""))
    except Refused:
        return month_of(clock.today())


def _day(request: HttpRequest) -> date:
    try:
        return day_of(request.POST.get("done_on") or request.GET.get("on", ""))
    except ValueError:
        return clock.today()


def _around(period: Period) -> dict[str, Any]:
    before, after = asked.neighbours(period)
    return {"before": f"{before:%Y-%m}", "after": f"{after:%Y-%m}", "here": f"{period.start:%Y-%m}"}
