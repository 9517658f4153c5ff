import itertools

import pytest

from banyan.domains.staff.rules.chart import Branch, draw_chart
from banyan.domains.staff.rules.drawing import lay_out
from banyan.domains.staff.rules.superiors import Seat


@pytest.fixture
def drawing():
    chart = {
        "director": Seat(None),
        "advisers": Seat("director", advises=True),
        "deputy": Seat("director"),
        "clerk": Seat("director"),
        "elders-head": Seat("deputy"),
        "youth-head": Seat("deputy"),
        "elders": Seat("elders-head"),
        "youth": Seat("youth-head"),
    }
    lines = dict.fromkeys(chart, 1) | {"elders": 3, "advisers": 4}
    return lay_out(draw_chart(chart, chart), lines)


def box(drawing, post):
    return next(each for each in drawing.boxes if each.post == post)


def test_every_post_has_one_box_and_no_two_boxes_overlap(drawing):
    assert len(drawing.boxes) == 8
    for one, other in itertools.combinations(drawing.boxes, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.bottom <= other.y or other.bottom <= one.y, (one.post, other.post)


def test_posts_of_one_level_stand_on_one_line_below_their_superior(drawing):
    assert box(drawing, "elders-head").y == box(drawing, "youth-head").y > box(drawing, "deputy").bottom


def test_an_adviser_stands_at_the_side_joined_by_a_dashed_line(drawing):
    director, advisers = box(drawing, "director"), box(drawing, "advisers")
    assert advisers.x > director.x + director.width and advisers.y == director.y and advisers.advises
    assert [edge.advises for edge in drawing.edges].count(True) == 1


def test_a_level_waits_for_the_tallest_box_above_it(drawing):
    assert box(drawing, "deputy").y > box(drawing, "advisers").bottom


def test_a_box_has_a_place_for_each_of_its_lines(drawing):
    elders = box(drawing, "elders")
    assert len(elders.line_places) == 3
    assert all(elders.y < place < elders.bottom for place in (*elders.line_places, elders.title_place))


def test_the_drawing_is_as_large_as_what_it_holds(drawing):
    assert all(each.x >= 0 and each.x + each.width <= drawing.width for each in drawing.boxes)
    assert all(each.bottom <= drawing.height for each in drawing.boxes)


def test_a_superior_stands_above_the_middle_of_its_branch(drawing):
    heads = [box(drawing, post).middle for post in ("elders-head", "youth-head")]
    assert abs(box(drawing, "deputy").middle - sum(heads) // 2) <= 1


def test_two_trees_stand_side_by_side():
    drawing = lay_out((Branch("a"), Branch("b")), {"a": 0, "b": 0})
    assert box(drawing, "a").x + box(drawing, "a").width < box(drawing, "b").x


def test_nothing_to_draw_is_an_empty_drawing():
    assert lay_out((), {}).boxes == []
