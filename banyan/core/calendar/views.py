"""The calendar of a month or a week, one's feeds, and what a feed answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banyan.core import clock
from banyan.core.calendar import deeds, grid, icalendar, queries
from banyan.core.calendar.entries import entries_for
from banyan.core.calendar.models import Feed
from banyan.core.gate import public, signed_in
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.periods import Period, day_of
from banyan.foundation.refusal import Refused

_FEED_BACK, _FEED_AHEAD = timedelta(days=90), timedelta(days=366)
_WHOSE = (
    (grid.OWN, gettext_lazy("Mine")),
    (grid.TEAM, gettext_lazy("My team's")),
    (grid.UNIT, gettext_lazy("All I may see")),
)


class FeedForm(forms.ModelForm):
    """What the feed is for and which days it shows."""

    class Meta:
        model = Feed
        fields = ("name", "whose")


@signed_in
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """A month or a week: what happens when, by number."""
    today, actor = clock.today(), request.actor  # type: ignore[attr-defined]
    view = grid.WEEK if request.GET.get("view") == grid.WEEK else grid.MONTH
    whose = request.GET.get("whose", grid.TEAM)
    whose = whose if whose in dict(_WHOSE) else grid.TEAM
    on = _day(request.GET.get("on", ""), today)
    period = grid.stretch(view, on)
    entries = grid.chosen(entries_for(actor, period.shown), whose, actor)
    context = {
        "view": view, "whose": whose, "choices": _WHOSE, "on": on, "today": today, "period": period,
        "days": grid.days(period, entries, today), "title": _("Calendar"), "busy": bool(entries),
    }  # fmt: skip
    return render(request, "calendar/page.html", context)


def _day(text: str, otherwise: date) -> date:
    try:
        return day_of(text)
    except ValueError:
        return otherwise


@signed_in
@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """One's feeds; a new one shows its address once."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = FeedForm(request.POST or None)
    address, refusal = "", None
    if request.method == "POST" and form.is_valid():
        try:
            address = _made(form, actor, request)
            form = FeedForm()
        except Refused as refused:
            refusal = refusal_of(refused, _("New feed"))
    context = {
        "feeds": list(queries.feeds_of(actor)), "form": form, "address": address, "refusal": refusal,
        "today": clock.today(), "stamp": actor.user.access_stamp, "title": _("Calendar feeds"),
        "crumbs": [(_("Calendar"), reverse("calendar.page")), (_("Calendar feeds"), "")],
    }  # fmt: skip
    return render(
        request, "calendar/feeds.html", context, status=409 if refusal else 422 if form.errors else 200
    )


def _made(form: FeedForm, actor: Any, request: HttpRequest) -> str:
    secret = deeds.new_secret()
    feed = form.save(commit=False)
    feed.user = actor.user
    deeds.make_feed(feed, by=actor, secret=secret)
    return request.build_absolute_uri(reverse("calendar.feed", kwargs={"secret": secret}))


@signed_in
@require_POST
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one of one's feeds."""
    actor = request.actor  # type: ignore[attr-defined]
    feed = queries.feeds_of(actor).filter(public_id=public_id).first()
    if feed is None:
        raise Http404
    deeds.revoke_feed(feed, by=actor)
    return redirect("calendar.feeds")


@public
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A feed as other calendars read it; an unknown, ended or revoked one does not exist."""
    now, today = clock.now(), clock.today()
    found = queries.reader_behind(secret, today)
    if found is None:
        raise Http404
    kept, owner = found
    with translation.override(owner.language or translation.get_language()):
        period = Period(today - _FEED_BACK, today + _FEED_AHEAD)
        entries = grid.chosen(entries_for(owner, period), kept.whose, owner)
        made = icalendar.written(entries, request.build_absolute_uri("/").rstrip("/"), now)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Referrer-Policy"] = "no-referrer"
    return answer
