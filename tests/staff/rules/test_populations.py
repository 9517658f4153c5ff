from datetime import date

from banyan.domains.staff.rules.populations import Count, add_up, newest_counts

DAY = date(2025, 12, 31)
EARLIER = date(2024, 12, 31)
PARENTS = {"district": None, "street": "district", "east": "street", "west": "street", "other": "district"}


def make_count(area, number, women=None, day=EARLIER, source="street office"):
    return Count(area, number, women, day, source)


def test_a_street_and_its_communities_are_not_added_twice():
    counts = [make_count("street", 100, 51), make_count("east", 60, 30), make_count("west", 40, 21)]
    total = add_up(PARENTS, {"street", "east", "west"}, counts, DAY)
    assert (total.number, total.women, total.uncounted) == (100, 51, ())


def test_an_uncounted_street_is_the_sum_of_its_communities():
    total = add_up(PARENTS, {"street", "east", "west"}, [make_count("east", 60), make_count("west", 40)], DAY)
    assert (total.number, len(total.counts)) == (100, 2)


def test_a_community_nobody_counted_is_named():
    total = add_up(PARENTS, {"street", "east", "west"}, [make_count("east", 60)], DAY)
    assert (total.number, total.uncounted) == (60, ("west",))


def test_areas_without_any_count_are_named_at_their_top():
    total = add_up(PARENTS, {"street", "east", "west", "other"}, [make_count("other", 9)], DAY)
    assert (total.number, total.uncounted) == (9, ("street",))


def test_nothing_counted_is_no_number_rather_than_zero():
    assert add_up(PARENTS, {"street"}, [], DAY).number is None


def test_a_count_of_the_future_does_not_speak_for_the_past():
    counts = [make_count("street", 100), make_count("street", 120, day=date(2026, 1, 1))]
    assert add_up(PARENTS, {"street"}, counts, DAY).number == 100


def test_the_newest_count_wins_whatever_the_order():
    old, new = make_count("street", 100, day=date(2020, 1, 1)), make_count("street", 120)
    assert newest_counts([new, old], DAY)["street"] is new


def test_a_sum_is_as_old_as_its_oldest_part_and_names_every_source():
    counts = [make_count("east", 60, day=date(2020, 11, 1), source="census"), make_count("west", 40)]
    total = add_up(PARENTS, {"street"}, counts, DAY)
    assert (total.counted_on, total.sources) == (date(2020, 11, 1), ("census", "street office"))


def test_women_are_unknown_as_soon_as_one_part_is_unknown():
    assert (
        add_up(PARENTS, {"east", "west"}, [make_count("east", 6, 3), make_count("west", 4)], DAY).women
        is None
    )


def test_areas_in_a_circle_do_not_hang_the_sum():
    assert add_up({"a": "b", "b": "a"}, {"a", "b"}, [make_count("a", 1)], DAY).number is None
