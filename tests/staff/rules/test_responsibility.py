import pytest

from banyan.domains.staff.rules.responsibility import Duty, judge_fields

NEEDED = {"elders": True, "women": True, "volunteers": True, "pets": False}


def verdicts(duties, fields=NEEDED):
    return {found.field: found.verdict for found in judge_fields(fields, duties)}


@pytest.mark.clause("P1.4")
def test_two_leads_on_one_field_are_an_overlap():
    duties = [Duty("family", "women", "lead"), Duty("women-desk", "women", "lead")]
    assert verdicts(duties)["women"] == "overlap"


@pytest.mark.clause("P1.4")
def test_a_needed_field_that_is_only_supported_is_a_void():
    assert verdicts([Duty("family", "volunteers", "support")])["volunteers"] == "void"


def test_one_lead_with_supporters_is_clear():
    duties = [Duty("elder", "elders", "lead"), Duty("family", "elders", "support")]
    assert verdicts(duties)["elders"] == "clear"


def test_a_field_nobody_needs_may_stay_without_a_lead():
    assert verdicts([])["pets"] == "unneeded"


def test_the_same_department_written_twice_is_one_lead():
    duties = [Duty("elder", "elders", "lead"), Duty("elder", "elders", "lead")]
    assert verdicts(duties)["elders"] == "clear"


def test_a_field_only_the_duties_know_is_judged_too():
    assert verdicts([Duty("family", "new", "support")], {})["new"] == "void"


def test_every_field_keeps_its_place_and_its_departments():
    (found,) = judge_fields({"elders": True}, [Duty("b", "elders", "lead"), Duty("a", "elders", "support")])
    assert (found.leads, found.supports) == (("b",), ("a",))
