"""What records say of themselves when they are checked."""

from datetime import date, time
from uuid import UUID

import pytest

from banyan.domains.services.rules import checking
from banyan.domains.services.rules.hours.spent import Category, Spent, days

DAY = date(2025, 10, 16)
MINE, OTHER = UUID(int=1), UUID(int=2)


def spent(record, began, minutes=60):
    return Spent(
        1, DAY, minutes, Category.INTERVIEW, "services.casecontact", record, "N", began_at=time(began)
    )


@pytest.mark.clause("R4.2.2")
def test_empty_lines_and_missing_papers_are_named():
    written = dict.fromkeys(checking.CONTACT_LINES, "写了") | {"aim": " ", "next_step": ""}
    told = [str(each) for each in checking.gaps(checking.CONTACT_LINES, written, 2)]
    assert len(told) == 3 and "aim" in told[0] and "next step" in told[1] and "2 papers" in told[2]
    assert checking.gaps(checking.CONTACT_LINES, dict.fromkeys(checking.CONTACT_LINES, "写了"), 0) == []


@pytest.mark.clause("R4.2.2")
def test_another_record_at_the_same_time_contradicts_and_one_after_it_does_not():
    def said(*rows):
        return [str(each) for each in checking.contradictions(time(14), time(15), days(rows, 12), MINE, ())]

    assert said(spent(MINE, 14), spent(OTHER, 15)) == []
    assert "14:00" in said(spent(OTHER, 14), spent(MINE, 14))[0]
    assert "13 hours" in said(spent(MINE, 14), spent(OTHER, 1, 720))[0]


@pytest.mark.clause("R4.2.2")
@pytest.mark.parametrize(
    ("rooms", "told"),
    [
        ([], ""),
        ([checking.Booked(time(14), time(16))], ""),
        ([checking.Booked(time(9), time(10))], "other hours"),
        ([checking.Booked(time(14), time(16), called_off=True)], "called off"),
        ([checking.Booked(time(14), time(16), called_off=True), checking.Booked(time(14), time(15))], ""),
    ],
)  # fmt: skip
def test_a_room_booked_for_other_hours_or_called_off_contradicts(rooms, told):
    said = " ".join(map(str, checking.contradictions(time(14), time(15), [], MINE, rooms)))
    assert told in said and bool(said) == bool(told)
