"""What must not be readable in the database is not, and a ciphertext opens only at its own place."""

import pytest
from django.db import connection

from banyan.core import door, keys
from banyan.core.registers.importing.models import Import, ImportRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(north):
    with door.opened("test"):
        made = Import.everything.create(
            unit=north, register="x", filename="f", brought_at="2025-01-01T00:00+08:00"
        )
        return [ImportRow.objects.create(imported=made, line=line, cells=f"密{line}") for line in (1, 2)]


def _stored(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM importing_importrow WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


def test_the_database_holds_no_words(rows):
    assert "密" not in _stored(rows[0])
    assert ImportRow.objects.get(pk=rows[0].pk).cells == "密1"


def test_a_ciphertext_copied_to_another_row_does_not_open(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE importing_importrow SET cells = %s WHERE id = %s", [_stored(rows[0]), rows[1].pk]
        )
    with pytest.raises(keys.Unreadable):
        _ = ImportRow.objects.get(pk=rows[1].pk).cells


def test_saving_what_was_not_changed_keeps_the_ciphertext(rows):
    before = _stored(rows[0])
    row = ImportRow.objects.get(pk=rows[0].pk)
    assert row.cells == "密1"
    row.save()
    assert _stored(rows[0]) == before
    row.cells = "密3"
    row.save()
    assert ImportRow.objects.get(pk=rows[0].pk).cells == "密3"


def test_keyed_hashes_agree_for_equal_texts_and_differ_by_purpose():
    assert keys.keyed_hash("1", "a") == keys.keyed_hash("1", "a") != keys.keyed_hash("1", "b")
