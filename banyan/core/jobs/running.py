"""Starting jobs, doing them, and writing down how they ended."""

from __future__ import annotations

import logging
import traceback
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils import translation
from django_tasks import task

from banyan.core import clock, door
from banyan.core.identity.actor import Actor, actor_for, system_actor
from banyan.core.identity.models import User
from banyan.core.jobs.context import Cancelled, Context
from banyan.core.jobs.declaring import declared
from banyan.core.jobs.models import JobRun, as_json
from banyan.foundation.refusal import Refused, Sentence, noop

ATTEMPTS = 3
_BROKEN = noop("The job broke off unexpectedly. Try again; if it breaks off again, tell the administrator.")
#: Runs that this process is doing now; the worker's heartbeat speaks for them.
at_work: set[int] = set()
_log = logging.getLogger("banyan.jobs")


def start(name: str, *, by: Actor, unit: Any = None, **params: Any) -> JobRun:
    """Have a job done by the worker. It is queued in the caller's transaction, so it runs only if that stands.

    `params` must be plain JSON values. Returns the run, whose page shows how far it is.
    """
    with door.opened("jobs.start"), transaction.atomic():
        run = _make(name, by, unit, params)
        queue(run)
        return run


def run_now(name: str, *, by: Actor, unit: Any = None, **params: Any) -> JobRun:
    """Do a job here, without a worker: the same code for the command line.

    Raises what the job raised, after it was written down; otherwise the run is done and carries its result.
    """
    with door.opened("jobs.start"):
        run = _make(name, by, unit, params)
    error = _attempt(run, by)
    if error is not None:
        raise error
    return run


def page_of(run: JobRun) -> str:
    """The address of the page that shows how far a job is."""
    return run.get_absolute_url()


def queue(run: JobRun) -> None:
    """Put a run at the end of the queue, in the caller's transaction."""
    result = do_run.enqueue(str(run.public_id))
    run.task_id = UUID(str(result.id))
    JobRun.everything.filter(pk=run.pk).update(task_id=run.task_id)


@task()
def do_run(public_id: str) -> str:
    """What the worker does for each queued run. Returns the state it ended in."""
    with door.opened("jobs.run"):
        run = JobRun.everything.select_related("by__person", "unit").get(public_id=public_id)
    if run.ended:
        return run.state
    if run.cancel_requested:
        _end(run, JobRun.State.CANCELLED)
        return run.state
    error = _attempt(run, _actor(run))
    if isinstance(error, OperationalError) and run.attempts < ATTEMPTS:
        with transaction.atomic():
            JobRun.everything.filter(pk=run.pk).update(state=JobRun.State.WAITING, error={})
            queue(run)
    return run.state


def _make(name: str, by: Actor, unit: Any, params: dict[str, Any]) -> JobRun:
    if declared(name) is None:
        raise LookupError(f"no job is called {name}")
    run = JobRun(name=name, params=params, unit=unit, by=by.user, system=by.system, asked_at=clock.now())
    run.save()
    return run


def _actor(run: JobRun) -> Actor:
    """The actor with the rights of this moment; a right taken away meanwhile is gone."""
    if run.by is None:
        return system_actor(run.system or "jobs")
    user = User.objects.select_related("person").get(pk=run.by_id)
    return actor_for(user, clock.today())


def _attempt(run: JobRun, by: Actor) -> BaseException | None:
    """Do the job once and write down how it ended. Returns what it raised."""
    if not _begin(run):
        return None
    context = Context(run, by)
    at_work.add(run.pk)
    try:
        with translation.override(by.language or translation.get_language()):
            result = _work(run, context)
    except Cancelled as stopped:
        _end(run, JobRun.State.CANCELLED, error=as_json(stopped.problems[""]))
        return stopped
    except Refused as refused:
        state = JobRun.State.CANCELLED if refused.code == "cancelled" else JobRun.State.FAILED
        _end(run, state, error=as_json(_first(refused)))
        return refused
    except Exception as error:
        _log.error("job %s broke off: %s\n%s", run.name, type(error).__name__, _where(error))
        _end(run, JobRun.State.FAILED, error=as_json(_BROKEN))
        return error
    finally:
        at_work.discard(run.pk)
        context.close()
    _end(run, JobRun.State.DONE, result=result)
    return None


def _work(run: JobRun, context: Context) -> Any:
    job = declared(run.name)
    if job is None:
        raise LookupError(f"no job is called {run.name}")
    return job(context, **run.params)


def _begin(run: JobRun) -> bool:
    """Take the run; False when somebody else has it."""
    now = clock.machine_now()
    taken = JobRun.everything.filter(pk=run.pk, state=JobRun.State.WAITING).update(
        state=JobRun.State.RUNNING, started_at=now, heartbeat_at=now, attempts=run.attempts + 1
    )
    if taken:
        run.state, run.attempts, run.started_at = JobRun.State.RUNNING, run.attempts + 1, now
    return bool(taken)


def _end(run: JobRun, state: JobRun.State, result: Any = None, error: dict[str, Any] | None = None) -> None:
    run.state, run.result, run.error, run.ended_at = state, result, error or {}, clock.machine_now()
    if state == JobRun.State.DONE:
        run.done = run.total or run.done
    JobRun.everything.filter(pk=run.pk).update(
        state=state, result=result, error=run.error, ended_at=run.ended_at, done=run.done, total=run.total
    )


def _first(refused: Refused) -> Sentence:
    return next(iter(refused.problems.values()))


def _where(error: BaseException) -> str:
    """The places in the code; the message itself may hold somebody's data and stays out of the log."""
    return "".join(traceback.format_tb(error.__traceback__))
