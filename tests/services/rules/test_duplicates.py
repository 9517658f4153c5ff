from datetime import date

from banyan.domains.services.rules.duplicates import FILLED_DOWN, Candidate, Certainty, Ground, find

BORN = date(1960, 5, 1)


def person(key, **facts):
    return Candidate(key, **{"name": "甲乙", "birth": BORN, "sex": "female", **facts})


def test_one_identity_number_twice_is_certain_whatever_the_names():
    (found,) = find([person(1, id_number="A"), person(2, name="丙丁", birth=None, id_number="A")])
    assert (found.keys, found.certainty, found.ground) == ((1, 2), Certainty.CERTAIN, Ground.ID_NUMBER)


def test_three_records_with_one_identity_number_are_one_proposal():
    (found,) = find([person(key, id_number="A") for key in (1, 2, 3)])
    assert found.keys == (1, 2, 3)


def test_same_name_birth_and_sex_without_an_identity_number_is_probable():
    (found,) = find([person(1, id_number="A"), person(2)])
    assert (found.keys, found.certainty) == ((1, 2), Certainty.PROBABLE)


def test_two_identity_numbers_are_two_persons_whatever_else_agrees():
    assert find([person(1, id_number="A", phone="1"), person(2, id_number="B", phone="1")]) == []


def test_the_same_name_alone_proposes_nothing():
    assert find([person(1), person(2, birth=date(1961, 5, 1))]) == []
    assert find([person(1, birth=None), person(2, birth=None)]) == []


def test_twins_of_different_sex_and_siblings_on_one_phone_are_let_alone():
    assert find([person(1), person(2, sex="male")]) == []
    assert find([person(1, phone="1"), person(2, name="甲丙", phone="1")]) == []


def test_name_and_phone_are_enough_where_nothing_contradicts():
    (found,) = find([person(1, birth=None, phone="1"), person(2, phone="1")])
    assert (found.certainty, found.ground) == (Certainty.PROBABLE, Ground.NAME_PHONE)
    assert find([person(1, birth=date(1961, 1, 1), phone="1"), person(2, phone="1")]) == []


def test_a_pair_is_proposed_once_with_its_strongest_ground():
    found = find([person(1, phone="1"), person(2, phone="1")])
    assert [duplicate.ground for duplicate in found] == [Ground.NAME_BIRTH_SEX]


def test_a_cell_filled_down_proposes_no_thousand_pairs():
    crowd = [person(key, birth=None, phone="1") for key in range(FILLED_DOWN + 1)]
    assert find(crowd) == []
