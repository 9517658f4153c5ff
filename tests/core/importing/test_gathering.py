"""What a long file leaves behind while it is read: notes outside of memory, gone with the reader."""

import pytest
from django.db import connection

from banyan.core.registers.importing.gathering import FirstLines, Notes


@pytest.mark.django_db
def test_the_first_line_of_each_key_is_remembered_from_piece_to_piece():
    first = FirstLines()

    assert first([("a",), ("b",), ("a",)], [4, 5, 6]) == [4, 5, 4]
    assert first([("c",), ("b",)], [7, 8]) == [7, 5]
    first.drop()


@pytest.mark.django_db
def test_the_notes_of_one_file_are_not_those_of_another():
    mine, yours = Notes("seen", ("line",), ("word",)), Notes("seen_too", ("line",), ("word",))
    mine.add([[1, "榕"], [2, None]])

    assert list(mine.ask("SELECT line, word FROM {notes} ORDER BY line")) == [(1, "榕"), (2, None)]
    assert list(yours.ask("SELECT line FROM {notes}")) == []


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps temporary tables in files of its own"
)
def test_notes_do_not_stay_in_the_memory_of_the_process():
    """Our SQLite keeps whatever stands in its temporary schema in memory: 225 bytes for each row of a file."""
    notes = Notes("seen", ("line",), ("word",))
    notes.add([[line, "x" * 100] for line in range(100)])

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_temp_master")
        assert cursor.fetchone() == (0,)
    assert list(notes.ask("SELECT COUNT(*) FROM {notes}")) == [(100,)]
    notes.drop()
