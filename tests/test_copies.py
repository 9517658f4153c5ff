"""Tests that commit leave nothing behind, although the trail refuses to be emptied."""

import os
import subprocess
import sys
import threading

import pytest

from tests import databases
from tests.isolation import ROOT

COUNT_UNITS = (
    "import django; django.setup(); from banyan.core import door; from banyan.core.identity.models import Unit\n"
    "with door.opened('test'): print('units', Unit.everything.count())"
)


def units() -> int:
    """How many units the present database holds."""
    from banyan.core import door
    from banyan.core.identity.models import Unit

    with door.opened("test"):
        return Unit.everything.count()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(transactional_copy, turn):
    from tests.makers import make_unit

    assert units() == 0
    make_unit("A0")
    assert units() == 1


def test_the_original_is_back_after_a_copy(db):
    assert units() == 0
    assert databases.current_place().name == str(databases._connection().settings_dict["NAME"])


@pytest.mark.django_db(transaction=True)
def test_a_thread_and_another_program_see_what_was_committed():
    from django.db import connection

    from tests.makers import make_unit

    make_unit("A0")
    seen = []

    def look() -> None:
        seen.append(units())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join(timeout=30)
    done = subprocess.run(
        [sys.executable, "-c", COUNT_UNITS], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    assert (seen, done.stdout.strip()) == ([1], "units 1"), done.stderr
