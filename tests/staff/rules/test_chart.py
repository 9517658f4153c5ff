import pytest

from banyan.domains.staff.rules.chart import Branch, draw_chart
from banyan.domains.staff.rules.superiors import Seat


def posts_of(branches):
    return [post for branch in branches for post in (branch.post, *posts_of(branch.below))]


@pytest.fixture
def chart():
    return {
        "office": Seat(None),
        "programmes": Seat("office"),
        "advisers": Seat("director", advises=True),
        "director": Seat("programmes"),
        "deputy": Seat("director"),
        "assistant": Seat("deputy"),
        "head": Seat("assistant"),
        "worker": Seat("head"),
        "elsewhere": Seat("office"),
    }


OWN = ("director", "deputy", "assistant", "head", "worker")


@pytest.mark.clause("P1.1")
def test_a_centre_is_drawn_with_the_line_above_and_its_advisers(chart):
    (top,) = draw_chart(chart, OWN)
    assert posts_of([top]) == ["office", "programmes", *OWN]
    director = top.below[0].below[0]
    assert director.advisers == ("advisers",)


def test_posts_of_other_units_are_left_out_or_marked_outside(chart):
    (top,) = draw_chart(chart, OWN)
    assert "elsewhere" not in posts_of([top])
    assert top.outside and top.below[0].outside and not top.below[0].below[0].outside


def test_advisers_are_not_on_the_tree_of_command(chart):
    assert "advisers" not in posts_of(draw_chart(chart, OWN))


@pytest.mark.clause("P1.1")
def test_five_levels_of_command_are_five_deep():
    line = {"a": Seat(None), "b": Seat("a"), "c": Seat("b"), "d": Seat("c"), "e": Seat("d")}
    assert draw_chart(line, line)[0].depth == 5


def test_an_adviser_who_advises_nobody_stands_alone():
    assert draw_chart({"adviser": Seat(None, advises=True)}, ("adviser",)) == (Branch("adviser"),)


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")])
def test_a_circle_is_drawn_once_and_ends(order):
    seats = {"a": Seat("b"), "b": Seat("a"), "c": Seat("b")}
    chart = {post: seats[post] for post in order}
    assert sorted(posts_of(draw_chart(chart, chart))) == ["a", "b", "c"]


def test_two_tops_give_two_trees():
    chart = {"a": Seat(None), "b": Seat(None), "c": Seat("b")}
    assert [branch.post for branch in draw_chart(chart, chart)] == ["a", "b"]
