"""No record is read past the door, no deed is done without its right."""

import pytest

from tests.batteries import doors

pytestmark = pytest.mark.django_db


def test_records_are_read_and_written_on_somebody_s_behalf_or_not_at_all(world):
    assert list(doors.unguarded(world)) == []


def test_no_deed_is_done_without_its_right(world):
    assert list(doors.done_without_right(world)) == []
    assert doors.deeds_tried() >= 40
