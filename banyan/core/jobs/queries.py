"""Whose jobs are whose."""

from __future__ import annotations

from typing import Any

from banyan.core.jobs.models import JobRun
from banyan.core.records import GuardedQuerySet


def jobs_of(actor: Any) -> GuardedQuerySet:
    """The jobs this sign-in started, the newest first."""
    user = actor.user.pk if actor.user else None
    return (
        JobRun.objects.filter(by=user).select_related("unit").order_by("-asked_at", "-pk")._through_the_door()
    )


def jobs_at_work(actor: Any) -> int:
    """How many of them wait or run. One statement."""
    return jobs_of(actor).filter(state__in=(JobRun.State.WAITING, JobRun.State.RUNNING)).count()
