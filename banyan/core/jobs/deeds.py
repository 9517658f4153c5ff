"""Stopping a job and trying it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.jobs.models import JobRun
from banyan.core.jobs.running import queue


@deed(
    JobRun,
    "cancel",
    frm=(JobRun.State.WAITING, JobRun.State.RUNNING),
    system=True,
    label=_("Stop"),
    danger=True,
    icon="player-stop",
)
def cancel(run: JobRun, by: Any, now: datetime) -> None:
    """Ask a job to stop; one that has not begun ends at once, a running one at its next safe place."""
    _check_owner(run, by, "cancel")
    run.cancel_requested = True
    if run.state == JobRun.State.WAITING:
        run.state, run.ended_at = JobRun.State.CANCELLED, now


@deed(
    JobRun,
    "retry",
    frm=(JobRun.State.FAILED, JobRun.State.CANCELLED),
    to=JobRun.State.WAITING,
    system=True,
    label=_("Try again"),
    icon="refresh",
)
def retry(run: JobRun, by: Any, now: datetime) -> None:
    """Put a job that ended badly at the end of the queue again."""
    _check_owner(run, by, "retry")
    run.cancel_requested, run.error, run.done, run.attempts, run.ended_at = False, {}, 0, 0, None
    queue(run)


def _check_owner(run: JobRun, by: Any, verb: str) -> None:
    """People stop and repeat their own jobs."""
    mine = by.user is not None and run.by_id == by.user.pk
    if not (mine or by.system):
        raise PermissionDenied(JobRun.permission(verb))
