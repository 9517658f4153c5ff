"""Completeness of files: every standing of a paper, late entries, and whose line of the table goes first."""

from datetime import date, timedelta

import pytest

from banyan.domains.services.rules.dossiers import (
    Document,
    Judging,
    Measure,
    Requirement,
    Row,
    check_requirement,
    is_complete,
    keeps_from_counting,
    lines,
    requirements_on,
)
from banyan.foundation.refusal import Refused

HELD = date(2025, 10, 18)
SUMMARY = Requirement("summary", "held", 7)


def judged(today, *documents, needed=SUMMARY, held=HELD):
    """One requirement against what lies in the file."""
    judging = Judging(today, 7, lambda day, count: day + timedelta(days=2 * count))
    return lines([needed], documents, {"held": held}, judging)[0]


def written(event=HELD, entered=HELD, finished=True):
    return Document("summary", event, entered, finished)


@pytest.mark.parametrize(
    ("today", "documents", "standing", "overdue"),
    [
        (date(2025, 10, 20), [], "due", 0),
        (date(2025, 10, 25), [], "due", 0),
        (date(2025, 10, 26), [], "missing", 1),
        (date(2025, 10, 25), [written(finished=False)], "begun", 0),
        (date(2025, 10, 28), [written(finished=False)], "missing", 3),
        (date(2025, 12, 1), [written(entered=date(2025, 10, 25))], "complete", 0),
        (date(2025, 12, 1), [written(entered=date(2025, 10, 26))], "late", 0),
    ],
)
def test_a_paper_stands_as_its_days_say(today, documents, standing, overdue):
    found = judged(today, *documents)
    assert (found.standing, found.overdue) == (standing, overdue)


def test_before_its_milestone_nothing_is_due():
    found = judged(date(2025, 12, 31), held=None)
    assert (found.standing, found.due_on) == ("later", None)
    assert is_complete([found])


def test_both_days_are_kept_and_late_entries_are_counted():
    papers = [written(), written(HELD, date(2025, 11, 30)), written(HELD, date(2025, 10, 25))]
    found = judged(date(2025, 12, 1), *papers)
    assert (found.late, found.documents) == (1, tuple(papers))


@pytest.mark.parametrize(
    ("measure", "due"),
    [("days", date(2025, 10, 20)), ("workdays", date(2025, 10, 22)), ("months", date(2025, 12, 18))],
)
def test_time_is_counted_in_days_working_days_or_months(measure, due):
    assert judged(HELD, needed=Requirement("summary", "held", 2, Measure(measure))).due_on == due


def test_the_purchaser_goes_before_the_station_and_the_station_before_the_agency():
    def row(amount, project=None, depth=1, since=date(2025, 1, 1), **more):
        return Row(Requirement("summary", "held", amount, **more), since, project=project, depth=depth)

    rows = [row(3, depth=9), row(5, project=1, depth=1), row(4, depth=1, since=date(2025, 6, 1))]

    def days(on=HELD, project=None, rows=rows):
        return [each.amount for each in requirements_on([SUMMARY], rows, on, project)]

    assert days() == [3]
    assert days(project=1) == [5]
    assert days(project=2) == [3]
    assert days(on=date(2024, 12, 31)) == [7]
    assert days(rows=[row(0, needed=False)]) == []
    ended = Row(Requirement("summary", "held", 1), date(2025, 1, 1), date(2025, 10, 17))
    assert days(rows=[ended]) == [7]


def test_only_what_the_table_says_keeps_a_service_from_counting():
    asked = Requirement("summary", "held", 7, counts=True)
    assert keeps_from_counting([judged(HELD)]) == []
    assert len(keeps_from_counting([judged(HELD, needed=asked)])) == 1
    assert keeps_from_counting([judged(HELD, written(), needed=asked)]) == []


def test_a_line_of_the_table_speaks_of_one_method_and_ends_after_it_begins():
    check_requirement("case.plan", "case.assessed", HELD, None)
    for wrong in (("case.plan", "activity.held", HELD, None), ("case.plan", "case.assessed", HELD, HELD - timedelta(1))):  # fmt: skip
        with pytest.raises(Refused):
            check_requirement(*wrong)
