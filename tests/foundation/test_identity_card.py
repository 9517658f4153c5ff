"""An identity number tells birth date and sex, and whether it can be one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from banyan.foundation.identity_card import check, check_digit


def test_a_number_tells_birth_and_sex():
    card = check("11010519491231002X")
    assert (card.birth, card.sex, card.valid, card.demo, card.problems) == (
        date(1949, 12, 31),
        "female",
        True,
        False,
        (),
    )


def test_an_old_number_has_fifteen_places_and_a_year_of_the_last_century():
    card = check("110105491231003")
    assert (card.birth, card.sex, card.valid) == (date(1949, 12, 31), "male", True)


def test_a_number_of_the_demonstration_region_is_never_valid_and_marked():
    card = check("00000020121001089x")
    assert (card.demo, card.valid, card.birth, card.sex) == (True, False, date(2012, 10, 1), "male")


def test_every_fault_has_its_name():
    assert check("1101051949").problems == ("length",)
    assert check("1101051949123100XX").problems == ("characters",)
    assert check("１１010519491231002X").problems == ("characters",)
    assert check("11010519491331002X").problems[0] == "date"
    assert check("110105194912310020").problems == ("check_digit",)


def test_an_unknown_region_is_a_doubt_only():
    first = "99010519491231002"
    card = check(first + check_digit(first))
    assert (card.valid, card.problems) == (True, ("region",))


@given(
    st.text("0123456789X", min_size=17, max_size=17).filter(str.isdigit),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_figure_is_always_found(first, place, shift):
    wrong = first[:place] + str((int(first[place]) + shift) % 10) + first[place + 1 :]
    assert check_digit(wrong) != check_digit(first)


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text):
    assert check(text).valid in (True, False)
