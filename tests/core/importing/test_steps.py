"""A file on its way in: read, checked, mended, written; and the same as a job."""

import pytest
from django.db import connection

from banyan.core import door
from banyan.core.jobs import running
from banyan.core.jobs.models import JobRun
from banyan.core.registers.declaration import register_for
from banyan.core.registers.importing import steps, writing
from banyan.core.registers.importing.models import Import, ImportRow
from banyan.domains.services.models import ServiceUser
from banyan.foundation.refusal import Refused
from banyan.foundation.tables import UnreadableTable
from bench.people import HEADERS, write_file
from tests.services.makers import NOW, OPERATOR

HEADING = ",".join(HEADERS)


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def users():
    return register_for("services.serviceuser")


@pytest.fixture
def file(tmp_path):
    return write_file(tmp_path / "residents.csv", 30)


def stage(users, content, unit, **more):
    content = content.encode() if isinstance(content, str) else content
    return steps.stage(users, content, "residents.csv", unit=unit, by=OPERATOR, now=NOW, **more)


def with_heading(file, old, new):
    return file.read_text("utf-8-sig").replace(old, new, 1)


def test_what_was_checked_is_written_once(users, file, north):
    made = stage(users, file, north)
    assert (made.rows, made.good, made.state) == (30, 30, Import.State.CHECKED)
    applied = writing.apply(users, made, by=OPERATOR, now=NOW)
    assert applied.accepted == ServiceUser.everything.filter(unit=north).count() == 30
    with pytest.raises(Refused):
        writing.apply(users, made, by=OPERATOR, now=NOW)


def test_progress_counts_towards_the_rows_of_the_file(users, file, north):
    seen = []
    stage(users, file, north, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(30, 30)]


@pytest.mark.parametrize("written", ["居民编号（必填）", "*居民编号", " 居民 编号"])
def test_a_header_may_carry_what_people_add(users, file, north, written):
    assert stage(users, with_heading(file, "居民编号", written), north).good == 30


def test_a_header_that_somebody_explains_is_remembered_for_the_unit(users, file, north, south):
    text = with_heading(file, "居民编号", "内部代码")
    with pytest.raises(UnreadableTable):
        stage(users, text, north)
    assert stage(users, text, north, mapping={"内部代码": "number"}).good == 30
    assert stage(users, text, north).good == 30
    with pytest.raises(UnreadableTable):
        stage(users, text, south)


def test_what_somebody_chose_for_a_header_goes_before_what_it_says(users, file, north):
    made = stage(users, file, north, mapping={"备注": "source", "来源": "note"})
    writing.apply(users, made, by=OPERATOR, now=NOW)
    assert set(ServiceUser.everything.values_list("source", "note")) == {("", "社区转介")}


def torn(file):
    """The third row has a comma too many."""
    lines = file.read_text("utf-8-sig").splitlines()
    lines[3] += ",多出来的"
    return "\r\n".join(lines) + "\r\n"


def bad_lines(made):
    return list(ImportRow.objects.filter(imported=made, good=False).values_list("line", flat=True))


def test_a_row_with_a_cell_too_many_stays_out_after_another_one_was_mended(users, file, north):
    made = stage(users, torn(file), north)
    assert bad_lines(made) == [4]
    steps.recheck(users, made, {9: {"note": "x"}}, by=OPERATOR, now=NOW)
    assert bad_lines(made) == [4]
    steps.recheck(users, made, {4: {"note": "x"}}, by=OPERATOR, now=NOW)
    assert bad_lines(made) == []


def test_rows_with_errors_keep_the_file_out_unless_the_good_ones_are_asked_for(users, file, north):
    made = stage(users, torn(file), north)
    with pytest.raises(Refused):
        writing.apply(users, made, by=OPERATOR, now=NOW)
    assert writing.apply(users, made, by=OPERATOR, now=NOW, accept_valid=True).accepted == 29


def test_a_long_file_comes_in_as_two_jobs(users, file, north):
    given = {"register": users.name, "path": str(file), "filename": file.name}
    staged = running.run_now("import.stage", by=OPERATOR, unit=north, **given)
    assert not file.exists()
    run = running.run_now("import.apply", by=OPERATOR, unit=north, imported=staged.result["import"])
    assert (run.state, run.result["accepted"]) == (JobRun.State.DONE, 30)
    again = running.run_now("import.apply", by=OPERATOR, unit=north, imported=staged.result["import"])
    assert again.result["accepted"] == 30
    assert ServiceUser.everything.count() == 30


@pytest.fixture
def small_slices(monkeypatch):
    """Slices of ten rows."""
    for module in (steps, writing):
        monkeypatch.setattr(module, "CHUNK", 10)


def stop_after(rows):
    def progress(done, total):
        if done >= rows:
            raise Refused({"": "stopped"}, code="cancelled")

    return progress


def test_a_long_file_that_broke_off_goes_on_after_its_last_slice(users, file, north, small_slices):
    made = stage(users, file, north)
    with pytest.raises(Refused):
        writing.apply(users, made, by=OPERATOR, now=NOW, progress=stop_after(20))
    made.refresh_from_db()
    assert (made.state, made.accepted, ServiceUser.everything.count()) == (Import.State.WRITING, 20, 20)
    assert writing.apply(users, made, by=OPERATOR, now=NOW).accepted == 30
    made.refresh_from_db()
    assert (made.state, made.accepted, ServiceUser.everything.count()) == (Import.State.APPLIED, 30, 30)


def test_a_slice_that_fails_leaves_nothing_of_itself(users, file, north, small_slices, monkeypatch):
    made = stage(users, file, north)
    applying = type(users.entry.apply(unit=north, by=OPERATOR, now=NOW))
    whole = applying.chunk

    def broken(self, rows):
        whole(self, rows)
        if ServiceUser.everything.count() > 10:
            raise ZeroDivisionError

    monkeypatch.setattr(applying, "chunk", broken)
    with pytest.raises(ZeroDivisionError):
        writing.apply(users, made, by=OPERATOR, now=NOW)
    made.refresh_from_db()
    assert (made.accepted, ServiceUser.everything.count()) == (10, 10)


def test_new_rows_reach_postgresql_as_a_stream_and_sqlite_table_by_table(users, file, north):
    made, one_by_one = stage(users, file, north), []

    def watched(execute, sql, params, many, context):
        one_by_one.extend([sql] if many else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watched):
        writing.apply(users, made, by=OPERATOR, now=NOW)
    assert ServiceUser.everything.filter(unit=north).count() == 30
    assert len(one_by_one) <= (0 if connection.vendor == "postgresql" else 10), one_by_one


def test_a_file_being_written_is_no_longer_mended(users, file, north, small_slices):
    made = stage(users, file, north)
    with pytest.raises(Refused):
        writing.apply(users, made, by=OPERATOR, now=NOW, progress=stop_after(10))
    made.refresh_from_db()
    with pytest.raises(Refused):
        steps.recheck(users, made, {30: {"note": "x"}}, by=OPERATOR, now=NOW)
