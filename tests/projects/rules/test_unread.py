"""What a figure tells of records that its reader may not open."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.projects.rules.figures import Sums
from banyan.domains.projects.rules.judging import Standing
from banyan.domains.projects.rules.limits import Claim, settle
from banyan.domains.projects.rules.measures import CountingRule, Measure
from banyan.domains.projects.rules.unread import Told, Unread, told_to

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def sums_of(**more):
    """Twelve counted, seven of them in April; three waiting."""
    given = {"counted": Decimal(12), "pending": Decimal(3), "months": {MARCH: Decimal(5), APRIL: Decimal(7)}}
    return Sums(**given | more)


def unread(count, month=APRIL, state="counted", amount=1, first=0):
    """So many records of guarded files, a line each."""
    return [Unread(first + line, state, month, Decimal(amount)) for line in range(count)]


@pytest.mark.parametrize(
    ("hidden", "told", "counted"),
    [
        (0, Told.GROUPS, 12), (1, Told.GROUPS, 11), (4, Told.GROUPS, 8), (5, Told.GROUPS, 12), (7, Told.GROUPS, 10),
        (4, Told.ALL, 12), (4, Told.NONE, 8), (7, Told.NONE, 5),
    ],
)  # fmt: skip
def test_the_years_figure_rises_by_whole_groups_and_a_month_never(hidden, told, counted):
    seen = told_to(sums_of(), unread(hidden), told, 5)
    assert (seen.counted, seen.months[APRIL]) == (counted, 7 - hidden)
    assert seen.months[MARCH] == 5


def test_what_waits_in_guarded_files_is_told_to_nobody_and_the_kept_sums_stay():
    kept = sums_of()
    seen = told_to(kept, unread(2, state="pending"), Told.ALL, 5)
    assert (seen.pending, seen.counted, kept.pending) == (1, 12, 3)


def test_a_record_that_was_booked_and_taken_back_fills_no_group():
    """Five lines, one of which an adjustment took back, are four records."""
    rows = [*unread(5, MARCH), Unread(0, "counted", APRIL, Decimal(-1))]
    assert told_to(sums_of(), rows, Told.GROUPS, 5).counted == 8


def test_hours_and_answers_come_back_with_the_records_of_the_group():
    rows = [Unread(n, "counted", APRIL, Decimal("1.5"), Decimal(2)) for n in range(6)]
    seen = told_to(sums_of(base=Decimal(20)), rows, Told.GROUPS, 5)
    assert (seen.counted, seen.base) == (Decimal("10.5"), 18)


def test_a_guarded_file_stands_back_from_the_place_that_it_has():
    """The sheet that everybody reads would say that the person was counted elsewhere."""
    rule = CountingRule(None, Measure.PERSONS, at_most=1)
    held = Claim("case", Standing.COUNTED, MARCH, "L3", Standing.COUNTED, guarded=True)
    met = Claim("sheet", Standing.COUNTED, APRIL, "HD-1")
    assert settle([held, met], rule) == {"sheet": Standing.COUNTED, "case": Standing.REPEATED}
    assert settle([held], rule) == {"case": Standing.COUNTED}
