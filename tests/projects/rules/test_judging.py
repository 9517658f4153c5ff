"""What counts, what waits and what does not count, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from banyan.domains.projects.rules.evidence import Evidence, LeftOut
from banyan.domains.projects.rules.judging import Standing, Terms, concerns, judge
from banyan.domains.projects.rules.measures import CountingRule, Kind, Measure, Minimum, Within

ACTIVITIES = CountingRule(Kind.ACTIVITY, Measure.EVENTS, {Minimum.ATTENDANCE: 15})
PERSONS = CountingRule(Kind.ANYBODY, Measure.PERSONS, {}, at_most=1, within=Within.YEAR)


def terms(rule=ACTIVITIES, code="K04", **changes):
    return replace(Terms(code, date(2025, 4, 1), date(2026, 3, 31), rule), **changes)


def evidence(**changes):
    whole = Evidence(
        project=uuid4(), source_model="services.activity", source_public_id=uuid4(), source_number="ACT-1",
        kind=Kind.ACTIVITY, happened_on=date(2025, 10, 18), shares={"K04": 100}, person_times=41,
        persons=tuple(f"p{n}" for n in range(40)), complete=True, approved=True,
    )  # fmt: skip
    return replace(whole, **changes)


def only(lines):
    (line,) = lines
    return line


def test_a_complete_and_approved_activity_counts_as_one():
    line = only(judge(terms(), evidence()))
    assert (line.standing, line.amount, line.reason) == (Standing.COUNTED, 1, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"missing": ("plan_not_approved", "summary_missing"), "complete": False}, "plan_not_approved"),
        ({"complete": False}, "not_complete"),
        ({"approved": False}, "not_approved"),
    ],
)
def test_it_waits_until_the_evidence_is_complete_and_approved(changes, code):
    line = only(judge(terms(), evidence(**changes)))
    assert (line.standing, line.reason.code) == (Standing.PENDING, code)


def test_too_few_people_never_count_and_the_reason_names_both_figures():
    line = only(judge(terms(), evidence(person_times=14, approved=False)))
    assert line.standing is Standing.NOT_COUNTED
    assert str(line.reason.sentence) == "14 signed in, 15 are needed."


def test_a_plan_is_no_evidence_before_somebody_has_come():
    planned = evidence(person_times=0, persons=(), missing=("signin_missing",), complete=False)
    assert not concerns(terms(), planned)
    assert concerns(terms(), replace(planned, person_times=3))


def test_while_people_still_sign_in_nobody_is_too_few():
    begun = evidence(person_times=3, persons=("a",), missing=("signin_open",), complete=False)
    line = only(judge(terms(), begun))
    assert (line.standing, line.reason.code) == (Standing.PENDING, "signin_open")


def test_a_training_is_held_like_any_other_activity():
    training = CountingRule(Kind.TRAINING, Measure.EVENTS, {Minimum.ATTENDANCE: 10})
    assert only(judge(terms(training), evidence())).standing is Standing.COUNTED
    assert only(judge(terms(), evidence(kind=Kind.TRAINING))).standing is Standing.NOT_COUNTED


def test_exactly_the_minimum_is_enough():
    assert only(judge(terms(), evidence(person_times=15))).standing is Standing.COUNTED


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 3, 31), "not_counted"),
        (date(2025, 4, 1), "counted"),
        (date(2026, 3, 31), "counted"),
        (date(2026, 4, 1), "not_counted"),
    ],
)
def test_only_what_happens_inside_the_contract_counts(day, standing):
    assert only(judge(terms(), evidence(happened_on=day))).standing == standing


def test_papers_approved_after_the_cut_off_do_not_count():
    late = evidence(approved_at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    line = only(judge(terms(cut_off_on=date(2026, 1, 31)), late))
    assert (line.standing, line.reason.code) == (Standing.NOT_COUNTED, "after_cut_off")
    assert only(judge(terms(cut_off_on=date(2026, 2, 1)), late)).standing is Standing.COUNTED


def test_without_a_rule_nothing_counts_and_the_reason_says_so():
    line = only(judge(terms(rule=None), evidence()))
    assert (line.standing, line.reason.code) == (Standing.NOT_COUNTED, "rule_missing")


def test_another_kind_of_work_does_not_count():
    line = only(judge(terms(), evidence(kind=Kind.TRAINING)))
    assert line.reason.code == "kind_differs"


def test_an_event_shared_by_two_indicators_is_one_event():
    shared = evidence(shares={"K04": 60, "K26": 40})
    amounts = [only(judge(terms(code=code), shared)).amount for code in ("K04", "K26")]
    assert amounts == [Decimal("0.6"), Decimal("0.4")]
    assert sum(amounts) == 1


def test_every_distinct_person_has_a_line_of_their_own():
    lines = judge(terms(PERSONS, "K30"), evidence(persons=("a", "b", "a")))
    assert [line.unit_key for line in lines] == ["a@year", "b@year"]


def test_work_with_people_reaches_the_indicator_of_persons_without_a_share():
    assert concerns(terms(PERSONS, "K30"), evidence(shares={}))
    assert not concerns(terms(), evidence(shares={"K15": 100}))
    assert not concerns(terms(PERSONS, "K30"), evidence(kind=Kind.SURVEY))


def test_women_are_the_persons_of_a_rate_of_women():
    women = CountingRule(Kind.ANYBODY, Measure.COVERAGE, {}, 1, Within.YEAR, women_only=True)
    assert [line.unit_key for line in judge(terms(women), evidence(women=("w1", "w2")))] == [
        "w1@year",
        "w2@year",
    ]


def test_lines_of_the_sheet_that_are_no_counted_unit_say_why():
    nameless = LeftOut("51", "without_name", (Measure.PERSONS,))
    lines = judge(terms(PERSONS, "K30"), evidence(left_out=(nameless,)))
    assert [(line.label, line.standing, line.reason.code) for line in lines[-1:]] == [
        ("51", "not_counted", "without_name")
    ]
    assert len(judge(terms(), evidence(left_out=(nameless,)))) == 1


def test_attendances_are_added_and_divided_by_share():
    rule = CountingRule(Kind.DAY_CARE, Measure.PERSON_TIMES, {})
    line = only(
        judge(
            terms(rule, "K10"), evidence(kind=Kind.DAY_CARE, person_times=25, shares={"K10": 50, "K11": 50})
        )
    )
    assert line.amount == Decimal("12.5")


def test_visits_with_a_monthly_limit_have_one_line_for_each_person_and_month():
    rule = CountingRule(Kind.VISIT, Measure.PERSON_TIMES, {}, 1, Within.MONTH)
    line = only(
        judge(
            terms(rule, "K05"), evidence(kind=Kind.VISIT, shares={"K05": 100}, persons=("a",), person_times=1)
        )
    )
    assert (line.unit_key, line.amount) == ("a@2025-10", 1)


def test_a_household_is_counted_whoever_opened_the_door():
    rule = CountingRule(Kind.VISIT, Measure.HOUSEHOLD_TIMES, {}, 1, Within.QUARTER)
    line = only(judge(terms(rule, "K22"), evidence(kind=Kind.VISIT, households=("h",), persons=("a", "b"))))
    assert line.unit_key == "h@2025-Q4"


def test_a_visit_to_nobody_known_cannot_count_where_persons_are_limited():
    rule = CountingRule(Kind.VISIT, Measure.PERSON_TIMES, {}, 1, Within.MONTH)
    line = only(judge(terms(rule, "K05"), evidence(kind=Kind.VISIT, persons=())))
    assert (line.standing, line.reason.code) == (Standing.NOT_COUNTED, "nobody_named")


def test_a_group_waits_for_its_evaluation():
    rule = CountingRule(Kind.GROUP, Measure.EVENTS, {Minimum.SESSIONS: 4}, evaluated=True)
    group = evidence(kind=Kind.GROUP, sessions=5)
    assert only(judge(terms(rule), group)).reason.code == "not_evaluated"
    assert only(judge(terms(rule), replace(group, evaluated=True))).standing is Standing.COUNTED


def test_a_minimum_nobody_has_recorded_waits_and_is_not_held_against_the_record():
    rule = CountingRule(Kind.GROUP, Measure.EVENTS, {Minimum.SESSIONS: 4})
    assert only(judge(terms(rule), evidence(kind=Kind.GROUP))).standing is Standing.PENDING


def test_a_rate_keeps_how_many_answered():
    rule = CountingRule(Kind.SATISFACTION, Measure.RATE, {Minimum.ANSWERS: 300})
    line = only(judge(terms(rule, "K29"), evidence(kind=Kind.SATISFACTION, answers=400, satisfied=352)))
    assert (line.amount, line.base) == (352, 400)
