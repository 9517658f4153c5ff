"""Raw minutes of a day: joint work, overlaps, long days and days that cannot be."""

from datetime import date, time
from uuid import UUID

import pytest

from banyan.domains.services.rules.hours.spent import (
    Category,
    Spent,
    by_category,
    check_day,
    days,
    hours_said,
    overlaps,
    services,
)
from banyan.foundation.refusal import Refused

DAY = date(2025, 10, 18)
ANA, BO = 1, 2


def spent(minutes=60, worker=ANA, category=Category.INTERVIEW, record=1, **more):
    """Minutes at a record."""
    return Spent(
        worker, more.pop("day", DAY), minutes, category, "x.y", UUID(int=record), f"N{record}", **more
    )


def test_joint_work_is_one_service_and_hours_for_both():
    rows = [spent(120, ANA, Category.SESSION), spent(120, BO, Category.SESSION, leads=False)]
    assert services(rows) == 1
    assert {day.worker: day.minutes for day in days(rows, 12)} == {ANA: 120, BO: 120}


def test_a_meeting_is_no_service():
    assert services([spent(category=Category.MEETING)]) == 0


def test_two_records_at_the_same_time_are_named_and_one_after_the_other_is_not():
    first, second, third = (
        spent(60, began_at=time(9), record=1),
        spent(60, began_at=time(9, 30), record=2),
        spent(60, began_at=time(10, 30), record=3),
    )
    assert overlaps([third, first, second]) == [(first, second)]


def test_a_long_record_overlaps_everything_it_spans():
    long, one, two = spent(240, began_at=time(8)), spent(30, began_at=time(9)), spent(30, began_at=time(11))
    assert overlaps([long, one, two]) == [(long, one), (long, two)]


def test_two_workers_at_the_same_time_do_not_overlap():
    rows = [spent(60, ANA, began_at=time(9)), spent(60, BO, began_at=time(9))]
    assert not any(day.overlaps for day in days(rows, 12))


@pytest.mark.parametrize(
    ("minutes", "long", "impossible"),
    [(720, False, False), (721, True, False), (1440, True, False), (1441, True, True)],
)
def test_more_than_twelve_hours_are_flagged_and_more_than_a_day_cannot_be(minutes, long, impossible):
    (day,) = days([spent(minutes)], 12)
    assert (day.is_long, day.is_impossible, day.is_odd) == (long, impossible, long)


def test_the_way_belongs_to_the_day():
    assert days([spent(60, travel=45)], 12)[0].minutes == 105
    assert by_category([spent(60, travel=45), spent(15)]) == {Category.INTERVIEW: 120}


def test_the_minute_that_breaks_the_day_is_refused():
    check_day([700, 700], 40)
    with pytest.raises(Refused):
        check_day([700, 700], 41)


def test_minutes_are_said_as_hours():
    assert [hours_said(each) for each in (0, 15, 90, 600)] == ["0", "0.25", "1.5", "10"]
