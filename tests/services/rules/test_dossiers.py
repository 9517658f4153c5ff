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


BEGUN, ENDED = date(2025, 3, 10), date(2025, 5, 2)
REVIEW = Requirement("review", "reckoned", 3, Measure.MONTHS, every=True)
FOLLOW_UP = Requirement("follow_up", "closed", 1, Measure.MONTHS, further=(3,))


def of_case(needed, today, *days, ended=None):
    """What stands of one requirement of a case whose plan was signed on BEGUN; nothing where it is not asked for."""
    papers = [Document(needed.document, day, day) for day in days]
    reached = {"reckoned": BEGUN, "closed": ended, "worked": ended}
    found = lines([needed], papers, reached, Judging(today, 7, lambda day, count: day))
    return (str(found[0].standing), found[0].due_on) if found else None


def test_a_review_falls_due_again_after_the_last_one_as_long_as_the_file_is_open():
    assert of_case(REVIEW, date(2025, 6, 10)) == ("due", date(2025, 6, 10))
    assert of_case(REVIEW, date(2025, 6, 11)) == ("missing", date(2025, 6, 10))
    reviewed = date(2025, 6, 9)
    assert of_case(REVIEW, date(2025, 9, 9), reviewed) == ("complete", date(2025, 9, 9))
    assert of_case(REVIEW, date(2025, 9, 10), reviewed) == ("missing", date(2025, 9, 9))
    assert of_case(REVIEW, date(2025, 12, 31), reviewed, ended=date(2025, 9, 9)) == (
        "missing",
        date(2025, 9, 9),
    )
    assert of_case(REVIEW, date(2025, 12, 31), reviewed, ended=date(2025, 9, 8)) == ("complete", None)


def test_what_the_end_of_a_file_forestalled_is_not_asked_for():
    assert of_case(REVIEW, date(2025, 12, 31), ended=ENDED) is None
    assert of_case(REVIEW, date(2025, 12, 31), ended=date(2025, 6, 10)) == ("missing", date(2025, 6, 10))
    evaluation = Requirement("evaluation", "worked")
    assert of_case(evaluation, ENDED, ended=ENDED) == ("due", ENDED)
    assert of_case(evaluation, date(2025, 5, 3), ended=ENDED) == ("missing", ENDED)


def test_a_second_follow_up_is_owed_after_the_first():
    first = date(2025, 6, 2)
    assert of_case(FOLLOW_UP, date(2025, 6, 3), ended=ENDED) == ("missing", first)
    assert of_case(FOLLOW_UP, date(2025, 8, 2), first, ended=ENDED) == ("complete", date(2025, 8, 2))
    assert of_case(FOLLOW_UP, date(2025, 8, 3), first, ended=ENDED) == ("missing", date(2025, 8, 2))
    assert of_case(FOLLOW_UP, date(2025, 12, 31), first, date(2025, 8, 1), ended=ENDED) == ("complete", None)


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
