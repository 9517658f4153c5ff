"""Steps that wait are reminded of and passed up; what one reads to sign is compared; what is signed is not edited."""

from datetime import timedelta

import pytest
from django.test import Client

from banyan.core import approvals, clock, door
from banyan.core.approvals import deeds, stops
from banyan.core.approvals.comparing import compared
from banyan.core.approvals.models import Candidate, Step
from banyan.core.approvals.reminding import remind_of_steps
from banyan.core.approvals.resolving import StepPlan
from banyan.core.audit.models import Event
from banyan.core.dated.models import DatedSetting
from banyan.core.deeds import deed
from banyan.core.identity.models import Installation
from banyan.core.notices.models import Notice
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import DAY, KIND, NOW, actor, fresh, last_request, open_step, signs, submit
from tests.makers import make_appointment, make_grant, make_post

pytestmark = pytest.mark.django_db
DIRECTOR = StepPlan("role", "test-director")
#: NOW is a Wednesday; the first working day after New Year is Sunday the 4th, made up for a day off.
LATER = {days: NOW + timedelta(days=days) for days in range(15)}


@deed(DatedSetting, "edit", system=True)
def plain_edit(setting, by, now, **changes):
    """An edit whose room forgot to ask whether it is signed."""
    for name, value in changes.items():
        setattr(setting, name, value)


@pytest.fixture
def line(station):
    """The director stands below headquarters; an adviser stands beside."""
    top = make_post(station.unit.parent, "总干事")
    make_appointment(station.headquarters.person, top)
    make_appointment(station.director.person, make_post(station.unit, "主任", superior=top))
    make_appointment(
        station.second_director.person, make_post(station.unit, "督导", superior=top, relation="advises")
    )


def told(who, kind):
    with door.opened("test"):
        return Notice.everything.filter(user=who.user, kind=kind).count()


def test_who_lets_a_signature_wait_is_reminded_after_two_working_days_and_again(station, line):
    station.asked(DIRECTOR)
    assert remind_of_steps(LATER[1])["reminded"] == 0
    assert remind_of_steps(LATER[5])["reminded"] == 1
    assert remind_of_steps(LATER[5])["reminded"] == 0
    assert remind_of_steps(LATER[7])["reminded"] == 1
    assert told(station.director, "approvals.reminder") == 2
    assert told(station.asker, "approvals.reminder") == 0


def test_holidays_do_not_count(station, line):
    station.asked(DIRECTOR)
    assert remind_of_steps(LATER[3]) == {"reminded": 0, "passed_up": 0}


def test_after_five_working_days_the_superior_may_sign_too_and_the_trail_says_so(station, line):
    setting = station.asked(DIRECTOR)
    assert list(approvals.inbox(actor(station.headquarters.user), DAY)) == []
    assert remind_of_steps(LATER[8])["passed_up"] == 1
    assert len(approvals.inbox(actor(station.headquarters.user), DAY)) == 1
    assert told(station.headquarters, "approvals.passed_up") == 1
    assert Event.objects.filter(verb="approvals.step.escalate").count() == 1
    assert stops.rail(setting)[-1].note
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"


def test_who_was_to_sign_may_still_sign_after_it_was_passed_up(station, line):
    setting = station.asked(DIRECTOR)
    remind_of_steps(LATER[8])
    signs(setting, station.director)
    assert fresh(setting).basis == "accepted"


def test_it_is_passed_up_once(station, line):
    station.asked(DIRECTOR)
    remind_of_steps(LATER[8])
    assert remind_of_steps(LATER[12])["passed_up"] == 0


def test_all_who_must_sign_may_be_helped_by_the_superior(station, line):
    setting = station.asked(StepPlan("role", "test-director", "all"))
    remind_of_steps(LATER[8])
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"


@pytest.mark.clause("P1.1")
def test_it_is_never_passed_up_to_an_adviser_nor_to_who_asked(station):
    top = make_post(station.unit, "顾问", relation="advises")
    make_appointment(station.second_director.person, top)
    middle = make_post(station.unit, "主管", superior=top)
    make_appointment(station.asker.person, middle)
    make_appointment(station.director.person, make_post(station.unit, "主任", superior=middle))
    station.asked(DIRECTOR)
    assert remind_of_steps(LATER[12])["passed_up"] == 0
    assert not Candidate.objects.filter(escalated=True).exists()


# reading


def approve(station, setting):
    signs(setting, station.director)
    return fresh(setting)


def reopen(setting, station, **changes):
    with door.opened("test"):
        deeds.void(last_request(setting), by=station.asker, now=NOW, reason="another number")
    changed = fresh(setting)
    with door.opened("test"):
        DatedSetting.everything.filter(pk=changed.pk).update(**changes)
    return submit(fresh(setting), by=station.asker, now=NOW, steps=[DIRECTOR])


def test_a_first_request_has_nothing_to_be_compared_with(station):
    setting = station.asked(DIRECTOR)
    read = compared(fresh(setting), last_request(setting))
    assert read.since is None
    assert read.count == 0


def test_the_signer_reads_what_differs_from_what_was_approved_last(station):
    setting = approve(station, station.asked(DIRECTOR))
    again = reopen(setting, station, value=9)
    read = compared(fresh(again), last_request(again))
    assert [(field.value, field.was) for field in read.fields if field.is_new] == [(9, 7)]
    assert read.approved
    client = Client()
    client.force_login(station.director.user)
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    page = client.get(f"/signatures/{open_step(again).public_id}/").content.decode()
    clock.forget()
    assert "<s>7</s>" in page


def test_what_was_sent_back_is_compared_where_nothing_was_approved(station):
    setting = station.asked(DIRECTOR)
    approvals.decide(open_step(setting), agreed=False, by=station.director, reason="too many", now=NOW)
    with door.opened("test"):
        DatedSetting.everything.filter(pk=setting.pk).update(value=5)
    again = submit(fresh(setting), by=station.asker, now=NOW, steps=[DIRECTOR])
    read = compared(fresh(again), last_request(again))
    assert (read.approved, read.count) == (False, 1)


def test_a_change_under_a_waiting_request_is_said_before_somebody_presses(station):
    setting = station.asked(DIRECTOR)
    with door.opened("test"):
        DatedSetting.everything.filter(pk=setting.pk).update(value=99)
    assert compared(fresh(setting), last_request(setting)).changed


# editing


@pytest.mark.clause("R2.2.1")
def test_no_room_edits_what_waits_for_signatures_or_was_signed(station):
    setting = station.asked(DIRECTOR)
    with pytest.raises(Refused) as refused:
        plain_edit(fresh(setting), by=station.asker, now=NOW, value=8)
    assert refused.value.code == "locked"
    signs(setting, station.director)
    with pytest.raises(Refused):
        plain_edit(fresh(setting), by=station.asker, now=NOW, value=8)
    assert fresh(setting).value == 7


def test_what_no_signature_stands_for_may_be_edited(station):
    setting = station.asked(DIRECTOR)
    signs(setting, station.director)
    plain_edit(fresh(setting), by=station.asker, now=NOW, basis="archive 7", value=7)
    assert fresh(setting).basis == "archive 7"


def test_the_asker_can_be_passed_over_even_as_superior(station, line):
    make_grant(station.asker.user, station.unit.parent, role="test-hq")
    setting = station.asked(StepPlan("person", station.director.person))
    remind_of_steps(LATER[8])
    with door.opened("test"):
        step = Step.everything.get(request__record_id=setting.public_id)
        added = set(step.candidates.filter(escalated=True).values_list("person", flat=True))
    assert added == {station.headquarters.person_id}
    assert last_request(setting).kind == KIND
