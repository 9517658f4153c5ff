from banyan.domains.staff.rules.places import (
    KnownPost,
    Place,
    departments,
    find_post,
    post_by_title,
    superior_post,
)

AGENCY = Place(0, "0/", "U0", "agency")
NORTH = Place(1, "0/1/", "U-N", "north")
SOUTH = Place(2, "0/2/", "U-S", "south")
OFFICE = Place(3, "0/3/", "U-HQ", "head office")
NORTH_ELDERS = Place(4, "0/1/4/", "U-N-1", "elders")
SOUTH_ELDERS = Place(5, "0/2/5/", "U-S-1", "elders")
NORTH_YOUTH = Place(6, "0/1/6/", "U-N-2", "youth")
SOUTH_FAMILY = Place(7, "0/2/7/", "U-S-2", "family")
PLACES = (AGENCY, NORTH, SOUTH, OFFICE, NORTH_ELDERS, SOUTH_ELDERS, NORTH_YOUTH, SOUTH_FAMILY)


def test_a_department_is_first_looked_for_below_the_unit():
    assert departments(PLACES, NORTH)["elders"] is NORTH_ELDERS
    assert departments(PLACES, SOUTH)["elders"] is SOUTH_ELDERS


def test_a_name_that_only_one_unit_bears_is_found_in_the_whole_agency():
    assert departments(PLACES, NORTH)["head office"] is OFFICE
    assert departments(PLACES, NORTH)["family"] is SOUTH_FAMILY


def test_a_name_several_units_bear_elsewhere_is_nobody():
    assert "elders" not in departments(PLACES, OFFICE)


def test_the_unit_itself_may_be_the_department():
    assert departments(PLACES, OFFICE)["head office"] is OFFICE


def test_a_unit_number_is_never_ambiguous():
    assert departments(PLACES, OFFICE)["U-S-1"] is SOUTH_ELDERS


def make_post(key, home, code, title="worker", department=None):
    return KnownPost(key, home, home if department is None else department, code, title)


def test_two_centres_use_the_same_number_for_their_own_posts():
    posts = [make_post("a", NORTH, "P03"), make_post("b", SOUTH, "P03")]
    assert find_post(posts, "P03", SOUTH).key == "b"
    assert find_post(posts, "P03", OFFICE) is None


def test_a_superior_post_is_looked_for_at_home_first():
    posts = [make_post("a", NORTH, "P03"), make_post("b", SOUTH, "P03"), make_post("c", OFFICE, "P90")]
    assert superior_post(posts, "P03", (SOUTH, OFFICE)).key == "b"
    assert superior_post(posts, "P90", (SOUTH,)).key == "c"


def test_a_superior_number_used_elsewhere_twice_is_nobody():
    posts = [make_post("a", NORTH, "P03"), make_post("b", SOUTH, "P03")]
    assert superior_post(posts, "P03", (OFFICE,)) is None


def test_a_roster_calls_a_post_by_its_title_its_number_or_without_the_department():
    posts = [
        make_post("head", NORTH, "P06", "长者部主管", "elders"),
        make_post("worker", NORTH, "P07", "长者部社工", "elders"),
        make_post("other", NORTH, "P09", "青少年部社工", "youth"),
    ]
    for title, key in (
        ("长者部主管", "head"),
        ("部门主管", "head"),
        ("主管", "head"),
        ("社工", "worker"),
        ("P07", "worker"),
    ):
        assert post_by_title(posts, "elders", "长者部", title).key == key


def test_a_title_nobody_established_is_no_post():
    assert (
        post_by_title([make_post("a", NORTH, "P07", "长者部社工", "elders")], "elders", "长者部", "司机")
        is None
    )


def test_two_posts_that_would_fit_are_not_chosen_between():
    posts = [make_post("a", NORTH, "1", "长者部社工", "e"), make_post("b", NORTH, "2", "部门社工", "e")]
    assert post_by_title(posts, "e", "长者部", "社工") is None
