"""Copied databases: append-only tables refuse to be emptied, so a test that commits gets a copy to throw away."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from tests.isolation import ROOT, memory_folder

_serial = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """Where a database lies: the name PostgreSQL knows it by, or the file of SQLite."""

    name: str


def _connection():
    from django.db import connections

    return connections["default"]


def _is_sqlite() -> bool:
    return _connection().vendor == "sqlite"


def current_place() -> Place:
    """The database that tests talk to now."""
    return Place(str(_connection().settings_dict["NAME"]))


def directions_to(place: Place) -> dict[str, str]:
    """What a program that a test starts needs in its environment to use this database."""
    if _is_sqlite():
        return {"BANYAN_HOME": str(Path(place.name).parent)}
    given = _connection().settings_dict
    secret = f":{given['PASSWORD']}" if given.get("PASSWORD") else ""
    return {
        "BANYAN_DATABASE_URL": f"postgres://{given['USER']}{secret}@{given['HOST']}:{given['PORT']}/{place.name}"
    }


def _make_home(folder: Path) -> None:
    """A data folder with the secrets and files of the present one."""
    from django.conf import settings

    (settings.BANYAN_HOME / "files").mkdir(exist_ok=True)
    for name in ("secrets.json", "files", "vendor"):
        if (settings.BANYAN_HOME / name).exists():
            (folder / name).symlink_to(settings.BANYAN_HOME / name)


def _copy_sqlite(folder: Path) -> Place:
    """A data folder with everything the present database holds, triggers and search index included."""
    from django.db.backends.sqlite3.base import Database

    _make_home(folder)
    connection = _connection()
    connection.ensure_connection()
    target = folder / "banyan.sqlite3"
    copy = Database.connect(str(target))
    connection.connection.backup(copy)
    copy.close()
    return Place(str(target))


def _copy_postgres() -> Place:
    """A database made with the present one as template; nobody else may be connected to it."""
    connection = _connection()
    source = current_place().name
    target = f"{source[:40]}_{os.getpid()}_{next(_serial)}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    return Place(target)


def _drop(place: Place) -> None:
    """Throw a copied server database away, whoever is still connected; a file goes with its folder."""
    if _is_sqlite():
        return
    with _connection()._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{place.name}" WITH (FORCE)')


@contextmanager
def talking_to(place: Place) -> Iterator[Place]:
    """Everything in this process uses another database; so do the programs it starts."""
    connection = _connection()
    earlier = current_place()
    held, connection.connection = connection.connection, None
    if held is not None and not _is_sqlite():
        held.close()
        held = None
    connection.settings_dict["NAME"] = place.name
    with mock.patch.dict(os.environ, directions_to(place)):
        try:
            yield place
        finally:
            connection.close()
            connection.settings_dict["NAME"] = earlier.name
            connection.connection = held


@contextmanager
def kept_copy() -> Iterator[Place]:
    """A copy of the present database that lies beside it for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="banyan-copy-", dir=memory_folder()))
    place = _copy_sqlite(folder) if _is_sqlite() else _copy_postgres()
    try:
        yield place
    finally:
        _drop(place)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copied() -> Iterator[Place]:
    """A copy of the present database, in use for as long as the block lasts."""
    with kept_copy() as place, talking_to(place):
        yield place


@pytest.fixture(scope="session", autouse=True)
def copies_instead_of_flushing():
    """`django_db(transaction=True)` works on a copy and throws it away, where Django would empty every table."""
    from django.test import TransactionTestCase

    open_copies: list = []

    def enter(_cls) -> None:
        copy = copied()
        copy.__enter__()
        open_copies.append(copy)

    def leave(_self) -> None:
        open_copies.pop().__exit__(None, None, None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(enter))
        patch.setattr(TransactionTestCase, "_fixture_teardown", leave)
        yield


@pytest.fixture
def transactional_copy(transactional_db) -> Place:
    """A migrated, empty database that the test may commit to, also from threads and other programs."""
    return current_place()


@pytest.fixture(scope="session")
def demo_place(django_db_setup, django_db_blocker) -> Iterator[Place]:
    """The demo agency, loaded once for the run through the product's own command."""
    with django_db_blocker.unblock(), kept_copy() as place:
        with talking_to(place):
            command = [sys.executable, "-m", "banyan", "demo-load"]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        yield place


@pytest.fixture
def demo_copy(demo_place, django_db_blocker) -> Iterator[Place]:
    """The demo agency in a database that the test may commit to."""
    with django_db_blocker.unblock(), talking_to(demo_place), copied() as place:
        yield place
