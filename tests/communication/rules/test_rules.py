"""The decisions of the communication room on plain values."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from banyan.domains.communication.rules import (
    crises,
    documents,
    duty,
    feedback,
    partners,
    plans,
    releases,
    reviews,
    suggestions,
)
from banyan.domains.communication.rules.clocks import Clock, due_after
from banyan.domains.communication.rules.releases import Term
from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import Calendar, seeded_calendar

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2025, 11, 3)
NINE = datetime(2025, 11, 3, 9, 0, tzinfo=ZONE)


def refused(function, *args, **kwargs) -> Refused:
    """The refusal that must come."""
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    return caught.value


@pytest.mark.clause("R9.1.8")
def test_a_make_up_saturday_counts_as_a_working_day_of_the_clock():
    calendar = seeded_calendar(2025)
    assert due_after(date(2025, 9, 30), 2, calendar) == date(2025, 10, 10)
    assert due_after(date(2025, 10, 10), 1, calendar) == date(2025, 10, 11), "that Saturday is worked"


def test_a_clock_speaks_only_when_it_is_nearly_over_or_over():
    def tone(today, settled=None):
        return Clock(DAY, DAY + timedelta(days=10), settled, today).tone

    assert tone(DAY + timedelta(days=3)) == "idle"
    assert tone(DAY + timedelta(days=8)) == "attn"
    assert tone(DAY + timedelta(days=11)) == "breach"
    assert tone(DAY + timedelta(days=30), DAY + timedelta(days=9)) == "ok"
    assert tone(DAY + timedelta(days=30), DAY + timedelta(days=12)) == "breach"


@pytest.mark.clause("R9.1.1")
def test_a_plan_speaks_of_the_team_of_users_and_of_partners():
    plans.check_plan(["team", "users", "partners"], DAY, None)
    assert refused(plans.check_plan, [], DAY, None).clause == "R9.1.1"
    refused(plans.check_plan, ["team", "users"], DAY, None)
    assert "starts_on" in refused(plans.check_plan, ["team", "users", "partners"], DAY, DAY).problems


@pytest.mark.clause("R9.2.2")
def test_an_agreement_has_its_days_and_days_have_their_agreement():
    partners.check_stakeholder("共建协议", DAY, None)
    partners.check_stakeholder("", None, None)
    assert "agreed_from" in refused(partners.check_stakeholder, "共建协议", None, None).problems
    assert "agreement" in refused(partners.check_stakeholder, "", DAY, None).problems


@pytest.mark.clause("R3.2.5")
def test_a_next_step_has_a_day():
    partners.check_contact(DAY, DAY, "送名单", DAY)
    assert "next_due" in refused(partners.check_contact, DAY, DAY, "送名单", None).problems
    assert "next_step" in refused(partners.check_contact, DAY, DAY, "", DAY).problems
    assert "held_on" in refused(partners.check_contact, DAY + timedelta(days=1), DAY, "", None).problems


def test_a_quarter_is_missed_when_it_is_over_and_empty():
    second, fourth = (each.period for each in partners.quarters(2025)[1::2])
    tone = partners.contact_tone
    assert tone(0, 1, second, date(2025, 1, 1), DAY) == "breach"
    assert tone(1, 1, second, date(2025, 1, 1), DAY) == "ok"
    assert tone(0, 1, fourth, date(2025, 1, 1), DAY) == "attn", "it may still come"
    assert tone(0, 1, second, date(2025, 7, 1), DAY) == "na", "nobody knew them then"


@pytest.mark.clause("R2.2.9")
def test_an_outcome_names_the_changed_scheme_or_the_reason():
    feedback.check_outcome("changed", "改为每周两次", "小组方案 v2")
    feedback.check_outcome("unchanged", "场地不够", "")
    assert "changed_paper" in refused(feedback.check_outcome, "changed", "改", "").problems
    assert "words" in refused(feedback.check_outcome, "unchanged", " ", "").problems


@pytest.mark.clause("R9.1.8")
def test_what_is_not_due_yet_neither_helps_nor_harms_the_answer_rate():
    def given(due, done=None):
        return suggestions.Given("own", 1, DAY, due, done)

    late, early = given(DAY), given(DAY + timedelta(days=20))
    found = suggestions.standing([late, early, given(DAY, DAY), given(DAY, DAY + timedelta(days=3))],
                                 DAY + timedelta(days=5))  # fmt: skip
    assert (found.all, found.answered, found.in_time, found.fell_due, found.late_open) == (4, 2, 1, 3, 1)
    assert found.answer_rate.percent == 33


@pytest.mark.clause("P2.6")
def test_one_person_counts_once_however_many_suggestions():
    def by(author, about):
        return suggestions.Given(about, author, DAY, DAY, None)

    given = [by(1, "own"), by(1, "own"), by(2, "whole"), by(None, "whole")]
    assert suggestions.people(given) == 2
    assert suggestions.people(given, "own") == 1


def test_a_single_hidden_cell_takes_the_next_smallest_with_it():
    assert suggestions.shares({"own": 3, "whole": 8}, 20, 5) == {"own": None, "whole": None}
    assert suggestions.shares({"own": 6, "whole": 8}, 20, 5) == {"own": 6, "whole": 8}
    assert suggestions.shares({"own": 0, "whole": 8}, 20, 5) == {"own": 0, "whole": 8}
    assert suggestions.shares({"own": 2, "whole": 1}, 4, 5) == {"own": None, "whole": None}


@pytest.mark.clause("P2.6")
@pytest.mark.parametrize(
    ("votes", "result"),
    [((6, 3, 1), "carried"), ((4, 6, 0), "lost"), ((5, 5, 0), "lost"), ((9, 0, 0), "no_quorum")],
)
def test_a_vote_needs_half_the_staff_and_more_yes_than_no(votes, result):
    assert suggestions.outcome(*votes, eligible=20, quorum_percent=50) == result


@pytest.mark.clause("R9.2.5")
def test_an_outgoing_number_stands_in_hexagonal_brackets():
    assert documents.dispatch_pattern("社服").format(year=2026, count=12) == "社服发〔2026〕12号"


@pytest.mark.clause("R9.2.5")
def test_a_paper_is_closed_with_a_result_a_handler_and_every_receipt():
    documents.check_closing("已办", 0, 1)
    assert "result" in refused(documents.check_closing, " ", 0, 1).problems
    assert "handler" in refused(documents.check_closing, "已办", 0, None).problems
    assert refused(documents.check_closing, "已办", 1, 1).way_out is not None


@pytest.mark.clause("R9.2.4")
def test_on_every_date_there_is_one_voice():
    first = Term(date(2025, 1, 1), date(2025, 6, 30))
    releases.check_one_voice(Term(date(2025, 7, 1), None), [first])
    refused(releases.check_one_voice, Term(date(2025, 6, 30), None), [first])
    refused(releases.check_one_voice, Term(date(2024, 1, 1), None), [first])


@pytest.mark.clause("R9.2.4")
def test_a_recognisable_client_needs_a_consent():
    releases.check_ready("文", True, "TY-2025-0007")
    releases.check_ready("文", False, "")
    assert "consent_number" in refused(releases.check_ready, "文", True, " ").problems


@pytest.mark.clause("A4.2")
def test_the_third_passing_on_is_blocked():
    duty.check_offer(1, 2, 1, bounces=1, most=2)
    blocked = refused(duty.check_offer, 1, 2, 1, bounces=2, most=2)
    assert blocked.clause == "A4.2" and blocked.way_out is not None
    refused(duty.check_offer, 1, 2, 3, bounces=0, most=2)


@pytest.mark.clause("A4.2")
def test_no_instant_is_without_an_owner():
    ten, eleven = NINE + timedelta(hours=1), NINE + timedelta(hours=2)
    owned = duty.Owned
    assert duty.gaps([owned(1, NINE, ten), owned(2, ten, None)], NINE, None) == []
    assert duty.gaps([owned(1, NINE, ten), owned(2, eleven, None)], NINE, None) == [ten]
    assert duty.gaps([owned(1, ten, None)], NINE, None) == [NINE]
    assert duty.gaps([], NINE, None) == [NINE]
    assert duty.gaps([owned(1, NINE, ten)], NINE, eleven) == [ten]


def test_whoever_passes_a_matter_on_in_the_moment_of_taking_it_leaves_no_gap():
    ten, eleven = NINE + timedelta(hours=1), NINE + timedelta(hours=2)
    owned = duty.Owned
    at_once = [owned(1, NINE, ten), owned(3, ten, None), owned(2, ten, ten)]
    assert duty.gaps(at_once, NINE, eleven) == duty.gaps(at_once[::-1], NINE, eleven) == []


@pytest.mark.clause("R9.1.9")
def test_nothing_urgent_is_said_only_when_it_is_true():
    duty.check_handover(1, 1, 2, "", True, open_urgent=0)
    refused(duty.check_handover, 1, 1, 2, "", True, open_urgent=1)
    refused(duty.check_handover, 1, 1, 2, "", False, open_urgent=0)
    refused(duty.check_handover, 1, 3, 2, "有事", False, open_urgent=0)


@pytest.mark.clause("R9.3.2")
def test_each_wave_has_its_limit_and_delay_is_measured_beyond_it():
    limits = crises.Limits(30, 120, 1440)
    assert crises.due_at(NINE, "second", limits) == NINE + timedelta(hours=2)
    call = crises.Called("first", NINE + timedelta(minutes=30), NINE + timedelta(minutes=45))
    assert crises.late_minutes(call, NINE + timedelta(days=1)) == 15
    waiting = crises.Called("first", NINE + timedelta(minutes=30), None)
    assert crises.late_minutes(waiting, NINE + timedelta(minutes=29)) == 0
    assert crises.late_minutes(waiting, NINE + timedelta(minutes=50)) == 20


@pytest.mark.clause("R9.3.2")
def test_a_tree_names_somebody_in_every_wave():
    crises.check_tree(["first", "second", "last"])
    refused(crises.check_tree, ["first", "last"])


@pytest.mark.clause("R9.3.3")
def test_what_few_people_answered_is_not_shown():
    assert reviews.visible_mean(4, Decimal("3.5"), 5) is None
    assert reviews.visible_mean(5, Decimal("3.5"), 5) == Decimal("3.5")


@pytest.mark.clause("R9.3.3")
def test_an_evaluation_hears_both_groups():
    reviews.check_finished(["staff", "partners"], "尚可", "每月简报")
    refused(reviews.check_finished, ["staff"], "尚可", "每月简报")
    refused(reviews.check_finished, ["staff", "partners"], "", "每月简报")


def test_a_calendar_without_notices_has_its_weekdays():
    assert due_after(date(2040, 3, 2), 1, Calendar()) == date(2040, 3, 5)
