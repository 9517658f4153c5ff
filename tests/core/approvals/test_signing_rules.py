"""Who may sign: rules on plain values."""

import pytest

from banyan.core.approvals import rules
from banyan.core.approvals.rules import Bound, Changed, Hand
from banyan.foundation.refusal import Refused

ANA, BO, CAI, DI = "ana", "bo", "cai", "di"


def test_nobody_signs_their_own_request():
    with pytest.raises(Refused) as refused:
        rules.check_not_own(Hand(ANA, ANA), asked_by=ANA)
    assert refused.value.code == "own_request"


def test_a_deputy_does_not_sign_in_the_place_of_who_asked():
    with pytest.raises(Refused):
        rules.check_not_own(Hand(BO, ANA), asked_by=ANA)


def test_who_asked_does_not_sign_as_somebody_elses_deputy():
    with pytest.raises(Refused):
        rules.check_not_own(Hand(ANA, BO), asked_by=ANA)


def test_somebody_else_signs():
    rules.check_not_own(Hand(BO, BO), asked_by=ANA)


@pytest.mark.parametrize("hand", [Hand(ANA, ANA), Hand(BO, ANA), Hand(ANA, BO)])
def test_nobody_signs_twice_whether_in_person_or_through_a_deputy(hand):
    with pytest.raises(Refused) as refused:
        rules.check_first_signature(hand, signed={ANA})
    assert refused.value.code == "twice"


def test_a_third_person_signs_after_the_first():
    rules.check_first_signature(Hand(CAI, DI), signed={ANA, BO})


@pytest.mark.clause("P1.1")
def test_an_adviser_does_not_sign():
    with pytest.raises(Refused):
        rules.check_not_adviser(True)


@pytest.mark.parametrize(
    "present",
    [Bound(5, "content", "files"), Bound(4, "other", "files"), Bound(4, "content", "other")],
    ids=["a later version", "other content", "other files"],
)
@pytest.mark.clause("R2.2.1")
def test_a_changed_record_is_not_what_was_to_be_signed(present):
    with pytest.raises(Changed):
        rules.check_unchanged(Bound(4, "content", "files"), present)


def test_the_same_version_content_and_files_may_be_signed():
    rules.check_unchanged(Bound(4, "content", "files"), Bound(4, "content", "files"))


@pytest.mark.parametrize(
    ("steps", "enough"),
    [
        ([{ANA}], True),
        ([set()], False),
        ([{ANA}, {ANA}], False),
        ([{ANA, BO}, {ANA}], True),
        ([{ANA, BO}, {ANA}, {BO}], False),
        ([{ANA, BO}, {ANA, CAI}, {BO}], True),
    ],
)
def test_every_step_needs_a_person_of_its_own(steps, enough):
    if enough:
        rules.check_enough_people(steps)
        return
    with pytest.raises(Refused):
        rules.check_enough_people(steps)


def test_who_sends_back_says_why():
    with pytest.raises(Refused):
        rules.check_reason("  ")
