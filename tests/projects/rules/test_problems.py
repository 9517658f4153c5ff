"""The way of a problem upwards and its clocks."""

from datetime import date

import pytest

from banyan.domains.projects.rules import problems as rules
from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import seeded_calendar

LIMITS = {"parties": 3, "department": 5, "lead": 10, "committee": 10}
TODAY = date(2025, 9, 29)


@pytest.mark.clause("R9.3.1")
def test_each_stage_has_its_own_working_days():
    calendar = seeded_calendar(2025)
    monday = date(2025, 11, 3)
    due = {stage: rules.answer_due(stage, monday, LIMITS, calendar) for stage in rules.STAGES}
    assert due == {
        "parties": date(2025, 11, 6),
        "department": date(2025, 11, 10),
        "lead": date(2025, 11, 17),
        "committee": date(2025, 11, 17),
    }


def test_the_holidays_of_october_do_not_run_on_the_clock():
    assert rules.answer_due("parties", TODAY, LIMITS, seeded_calendar(2025)) == date(2025, 10, 10)


@pytest.mark.clause("R9.3.1")
def test_it_goes_from_the_parties_to_the_committee_and_no_further():
    assert [rules.stage_above(stage) for stage in rules.STAGES] == ["department", "lead", "committee", None]
    with pytest.raises(Refused):
        rules.check_can_rise("committee")


def test_late_is_the_day_after_the_last_day():
    assert not rules.is_overdue(TODAY, None, TODAY)
    assert rules.is_overdue(TODAY, None, date(2025, 9, 30))
    assert not rules.is_overdue(TODAY, TODAY, date(2025, 12, 1))


def test_a_party_settles_at_the_table_but_does_not_decide_from_above():
    rules.check_decider("parties", 1, 1)
    rules.check_decider("lead", 2, 1)
    with pytest.raises(Refused):
        rules.check_decider("lead", 1, 1)


def test_a_decision_without_cause_or_with_a_day_gone_by_is_refused():
    with pytest.raises(Refused) as refused:
        rules.check_decision(" ", "", date(2025, 9, 28), TODAY)
    assert set(refused.value.problems) == {"cause", "decision", "carried_out_by"}
    rules.check_decision("a", "b", TODAY, TODAY)
