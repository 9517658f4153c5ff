"""The pages of the quality room, as people click them."""

import pytest
from django.urls import reverse

from banyan.core import door
from banyan.domains.quality.models import Rectification
from tests.projects.makers import make_project
from tests.quality.makers import done, fresh, member, opened, planned


@pytest.fixture
def owner(north):
    return member(north, "己负责")


@pytest.fixture
def other(north):
    return member(north, "庚核验")


def enter(client, actor):
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")


def page(client, name, *args, status=200, **data):
    address = reverse(name, args=args)
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == status, answer.content[:800]
    return answer.content.decode()


def last():
    with door.opened("test"):
        return Rectification.everything.order_by("pk").last()


def test_the_board_leads_to_a_page_that_offers_the_next_step(client, owner, north):
    record = planned(north, owner)
    enter(client, owner)
    shown = page(client, "quality.board")
    assert record.number in shown
    shown = page(client, "quality.rectification.detail", record.public_id)
    assert 'id="panel-rules"' in shown
    assert shown.count("<h1") == 1
    assert "deed/report_done/" in shown and "deed/confirm/" not in shown


def test_a_fault_is_opened_from_the_panel_of_any_record(client, owner, north):
    project = make_project(north)
    enter(client, owner)
    panel = page(client, "projects.project.panel", project.public_id, "rectifications")
    assert reverse("quality.open", args=["projects.project", project.public_id]) in panel
    page(
        client,
        "quality.open",
        "projects.project",
        project.public_id,
        status=302,
        finding="四月没有风险评审",
        clause="R3.2.9",
    )
    assert (last().project, last().clause) == (project, "R3.2.9")
    assert last().number in page(client, "projects.project.panel", project.public_id, "rectifications")


@pytest.mark.clause("R4.4.3")
def test_the_owner_is_refused_to_verify_and_another_is_not(client, owner, other, north):
    record = done(north, owner)
    enter(client, owner)
    told = page(
        client, "quality.rectification.deed", record.public_id, "confirm", status=409, effect="连续四周有纪要"
    )
    assert "整改责任人不得核验自己的整改" in told
    enter(client, other)
    page(
        client, "quality.rectification.deed", record.public_id, "confirm", status=302, effect="连续四周有纪要"
    )
    assert fresh(record).state == "effective"


def test_another_station_finds_none_of_it(client, south, north):
    record = opened(north)
    enter(client, member(south, "南客"))
    assert record.number not in page(client, "quality.board")
    page(client, "quality.rectification.detail", record.public_id, status=404)
