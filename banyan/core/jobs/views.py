"""How far a job is, what came of it, and one's own jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import signed_in
from banyan.core.jobs import deeds, queries
from banyan.core.jobs.models import JobRun

_SHOWN = 50


@signed_in
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """One's own jobs, the newest first."""
    runs = queries.jobs_of(request.actor)[:_SHOWN]  # type: ignore[attr-defined]
    return render(request, "jobs/list.html", {"runs": runs, "title": _("Jobs")})


@signed_in
@require_GET
def run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of one job; it brings itself up to date until the job has ended."""
    found = _mine(request, public_id)
    context = {
        "run": found,
        "left": _seconds_left(found),
        "result_url": _result_url(found),
        "crumbs": [(_("Jobs"), reverse("jobs.list")), (str(found.title), "")],
    }
    return render(request, "jobs/run.html", context)


@signed_in
@require_POST
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Stop a job."""
    deeds.cancel(_mine(request, public_id), by=request.actor)  # type: ignore[attr-defined]
    return redirect("jobs.run", public_id=public_id)


@signed_in
@require_POST
def retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Try a job again."""
    deeds.retry(_mine(request, public_id), by=request.actor)  # type: ignore[attr-defined]
    return redirect("jobs.run", public_id=public_id)


def _mine(request: HttpRequest, public_id: UUID) -> JobRun:
    """One's own job; those of others do not exist."""
    found = queries.jobs_of(request.actor).filter(public_id=public_id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _seconds_left(found: JobRun) -> int | None:
    """About how long it still takes, at the pace so far."""
    if found.state != JobRun.State.RUNNING or not found.done or not found.total or found.started_at is None:
        return None
    spent: timedelta = clock.machine_now() - found.started_at
    return max(1, round(spent.total_seconds() / found.done * (found.total - found.done)))


def _result_url(found: JobRun) -> str:
    """Where the result lies, if the job said so; addresses of other hosts are left out."""
    url: Any = found.result.get("url", "") if isinstance(found.result, dict) else ""
    return url if url and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""
