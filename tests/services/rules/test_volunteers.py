"""Who may join, hours, stars, insurance on a day, and whose skill fits."""

from datetime import date, time
from decimal import Decimal

import pytest

from banyan.domains.services.rules import volunteers, volunteers_sheet
from banyan.domains.services.rules.minutes import minutes_between
from banyan.domains.services.rules.volunteers import Able, Papers
from banyan.foundation.refusal import Refused
from tests.services.sheets import area_names, from_file

TODAY = date(2025, 12, 31)
TABLE = (100, 300, 600, 1000, 1500)


@pytest.mark.clause("R7.1.3", "R7.1.4")
@pytest.mark.parametrize(
    ("papers", "lacking"),
    [
        (Papers(date(1990, 1, 1), TODAY, None), set()),
        (Papers(None, TODAY, None), set()),
        (Papers(date(1990, 1, 1), None, None), {"agreed_on"}),
        (Papers(date(2008, 1, 1), TODAY, None), {"guardian_agreed_on"}),
        (Papers(date(2007, 12, 31), TODAY, None), set()),
        (Papers(date(2008, 1, 1), TODAY, TODAY), set()),
    ],
)
def test_nobody_joins_untold_and_a_minor_not_without_the_guardian(papers, lacking):
    if not lacking:
        volunteers.check_may_join(papers, TODAY, 18)
        return
    with pytest.raises(Refused) as refusal:
        volunteers.check_may_join(papers, TODAY, 18)
    assert set(refusal.value.problems) == lacking


def test_hours_go_from_coming_to_leaving_and_without_leaving_there_are_none():
    there = [minutes_between(time(8, 20), time(11, 40)), minutes_between(time(9), None)]
    assert there == [200, 0] and volunteers.hours_of(there) == Decimal("3.33")
    assert minutes_between(time(11), time(9)) == 0


@pytest.mark.clause("R7.3.4")
def test_stars_follow_approved_hours_by_the_table_and_are_given_upwards_only():
    found = [
        volunteers.stars_for(Decimal(hours), TABLE) for hours in ("97", "99.5", "100", "299.5", "300", "1500")
    ]
    assert found == [0, 0, 1, 1, 2, 5]
    volunteers.check_new_stars(1, 0, Decimal(200))
    for held, missing in ((1, Decimal(200)), (5, None)):
        with pytest.raises(Refused):
            volunteers.check_new_stars(1, held, missing)
    assert (
        volunteers.to_next(Decimal("99.5"), TABLE) == Decimal("0.5")
        and volunteers.to_next(Decimal(1500), TABLE) is None
    )


@pytest.mark.clause("W6.5")
def test_those_ready_to_go_come_first_then_neighbours_then_the_least_busy():
    able = [
        Able(1, "理发、摄影", "东村", trained=True, insured=False, busy=0),
        Able(2, "理发", "西村", trained=True, insured=True, busy=0),
        Able(3, "理发", "东村", trained=True, insured=True, busy=1),
        Able(4, "理发,粤语", "东村", trained=True, insured=True, busy=0),
        Able(5, "法律", "东村", trained=True, insured=True, busy=0),
    ]
    assert [each.key for each in volunteers.fitting("理发", "东村", able)] == [4, 3, 2, 1]
    volunteers.check_fits("粤语", "理发,粤语")
    with pytest.raises(Refused):
        volunteers.check_fits("理", "理发")


@pytest.mark.clause("W6.5")
def test_a_need_is_matched_in_time_with_the_skill():
    asked = date(2025, 11, 1)
    assert volunteers.matched(asked, date(2025, 12, 1), TODAY, 30, fits=True)[0] == "good"
    assert volunteers.matched(asked, date(2025, 12, 2), TODAY, 30, fits=True)[0] == "attention"
    assert volunteers.matched(asked, date(2025, 11, 2), TODAY, 30, fits=False)[0] == "attention"
    assert volunteers.matched(asked, None, date(2025, 12, 1), 30, fits=False)[0] == "good"
    assert volunteers.matched(asked, None, date(2025, 12, 2), 30, fits=False)[0] == "attention"


def test_the_sample_register_is_taken_in_and_its_defects_are_asked_about(samples):
    checked = from_file(
        volunteers_sheet.SHEET, samples / "volunteers.csv", areas=area_names(samples), adult_from=18
    )
    rows = {each.row.values["number"]: each for each in checked.rows}
    assert len(rows) == 40 and all(each.ok for each in rows.values())
    asked = {number: {finding.code for finding in each.findings} for number, each in rows.items()}
    assert "guardian_missing" in asked["V0020"] and "induction_missing" in asked["V0022"]
    assert "thanks_missing" in asked["V0037"] and "thanks_missing" not in asked["V0036"]
