"""Making jobs and their schedules known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """A kind of long work: its name, what it is called on screen, and the function that does it."""

    name: str
    label: Any
    run: Callable[..., Any]

    def __call__(self, context: Any, **params: Any) -> Any:
        """Do it here and now, as another job or a test may wish."""
        return self.run(context, **params)


_jobs: dict[str, Job] = {}
_schedules: dict[str, str] = {}


def job(name: str, label: Any = "") -> Callable[[Callable[..., Any]], Job]:
    """Make a function a job: `run(context, **params)` with JSON params; what it returns is kept as its result.

    A result may carry `url`, the page that the person is led to when the job is done.
    """

    def wrap(run: Callable[..., Any]) -> Job:
        _jobs[name] = Job(name, label or name, run)
        return _jobs[name]

    return wrap


def every(cron: str, name: str) -> None:
    """Start a job by itself: `every("0 2 * * *", "audit.anchor")`. It runs as the system, without params."""
    _schedules[name] = cron


def declared(name: str) -> Job | None:
    """The job of that name."""
    return _jobs.get(name)


def schedules() -> dict[str, str]:
    """Job name → cron rule, as the rooms declared them."""
    return dict(_schedules)
