from banyan.domains.services.rules.households import HEAD, HeadProblem, Member, doubtful


def test_a_household_with_one_head_is_in_order():
    assert doubtful([Member(1, "H1", HEAD), Member(2, "H1", "spouse")]) == []


def test_households_without_and_with_two_heads_are_named_with_their_members():
    found = doubtful(
        [Member(3, "H2", HEAD), Member(1, "H1", "child"), Member(4, "H2", HEAD), Member(2, "H1", "spouse")]
    )
    assert [(one.household, one.problem, [m.key for m in one.members]) for one in found] == [
        ("H1", HeadProblem.NONE, [1, 2]),
        ("H2", HeadProblem.SEVERAL, [3, 4]),
    ]


def test_people_without_a_household_number_are_no_household():
    assert doubtful([Member(1, "", "child"), Member(2, "", HEAD), Member(3, "", HEAD)]) == []
