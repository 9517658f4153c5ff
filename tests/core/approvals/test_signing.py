"""Asking and signing, from the first request to the outcome."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from banyan.core import approvals, door
from banyan.core.approvals.deeds import withdraw
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.rules import Changed
from banyan.core.audit.models import Event
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import (
    DAY,
    KIND,
    NOW,
    actor,
    edit,
    fresh,
    last_request,
    open_step,
    signs,
    submit,
)
from tests.makers import make_appointment, make_grant, make_post, make_user

pytestmark = pytest.mark.django_db


def test_signatures_in_order_carry_the_record_on(station):
    setting = station.asked()
    signs(setting, station.director)
    assert fresh(setting).basis == ""
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"
    assert last_request(setting).state == Request.State.APPROVED
    assert approvals.is_approved(fresh(setting), KIND)


def test_a_later_step_is_not_signed_before_its_turn(station):
    setting = station.asked()
    with door.opened("test"):
        later = Step.everything.get(request__record_id=setting.public_id, position=2)
    with pytest.raises(Refused):
        approvals.decide(later, agreed=True, by=station.headquarters, now=NOW)


def test_nobody_signs_their_own_request_even_holding_the_role(station):
    setting = station.asked(by=station.director)
    with pytest.raises(Refused) as refused:
        signs(setting, station.director)
    assert refused.value.code == "own_request"


def test_a_role_taken_after_asking_does_not_help_to_sign_ones_own(station):
    setting = station.asked()
    make_grant(station.asker.user, station.unit, role="test-director")
    with pytest.raises(Refused):
        signs(setting, actor(station.asker.user))


def test_another_sign_in_of_nobody_in_the_role_is_turned_away(station):
    setting = station.asked()
    with pytest.raises(PermissionDenied):
        signs(setting, station.headquarters)


def test_the_same_role_at_another_station_does_not_count(station):
    setting = station.asked()
    with pytest.raises(PermissionDenied):
        signs(setting, station.stranger)


def test_nobody_signs_twice(station):
    make_grant(station.director.user, station.unit, role="test-hq")
    setting = station.asked()
    both = actor(station.director.user)
    signs(setting, both)
    with pytest.raises(Refused) as refused:
        signs(setting, both)
    assert refused.value.code == "twice"


def test_all_of_a_role_must_sign(station):
    setting = station.asked(approvals.StepPlan("role", "test-director", "all"))
    first, second = _step_of(setting, station.director), _step_of(setting, station.second_director)
    approvals.decide(first, agreed=True, by=station.director, now=NOW)
    assert fresh(setting).basis == ""
    with pytest.raises(PermissionDenied):
        approvals.decide(second, agreed=True, by=station.director, now=NOW)
    approvals.decide(second, agreed=True, by=station.second_director, now=NOW)
    assert fresh(setting).basis == "accepted"


def test_who_lost_the_role_no_longer_signs_for_it(station):
    setting = station.asked(approvals.StepPlan("role", "test-director", "all"))
    with door.opened("test"):
        station.director.user.grants.all().delete()
    with pytest.raises(PermissionDenied):
        approvals.decide(
            _step_of(setting, station.director), agreed=True, by=actor(station.director.user), now=NOW
        )


def _step_of(setting, who):
    with door.opened("test"):
        return Step.everything.get(request__record_id=setting.public_id, candidates__person=who.person)


def test_one_that_declines_ends_it_and_the_remaining_steps_go(station):
    setting = station.asked()
    approvals.decide(open_step(setting), agreed=False, by=station.director, reason="too many days", now=NOW)
    assert fresh(setting).basis == "returned: too many days"
    with door.opened("test"):
        states = list(
            Step.everything.filter(request__record_id=setting.public_id).values_list("state", flat=True)
        )
    assert states == [Step.State.DECLINED, Step.State.GONE]


def test_declining_without_a_reason_is_refused(station):
    setting = station.asked()
    with pytest.raises(Refused):
        approvals.decide(open_step(setting), agreed=False, by=station.director, reason=" ", now=NOW)


def test_a_deputy_signs_and_both_names_stand(station):
    station.deputise(station.director, station.stranger)
    setting = station.asked()
    step = signs(setting, station.stranger)
    assert (step.decided_by, step.on_behalf_of) == (station.stranger.person, station.director.person)


def test_a_delegation_that_has_run_out_does_not_count(station):
    station.deputise(station.director, station.headquarters, ends=DAY)
    setting = station.asked()
    with pytest.raises(PermissionDenied):
        signs(setting, station.headquarters, now=NOW + timedelta(days=1))


def test_who_asked_does_not_sign_as_deputy(station):
    station.deputise(station.director, station.asker)
    setting = station.asked()
    with pytest.raises(Refused) as refused:
        signs(setting, station.asker)
    assert refused.value.code == "own_request"


def test_a_deputy_does_not_sign_in_the_place_of_who_asked(station):
    station.deputise(station.director, station.stranger)
    with door.opened("test"):
        station.second_director.user.grants.all().delete()
    make_grant(station.headquarters.user, station.unit, role="test-director")
    setting = station.asked(approvals.StepPlan("role", "test-director"), by=station.director)
    with pytest.raises(Refused) as refused:
        signs(setting, station.stranger)
    assert refused.value.code == "own_request"


def test_an_earlier_signer_does_not_sign_as_deputy(station):
    station.deputise(station.headquarters, station.director)
    setting = station.asked()
    signs(setting, station.director)
    with pytest.raises(Refused) as refused:
        signs(setting, station.director)
    assert refused.value.code == "twice"


def test_who_was_represented_does_not_sign_again(station):
    make_grant(station.director.user, station.unit, role="test-hq")
    station.deputise(station.director, station.stranger)
    setting = station.asked()
    signs(setting, station.stranger)
    with pytest.raises(Refused) as refused:
        signs(setting, actor(station.director.user))
    assert refused.value.code == "twice"


@pytest.mark.clause("P1.1")
def test_an_adviser_holding_the_role_does_not_sign(station):
    adviser = make_user(station.unit)
    make_grant(adviser, station.unit, role="test-director")
    make_appointment(adviser.person, make_post(station.unit, "督导", relation="advises"))
    setting = station.asked()
    with pytest.raises(Refused) as refused:
        signs(setting, actor(adviser))
    assert refused.value.code == "adviser"


@pytest.mark.clause("R2.2.1")
def test_a_changed_record_voids_the_request_for_good(station):
    setting = station.asked()
    with door.opened("test"):
        type(setting).everything.filter(pk=setting.pk).update(value=99)
    with pytest.raises(Changed):
        signs(setting, station.director)
    assert last_request(setting).state == Request.State.VOID
    assert fresh(setting).basis.startswith("returned: The record was changed")


def test_a_later_version_with_the_same_content_is_not_signed_either(station):
    setting = station.asked()
    with door.opened("test"):
        type(setting).everything.filter(pk=setting.pk).update(version=setting.version + 1)
    with pytest.raises(Changed):
        signs(setting, station.director)


def test_what_is_not_signed_may_change(station):
    setting = station.asked()
    with door.opened("test"):
        type(setting).everything.filter(pk=setting.pk).update(basis="a note")
    signs(setting, station.director)


def test_a_waiting_and_an_approved_record_are_locked(station):
    setting = station.asked()
    with pytest.raises(Refused):
        edit(setting, by=station.asker, now=NOW, value=8)
    signs(setting, station.director)
    signs(setting, station.headquarters)
    assert approvals.locked_fields(setting) == {"key", "value", "valid_from"}
    with pytest.raises(Refused) as refused:
        edit(setting, by=station.asker, now=NOW, value=8)
    assert refused.value.code == "locked"


def test_a_record_sent_back_is_free_again(station):
    setting = station.asked()
    approvals.decide(open_step(setting), agreed=False, by=station.director, reason="mend", now=NOW)
    edit(setting, by=station.asker, now=NOW, value=8)
    assert fresh(setting).value == 8


def test_whoever_asked_takes_it_back_and_others_do_not(station):
    setting = station.asked()
    with pytest.raises(PermissionDenied):
        withdraw(last_request(setting), by=station.director, now=NOW, reason="mine")
    with pytest.raises(Refused):
        withdraw(last_request(setting), by=station.asker, now=NOW, reason="")
    withdraw(last_request(setting), by=station.asker, now=NOW, reason="not yet ripe")
    assert last_request(setting).state == Request.State.WITHDRAWN
    with pytest.raises(Step.DoesNotExist):
        open_step(setting)


def test_a_step_left_open_in_a_request_that_is_over_is_not_signed(station):
    setting = station.asked()
    step = open_step(setting)
    withdraw(last_request(setting), by=station.asker, now=NOW, reason="not yet ripe")
    with door.opened("test"):
        Step.everything.filter(pk=step.pk).update(state=Step.State.OPEN)
    with pytest.raises(Refused) as refused:
        approvals.decide(step, agreed=True, by=station.director, now=NOW)
    assert refused.value.code == "state"


def test_the_same_is_not_asked_twice_at_once(station):
    setting = station.asked()
    with pytest.raises(Refused):
        submit(setting, by=station.asker, now=NOW, steps=[approvals.StepPlan("role", "test-hq")])


def test_asking_anew_after_a_change_takes_the_place_of_the_old_request(station):
    setting = station.asked()
    old = last_request(setting)
    with door.opened("test"):
        type(setting).everything.filter(pk=setting.pk).update(value=9)
    submit(fresh(setting), by=station.asker, now=NOW, steps=[approvals.StepPlan("role", "test-hq")])
    assert fresh(old).state == Request.State.VOID
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"


@pytest.mark.parametrize("steps", [["no-such-role"], ["test-hq", "test-hq"]], ids=["nobody", "one for two"])
def test_asking_where_nobody_could_sign_is_refused(station, steps):
    with pytest.raises(Refused):
        station.asked(*(approvals.StepPlan("role", code) for code in steps))


def test_every_signature_leaves_a_line_in_the_trail(station):
    setting = station.asked()
    signs(setting, station.director)
    signs(setting, station.headquarters)
    verbs = list(Event.objects.order_by("seq").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb.startswith("approvals.")] == [
        "approvals.request.lodge",
        "approvals.step.sign",
        "approvals.request.approve",
        "approvals.step.sign",
    ]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE approvals_step SET reason = 'other' WHERE state = 'signed'",
        "UPDATE approvals_step SET state = 'open', decided_by_id = NULL, decided_at = NULL WHERE state = 'signed'",
        "DELETE FROM approvals_step WHERE state = 'signed'",
        "UPDATE approvals_request SET content_hash = 'x'",
        "DELETE FROM approvals_request",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(station, tampering):
    from django.db import connection

    setting = station.asked()
    signs(setting, station.director)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(tampering)


def test_the_database_refuses_a_signature_by_who_asked(station):
    setting = station.asked()
    step = open_step(setting)
    with door.opened("test"), pytest.raises(DatabaseError), transaction.atomic():
        Step.everything.filter(pk=step.pk).update(
            state="signed", decided_by=station.asker.person, decided_at=NOW
        )
