from datetime import date, timedelta
from uuid import uuid4

import pytest

from banyan.domains.quality.rules import rectifications as rules
from banyan.foundation.refusal import Refused

TODAY = date(2025, 10, 8)
OWNER, OTHER = uuid4(), uuid4()


@pytest.mark.clause("R4.4.1")
def test_a_cause_is_more_than_a_word():
    with pytest.raises(Refused) as refused:
        rules.check_cause(" 忙 ")
    assert refused.value.clause == "R4.4.1"


@pytest.mark.clause("R4.4.2")
@pytest.mark.parametrize(
    ("owner", "due_on", "field"),
    [(None, TODAY, "owner"), (OWNER, None, "due_on"), (OWNER, date(2025, 10, 7), "due_on")],
)
def test_a_measure_has_an_owner_and_a_day_to_come(owner, due_on, field):
    with pytest.raises(Refused) as refused:
        rules.check_measure("排定代理主持人", owner, due_on, TODAY)
    assert list(refused.value.problems) == [field]
    rules.check_measure("排定代理主持人", OWNER, TODAY, TODAY)


@pytest.mark.clause("R4.4.2")
def test_an_extension_is_later_agreed_by_another_and_not_for_ever():
    before, until = date(2025, 10, 31), date(2025, 11, 10)
    rules.check_extension(before, until, (OTHER, OWNER), 1, 2)
    for broken in (
        (until, before, (OTHER, OWNER), 0),
        (before, until, (OWNER, OWNER), 0),
        (before, until, (OTHER, OWNER), 2),
    ):
        with pytest.raises(Refused):
            rules.check_extension(*broken, 2)


@pytest.mark.clause("R4.4.3")
def test_done_without_a_file_is_refused_with_the_way_out():
    with pytest.raises(Refused) as refused:
        rules.check_done("已排出代理名单", 0)
    assert refused.value.way_out is not None
    rules.check_done("已排出代理名单", 1)


@pytest.mark.clause("R4.4.3")
@pytest.mark.parametrize("verifier", [None, OWNER, OTHER])
def test_neither_the_owner_nor_the_reporter_verifies(verifier):
    with pytest.raises(Refused):
        rules.check_verifier(verifier, rules.Hands(OWNER, OTHER))
    rules.check_verifier(uuid4(), rules.Hands(OWNER, OTHER))


def test_lateness_is_counted_from_the_next_step_and_ends_with_the_work():
    assert rules.days_late(date(2025, 10, 1), "planned", TODAY) == 7
    assert rules.days_late(TODAY, "planned", TODAY) == 0
    assert rules.days_late(date(2025, 10, 1), "effective", TODAY) == 0
    assert rules.days_late(None, "open", TODAY) == 0


def test_the_stage_line_ends_where_the_rectification_stands():
    line = rules.stage_line("planned", {"open": TODAY})
    assert [step.state for step in line] == ["done", "done", "now", "next", "next"]
    assert line[0].reached_on == TODAY
    assert [step.state for step in rules.stage_line("effective", {})] == ["done"] * 5
    assert rules.stage_line("ineffective", {})[-1].code == "ineffective"


@pytest.mark.parametrize(
    ("days", "kind"),
    [(-4, ""), (-3, "soon"), (0, ""), (1, "late"), (6, ""), (7, "late_again"), (14, "late_again")],
)
def test_reminders_come_before_the_day_after_it_and_weekly(days, kind):
    assert rules.reminder(TODAY, TODAY + timedelta(days=days), 3) == kind
