from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from banyan.domains.quality.rules import conduct as rules
from banyan.foundation.refusal import Refused

PERSON, MANAGER, DECIDER = uuid4(), uuid4(), uuid4()
CASE = rules.Case("sanction", "书面警告", PERSON, MANAGER, "未落实双人复核", heard=True, files=1)


@pytest.mark.clause("R10.1.3")
@pytest.mark.parametrize(
    "changes", [{"heard": False}, {"files": 0}, {"manager": None}, {"manager_words": " "}]
)
def test_a_sanction_without_hearing_evidence_or_manager_is_refused(changes):
    rules.check_decision(CASE, DECIDER, "决议 3")
    with pytest.raises(Refused) as refused:
        rules.check_decision(replace(CASE, **changes), DECIDER, "决议 3")
    assert refused.value.way_out is not None


@pytest.mark.clause("R2.2.4", "R10.1.3")
def test_a_decision_refers_to_a_resolution_and_is_never_ones_own():
    reward = replace(CASE, kind="reward", heard=False, files=0, manager=None)
    rules.check_decision(reward, DECIDER, "决议 3")
    for decider, resolution in ((DECIDER, " "), (PERSON, "决议 3"), (None, "决议 3")):
        with pytest.raises(Refused):
            rules.check_decision(reward, decider, resolution)


@pytest.mark.clause("R10.1.3")
def test_only_the_person_appeals_and_only_in_time():
    until = date(2025, 10, 22)
    rules.check_appeal(PERSON, PERSON, until, until)
    with pytest.raises(Refused):
        rules.check_appeal(MANAGER, PERSON, until, until)
    with pytest.raises(Refused, match="ended"):
        rules.check_appeal(PERSON, PERSON, date(2025, 10, 23), until)
    with pytest.raises(Refused, match="possible until"):
        rules.check_still_open_to_appeal(until, until)


@pytest.mark.clause("R10.1.3")
def test_who_decided_does_not_answer_the_appeal():
    rules.check_appeal_answer(MANAGER, DECIDER, PERSON)
    for by in (DECIDER, PERSON, None):
        with pytest.raises(Refused):
            rules.check_appeal_answer(by, DECIDER, PERSON)


@pytest.mark.clause("R10.1.2")
def test_readers_are_the_first_circle_that_is_not_named_in_the_report():
    assert rules.readers([{1, 2}, {3}], {1, 2}, 3) == [3]
    assert rules.readers([{5, 4, 3, 2}], set(), 3) == [2, 3, 4]
    with pytest.raises(Refused):
        rules.readers([{1}, set()], {1}, 3)


@pytest.mark.clause("R10.1.2")
@pytest.mark.parametrize(
    ("closed", "looked", "until", "said"),
    [
        (None, None, (11, 20), None),
        (None, None, (11, 23), "breach"),
        ((11, 22), None, (12, 10), "good"),
        ((11, 23), None, (12, 10), "attention"),
        ((12, 31), None, (12, 30), "breach"),
        ((10, 30), (12, 20), (12, 19), "attention"),
        ((10, 30), (12, 20), (12, 31), "attention"),
        ((10, 30), (12, 15), (12, 31), "good"),
        ((10, 30), None, (12, 15), "good"),
        ((10, 30), None, (12, 16), "attention"),
        ((9, 30), (12, 15), (12, 31), "good"),
        ((9, 30), None, (12, 10), None),
        ((9, 30), (9, 30), (12, 31), None),
    ],
)
def test_a_report_is_judged_by_what_its_days_knew(closed, looked, until, said):
    """Received on 8 October with 45 days to answer; one look around 1 December, 14 days before and after it."""

    def day(given):
        return date(2025, *given) if given else None

    report = rules.Reported(date(2025, 10, 8), day(closed), ((date(2025, 12, 1), day(looked)),))
    found = rules.report_verdict(report, date(2025, 10, 1), day(until), 45, 14)
    assert (found and found[0]) == said


def test_one_answer_for_all_reports_is_the_worst_of_them():
    assert rules.worst([None, ("good", "a"), ("breach", "b"), ("attention", "c")]) == ("breach", "b")
    assert rules.worst([None]) is None


def test_the_year_that_is_due_ended_so_many_days_ago():
    assert (rules.due_year(date(2025, 12, 31), 90), rules.due_year(date(2025, 3, 1), 90)) == (2024, 2023)


@pytest.mark.clause("P2.5")
def test_relief_without_a_figure_afterwards_is_a_breach_once_the_days_are_over():
    ended = date(2025, 10, 31)
    assert rules.relief_verdict(ended, None, date(2025, 11, 30), 30)[0] == "good"
    assert rules.relief_verdict(ended, None, date(2025, 12, 1), 30)[0] == "breach"
    assert rules.relief_verdict(ended, date(2025, 12, 1), date(2025, 12, 1), 30)[0] == "good"


@pytest.mark.clause("R2.2.4")
def test_a_young_project_has_time_for_its_first_appraisal():
    on = date(2025, 12, 31)
    assert rules.appraisal_verdict(None, date(2025, 4, 1), on, 12) is None
    assert rules.appraisal_verdict(None, date(2024, 4, 1), on, 12)[0] == "breach"
    assert rules.appraisal_verdict(date(2025, 1, 2), date(2024, 4, 1), on, 12)[0] == "good"
