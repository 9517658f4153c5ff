"""How volunteers are kept, judged on plain days and numbers."""

from datetime import date

import pytest

from banyan.domains.services.rules import festivals, surveys
from banyan.domains.services.rules import public_life as public
from banyan.domains.services.rules import volunteer_work as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused

DAY = date(2025, 12, 31)


def said(judged):
    return judged and judged[0]


@pytest.mark.clause("R7.2.2", "R7.4.1")
def test_one_form_or_incentive_left_out_wants_attention():
    assert said(rules.forms_used({"theory", "practice", "cases"})) == "good"
    assert said(rules.forms_used({"theory", "cases"})) == "attention"
    assert said(rules.rewarded({"certificate", "material", "advancement", "stars"})) == "good"
    assert said(rules.rewarded({"certificate", "stars", "commendation"})) == "attention"


@pytest.mark.clause("R7.2.3")
def test_a_post_takes_nobody_without_its_training():
    rules.check_may_fill(True, True, True)
    rules.check_may_fill(False, False, True)
    for given in ((True, False, True), (False, False, False)):
        with pytest.raises(Refused):
            rules.check_may_fill(*given)
    assert said(rules.filled(True, DAY, DAY)) == "good"
    assert said(rules.filled(True, date(2026, 1, 1), DAY)) == "breach"
    assert said(rules.filled(True, None, DAY)) == "breach" and said(rules.filled(False, None, DAY)) == "good"


@pytest.mark.clause("R7.2.4", "R7.3.2")
def test_days_are_counted_to_the_day():
    assert said(rules.exchanged(date(2025, 9, 30), DAY, 92)) == "good"
    assert said(rules.exchanged(date(2025, 9, 29), DAY, 92)) == "attention"
    assert said(rules.exchanged(None, DAY, 92)) == "attention"
    assert rules.reviewed(None, date(2025, 1, 1), DAY, 365) is None
    assert said(rules.reviewed(None, date(2024, 12, 30), DAY, 365)) == "attention"
    assert said(rules.reviewed(date(2025, 1, 1), date(2024, 5, 1), DAY, 365)) == "good"


@pytest.mark.clause("R7.3.1")
def test_rules_are_whole_and_accepted_in_time():
    texts = {"rights": "一", "conduct": "二", "appraisal": "三"}
    rules.check_rules(texts, DAY, None)
    for wrong in (({**texts, "appraisal": " "}, DAY, None), (texts, DAY, DAY)):
        with pytest.raises(Refused):
            rules.check_rules(*wrong)
    joined = date(2025, 12, 1)
    assert said(rules.accepted(None, joined, None, DAY, 30)) == "breach"
    assert rules.accepted(joined, joined, None, DAY, 30) is None
    assert said(rules.accepted(joined, joined, None, DAY, 29)) == "breach"
    assert said(rules.accepted(joined, joined, DAY, DAY, 29)) == "good"


@pytest.mark.clause("R7.4.4")
def test_a_year_is_summed_up_in_time_and_in_four_parts():
    due = rules.YearDue(date(2024, 12, 31), None, False)
    assert rules.summed_up(due, date(2025, 3, 1), 60) is None
    assert said(rules.summed_up(due, date(2025, 3, 2), 60)) == "breach"
    late = rules.YearDue(date(2024, 12, 31), date(2025, 3, 2), True)
    assert said(rules.summed_up(late, DAY, 60)) == "attention"
    assert (
        said(rules.summed_up(rules.YearDue(date(2024, 12, 31), date(2025, 3, 1), False), DAY, 60)) == "good"
    )
    with pytest.raises(Refused) as refused:
        rules.check_year({"worked": "一", "lacked": "", "lesson": "三"})
    assert set(refused.value.problems) == {"lacked", "next_steps"}


def test_numbers_are_read_however_they_were_separated():
    assert rules.numbers_in("V0001，V0002、V0003 V0002") == ["V0001", "V0002", "V0003"]
    with pytest.raises(Refused):
        rules.check_known(["V0001", "V9"], {"V0001"})
    with pytest.raises(Refused):
        rules.check_known([], {"V0001"})


@pytest.mark.clause("W5.1")
def test_festivals_of_the_moon_move_and_those_of_the_sun_do_not():
    spring = [festivals.day_of(festivals.Festival.SPRING, year) for year in (2024, 2025, 2026)]
    assert spring == [date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17)]
    assert festivals.day_of(festivals.Festival.WOMEN, 2026) == date(2026, 3, 8)
    assert festivals.day_of(festivals.Festival.MID_AUTUMN, 2025) == date(2025, 10, 6)
    found = {feast: day for day, feast in festivals.within(Period(date(2025, 10, 1), date(2025, 12, 31)))}
    assert found == {
        festivals.Festival.MID_AUTUMN: date(2025, 10, 6),
        festivals.Festival.DOUBLE_NINTH: date(2025, 10, 29),
    }
    day = date(2025, 10, 6)
    assert said(festivals.kept(day, [date(2025, 9, 26)], 10)) == "good"
    assert said(festivals.kept(day, [date(2025, 9, 25)], 10)) == "attention"
    festivals.check_near("spring", date(2025, 1, 20), 10)
    festivals.check_near("spring", date(2025, 12, 31), 48)
    with pytest.raises(Refused):
        festivals.check_near("mid_autumn", date(2025, 9, 25), 10)


@pytest.mark.clause("W5.2", "W5.4", "W4.3")
def test_violence_is_never_mediated_and_always_leads_into_a_case():
    with pytest.raises(Refused):
        public.check_may_mediate("violence")
    assert said(public.followed("violence", False, False, 1, 30)) == "breach"
    assert said(public.followed("violence", True, False, 90, 30)) == "good"
    assert said(public.followed("marriage", False, False, 30, 30)) == "good"
    assert said(public.followed("marriage", False, False, 31, 30)) == "attention"
    assert said(public.lectured({"law", "health", "family"})) == "good"
    assert said(public.lectured({"law", "health", "other"})) == "attention"
    assert (
        said(public.proven("", False, True)) == "good"
        and said(public.proven("", False, False)) == "attention"
    )
    whole = {"parties": "甲、乙", "course": "各自说明", "agreed": ""}
    public.check_mediation(whole, "failed", DAY, DAY, DAY)
    with pytest.raises(Refused):
        public.check_mediation(whole, "agreed", DAY, DAY, DAY)


def test_more_forms_cannot_hold_than_came_back():
    surveys.check_forms(400, 390, 383, DAY, DAY, DAY)
    for wrong in ((400, 401, 383), (400, 390, 391)):
        with pytest.raises(Refused):
            surveys.check_forms(*wrong, DAY, DAY, DAY)
    with pytest.raises(Refused):
        surveys.check_files(1)
