"""Satisfaction kind by kind: told beside the span before, silent below five answers, a fall wants attention (R4.2.3)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.core.ui.wording import say
from banyan.domains.services.models import Feedback, Group, GroupAnswer
from banyan.domains.services.rules.satisfied import Said, trend
from tests.controls import outcome, verdict
from tests.makers import make_person
from tests.projects.makers import make_project
from tests.services.makers import make_activity

QUARTER, DAY, BEFORE, TODAY = "2025-Q4", date(2025, 11, 20), date(2025, 8, 20), date(2025, 12, 31)


def asked(project, on, scores):
    """What those who came to an activity answered."""
    activity = make_activity(project.unit, project=project, held_on=on)
    with door.opened("test"):
        for score in scores:
            Feedback.everything.create(activity=activity, score=score, given_on=on)


@pytest.mark.clause("R4.2.3")
def test_satisfaction_is_told_by_kind_and_a_fall_or_too_few_answers_want_attention(north):
    project, other = make_project(north), make_project(north)
    asked(project, DAY, [5, 4, 4, 5, 4])
    assert verdict("R4.2.3", project, QUARTER, TODAY) == "met"
    asked(other, BEFORE, [5] * 9)
    asked(project, DAY + timedelta(days=60), [1] * 9)
    assert verdict("R4.2.3", project, QUARTER, TODAY) == "met", "another project, another period"
    asked(project, BEFORE, [5] * 6)
    assert verdict("R4.2.3", project, QUARTER, TODAY) == "attention", "5.00 before, 4.40 now"
    with door.opened("test"):
        Feedback.everything.filter(activity__project=project, given_on=BEFORE, score=5).update(score=4)
        group = Group.everything.create(unit=north, project=project, title="小组", kind="support")
        assert verdict("R4.2.3", project, QUARTER, TODAY) == "met"
        GroupAnswer.everything.create(
            group=group, attitude=5, effect=4, given_on=DAY, collected_by=make_person(north)
        )
    told = " ".join(say(each.sentence) for each in outcome("R4.2.3", project, QUARTER, TODAY).faults)
    assert verdict("R4.2.3", project, QUARTER, TODAY) == "attention" and "4.5" not in told, (
        "one answer is one person's"
    )


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (Said(5, Decimal("4.20")), Said(5, Decimal("4.50")), "good"),
        (Said(5, Decimal("4.19")), Said(5, Decimal("4.50")), "attention"),
        (Said(4, Decimal("4.50")), Said(9, Decimal("4.50")), "attention"),
        (Said(9, Decimal("3.00")), Said(4, Decimal("4.50")), "good"),
    ],
)
def test_the_bounds_of_a_fall_and_of_enough_answers_belong_to_the_better_side(now, before, expected):
    assert trend("x", now, before, 5, Decimal("0.3"))[0] == expected
