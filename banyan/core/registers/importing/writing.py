"""The last step of an import: what was checked becomes records.

A file is written all or nothing, keyed by the import, so that a second try does nothing twice. A long file of a
register that allows it (`Intake.in_slices`) is written a thousand rows at a time, each all or nothing: nobody else
waits for the database longer than one slice, and a writing that broke off goes on after its last slice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from banyan.core.deeds import bulk
from banyan.core.inserting import refresh_statistics, roomy
from banyan.core.registers.declaration import Applied, Register
from banyan.core.registers.importing import slices
from banyan.core.registers.importing.models import Import, ImportRow, ImportSlice
from banyan.core.registers.importing.steps import (
    CHUNK,
    Progress,
    no_progress,
    thawed,
    tidy_up,
    undisturbed,
)
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CheckedRow, Checker, Row, Sheet

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

    def checker(self, made: Import) -> _Checkers:
        """Reads what could not be kept; what was found stands with the rows already."""
        intake = self.register.entry
        given = {"unit": made.unit, "by": self.by, "today": self.now.date(), "project": self.project}
        return _Checkers(intake.sheet, intake.references(**given))


@dataclass(frozen=True)
class _Checkers:
    """Reads single columns of a sheet again."""

    sheet: Sheet
    references: Mapping[str, Any]

    def read_again(self, rows: Sequence[Row], names: Collection[str]) -> None:
        """Fill in the values of these columns; every row gets what its checks look up."""
        columns = tuple(column for column in self.sheet.columns if column.name in names)
        for row in rows:
            row.references = self.references
        if columns:
            Checker(replace(self.sheet, columns=columns, checks=(), key=()), self.references).check(rows)


def apply(
    register: Register, made: Import, *, by: Any, now: datetime, project: Any = None, accept_valid: bool = False,
    progress: Progress = no_progress,
) -> Applied:  # fmt: skip
    """Write the accepted rows. A second call for the same import does nothing.

    Refuses while rows have errors, unless `accept_valid` takes the good ones and leaves the others out.
    """
    job = _Job(register, by, now, project, accept_valid, progress)
    with undisturbed(), roomy():
        in_slices = register.entry.in_slices and made.good > CHUNK
        applied = _in_slices(job, made) if in_slices else _at_once(job, made)
    if made.rows > CHUNK:
        refresh_statistics()
    return applied


def _at_once(job: _Job, made: Import) -> Applied:
    with job.work(made.unit) as work:
        made = _locked(made, job)
        checker, applying, done = job.checker(made), job.applying(made), 0
        for kept in slices.of(made):
            done += _chunk(applying, _accepted(made, checker, kept))
            tidy_up()
            job.progress(done, made.good)
        return _finish(made, applying.finish(), work)


def _in_slices(job: _Job, made: Import) -> Applied:
    with job.work(made.unit):
        made = _locked(made, job)
        made.state = Import.State.WRITING
        made.save()
    checker, applying, done = job.checker(made), job.applying(made), made.accepted
    for kept in slices.of(made, after=_written_until(made)):
        checked = _accepted(made, checker, kept)
        _write_slice(job, made, applying, checked, kept.last)
        done += len(checked)
        tidy_up()
        job.progress(done, made.good)
    before = made.accepted
    with job.work(made.unit) as work:
        made = _locked(made, job)
        applied: Applied = applying.finish()
        applied.accepted = before
        return _finish(made, applied, work)


def _chunk(applying: Any, checked: Sequence[CheckedRow]) -> int:
    if checked:
        applying.chunk(checked)
    return len(checked)


def _write_slice(job: _Job, made: Import, applying: Any, checked: Sequence[CheckedRow], last: int) -> None:
    """One slice and how far it brought the file, together or not at all."""
    with job.work(made.unit):
        standing = _locked(made, job)
        if _written_until(standing) != _written_until(made):
            raise Refused({"": noop("Somebody else is writing this file at the moment.")}, code="state")
        made.accepted += _chunk(applying, checked)
        made.about = made.about | {"written_until": last}
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
    ImportSlice.objects.filter(imported=made).delete()
    return applied


def _accepted(made: Import, checker: _Checkers, kept: ImportSlice) -> list[CheckedRow]:
    """The good rows of a slice with their values, and with what was found on them when they were checked."""
    marked = ImportRow.objects.filter(imported=made, line__range=(kept.first, kept.last))
    found = {
        line: (good, findings) for line, good, findings in marked.values_list("line", "good", "findings")
    }
    rows, again = slices.unpacked(kept.cells)
    good = [row for row in rows if row.line not in found or found[row.line][0]]
    checker.read_again(good, again)
    return [CheckedRow(row, [thawed(each) for each in found.get(row.line, (True, ()))[1]]) for row in good]
