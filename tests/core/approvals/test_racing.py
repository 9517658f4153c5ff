"""Eight hands at once: one signature stands."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from banyan.core import approvals, door
from banyan.core.approvals.models import Step
from banyan.core.approvals.resolving import StepPlan
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import KIND, NOW, SIGNING, Station, actor, fresh, open_step
from tests.makers import make_grant, make_unit, make_user

HANDS = 8


def many_directors() -> tuple[Station, list]:
    agency = make_unit("AG")
    station = Station(make_unit("N", parent=agency), agency)
    users = [make_user(station.unit) for _ in range(HANDS + 1)]
    for user in users[1:]:
        make_grant(user, station.unit, "dated.*", *SIGNING, role="test-director")
    station.asker = actor(users[0])
    return station, [actor(user) for user in users[1:]]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_sign_one_step_at_once_exactly_one_wins(transactional_copy):
    station, directors = many_directors()
    setting = station.asked(StepPlan("role", "test-director"))
    answers = at_once([(open_step(setting), director) for director in directors])
    assert sorted(answers) == ["refused"] * (HANDS - 1) + ["signed"]
    assert fresh(setting).basis == "accepted"
    with door.opened("test"):
        assert Step.everything.filter(decided_by__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_all_who_must_sign_may_do_so_at_once_and_the_outcome_follows_once(transactional_copy):
    station, directors = many_directors()
    setting = station.asked(StepPlan("role", "test-director", "all"))
    with door.opened("test"):
        steps = {step.candidates.get().person_id: step for step in Step.everything.filter(request__kind=KIND)}
    answers = at_once([(steps[director.person_id], director) for director in directors])
    assert answers == ["signed"] * HANDS
    assert fresh(setting).basis == "accepted"


def at_once(signing: list) -> list[str]:
    barrier, answers = threading.Barrier(len(signing)), []

    def sign(step, by):
        barrier.wait()
        try:
            approvals.decide(step, agreed=True, by=by, now=NOW)
            answers.append("signed")
        except (Refused, PermissionDenied):
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=pair) for pair in signing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
