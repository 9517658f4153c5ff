from banyan.domains.staff.rules.trees import in_circles, parents_first


def test_only_what_comes_back_to_itself_is_in_a_circle():
    assert in_circles({"a": "b", "b": "a", "c": "a", "d": None, "e": "e"}) == {"a", "b", "e"}


def test_a_parent_nobody_lists_ends_the_way_up():
    assert in_circles({"a": "elsewhere"}) == frozenset()


def test_parents_come_before_children_whatever_the_order():
    assert parents_first({"c": "b", "b": "a", "a": None}) == ("a", "b", "c")


def test_what_lies_above_outside_the_list_counts_as_there():
    assert parents_first({"b": "a", "a": "outside"}) == ("a", "b")


def test_circles_come_last_and_end():
    assert parents_first({"x": "y", "y": "x", "a": None}) == ("a", "x", "y")
