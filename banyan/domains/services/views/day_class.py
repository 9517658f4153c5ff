"""The afternoon of a class on one phone screen: tap in, tap out with who fetched the child."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.domains.services.deeds import day_class as deeds
from banyan.domains.services.models import ClassDay, DayClass
from banyan.domains.services.queries import day_class as asked
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused


@needs("services.classday.view")
@require_GET
def classes(request: HttpRequest) -> HttpResponse:
    """The running classes; where there is one only, its afternoon at once."""
    found = asked.classes_of(request.actor)  # type: ignore[attr-defined]
    if len(found) == 1:
        return redirect("services.class.day", public_id=found[0].public_id)
    return render(request, "services/class/classes.html", {"classes": found})


@needs("services.classday.view")
def day(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet of an afternoon; everything works by plain forms."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    held = find(register_for(DayClass), by, public_id)  # type: ignore[arg-type]
    on, refused = _day(request), None
    kept = asked.day_of_class(held, on, by)
    if request.method == "POST":
        try:
            _act(request, by, held, kept, on)
            return redirect(f"{request.path}?on={on.isoformat()}")
        except Refused as problem:
            refused = refusal_of(problem, _("Sheet of the afternoon"), {})
    return _show(request, held, kept, on, now, refused)


def _show(
    request: HttpRequest, held: DayClass, kept: ClassDay | None, on: date, now: Any, refused: Refusal | None
) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    shown = asked.sheet(held, kept, by, now)
    is_open = kept is not None and kept.state == ClassDay.State.OPEN
    taken = [each.person_id for each in shown["duties"]]
    beside = (
        asked.staff_beside(held, on, taken) if is_open and shown["adults"] < max(shown["needed"], 2) else []
    )
    context = {
        "held": held, "day": kept, "on": on, "today": now.date(), "refusal": refused, "is_open": is_open,
        "beside": beside, **shown,
    }  # fmt: skip
    return render(request, "services/class/day.html", context, status=409 if refused else 200)


def _act(request: HttpRequest, by: Any, held: DayClass, kept: ClassDay | None, on: date) -> None:
    """One press: open, in, out, back, duty, close."""
    act = request.POST.get("act", "")
    if act == "open":
        deeds.open_day(ClassDay(day_class=held, held_on=on), by=by)
        return
    if kept is None:
        raise Http404
    if act == "close":
        deeds.close_day(kept, by=by)
        messages.success(
            request, _("%(number)s is closed; everybody was fetched.") % {"number": kept.label()}
        )
    elif act == "duty":
        people = {str(each.public_id): each for each in asked.staff_beside(held, on, [])}
        if request.POST.get("person") not in people:
            raise Http404
        deeds.on_duty(kept, by=by, person=people[request.POST["person"]])
    elif act == "in":
        deeds.come_in(kept, by=by, pupil=_key(request, "pupil"))
    elif act == "back":
        deeds.come_back(kept, by=by, pupil=_key(request, "pupil"))
    elif act == "out":
        _out(request, by, kept)
    else:
        raise Http404


def _out(request: HttpRequest, by: Any, kept: ClassDay) -> None:
    """Fetched by somebody of the list, alone, or by a person who is not on it, which is refused."""
    who = request.POST.get("fetcher", "")
    pupil = _key(request, "pupil")
    if who == "alone":
        deeds.go_out(kept, by=by, pupil=pupil, alone=True)
    else:
        deeds.go_out(
            kept, by=by, pupil=pupil, fetcher=_key(request, "fetcher") if who not in ("", "other") else None
        )


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def _day(request: HttpRequest) -> date:
    try:
        return day_of(request.POST.get("on") or request.GET.get("on", ""))
    except ValueError:
        return clock.today()
