"""By when something is due in a case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from banyan.domains.services.rules.cases import crisis, deadlines
from banyan.domains.services.rules.cases.deadlines import Due, Limits
from banyan.domains.services.rules.cases.stages import Facts
from banyan.foundation.refusal import Refused

LIMITS = Limits(contact_days=(("A", 7), ("B", 15)))


def later(day: date, days: int) -> date:
    """Every day is a working day here."""
    return day + timedelta(days=days)


def due(facts: Facts, crisis_at: datetime | None = None) -> list[Due]:
    """What is due with the limits of the house."""
    return deadlines.next_papers(facts, LIMITS, later, crisis_at)


def test_each_paper_is_due_some_working_days_after_the_one_before_it():
    first = Facts(inquired_on=date(2025, 3, 3))
    assert due(first) == [Due("intake", date(2025, 3, 6), date(2025, 3, 3))]
    accepted = Facts(inquired_on=date(2025, 3, 3), accepted_on=date(2025, 3, 5))
    consent = Due("consent", date(2025, 3, 8), date(2025, 3, 5))
    assert due(accepted) == [Due("assessment", date(2025, 3, 15), date(2025, 3, 5)), consent]
    assessed = Facts(
        inquired_on=date(2025, 3, 3), accepted_on=date(2025, 3, 5), assessed_on=date(2025, 3, 10)
    )
    assert due(assessed) == [Due("plan", date(2025, 3, 15), date(2025, 3, 10)), consent]
    planned = replace(assessed, planned_on=date(2025, 3, 12), consented_on=date(2025, 3, 7))
    assert due(planned) == [Due("agreement", date(2025, 3, 17), date(2025, 3, 12))]


def test_nothing_is_due_in_a_file_that_is_over():
    assert due(Facts(inquired_on=date(2025, 3, 3), declined_on=date(2025, 3, 5))) == []


def test_a_crisis_sets_one_clock_for_all_papers():
    facts = Facts(inquired_on=date(2025, 3, 3), accepted_on=date(2025, 3, 3), is_crisis=True)
    found = due(facts, datetime(2025, 3, 3, 10, tzinfo=UTC))
    assert {each.kind for each in found} == {"assessment", "plan", "consent", "agreement"}
    assert {each.on for each in found} == {date(2025, 3, 6)}


def test_a_review_is_due_three_months_after_the_plan_or_the_last_review():
    facts = Facts(inquired_on=date(2025, 3, 3), accepted_on=date(2025, 3, 5), assessed_on=date(2025, 3, 10))
    facts = replace(facts, planned_on=date(2025, 3, 31), consented_on=date(2025, 3, 7))
    facts = replace(facts, agreed_on=date(2025, 4, 1), last_contact_on=date(2025, 4, 2))
    assert due(facts) == [Due("review", date(2025, 6, 30), date(2025, 3, 31))]


def test_follow_ups_come_after_one_and_three_months_and_each_made_one_is_off_the_list():
    closed = date(2025, 11, 30)
    assert deadlines.follow_ups_due(closed, 0, (1, 3)) == [date(2025, 12, 30), date(2026, 2, 28)]
    assert deadlines.follow_ups_due(closed, 1, (1, 3)) == [date(2026, 2, 28)]
    assert deadlines.follow_ups_due(closed, 2, (1, 3)) == []


def test_the_next_contact_is_due_by_grade():
    assert deadlines.contact_due(date(2025, 3, 3), "A", LIMITS) == date(2025, 3, 10)
    assert deadlines.contact_due(date(2025, 3, 3), "B", LIMITS) == date(2025, 3, 18)
    assert deadlines.contact_due(date(2025, 3, 3), "V", LIMITS) is None


NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "minutes"), [("red", [30, 30, 1440]), ("orange", [120, 120]), ("yellow", [1440]), ("blue", [])]
)
def test_a_graver_crisis_is_told_sooner(level, minutes):
    assert [call.minutes for call in crisis.calls(level, crisis.Clock())] == minutes


def test_a_call_is_due_so_many_minutes_after_the_crisis_was_raised():
    first, *_rest = crisis.calls("red", crisis.Clock())
    assert crisis.due_at(NOON, first) == NOON + timedelta(minutes=30)


def test_a_crisis_is_said_in_words_and_not_by_a_colour_alone():
    crisis.check_level("red", "spoke of tonight", "stayed with her")
    for wrong in (("pink", "x", "y"), ("red", " ", "y"), ("red", "x", "")):
        with pytest.raises(Refused):
            crisis.check_level(*wrong)
