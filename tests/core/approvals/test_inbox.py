"""What waits for whom, and where it is shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from banyan.core import approvals, clock, door
from banyan.core.approvals import queries, showing, stops
from banyan.core.approvals.models import Step
from banyan.core.approvals.resolving import StepPlan
from banyan.core.approvals.rules import Changed
from banyan.core.approvals.sheet import countersigning_sheet
from banyan.core.approvals.signing import hand_for
from banyan.core.attachments.deeds import attach
from banyan.core.attachments.models import Attachment
from banyan.core.documents import printing
from banyan.core.identity.models import Installation
from banyan.core.notices import queries as notices
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import (
    DAY,
    NOW,
    SIGNING,
    actor,
    fresh,
    last_request,
    open_step,
    signs,
    submit,
)
from tests.core.attachments.test_intake import PDF
from tests.makers import make_appointment, make_grant, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(station):
    """The installation stands at the day of the story."""
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    yield
    clock.forget()


def waits_for(who, on=DAY):
    return [step.request.number for step in queries.inbox(who, on)]


def client_of(who) -> Client:
    client = Client()
    client.force_login(who.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_request_waits_for_every_holder_of_the_role_and_for_nobody_else(station):
    station.asked()
    assert len(waits_for(station.director)) == len(waits_for(station.second_director)) == 1
    for other in (station.asker, station.headquarters, station.stranger):
        assert waits_for(other) == []


def test_it_leaves_the_inbox_when_somebody_signed(station):
    setting = station.asked()
    signs(setting, station.director)
    assert waits_for(station.second_director) == []
    assert len(waits_for(station.headquarters)) == 1


def test_ones_own_request_never_waits_for_oneself(station):
    station.asked(by=station.director)
    assert waits_for(station.director) == []
    assert len(waits_for(station.second_director)) == 1


def test_who_signed_an_earlier_step_is_not_asked_again(station):
    make_grant(station.director.user, station.unit, role="test-hq")
    setting = station.asked()
    both = actor(station.director.user)
    signs(setting, both)
    assert waits_for(both) == []


def test_a_deputy_finds_it_on_the_days_of_the_delegation_only(station):
    station.asked()
    station.deputise(station.director, station.headquarters)
    assert len(waits_for(station.headquarters)) == 1
    assert waits_for(station.headquarters, DAY + timedelta(days=1)) == []


def test_an_adviser_finds_nothing(station):
    make_appointment(station.director.person, make_post(station.unit, "督导", relation="advises"))
    station.asked()
    assert waits_for(station.director) == []


def test_a_named_signer_finds_it(station):
    make_grant(station.stranger.user, station.unit, *SIGNING)
    station.asked(StepPlan("person", station.stranger.person))
    assert len(waits_for(actor(station.stranger.user))) == 1


def test_what_waits_is_exactly_what_may_be_signed(station):
    make_grant(station.asker.user, station.unit, role="test-director")
    setting = station.asked()
    everybody = [
        station.asker,
        station.director,
        station.second_director,
        station.headquarters,
        station.stranger,
    ]
    for who in [actor(each.user) for each in everybody]:
        listed = bool(waits_for(who))
        step = open_step(setting)
        with door.opened("test"):
            try:
                hand_for(step, step.request, who, DAY)
                may = True
            except Exception:
                may = False
        assert listed == may, who.name


@pytest.mark.parametrize("count", [1, 6])
def test_the_inbox_costs_three_statements_however_much_waits(station, count, django_assert_max_num_queries):
    from banyan.core.identity import tree

    for number in range(count):
        setting = station.setting()
        with door.opened("test"):
            type(setting).everything.filter(pk=setting.pk).update(key=f"test.{number}")
        submit(fresh(setting), by=station.asker, now=NOW, steps=[StepPlan("role", "test-director")])
    tree.current()
    with django_assert_max_num_queries(3):
        assert len([step.request.asked_by.name for step in queries.inbox(station.director, DAY)]) == count


def test_an_inbox_to_which_nothing_comes_near_asks_no_third_statement(station, django_assert_num_queries):
    station.asked()
    queries.inbox(station.asker, DAY)
    with django_assert_num_queries(2):
        assert not queries.inbox(station.asker, DAY).exists()


def test_the_desk_and_the_frame_show_what_waits(station):
    station.asked()
    (line,) = showing.for_the_desk(station.director, DAY)
    assert line.kind == "sign"
    assert showing.waiting_count(station.director) == 1


def test_signers_are_told_when_their_turn_comes_and_the_asker_when_it_is_over(station):
    setting = station.asked()
    assert notices.unread_count(station.director) == 1
    assert notices.unread_count(station.headquarters) == 0
    signs(setting, station.director)
    assert notices.unread_count(station.headquarters) == 1
    signs(setting, station.headquarters)
    assert notices.unread_count(station.asker) == 1


def test_files_are_part_of_what_is_signed(station):
    setting = station.setting()
    make_grant(station.asker.user, station.unit, "attachments.*", "dated.*")
    clerk = actor(station.asker.user)
    attach(setting, "a.pdf", PDF, by=clerk)
    submit(setting, by=clerk, now=NOW, steps=[StepPlan("role", "test-director")])
    with pytest.raises(Refused) as refused:
        attach(setting, "b.pdf", PDF, by=clerk)
    assert refused.value.code == "locked"
    with door.opened("test"):
        Attachment.everything.update(sha256="0" * 64)
    with pytest.raises(Changed):
        signs(setting, station.director)


def test_a_signer_reads_and_signs_on_the_page(station):
    setting = station.asked()
    page = client_of(station.director)
    inbox = page.get("/signatures/")
    assert inbox.status_code == 200
    step = open_step(setting)
    assert f"/signatures/{step.public_id}/" in inbox.content.decode()
    assert page.get(f"/signatures/{step.public_id}/").status_code == 200
    refused = page.post(f"/signatures/{step.public_id}/", {"decision": "back", "reason": ""})
    assert refused.status_code == 409
    told = refused.content.decode()
    assert 'id="wrong-reason"' in told and "还不能退回" in told
    assert page.post(f"/signatures/{step.public_id}/", {"decision": "sign"}).status_code == 302
    with door.opened("test"):
        assert Step.everything.get(pk=step.pk).state == Step.State.SIGNED


def test_whoever_is_to_sign_reads_the_files_until_it_is_signed(station):
    make_grant(station.asker.user, station.unit, "attachments.*", "dated.*")
    setting = station.setting()
    file = attach(setting, "a.pdf", PDF, by=actor(station.asker.user))
    submit(
        setting,
        by=station.asker,
        now=NOW,
        steps=[StepPlan("role", "test-director"), StepPlan("role", "test-hq")],
    )
    address = f"/files/{file.public_id}/"
    assert client_of(station.director).get(address).status_code == 200
    assert client_of(station.headquarters).get(address).status_code == 404
    signs(setting, station.director)
    assert client_of(station.director).get(address).status_code == 404


def test_a_notice_leads_to_ones_turn_and_later_to_the_record(station):
    setting = station.asked()
    address = f"/signatures/requests/{last_request(setting).public_id}/"
    assert (
        client_of(station.director).get(address)["Location"] == f"/signatures/{open_step(setting).public_id}/"
    )
    signs(setting, station.director)
    assert client_of(station.director).get(address).status_code == 302
    assert client_of(station.stranger).get(address).status_code == 404


def test_the_step_of_somebody_else_does_not_exist(station):
    step = open_step(station.asked())
    for other in (station.asker, station.stranger, station.headquarters):
        assert client_of(other).get(f"/signatures/{step.public_id}/").status_code == 404
        assert (
            client_of(other).post(f"/signatures/{step.public_id}/", {"decision": "sign"}).status_code == 404
        )


def test_the_sheet_is_printed_for_those_who_see_the_record(station):
    if printing.missing_fonts():
        pytest.skip("needs the Noto CJK fonts")
    setting = station.asked()
    asked = last_request(setting)
    address = f"/signatures/requests/{asked.public_id}/sheet.pdf"
    answer = client_of(station.director).get(address)
    assert answer.content.startswith(b"%PDF-")
    assert client_of(station.stranger).get(address).status_code == 404
    with translation.override("zh-hans"):
        assert countersigning_sheet(asked, station.director, NOW) == countersigning_sheet(
            asked, station.director, NOW
        )


def test_the_rail_names_deputy_and_words(station):
    station.deputise(station.director, station.stranger)
    setting = station.asked()
    approvals.decide(open_step(setting), agreed=True, by=station.stranger, reason="同意", now=NOW)
    stop = stops.rail(setting)[1]
    assert (stop.mark, stop.comment, stop.state) == (station.stranger.person.name, "同意", "signed")
    assert stop.note
