"""The same person counts only so often, and nobody loses a place to a later event."""

from datetime import date

from banyan.domains.projects.rules.judging import Standing
from banyan.domains.projects.rules.limits import Claim, settle, why
from banyan.domains.projects.rules.measures import CountingRule, Kind, Measure, Within
from banyan.domains.projects.rules.reasons import Reason

MONTHLY = CountingRule(Kind.VISIT, Measure.PERSON_TIMES, {}, at_most=1, within=Within.MONTH)
DISTINCT = CountingRule(Kind.ANYBODY, Measure.PERSONS, {}, at_most=1, within=Within.YEAR)
COUNTED, PENDING = Standing.COUNTED, Standing.PENDING


def claim(line, standing=COUNTED, day=1, now=None):
    return Claim(line, standing, date(2025, 10, day), f"N-{line}", now)


def states(claims, rule):
    return settle(claims, rule)


def test_the_earlier_visit_of_a_month_counts_and_the_later_says_why_not():
    found = states([claim("b", day=20), claim("a", day=3)], MONTHLY)
    assert found == {"a": COUNTED, "b": Standing.NOT_COUNTED}
    assert why(COUNTED, found["b"], None).code == "above_limit"


def test_a_person_met_again_in_the_year_is_simply_met_again():
    assert states([claim("a", day=3), claim("b", day=9)], DISTINCT) == {"a": COUNTED, "b": Standing.REPEATED}
    assert why(PENDING, Standing.REPEATED, Reason("not_approved")).code == "repeated"
    assert why(PENDING, PENDING, Reason("not_approved")).code == "not_approved"


def test_approved_evidence_goes_before_waiting_evidence():
    assert states([claim("a", PENDING, 1, now=PENDING), claim("b", COUNTED, 9)], DISTINCT) == {
        "b": COUNTED,
        "a": Standing.REPEATED,
    }


def test_who_has_the_place_keeps_it_when_an_earlier_event_comes_in_late():
    assert states([claim("late", day=1), claim("held", day=9, now=COUNTED)], DISTINCT)["held"] is COUNTED


def test_when_the_counted_event_goes_the_next_one_takes_its_place():
    assert states([claim("b", day=9, now=Standing.REPEATED)], DISTINCT) == {"b": COUNTED}


def test_a_limit_of_two_counts_two():
    two = CountingRule(Kind.VISIT, Measure.PERSON_TIMES, {}, at_most=2, within=Within.MONTH)
    found = states([claim("a"), claim("b", PENDING, 2), claim("c", PENDING, 3)], two)
    assert found == {"a": COUNTED, "b": PENDING, "c": Standing.NOT_COUNTED}
