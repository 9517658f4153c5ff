"""Jobs from start to end."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django_tasks_db.models import DBTaskResult

from banyan.core import clock, door
from banyan.core.jobs import deeds, running, working
from banyan.core.jobs.context import Context
from banyan.core.jobs.declaring import job
from banyan.core.jobs.models import JobRun, Schedule
from banyan.foundation.refusal import Refused
from tests.core.jobs.conftest import SECRET, seen
from tests.makers import make_actor, make_unit

pytestmark = pytest.mark.django_db


def fresh(run: JobRun) -> JobRun:
    with door.opened("test"):
        return JobRun.everything.get(pk=run.pk)


def test_a_started_job_is_done_by_the_worker_in_the_name_of_who_started_it(worker):
    run = running.start("test.count", by=worker, upto=3)
    assert fresh(run).state == JobRun.State.WAITING
    assert working.run(until_idle=True) == 1
    done = fresh(run)
    assert (done.state, done.result, done.done, done.total) == (
        JobRun.State.DONE,
        {"counted": 3, "url": "/there/"},
        3,
        3,
    )
    assert seen == [worker.name]


def test_a_job_started_in_a_transaction_that_fails_never_was(worker):
    with pytest.raises(RuntimeError), transaction.atomic():
        running.start("test.count", by=worker, upto=3)
        raise RuntimeError
    assert not DBTaskResult.objects.exists()


def test_the_command_line_runs_the_same_job_at_once(worker):
    run = running.run_now("test.count", by=worker, upto=2)
    assert (run.state, run.result["counted"]) == (JobRun.State.DONE, 2)


def test_a_refusal_is_kept_with_its_sentence_and_reaches_the_command_line(worker):
    with pytest.raises(Refused):
        running.run_now("test.refuse", by=worker)
    with door.opened("test"):
        run = JobRun.everything.get()
    assert run.state == JobRun.State.FAILED
    assert str(run.refusal) == "At most 3."


def test_an_accident_is_told_plainly_and_its_message_stays_out_of_the_log(worker, caplog):
    run = running.start("test.break", by=worker)
    working.run(until_idle=True)
    assert fresh(run).state == JobRun.State.FAILED
    assert "unexpectedly" in str(fresh(run).refusal)
    assert "ValueError" in caplog.text
    assert SECRET.lower() not in caplog.text


def test_an_unknown_job_is_not_started(worker):
    with pytest.raises(LookupError):
        running.start("test.nothing", by=worker)


def test_a_waiting_job_that_is_stopped_never_begins(worker):
    run = running.start("test.count", by=worker, upto=3)
    deeds.cancel(run, by=worker)
    working.run(until_idle=True)
    assert fresh(run).state == JobRun.State.CANCELLED
    assert seen == []


def test_a_running_job_stops_at_its_next_safe_place(worker):
    run = running.start("test.count", by=worker, upto=5, stop_at=2)
    working.run(until_idle=True)
    assert fresh(run).state == JobRun.State.CANCELLED
    assert fresh(run).done == 2


def test_nobody_stops_or_sees_the_job_of_another(worker):
    run = running.start("test.count", by=worker, upto=3)
    stranger = make_actor(make_unit("K"), "jobs.*")
    with pytest.raises(PermissionDenied):
        deeds.cancel(run, by=stranger)
    assert not JobRun.objects.visible_to(stranger).exists()


def test_a_failed_job_is_tried_again_by_who_started_it(worker):
    run = running.start("test.refuse", by=worker)
    working.run(until_idle=True)
    deeds.retry(fresh(run), by=worker)
    assert fresh(run).state == JobRun.State.WAITING
    working.run(until_idle=True)
    assert fresh(run).state == JobRun.State.FAILED


def test_a_job_of_somebody_who_lost_their_rights_runs_without_them(worker):
    run = running.start("test.count", by=worker, upto=1)
    with door.opened("test"):
        worker.user.grants.all().delete()
        assert not running._actor(fresh(run)).rights


def died(run: JobRun, attempts: int) -> None:
    """As kill -9 leaves it: running for ever."""
    long_ago = clock.machine_now() - 2 * working.STALE
    with door.opened("test"):
        JobRun.everything.filter(pk=run.pk).update(
            state=JobRun.State.RUNNING, heartbeat_at=long_ago, attempts=attempts
        )
    DBTaskResult.objects.update(status="RUNNING", started_at=long_ago)


def test_a_job_whose_worker_died_is_done_by_another(worker):
    run = running.start("test.count", by=worker, upto=3)
    died(run, attempts=1)
    working.run(until_idle=True)
    assert (fresh(run).state, fresh(run).attempts) == (JobRun.State.DONE, 2)


def test_a_job_that_died_often_is_given_up(worker):
    run = running.start("test.count", by=worker, upto=3)
    died(run, attempts=running.ATTEMPTS)
    working.run(until_idle=True)
    assert fresh(run).state == JobRun.State.FAILED
    assert seen == []


def test_a_job_that_shows_signs_of_life_is_left_alone(worker):
    run = running.start("test.count", by=worker, upto=3)
    died(run, attempts=1)
    running.at_work.add(run.pk)
    with door.opened("test"):
        working.beat()
        assert working.reap(clock.machine_now()) == 0
    running.at_work.clear()


def test_one_worker_at_a_time_keeps_the_lease():
    hour = timedelta(hours=1)
    assert working.take_lease("test", "one", hour)
    assert working.take_lease("test", "one", hour)
    assert not working.take_lease("test", "two", hour)
    assert working.take_lease("test", "one", -hour)
    assert working.take_lease("test", "two", hour)


def test_a_scheduled_job_starts_once_when_it_is_due(monkeypatch):
    monkeypatch.setattr("banyan.core.jobs.declaring._schedules", {"test.count": "0 2 * * *"})
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with door.opened("test"):
        assert working.tick(noon) == 0
        due = Schedule.everything.get()
        assert (due.next_at - noon) == timedelta(hours=14)
        assert working.tick(noon + timedelta(hours=15)) == 1
        assert working.tick(noon + timedelta(hours=15)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_found_the_database_taken_goes_on(worker, monkeypatch):
    run, looks = running.start("test.count", by=worker, upto=3), []

    def taken_at_first(me):
        looks.append(me)
        if len(looks) == 1:
            raise OperationalError("database is locked")

    monkeypatch.setattr(working, "upkeep", taken_at_first)
    monkeypatch.setattr(working, "_UPKEEP_SECONDS", 0)
    assert working.run(until_idle=True) == 1
    assert (len(looks) > 1, fresh(run).state) == (True, JobRun.State.DONE)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server lets many write at once")
@pytest.mark.django_db(transaction=True)
def test_a_job_lets_others_write_between_its_transactions_and_never_within(monkeypatch, transactional_copy):
    worker = make_actor(make_unit("J"), "jobs.*")
    pauses = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    with door.opened("test"):
        context = Context(running._make("test.count", worker, None, {}), worker)
        context.progress(1, 10)
        context._kept_off -= 1
        with transaction.atomic():
            context.progress(2, 10)
        assert pauses == []
        context.progress(3, 10)
        context.progress(4, 10)
    assert len(pauses) == 1


def test_progress_is_written_at_most_twice_a_second_but_new_words_at_once(transactional_copy):
    worker = make_actor(make_unit("J"), "jobs.*")
    with door.opened("test"):
        run = running._make("test.count", worker, None, {})
        context = Context(run, worker)
        context.progress(1, 10, "reading")
        context.progress(2, 10, "reading")
        assert fresh(run).done == 1
        context.progress(3, 10, "writing")
    assert (fresh(run).done, fresh(run).percent, str(fresh(run).said)) == (3, 30, "writing")


@pytest.mark.django_db(transaction=True)
def test_others_read_and_write_while_a_job_is_at_work(transactional_copy):
    worker = make_actor(make_unit("J"), "jobs.*")
    threading.Thread(target=_work_in_a_thread, args=(worker,)).start()
    assert at_work.wait(10)
    started = time.monotonic()
    other = make_unit("another")
    assert time.monotonic() - started < 2
    assert other.pk
    go_on.set()
    assert finished.wait(10)


def _work_in_a_thread(worker):
    try:
        running.run_now("test.slow", by=worker)
    finally:
        connection.close()
        finished.set()


at_work, go_on, finished = threading.Event(), threading.Event(), threading.Event()


@job("test.slow")
def slow(context):
    """Says how far it is and waits."""
    context.progress(1, 2, "at work")
    at_work.set()
    go_on.wait(10)
