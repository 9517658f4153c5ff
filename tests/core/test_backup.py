"""Backup and restore: the same everywhere, or nothing touched."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection

from banyan.core.backup import keeping, sealing
from banyan.foundation.refusal import Refused
from tests.databases import Place, directions_to
from tests.isolation import ROOT

CANARY = "金丝雀站"
ANCHOR = ("anchor", "--json")
BOOKED = """凭证日期,凭证号,行号,会计科目编码,借方金额,贷方金额
2025-05-01,记-1,1,1002,8,
2025-05-01,记-1,2,4301,,8
"""
POST = (
    "from banyan.core import door; from banyan.domains.finance.models import Voucher;"
    "open_door = door.opened('test'); open_door.__enter__();"
    "Voucher.everything.update(state='posted')"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A small installation of its own on SQLite, with a posted voucher that nobody may change, and the shell to it."""
    home = tmp_path_factory.mktemp("house")
    run = _shell(home)
    (home / "booked.csv").write_text(BOOKED, encoding="utf-8")
    *_, anchor, kept, _end = one_by_one(
        run,
        ("init", "--name", CANARY, "--password", "a-long-password"),
        ("import", "vouchers", str(home / "booked.csv"), "--unit", "U0"),
        ("django", "shell", "-c", POST),
        ANCHOR,
        ("backup", str(home / "kept.bak"), "--json"),
    )
    return SimpleNamespace(
        home=home, run=run, file=home / "kept.bak", anchor=anchor, kept=kept.split('"rows"')[1]
    )


def _shell(home, **more):
    def run(*words, program=("-m", "banyan")):
        settings = {"BANYAN_HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}
        command = [sys.executable, *program, *words]
        return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, cwd=ROOT)

    return run


IN_TURN = """
import json, sys
from banyan.site.cli import main
for words in json.loads(sys.argv[1]):
    if main(words):
        sys.exit(f"{words} failed")
    print("\\f", end="")
"""


def one_by_one(run, *commands):
    """What each of several commands printed; one start of the program serves them all, and none may fail."""
    done = run(json.dumps(commands), program=("-c", IN_TURN))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split("\f")


@contextmanager
def empty_place():
    """Directions to an empty database of the kind that this run is about; SQLite's is a file in the new home."""
    if connection.vendor == "sqlite":
        yield {}
        return
    place = Place(f"restored_{os.getpid()}")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{place.name}"')
    try:
        yield {"BANYAN_DATABASE_URL": directions_to(place)["BANYAN_DATABASE_URL"]}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{place.name}" WITH (FORCE)')


def test_a_backup_is_sealed_and_its_key_lies_beside_it(house):
    raw = house.file.read_bytes()
    assert raw.startswith(sealing.MAGIC)
    assert CANARY.encode() not in raw
    key = house.file.with_name("kept.bak.key")
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_restored_into_an_empty_place_of_either_kind_everything_is_the_same(house, tmp_path):
    with empty_place() as directions:
        run = _shell(tmp_path, **directions)
        restored = run("restore", str(house.file), "--json")
        assert restored.returncode == 0, restored.stderr
        assert (tmp_path / "secrets.json").read_text() == (house.home / "secrets.json").read_text()
        anchor, again, *_ = one_by_one(
            run, ANCHOR, ("backup", str(tmp_path / "again.bak"), "--json"), ("verify",)
        )
        assert anchor == house.anchor
        assert again.split('"rows"')[1] == house.kept


def test_a_filled_place_is_not_overwritten(house):
    refused = house.run("restore", str(house.file), "--json")
    assert (refused.returncode, '"not_empty"' in refused.stdout) == (1, True)


def harmed(raw, harm):
    """The bytes of a backup after something happened to them."""
    if harm == "flip":
        raw[len(raw) // 2] ^= 1
    elif harm == "cut":
        raw = raw[:-20]
    elif harm == "swap":
        raw[40:60] = reversed(raw[40:60])
    elif harm == "add":
        raw += b"more"
    elif harm == "not_ours":
        raw = bytearray(b"PK\x03\x04")
    return bytes(raw)


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "add", "wrong_key", "not_ours"])
def test_a_harmed_backup_is_refused_before_anything_is_touched(house, tmp_path, harm, monkeypatch):
    file, key = tmp_path / "harmed.bak", tmp_path / "harmed.bak.key"
    right = house.file.with_name("kept.bak.key").read_text()
    key.write_text("00" * 32 if harm == "wrong_key" else right)
    file.write_bytes(harmed(bytearray(house.file.read_bytes()), harm))
    monkeypatch.setattr(keeping, "_fill", lambda *_: pytest.fail("something was written"))
    monkeypatch.setattr(keeping, "_refuse_when_filled", lambda: None)
    with pytest.raises(Refused):
        keeping.restore(file, key)


def test_the_shell_refuses_a_harmed_backup_and_lays_no_database(house, tmp_path):
    file = tmp_path / "harmed.bak"
    file.write_bytes(harmed(bytearray(house.file.read_bytes()), "flip"))
    (tmp_path / "harmed.bak.key").write_text(house.file.with_name("kept.bak.key").read_text())
    refused = _shell(tmp_path / "target")("restore", str(file), "--json")
    assert (refused.returncode, '"refused"' in refused.stdout) == (1, True)
    assert not (tmp_path / "target" / "banyan.sqlite3").exists()


def test_a_key_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "key").write_text("no key")
    with pytest.raises(Refused):
        sealing.read_key(tmp_path / "key")
