"""Judging again: at once for one clause of one project, as a job for whole periods, by itself every night."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from banyan.core.controls import asking
from banyan.core.controls.declaring import declared
from banyan.core.controls.reading import visible_projects
from banyan.core.controls.scopes import Running
from banyan.core.jobs.declaring import every, job
from banyan.core.jobs.running import start
from banyan.foundation.periods import add_months, parse_period, quarter_of
from banyan.foundation.refusal import noop, sentence

JUDGE = "controls.result.judge"
_QUARTERS = 5
_AT_WORK = noop("%(period)s: control %(done)s of %(total)s")


def judge_clause(project: Running, clause: str, period: str, *, by: Any, now: datetime) -> None:
    """Ask the controls of one clause about one project again, at once."""
    _check_may(by, project)
    asking.judge_period([project], period, now, declared(clause))


def judge_all(period: str, *, by: Any, url: str = "") -> Any:
    """Have the worker judge every project that the actor may judge; `url` is shown when it is done. Returns the run."""
    parse_period(period, date(2000, 1, 1))
    if not by.may(JUDGE):
        raise PermissionDenied(JUDGE)
    return start("controls.judge", by=by, periods=[period], url=url)


@job("controls.judge", label=_("Judge the clauses by the records"))
def judge_job(context: Any, periods: Sequence[str] = (), url: str = "") -> dict[str, Any]:
    """Ask every control about every project within reach; without periods, about all that are looked at."""
    projects = [each for each in visible_projects(context.by) if _may(context.by, each)]
    asked = list(periods) or looked_at(context.now.date(), projects)
    changed = 0
    for place, period in enumerate(asked):
        said = asking.judge_period(
            projects, period, context.now, step=_steps(context, period, place, len(asked))
        )
        changed += len(said)
    return {"periods": asked, "projects": len(projects), "results": changed, "url": url}


every("0 2 * * *", "controls.judge")


def looked_at(today: date, projects: Sequence[Running]) -> list[str]:
    """The periods that pages show: this month and the last, and the quarters of the year so far, the newest first."""
    first = min((each.starts_on for each in projects), default=today)
    months = [f"{day:%Y-%m}" for day in (today, add_months(today.replace(day=1), -1))]
    starts = [add_months(today.replace(day=1), -3 * back) for back in range(_QUARTERS)]
    quarters = [quarter_of(day) for day in starts]
    return [*quarters[:1], *months, *(each for each in quarters[1:] if parse_period(each).end >= first)]


def _steps(context: Any, period: str, place: int, periods: int) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        context.stop_if_cancelled()
        said = sentence(_AT_WORK, period=period, done=done, total=total)
        context.progress(place * total + done, periods * total, said)

    return step


def _may(by: Any, project: Running) -> bool:
    return bool(by.system) or any(
        project.unit_path.startswith(right.path) and right.scope in (None, project.id)
        for right in by.rights_for(JUDGE)
    )


def _check_may(by: Any, project: Running) -> None:
    if not _may(by, project):
        raise PermissionDenied(JUDGE)
