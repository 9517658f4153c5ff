"""Backup and restore: the same everywhere, or nothing touched."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from banyan.core.backup import sealing
from banyan.foundation.refusal import Refused
from tests.isolation import ROOT

CANARY = "金丝雀站"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A small installation of its own on SQLite, and the shell to it."""
    home = tmp_path_factory.mktemp("house")
    run = _shell(home)
    made = run("init", "--name", CANARY, "--password", "a-long-password")
    assert made.returncode == 0, made.stderr
    kept = run("backup", str(home / "kept.bak"))
    assert kept.returncode == 0, kept.stderr
    return SimpleNamespace(home=home, run=run, file=home / "kept.bak")


def _shell(home):
    def run(*words):
        settings = {"BANYAN_HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "banyan", *words]
        return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, cwd=ROOT)

    return run


def test_a_backup_is_sealed_and_its_key_lies_beside_it(house):
    raw = house.file.read_bytes()
    assert raw.startswith(sealing.MAGIC)
    assert CANARY.encode() not in raw
    key = house.file.with_name("kept.bak.key")
    assert key.stat().st_mode & 0o077 == 0


def test_restored_into_an_empty_place_everything_is_the_same(house, tmp_path):
    run = _shell(tmp_path)
    restored = run("restore", str(house.file), "--json")
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "secrets.json").read_text() == (house.home / "secrets.json").read_text()
    assert run("anchor", "--json").stdout == house.run("anchor", "--json").stdout
    assert run("verify").returncode == 0
    again = run("backup", str(tmp_path / "again.bak"), "--json")
    assert (
        again.stdout.split('"rows"')[1]
        == house.run("backup", str(house.file), "--json").stdout.split('"rows"')[1]
    )


def test_a_filled_place_is_not_overwritten(house):
    refused = house.run("restore", str(house.file), "--json")
    assert (refused.returncode, '"not_empty"' in refused.stdout) == (1, True)


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "add", "wrong_key", "not_ours"])
def test_a_harmed_backup_is_refused_before_anything_is_touched(house, tmp_path, harm):
    file, key = tmp_path / "harmed.bak", tmp_path / "harmed.bak.key"
    raw = bytearray(house.file.read_bytes())
    key.write_text(house.file.with_name("kept.bak.key").read_text())
    if harm == "flip":
        raw[len(raw) // 2] ^= 1
    elif harm == "cut":
        raw = raw[:-20]
    elif harm == "swap":
        raw[40:60] = reversed(raw[40:60])
    elif harm == "add":
        raw += b"more"
    elif harm == "wrong_key":
        key.write_text("00" * 32)
    else:
        raw = bytearray(b"PK\x03\x04")
    file.write_bytes(bytes(raw))
    target = tmp_path / "target"
    refused = _shell(target)("restore", str(file), "--json")
    assert refused.returncode == 1
    assert '"refused"' in refused.stdout
    assert not (target / "banyan.sqlite3").exists()


def test_a_key_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "key").write_text("no key")
    with pytest.raises(Refused):
        sealing.read_key(tmp_path / "key")
