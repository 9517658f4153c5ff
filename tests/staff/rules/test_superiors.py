import pytest

from banyan.domains.staff.rules.superiors import Seat, Superiors, command_line, commands, find_superiors


@pytest.fixture
def chart():
    """A line of five levels with a vacant deputy and a team of advisers beside the director."""
    return {
        "head-office": Seat(None, holders=("Gu",)),
        "programmes": Seat("head-office", holders=("Ping",)),
        "advisers": Seat("director", advises=True, holders=("Ada", "Ben")),
        "director": Seat("programmes", holders=("Dong",)),
        "deputy": Seat("director"),
        "assistant": Seat("deputy", holders=("Ai", "Bo")),
        "elders-head": Seat("assistant", holders=("Hua",)),
        "elders": Seat("elders-head", holders=("Wei", "Xin")),
        "volunteers-head": Seat("assistant"),
        "volunteers": Seat("volunteers-head", holders=("Yan",)),
    }


@pytest.mark.clause("P1.1")
def test_the_named_superior_answers_when_in_office_on_the_line(chart):
    assert find_superiors(chart, "Hua", "elders-head", named="Bo") == Superiors(("Bo",), "assistant", ())


@pytest.mark.clause("P1.2")
def test_a_vacant_deputy_is_passed_over_and_shown(chart):
    assert find_superiors(chart, "Ai", "assistant") == Superiors(("Dong",), "director", ("deputy",))


def test_the_named_superior_may_sit_further_up_past_vacant_posts(chart):
    assert find_superiors(chart, "Yan", "volunteers", named="Ai") == Superiors(
        ("Ai",), "assistant", ("volunteers-head",)
    )


def test_without_a_name_any_holder_of_the_superior_post_answers(chart):
    assert find_superiors(chart, "Hua", "elders-head").persons == ("Ai", "Bo")


def test_a_named_person_who_left_office_is_replaced_by_the_post(chart):
    assert find_superiors(chart, "Wei", "elders", named="Gone").persons == ("Hua",)


@pytest.mark.clause("P1.1")
def test_a_named_adviser_is_never_the_superior(chart):
    assert find_superiors(chart, "Ai", "assistant", named="Ada").persons == ("Dong",)


@pytest.mark.clause("P1.1")
def test_an_advising_post_on_the_way_up_is_passed_over(chart):
    chart["director"] = Seat("advisers", holders=("Dong",))
    chart["advisers"] = Seat("programmes", advises=True, holders=("Ada",))
    assert find_superiors(chart, "Dong", "director") == Superiors(("Ping",), "programmes", ())


def test_a_named_person_beside_the_line_does_not_command(chart):
    assert find_superiors(chart, "Yan", "volunteers", named="Hua").persons == ("Ai", "Bo")


def test_nobody_is_their_own_superior_even_in_two_posts(chart):
    chart["deputy"] = Seat("director", holders=("Ai",))
    assert find_superiors(chart, "Ai", "assistant", named="Ai").persons == ("Dong",)


def test_of_two_holders_the_other_one_may_answer(chart):
    chart["deputy"] = Seat("director", holders=("Ai", "Cen"))
    assert find_superiors(chart, "Ai", "assistant").persons == ("Cen",)


def test_an_adviser_has_no_commander(chart):
    assert find_superiors(chart, "Ada", "advisers") == Superiors()


def test_the_top_of_the_line_has_no_superior(chart):
    assert find_superiors(chart, "Gu", "head-office") == Superiors()


def test_a_line_of_vacant_posts_names_them_all(chart):
    empty = {"a": Seat(None), "b": Seat("a"), "c": Seat("b", holders=("Zu",))}
    assert find_superiors(empty, "Zu", "c") == Superiors((), None, ("b", "a"))


def test_a_circle_of_posts_ends_the_line():
    circle = {"a": Seat("b", holders=("An",)), "b": Seat("a", holders=("Bi",))}
    assert command_line(circle, "a") == ("b",)


def test_a_superior_post_nobody_knows_ends_the_line():
    assert command_line({"a": Seat("elsewhere")}, "a") == ()


def test_command_reaches_down_the_whole_line_and_not_beside_it(chart):
    assert commands(chart, "Dong", "elders")
    assert not commands(chart, "Hua", "volunteers")
    assert not commands(chart, "Ada", "elders")
