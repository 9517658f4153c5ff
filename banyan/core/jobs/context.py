"""What a job holds while it works: who wants it, how to say how far it is, whether it should stop."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import Any

from django.db import connection

from banyan.core import clock
from banyan.core.identity.actor import Actor
from banyan.core.jobs.models import JobRun, as_json
from banyan.foundation.refusal import Refused, Sentence, noop

_SECONDS_BETWEEN = 0.5
#: How long a job keeps off the database now and then: SQLite has one writer, and those that wait look only ten times a
#: second whether it is free. Without a gap a page's writing can wait until it gives up.
_SECONDS_FOR_OTHERS = 0.03
_BESIDE = "UPDATE jobs_jobrun SET done = %s, total = %s, message = %s, heartbeat_at = %s WHERE id = %s"


class Cancelled(Refused):
    """Somebody asked the job to stop, and it stopped."""

    def __init__(self) -> None:
        super().__init__(noop("The job was stopped; nothing half-done remains."), code="cancelled")


class Context:
    """Handed to a job as its first argument.

    `by` is the actor who wants it, with the rights of the moment; `unit` is the unit it was started for.
    """

    def __init__(self, run: JobRun, by: Actor) -> None:
        self.run, self.by, self.unit = run, by, run.unit
        self._written = self._asked = 0.0
        self._kept_off = time.monotonic()
        self._cancelled = run.cancel_requested
        self._aside: Any = None

    @property
    def now(self) -> datetime:
        """The installation's time."""
        return clock.now()

    def progress(self, done: int, total: int = 0, message: Sentence | str = "") -> None:
        """Say how far the job is. Written at most twice a second, and never in the job's own transaction."""
        said = as_json(message)
        new_words = bool(said) and said != self.run.message
        self.run.done, self.run.total, self.run.message = done, total, said or self.run.message
        if new_words or time.monotonic() - self._written >= _SECONDS_BETWEEN:
            self._written = time.monotonic()
            self._write()
        self._let_others_write()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop; looked up at most twice a second."""
        if not self._cancelled and time.monotonic() - self._asked >= _SECONDS_BETWEEN:
            self._asked = time.monotonic()
            self._cancelled = bool(
                JobRun.everything.filter(pk=self.run.pk).values_list("cancel_requested", flat=True).first()
            )
        return self._cancelled

    def close(self) -> None:
        """Let go of the connection of its own."""
        if self._aside is not None:
            self._aside.close()

    def stop_if_cancelled(self) -> None:
        """End here when somebody asked to stop; what the open transaction wrote is undone."""
        if self.cancelled:
            raise Cancelled

    def _let_others_write(self) -> None:
        """Twice a second, between two transactions of the job."""
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            return
        if time.monotonic() - self._kept_off >= _SECONDS_BETWEEN:
            time.sleep(_SECONDS_FOR_OTHERS)
            self._kept_off = time.monotonic()

    def _write(self) -> None:
        """Write where others see it at once: outside the job's transaction, or beside it on another connection.

        SQLite has one writer only; inside a transaction it waits for the next call outside.
        """
        run = self.run
        if not connection.in_atomic_block:
            JobRun.everything.filter(pk=run.pk).update(
                done=run.done, total=run.total, message=run.message, heartbeat_at=clock.machine_now()
            )
        elif connection.vendor != "sqlite":
            self._aside = self._aside or connection.copy()
            with self._aside.cursor() as cursor:
                cursor.execute(
                    _BESIDE, [run.done, run.total, json.dumps(run.message), clock.machine_now(), run.pk]
                )
