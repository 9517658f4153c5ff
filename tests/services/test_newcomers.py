"""Residents written column by column: the same rows, trail and index as written one by one."""

import json
from datetime import date

import pytest
from django.db import transaction

from banyan.core import door
from banyan.core.audit import chain, trail, words
from banyan.core.audit.models import Event, SubjectKey, Words
from banyan.core.registers.declaration import register_for
from banyan.core.registers.importing import slices, steps, writing
from banyan.core.registers.importing.models import Import, ImportRow, ImportSlice
from banyan.core.search import keeping
from banyan.core.search.models import SearchDoc
from banyan.domains.services.deeds.erasing import erase
from banyan.domains.services.models import ServiceUser
from banyan.domains.services.rules import residents_sheet
from banyan.foundation.sheets import Checker, Row
from bench.people import write_file
from tests.services.makers import NOW, OPERATOR

SILENT = ("at", "seq", "object_id", "prev", "hash", "id", "changes")
ROWS = 25


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def users():
    return register_for("services.serviceuser")


@pytest.fixture
def file(tmp_path):
    return write_file(tmp_path / "residents.csv", ROWS)


@pytest.fixture
def made(users, file, north):
    return steps.stage(users, file, file.name, unit=north, by=OPERATOR, now=NOW)


def write(users, made):
    return writing.apply(users, made, by=OPERATOR, now=NOW)


def test_a_line_says_the_same_as_one_written_by_itself(users, made, north):
    write(users, made)
    user = ServiceUser.everything.get(number="R000003")
    (told,) = trail.history(user)
    assert set(told["changes"]["name"]) == {None, user.name} and told["erased"] == []
    SubjectKey.objects.filter(subject=user.public_id).delete()
    with transaction.atomic():
        trail.note(OPERATOR, NOW, told["event"].verb, user, {})
    together, alone = told["event"], Event.objects.latest("pk")
    for name in (field.name for field in Event._meta.fields if field.name not in SILENT):
        assert getattr(alone, name) == getattr(together, name)
    said, meant = (json.loads(each.changes) for each in (together, alone))
    assert [each.split()[0] for each in said.pop("agreed_to")[1]] == ["general", "sensitive"]
    assert said.pop("*")[1:] == meant.pop("*")[1:]
    assert said == meant
    assert list(chain.faults()) == []


def test_what_was_hashed_can_be_proved_from_what_was_sealed(users, made):
    write(users, made)
    rows = {(each.chain, each.seq): each for each in Words.objects.all()}
    opened = words.read(rows)
    assert len(opened) == ROWS
    for place, each in opened.items():
        spoken = words.Spoken(each["values"])
        spoken._salt = bytes.fromhex(each["salt"])
        line = Event.objects.get(chain=place[0], seq=place[1])
        assert json.loads(line.changes)["*"][0] == spoken.commitment


def test_the_index_holds_what_a_new_one_would_hold(users, made):
    write(users, made)
    shown = ("model", "object_id", "number", "title", "unit_id", "scope_id")
    together = set(SearchDoc.objects.values_list(*shown))
    assert len(together) == ROWS
    keeping.reindex()
    assert set(SearchDoc.objects.values_list(*shown)) == together


def test_what_was_understood_is_kept_beside_what_was_written(file):
    cells = dict.fromkeys(residents_sheet.SHEET.names, "") | {
        "number": "R1", "name": "甲乙 ", "born_on": "1960/5/1", "tags": "低保|失能", "lives_alone": "是",
    }  # fmt: skip
    rows = [Row(7, dict(cells)), Row(9, cells | {"sex": "女", "born_on": ""})]
    today = {"today": date(2025, 12, 31), "areas": {}}
    Checker(residents_sheet.SHEET, today).check(rows)
    opened, again = slices.unpacked(slices.packed(rows))
    assert again == set()
    assert [(row.line, row.raw, row.values) for row in opened] == [
        (row.line, row.raw, row.values) for row in rows
    ]


def test_a_value_that_no_text_can_hold_is_read_again():
    odd = object()
    rows = [Row(2, {"unit": "N1"}, {"unit": odd, "name": "x"})]
    (opened,), again = slices.unpacked(slices.packed(rows))
    assert (again, opened.values) == ({"unit"}, {"name": "x"})


def test_nothing_readable_waits_and_nothing_waits_after_writing(users, made):
    kept = ImportSlice.objects.get(imported=made)
    assert "王示安" in kept.cells
    assert "王示安" not in str(ImportSlice.objects.filter(pk=kept.pk).values_list("cells").get())
    write(users, made)
    assert (
        not ImportSlice.objects.exists() and not ImportRow.objects.filter(imported=made, findings=[]).exists()
    )


def test_an_erased_person_leaves_no_row_in_a_file_that_waits(users, made, file, north):
    write(users, made)
    file.write_text(file.read_text("utf-8-sig").replace("社区转介", "自荐"), "utf-8-sig")
    waiting = steps.stage(users, file, file.name, unit=north, by=OPERATOR, now=NOW)
    user = ServiceUser.everything.get(number="R000003")
    erase(user, by=OPERATOR, reason="asked for it")
    left = [
        row.values["number"] for row in slices.unpacked(ImportSlice.objects.get(imported=waiting).cells)[0]
    ]
    assert len(left) == ROWS - 1 and "R000003" not in left


def test_a_household_without_a_head_is_asked_about_at_its_first_member(users, file, north):
    file.write_text(file.read_text("utf-8-sig").replace("户主,", "配偶,"), "utf-8-sig")
    made = steps.stage(users, file, file.name, unit=north, by=OPERATOR, now=NOW)
    marked = ImportRow.objects.filter(imported=made).values_list("line", "findings", "good")
    asked = [line for line, findings, good in marked if good and "household_no_head" in map(_code, findings)]
    assert asked == [2, *range(4, ROWS + 2, 3)] and made.state == Import.State.CHECKED


def _code(finding):
    return finding["code"]


def test_a_number_that_comes_twice_is_told_of_its_first_line_across_slices(users, file, north, monkeypatch):
    monkeypatch.setattr(steps, "CHUNK", 10)
    text = file.read_text("utf-8-sig").replace("R000020,", "R000002,")
    file.write_text(text, "utf-8-sig")
    made = steps.stage(users, file, file.name, unit=north, by=OPERATOR, now=NOW)
    bad = ImportRow.objects.get(imported=made, good=False)
    assert (bad.line, [(each["code"], each["params"]) for each in bad.findings if each["severity"] == "error"]) == (
        21, [("duplicate_key", {"line": 3})],
    )  # fmt: skip
    assert made.good == ROWS - 1
