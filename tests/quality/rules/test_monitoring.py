from datetime import date

import pytest

from banyan.domains.quality.rules import monitoring as rules
from banyan.domains.quality.rules.monitoring import Made
from banyan.foundation.periods import Period, parse_period
from banyan.foundation.refusal import Refused

TODAY = date(2025, 12, 10)
QUARTER = parse_period("2025-Q4")


def states(rhythm, *made, starts_on=date(2025, 10, 1), ends_on=None):
    wanted = rules.spans(rhythm, starts_on, ends_on, QUARTER)
    return [look.state for look in rules.looks(wanted, [Made(*each) for each in made], TODAY)]


@pytest.mark.clause("R3.2.6")
def test_a_month_without_a_look_is_missed_once_it_is_over():
    assert states("month", (date(2025, 10, 31), True), (date(2025, 12, 2), False)) == [
        "done",
        "missed",
        "fault",
    ]
    assert states("month") == ["missed", "missed", "due"]


def test_weeks_begin_on_monday_and_run_over_the_month():
    spans = list(rules.spans("week", date(2025, 10, 1), None, Period(date(2025, 10, 1), date(2025, 10, 12))))
    assert [span.start for span in spans] == [date(2025, 9, 29), date(2025, 10, 6)]


def test_a_quarter_and_a_half_year_are_those_of_the_calendar():
    assert [str(span) for span in rules.spans("quarter", date(2025, 1, 1), None, QUARTER)] == [
        "2025-10-01..2025-12-31"
    ]
    assert [str(span) for span in rules.spans("half_year", date(2025, 1, 1), None, QUARTER)] == [
        "2025-07-01..2025-12-31"
    ]


def test_what_was_ended_asks_for_nothing_more():
    assert states("month", ends_on=date(2025, 11, 30)) == ["missed", "missed"]


@pytest.mark.clause("R3.2.6")
def test_a_look_is_written_down_within_days_and_never_ahead():
    rules.check_day(date(2025, 12, 3), TODAY, 7)
    for day in (date(2025, 12, 2), date(2025, 12, 11)):
        with pytest.raises(Refused):
            rules.check_day(day, TODAY, 7)


def test_what_was_seen_is_said():
    with pytest.raises(Refused, match="not in order"):
        rules.check_seen(False, "")
    rules.check_seen(False, "灭火器过期")
