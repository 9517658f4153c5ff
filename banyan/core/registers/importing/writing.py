"""The last step of an import: what was checked becomes records.

A file is written all or nothing, keyed by the import, so that a second try does nothing twice. A long file of a
register that allows it (`Intake.in_slices`) is written a thousand rows at a time, each all or nothing: nobody else
waits for the database longer than one slice, and a writing that broke off goes on after its last slice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from banyan.core.deeds import bulk
from banyan.core.inserting import refresh_statistics
from banyan.core.registers.declaration import Applied, Register
from banyan.core.registers.importing.models import Import, ImportRow
from banyan.core.registers.importing.steps import (
    CHUNK,
    Progress,
    no_progress,
    staged,
    thawed,
    tidy_up,
    undisturbed,
)
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CheckedRow, Checker, Row

_OPEN = (Import.State.CHECKED, Import.State.WRITING)


@dataclass(frozen=True)
class _Job:
    """Who writes what, when."""

    register: Register
    by: Any
    now: datetime
    project: Any
    accept_valid: bool
    progress: Progress

    def work(self, unit: Any) -> Any:
        """The door, the transaction and the trail of one piece of writing."""
        return bulk(self.register.model, "import", by=self.by, unit=unit, now=self.now)

    def applying(self, made: Import) -> Any:
        """The room's own way of making records of rows."""
        given = {"unit": made.unit, "by": self.by, "now": self.now, "source": made, "project": self.project}
        return self.register.entry.apply(**given)

    def checker(self, made: Import) -> Checker:
        """Reads the values again; what was found stands with the rows already."""
        intake = self.register.entry
        references = intake.references(
            unit=made.unit, by=self.by, today=self.now.date(), project=self.project
        )
        return Checker(replace(intake.sheet, checks=(), key=()), references)


def apply(
    register: Register, made: Import, *, by: Any, now: datetime, project: Any = None, accept_valid: bool = False,
    progress: Progress = no_progress,
) -> Applied:  # fmt: skip
    """Write the accepted rows. A second call for the same import does nothing.

    Refuses while rows have errors, unless `accept_valid` takes the good ones and leaves the others out.
    """
    job = _Job(register, by, now, project, accept_valid, progress)
    with undisturbed():
        in_slices = register.entry.in_slices and made.good > CHUNK
        applied = _in_slices(job, made) if in_slices else _at_once(job, made)
    if made.rows > CHUNK:
        refresh_statistics()
    return applied


def _at_once(job: _Job, made: Import) -> Applied:
    with job.work(made.unit) as work:
        made = _locked(made, job)
        checker, applying, done = job.checker(made), job.applying(made), 0
        for rows in staged(made, only_good=True):
            applying.chunk(_read_again(checker, rows))
            done += len(rows)
            tidy_up()
            job.progress(done, made.good)
        return _finish(made, applying.finish(), work)


def _in_slices(job: _Job, made: Import) -> Applied:
    with job.work(made.unit):
        made = _locked(made, job)
        made.state = Import.State.WRITING
        made.save()
    checker, applying, done = job.checker(made), job.applying(made), made.accepted
    for rows in staged(made, only_good=True, after=_written_until(made)):
        checked = _read_again(checker, rows)
        _write_slice(job, made, applying, checked)
        done += len(rows)
        tidy_up()
        job.progress(done, made.good)
    before = made.accepted
    with job.work(made.unit) as work:
        made = _locked(made, job)
        applied: Applied = applying.finish()
        applied.accepted = before
        return _finish(made, applied, work)


def _write_slice(job: _Job, made: Import, applying: Any, checked: Sequence[CheckedRow]) -> None:
    """One slice and how far it brought the file, together or not at all."""
    with job.work(made.unit):
        standing = _locked(made, job)
        if _written_until(standing) != _written_until(made):
            raise Refused({"": noop("Somebody else is writing this file at the moment.")}, code="state")
        applying.chunk(checked)
        made.about = made.about | {"written_until": checked[-1].row.line}
        made.accepted += len(checked)
        made.save(update_fields=("about", "accepted"))


def _written_until(made: Import) -> int:
    return int(made.about.get("written_until", -1))


def _locked(made: Import, job: _Job) -> Import:
    kept: Import = Import.everything.select_for_update(of=("self",)).select_related("unit").get(pk=made.pk)
    if kept.state not in _OPEN:
        raise Refused({"": noop("This file has been written already.")}, code="state")
    if kept.good < kept.rows and not job.accept_valid:
        words = noop("Some rows have errors; correct them or take only the good rows.")
        raise Refused({"": words}, code="errors")
    return kept


def _finish(made: Import, applied: Applied, work: Any) -> Applied:
    made.state, made.accepted = Import.State.APPLIED, applied.accepted
    made.report = made.report | {"changed": applied.changed} | applied.extra
    made.save()
    work.add(made, {"state": "checked"})
    ImportRow.objects.filter(imported=made, good=True, findings=[]).delete()
    return applied


def _read_again(checker: Checker, rows: Sequence[ImportRow]) -> list[CheckedRow]:
    """Staged rows with their values, and with what was found on them when they were checked."""
    read = checker.check([Row(row.line, json.loads(row.cells)) for row in rows])
    return [
        CheckedRow(each.row, [thawed(finding) for finding in row.findings])
        for each, row in zip(read, rows, strict=True)
    ]
