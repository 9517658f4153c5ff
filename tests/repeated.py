"""What a run on PostgreSQL repeats at once, and what it leaves to `./run test-deep` because no database decides it."""

import os

import pytest

ON_A_SERVER = bool(os.environ.get("BANYAN_TEST_DATABASE"))

#: Marks of a test or a parameter whose answer is the same on every database.
LATER = (pytest.mark.deep,) if ON_A_SERVER else ()


def later_on_a_server(test):
    """The test runs on SQLite every time, on PostgreSQL in the deep run."""
    return pytest.mark.deep(test) if ON_A_SERVER else test
