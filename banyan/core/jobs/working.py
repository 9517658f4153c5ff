"""The worker: does queued work, starts what is scheduled, and revives what died."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from datetime import datetime, timedelta
from typing import Any

from croniter import croniter
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from banyan.core import clock, door
from banyan.core.identity.actor import system_actor
from banyan.core.jobs import running
from banyan.core.jobs.declaring import declared, schedules
from banyan.core.jobs.models import JobRun, Lease, Schedule, as_json
from banyan.foundation.refusal import noop

STALE = timedelta(seconds=120)
_POLL_SECONDS = 0.5
_HEARTBEAT_SECONDS = 10.0
_UPKEEP_SECONDS = 10.0
_log = logging.getLogger("banyan.jobs")
_DIED = noop("The job died several times and was given up. Tell the administrator.")


class _Flag:
    """Set when the worker is told to stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()

    def listen(self) -> None:
        """Stop politely at the first signal; only the main thread may listen."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: self.stopping.set())


def run(until_idle: bool = False) -> int:
    """Work until told to stop, or until nothing is left to do. Returns how many tasks were done."""
    flag, done, upkept = _Flag(), 0, 0.0
    flag.listen()
    me = f"{socket.gethostname()}:{os.getpid()}"
    with door.opened("worker"), _Pulse():
        while not flag.stopping.is_set():
            upkeep_due = not upkept or time.monotonic() - upkept >= _UPKEEP_SECONDS
            upkept = time.monotonic() if upkeep_due else upkept
            worked = _one_round(me, upkeep_due)
            done += worked or 0
            if worked == 0 and until_idle:
                break
            if not worked:
                flag.stopping.wait(_POLL_SECONDS)
    return done


def _one_round(me: str, upkeep_due: bool) -> int | None:
    """How many tasks were done; None when others kept the database to themselves too long: the next round tries again."""
    _drop_old_connections()
    try:
        if upkeep_due:
            upkeep(me)
        return _one_task(me)
    except OperationalError as busy:
        _log.warning("the database did not answer, the worker tries again: %s", busy)
        return None


def _drop_old_connections() -> None:
    """As between two requests; inside somebody's transaction there is nothing to drop."""
    if not connection.in_atomic_block:
        close_old_connections()


def _one_task(me: str) -> int:
    """Do the next task, if there is one. A look costs no write."""
    if not DBTaskResult.objects.ready().exists():
        return 0
    claimed = _claim(me)
    if claimed is None:
        return 0
    _hands(me).run_task(claimed)
    return 1


def _claim(me: str) -> DBTaskResult | None:
    """Take the next task so that no other worker does it; None when others were quicker."""
    with exclusive_transaction():
        task = DBTaskResult.objects.ready().filter(backend_name="default").get_locked()
        if task is not None:
            task.claim(me[:64])
        return task


def _hands(me: str) -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=me[:64],
        excluded_queue_names=[],
    )


def upkeep(me: str) -> None:
    """Start what is due and revive what died: one worker at a time."""
    if not take_lease("upkeep", me, timedelta(seconds=3 * _UPKEEP_SECONDS)):
        return
    with door.opened("jobs.upkeep"):
        reap(clock.machine_now())
        tick(clock.machine_now())


def take_lease(name: str, holder: str, length: timedelta) -> bool:
    """Whether `holder` may do something for all for a while: one that holds the lease keeps it, others wait it out."""
    now = clock.machine_now()
    Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": now})
    free = Lease.objects.filter(Q(holder=holder) | Q(until__lte=now), name=name)
    return bool(free.update(holder=holder, until=now + length))


def reap(now: datetime) -> int:
    """Queue runs whose worker died; give up after several deaths. Returns how many were found."""
    dead = list(JobRun.everything.filter(state=JobRun.State.RUNNING, heartbeat_at__lt=now - STALE))
    for found in dead:
        with transaction.atomic():
            _revive(found, now)
    stale = DBTaskResult.objects.running().filter(started_at__lt=now - STALE)
    stale.exclude(task_path=running.do_run.module_path).update(status="READY")
    return len(dead)


def _revive(found: JobRun, now: datetime) -> None:
    given_up = found.attempts >= running.ATTEMPTS
    mine = JobRun.everything.filter(pk=found.pk, state=JobRun.State.RUNNING, heartbeat_at=found.heartbeat_at)
    if given_up:
        mine.update(state=JobRun.State.FAILED, error=as_json(_DIED), ended_at=now)
    elif mine.update(state=JobRun.State.WAITING):
        running.queue(found)
    if found.task_id:
        DBTaskResult.objects.running().filter(id=found.task_id).update(status="FAILED", finished_at=now)


def tick(now: datetime) -> int:
    """Start scheduled jobs that are due. Returns how many started."""
    _know_schedules(now)
    started = 0
    for due in Schedule.everything.filter(active=True, next_at__lte=now):
        if declared(due.name) is None:
            continue
        with transaction.atomic():
            mine = Schedule.everything.filter(pk=due.pk, next_at=due.next_at)
            if mine.update(next_at=next_time(due.cron, now), last_at=now):
                running.start(due.name, by=system_actor("schedule"))
                started += 1
    return started


def _know_schedules(now: datetime) -> None:
    known = set(Schedule.everything.values_list("name", flat=True))
    for name, cron in schedules().items():
        if name not in known:
            Schedule(name=name, cron=cron, next_at=next_time(cron, now)).save()


def next_time(cron: str, after: datetime) -> datetime:
    """The next moment of a cron rule, read in the installation's time zone."""
    return croniter(cron, timezone.localtime(after)).get_next(datetime)


class _Pulse:
    """A thread that keeps running jobs of this process alive while they are busy."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> _Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop.set()
        self._thread.join(timeout=_HEARTBEAT_SECONDS)

    def _beat(self) -> None:
        while not self._stop.wait(_HEARTBEAT_SECONDS):
            try:
                beat()
            except OperationalError:
                continue
            finally:
                connection.close()


def beat() -> None:
    """One sign of life for the runs this process is at."""
    JobRun.everything.filter(pk__in=list(running.at_work), state=JobRun.State.RUNNING).update(
        heartbeat_at=clock.machine_now()
    )
