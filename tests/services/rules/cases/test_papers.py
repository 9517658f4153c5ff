"""What the forms of a case must say."""

from datetime import date, timedelta

import pytest

from banyan.domains.services.rules.cases import papers, secrecy, team
from banyan.domains.services.rules.cases.contacts import is_late
from banyan.domains.services.rules.cases.papers import FORMS, MARKS, Paper, asks_of, check_paper
from banyan.domains.services.rules.cases.team import Place
from banyan.domains.services.rules.cases.words import Voice
from banyan.foundation.refusal import Refused


def answered(kind: str) -> dict[str, str]:
    """A form with every question answered."""
    return {ask.name: ask.choices[0].value if ask.choices else "words" for ask in papers.asks_of(kind)}


@pytest.mark.parametrize("kind", list(Paper))
@pytest.mark.clause("R2.2.12")
def test_each_required_answer_of_each_form_is_asked_for(kind):
    whole = answered(kind)
    papers.check_paper(kind, whole)
    for ask in papers.asks_of(kind):
        lacking = {name: text for name, text in whole.items() if name != ask.name}
        if ask.required:
            with pytest.raises(Refused) as refused:
                papers.check_paper(kind, lacking)
            assert ask.name in refused.value.problems


def test_every_form_has_a_mark_of_its_own():
    assert set(FORMS) == set(Paper) and {str(kind) for kind in Paper} == set(MARKS)
    assert len(set(MARKS.values())) == len(MARKS)


@pytest.mark.parametrize(
    "kind", [Paper.INQUIRY, Paper.INTAKE, Paper.ASSESSMENT, Paper.EVALUATION, Paper.CLOSURE]
)
def test_the_clients_own_words_have_a_place_of_their_own(kind):
    assert Voice.SAID in {ask.voice for ask in papers.asks_of(kind)}


def test_an_answer_that_was_not_offered_is_refused():
    with pytest.raises(Refused):
        papers.check_paper("intake", answered("intake") | {"decision": "perhaps"})


def test_without_full_capacity_the_guardian_signs_as_well():
    consent = answered("consent")
    papers.check_paper("consent", consent | {"capacity": "limited"})
    with pytest.raises(Refused):
        papers.check_paper("consent", consent | {"capacity": "limited", "guardian": ""})


def test_a_referral_without_consent_says_why():
    referral = answered("referral_out") | {"override_reason": ""}
    papers.check_paper("referral_out", referral | {"consent": "given"})
    with pytest.raises(Refused) as refused:
        papers.check_paper("referral_out", referral | {"consent": "overridden"})
    assert "override_reason" in refused.value.problems


def test_a_correction_has_a_reason_and_changes_something():
    papers.check_correction("wrong day", changed=True)
    for wrong in (("", True), ("wrong day", False)):
        with pytest.raises(Refused):
            papers.check_correction(*wrong)


def test_broken_glass_has_a_reason_that_can_be_read():
    secrecy.check_break_glass("She is missing since noon.")
    with pytest.raises(Refused):
        secrecy.check_break_glass("urgent")


ONE = Place(1, "social_work", date(2025, 3, 1), None, is_key=True)


@pytest.mark.clause("P1.7")
def test_a_case_has_one_key_worker_and_nobody_twice():
    team.check_joins(Place(2, "law", date(2025, 4, 1)), [ONE])
    for wrong in (Place(1, "law", date(2025, 4, 1)), Place(2, "law", date(2025, 4, 1), None, is_key=True)):
        with pytest.raises(Refused):
            team.check_joins(wrong, [ONE])


@pytest.mark.clause("P1.7")
def test_the_key_worker_does_not_leave_a_day_empty():
    with pytest.raises(Refused):
        team.check_leaves(ONE, date(2025, 5, 1))
    ended = Place(1, "social_work", date(2025, 3, 1), date(2025, 3, 10), is_key=True)
    follows = Place(2, "social_work", date(2025, 3, 13), None, is_key=True)
    assert team.days_without_key_worker([ended, follows], date(2025, 3, 1), date(2025, 3, 31)) == 2
    assert team.days_without_key_worker([ONE], date(2025, 3, 1), date(2025, 3, 31)) == 0


@pytest.mark.clause("R3.2.3")
def test_a_review_asks_the_client_midway_and_says_what_is_done_otherwise():
    asked = {ask.name for ask in asks_of("review")}
    given = dict.fromkeys(asked, "据实填写") | {"next": "go_on"}
    check_paper("review", given)
    for name in ("feedback", "asked_by", "adjustment"):
        with pytest.raises(Refused) as refused:
            check_paper("review", given | {name: ""})
        assert set(refused.value.problems) == {name}


@pytest.mark.parametrize(("days", "late"), [(0, False), (7, False), (8, True)])
def test_what_is_entered_more_than_seven_days_after_its_day_is_late(days, late):
    assert is_late(date(2025, 10, 9), date(2025, 10, 9) + timedelta(days=days), 7) is late
