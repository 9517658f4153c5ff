"""Analyses signed and renewed, resources on the map, groups counted with their reach; the pages as a worker sees them."""

from datetime import date, timedelta

import pytest

from banyan.core import clock
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.core.todo import waiting_for
from banyan.domains.services.deeds import community as deeds
from banyan.domains.services.models import (
    CommunityAnalysis,
    CommunityResource,
    GroupCount,
    ResidentTeam,
    ResourceUse,
    ServiceUserTag,
)
from banyan.domains.services.queries import community as asked
from banyan.domains.services.rules.community import PARTS
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.makers import make_appointment, make_grant, make_person, make_post
from tests.makers import make_user as make_sign_in
from tests.services.community.conftest import RIGHTS
from tests.services.makers import HELD_ON, TODAY, at, make_activity, make_sheet, make_user

WHOLE = {name: "写明" for name, _words in PARTS}


def begun(project, area, worker, now, **fields):
    made = CommunityAnalysis(
        unit=project.unit,
        area=area,
        project=project,
        data_on=date(2025, 3, 31),
        source="街道年报",
        **(WHOLE | fields),
    )
    return deeds.begin(made, by=worker, now=now)


def resource(project, area, worker, **fields):
    given = {"partner": "榕荫小学", "kind": "place", "gives": "周末操场", "agreement": "共建协议"} | fields
    return deeds.find_resource(CommunityResource(unit=project.unit, area=area, **given), by=worker, now=at(9))


@pytest.fixture
def director(north):
    """Whoever signs where the writer has nobody above."""
    post = make_post(north, "中心主任")
    person = make_person(north, "主任")
    make_appointment(person, post)
    user = make_sign_in(north, person=person)
    make_grant(user, north, "services.*", "approvals.*", role="centre-director")
    return actor_for(User.objects.select_related("person").get(pk=user.pk), TODAY)


def signed(director, now):
    """The director signs what waits."""
    approvals.decide(Step.everything.get(state=Step.State.OPEN), agreed=True, by=director, now=now)


def test_an_analysis_is_signed_renewed_and_the_former_stays_to_be_read(project, area, worker, director):
    with pytest.raises(Refused):
        deeds.submit(begun(project, area, worker, at(9), needs=""), by=worker, now=at(9))
    first = begun(project, area, worker, at(9))
    deeds.submit(first, by=worker, now=at(9))
    signed(director, at(10))
    first.refresh_from_db()
    assert (first.state, first.renew_by) == ("holds", HELD_ON + timedelta(days=365))
    again = begun(project, area, worker, at(11))
    assert again.follows == first
    deeds.submit(again, by=worker, now=at(11))
    signed(director, at(12))
    states = dict(CommunityAnalysis.everything.exclude(number="").values_list("pk", "state"))
    assert states == {first.pk: "replaced", again.pk: "holds"}
    due = [each for each in waiting_for(worker, HELD_ON + timedelta(days=340)) if each.kind == "analysis"]
    assert [each.due for each in due] == [HELD_ON + timedelta(days=365)]


def test_a_resource_on_the_map_shows_how_it_stands_and_what_used_it(project, area, worker):
    with pytest.raises(Refused):
        resource(project, area, worker, agreement="", agreed_until=TODAY)
    school = resource(project, area, worker, agreed_until=TODAY - timedelta(days=1))
    clinic = resource(project, area, worker, partner="卫生站", kind="health", agreement="")
    activity = make_activity(project.unit, project=project)
    deeds.use(ResourceUse(resource=school, activity=activity, what="操场半天"), by=worker, now=at(9))
    with pytest.raises(Refused):
        deeds.use(ResourceUse(resource=school, activity=activity, what="又一次"), by=worker, now=at(9))
    shown = asked.map_of(worker, "", TODAY)
    (row,) = shown["rows"]
    cells = {cell.kind: [str(mark) for mark in cell.marks] for cell in row.cells if cell.count}
    assert cells == {"place": ["expired"], "health": ["bare"]} and shown["ended"] == [school]
    page = asked.area_page(worker, area.public_id, TODAY)
    assert {each.partner: times for _mark, each, times, _last in page["resources"]} == {
        "榕荫小学": 1,
        "卫生站": 0,
    }
    assert "卫生站" in page["drawing"]
    deeds.close_resource(clinic, by=worker, now=at(9), reason="撤站")
    assert asked.map_of(worker, "", TODAY)["all"] == 1


@pytest.mark.clause("W6.2")
def test_reach_counts_people_of_the_group_once_against_a_dated_count_and_the_control_flips(
    project, area, worker
):
    counted = GroupCount(
        area=area, group="流动妇女", people=40, counted_on=date(2025, 6, 30), source="居委会"
    )
    deeds.count_group(counted, by=worker, now=at(9))
    with pytest.raises(Refused):
        deeds.count_group(
            GroupCount(area=area, group="流动儿童", people=9, counted_on=TODAY, source=" "),
            by=worker,
            now=at(9),
        )
    sheet = make_sheet(make_activity(project.unit, project=project))
    for place in range(6):
        user = make_user(project.unit, f"流动{place}", sex="female", community=area.name)
        ServiceUserTag.everything.create(user=user, name="流动妇女")
        for time in (1, 2):
            sheet.entries.create(position=2 * place + time, user=user, name=user.name, role="resident")
    (reach,) = asked.reaches(area, TODAY)
    assert (reach.served, str(reach.percent)) == (6, "15.0")
    assert verdict("W6.2", project) == "met"
    GroupCount.everything.update(counted_on=date(2024, 12, 30))
    assert faults("W6.2", project) == [f"{area.number} 流动妇女 2024-12-30"]


def test_the_pages_show_the_map_and_one_area_and_strangers_find_nothing(
    client, project, area, worker, north, south
):
    resource(project, area, worker)
    somebody = make_sign_in(north, "community-worker")
    make_grant(somebody, north, *RIGHTS)
    client.force_login(somebody)
    page = client.get("/services/community/").content.decode()
    assert area.name in page and 'class="m good"' in page
    inside = client.get(f"/services/community/{area.public_id}/")
    assert inside.status_code == 200 and "榕荫小学" in inside.content.decode()
    team = ResidentTeam.everything.create(
        unit=north,
        title="晨光队",
        kind="fitness",
        area=area,
        project=project,
        number="DW901",
        founded_on=date(2025, 4, 1),
    )
    panel = client.get(f"/services/residentteam/{team.public_id}/panel/team/").content.decode()
    assert 'class="coming"' in panel and "街道办事处" in panel
    activity = make_activity(north, project=project, expected=1200, held_on=clock.today())
    shown = client.get(f"/services/activity/{activity.public_id}/panel/safety/").content.decode()
    assert "ban-br" in shown
    posted = client.post(f"/services/residentteam/{team.public_id}/held/", {"activity": [activity.public_id]})
    activity.refresh_from_db()
    assert posted.status_code == 302 and activity.team == team
    stranger = make_sign_in(south, "community-stranger")
    make_grant(stranger, south, *RIGHTS)
    client.force_login(stranger)
    assert client.get(f"/services/community/{area.public_id}/").status_code == 404
    assert area.name not in client.get("/services/community/").content.decode()
