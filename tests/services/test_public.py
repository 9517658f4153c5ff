from datetime import date

import pytest

from banyan.core import door
from banyan.domains.services import public
from banyan.domains.services.deeds import signing
from tests.services.makers import HELD_ON, OPERATOR, at, make_activity, make_sheet


@pytest.fixture
def activity(north):
    made = make_activity(north, number="ACT-2025-0007")
    with door.opened("test"):
        signing.sign_in(
            make_sheet(made),
            by=OPERATOR,
            now=at(9),
            name="戊己",
            role="volunteer",
            facts={"volunteer_number": "V1"},
        )
    return made


def test_rooms_above_find_an_activity_by_its_number_within_reach(activity, north, south, actor_with):
    here, there = actor_with(north, "services.*.view"), actor_with(south, "services.*.view")
    assert public.activity_by_number("ACT-2025-0007", here) == activity
    assert public.activity_by_number("ACT-2025-0007", there) is None


def test_activities_of_a_span_leave_out_what_was_cancelled(activity, north, actor_with):
    make_activity(north, state="cancelled")
    by = actor_with(north, "services.*.view")
    assert public.activities_between(HELD_ON, HELD_ON, by) == [activity]
    assert public.activities_between(date(2025, 11, 1), date(2025, 11, 30), by) == []


@pytest.mark.clause("R2.2.14")
def test_a_volunteer_s_sign_ins_name_who_was_responsible(activity, north, south, actor_with):
    (line,) = public.volunteer_lines("V1", actor_with(north, "services.*.view"))
    assert (line["activity"], line["held_on"], line["arrived_at"]) == ("ACT-2025-0007", HELD_ON, at(9).time())
    assert "responsible" in line
    assert public.volunteer_lines("V1", actor_with(south, "services.*.view")) == []
