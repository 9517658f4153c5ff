"""A team's growth from dated facts; members and women counted each once."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from banyan.domains.services.rules import teams
from banyan.domains.services.rules.teams import Facts, Needed, Stage, TakingPart
from banyan.foundation.refusal import Refused

NEEDED = Needed(members=5, own_days=3)
OWN = (date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1))
GROWN = Facts(
    date(2025, 4, 1),
    8,
    leader_on=date(2025, 4, 20),
    rules_on=date(2025, 5, 10),
    filed_on=date(2025, 9, 1),
    own_days=OWN,
)


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ({}, Stage.FILED),
        ({"filed_on": None}, Stage.SELF_RUN),
        ({"own_days": OWN[:2]}, Stage.FORMED),
        ({"rules_on": None}, Stage.FORMED),
        ({"leader_on": None}, Stage.SEED),
        ({"members": 4}, Stage.SEED),
    ],
)
def test_a_stage_stands_only_where_those_before_it_stand(change, stage):
    assert teams.stage(replace(GROWN, **change), NEEDED) is stage


def test_each_step_tells_its_day_or_what_is_missing():
    steps = teams.milestones(GROWN, NEEDED)
    assert [step.reached_on for step in steps] == [
        date(2025, 4, 1),
        date(2025, 4, 20),
        OWN[2],
        date(2025, 9, 1),
    ]
    bare = teams.milestones(replace(GROWN, members=4), NEEDED)
    assert [step.reached_on for step in bare] == [date(2025, 4, 1), None, None, None] and bare[1].missing


@pytest.mark.clause("W4.2")
def test_members_are_counted_each_once_across_teams_and_the_average_is_of_places():
    size = teams.size([1, 2, 3], {1: {"甲", "乙", "丙"}, 2: {"甲", "丁"}})
    assert (size.teams, size.places, size.persons, size.average) == (3, 5, 4, Decimal("1.7"))
    assert teams.size([], {}).average is None
    real = teams.size(range(75), {team: [f"{team}-{place}" for place in range(35)] for team in range(75)})
    assert (real.places, real.average) == (2625, Decimal("35.0"))


@pytest.mark.clause("W6.6")
def test_the_share_is_of_women_each_once_over_those_living_there_and_never_of_sign_ins():
    part = TakingPart(
        women=70, sign_ins=900, events=12, living=100, counted_on=date(2024, 12, 31), source="街道"
    )
    assert part.percent == Decimal("70.0")
    assert teams.took_part(part, 70, 10)[0] == "good"
    assert teams.took_part(part, 71, 10)[0] == "attention"
    assert teams.took_part(replace(part, events=9), 70, 10)[0] == "attention"
    assert teams.took_part(replace(part, living=None), None, 10)[0] == "attention"


def test_a_team_nobody_sat_with_for_longer_than_set_wants_attention():
    founded, until = date(2025, 4, 1), date(2025, 7, 2)
    assert teams.counselled(None, founded, until, 92)[0] == "good"
    assert teams.counselled(None, founded, date(2025, 7, 3), 92)[0] == "attention"
    assert teams.counselled(date(2025, 4, 2), founded, date(2025, 7, 3), 92)[0] == "good"


def test_a_meeting_has_been_held_with_members_of_the_team():
    day, hours = date(2025, 5, 1), (time(9), time(10))
    teams.check_meeting(day, day, hours, 3, 3)
    for wrong in (
        (date(2025, 5, 2), day, hours, 3, 3), (day, day, (time(10), time(10)), 3, 3), (day, day, hours, 4, 3),
        (day, day, hours, 0, 3),
    ):  # fmt: skip
        with pytest.raises(Refused):
            teams.check_meeting(*wrong)
