"""The pages of a group, walked as somebody does it: table, attendance on a phone, record, tests, evaluation."""

from datetime import date

import pytest
from django.urls import reverse

from banyan.core import door
from banyan.core.identity.models import User
from banyan.domains.services.models import (
    Group,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    GroupTest,
    MemberNote,
    SessionAttendance,
)
from tests.makers import make_grant, make_person
from tests.makers import make_user as make_sign_in
from tests.services.makers import NOW, make_user

DAY = date(2025, 11, 4)


@pytest.fixture
def worker(north, client):
    """Signed in at the north station, with all of this room."""
    user = make_sign_in(north, person=make_person(north, "戊己"))
    make_grant(user, north, "services.*", "projects.*", "identity.*.view", "approvals.*")
    kept = User.objects.get(pk=user.pk)
    client.force_login(kept, backend="allauth.account.auth_backends.AuthenticationBackend")
    return kept


@pytest.fixture
def group(north, worker):
    """An approved group with two sessions and three members."""
    with door.opened("test"):
        made = Group.everything.create(
            unit=north, number="GRP-2025-0001", title="照顾者小组", kind="support", state=Group.State.APPROVED,
            plan_approved_at=NOW, responsible=worker.person, instrument="量表", instrument_version="2",
        )  # fmt: skip
        for position in (1, 2):
            GroupSession.everything.create(
                group=made, position=position, planned_on=DAY, theme="认识", goal="认识", procedure="热身"
            )
        for place in range(3):
            user = make_user(north, f"成员{place}")
            GroupMember.everything.create(
                group=made, user=user, joined_on=DAY, state=GroupMember.State.ADMITTED, consent_on=DAY
            )
    return made


def members():
    with door.opened("test"):
        return list(GroupMember.everything.order_by("pk"))


def session(position=1):
    with door.opened("test"):
        return GroupSession.everything.get(position=position)


def marked(*marks, **more):
    """The attendance as a phone sends it."""
    given = {"held_on": DAY.isoformat(), **more}
    for member, (mark, reason) in zip(members(), marks, strict=False):
        given |= {f"mark-{member.public_id}": mark, f"reason-{member.public_id}": reason}
    return given


def test_the_page_of_a_group_shows_who_came_to_which_session(client, group):
    url = reverse("services.groupsession.sheet", args=[session().public_id])
    assert client.get(url).content.decode().count('type="radio"') == 9
    answer = client.post(url, marked(("present", ""), ("late", ""), ("absent", "生病")))
    assert answer.status_code == 302
    shown = client.get(reverse("services.group.detail", args=[group.public_id])).content.decode()
    assert shown.count("<h1") == 1
    assert '<td class="present">' in shown and '<td class="late">' in shown and "<small>生病</small>" in shown
    assert '<td class="small">2</td>' in shown, "two of three: the session does not count"


def test_the_rest_are_present_by_one_press_and_an_absence_wants_its_reason(client, group):
    url = reverse("services.groupsession.sheet", args=[session().public_id])
    assert client.post(url, marked()).status_code == 409, "nobody has a mark yet"
    assert client.post(url, marked(("absent", ""), rest="present")).status_code == 409
    assert client.post(url, marked(("absent", "上班"), rest="present")).status_code == 302
    with door.opened("test"):
        kept = sorted(SessionAttendance.everything.values_list("mark", flat=True))
    assert kept == ["absent", "present", "present"]
    assert client.post(url, {"held_on": "x"}).status_code == 422


def test_a_record_keeps_what_was_done_and_the_notes_on_members(client, group):
    client.post(reverse("services.groupsession.sheet", args=[session().public_id]), marked(rest="present"))
    url = reverse("services.groupsession.record", args=[session().public_id])
    first = members()[0].public_id
    given = {
        "began_at": "14:30",
        "ended_at": "16:00",
        "actual": "按计划",
        "interaction": "互助",
        "progress": "有",
    }
    assert f'name="note-{first}"' in client.get(url).content.decode()
    assert client.post(url, given | {"progress": ""}).status_code == 409
    assert client.post(url, given | {f"note-{first}": "失眠"}).status_code == 302
    with door.opened("test"):
        assert MemberNote.everything.get().text == "失眠"
    assert session().recorded_at is not None


def test_the_session_table_is_written_on_one_page(client, group):
    with door.opened("test"):
        Group.everything.update(state=Group.State.DRAFT, plan_approved_at=None)
    url = reverse("services.group.table", args=[group.public_id])
    assert client.get(url).status_code == 200
    given = {"s-TOTAL_FORMS": "3", "s-INITIAL_FORMS": "2", "s-MIN_NUM_FORMS": "0", "s-MAX_NUM_FORMS": "24"}
    for place, day in enumerate(("2025-12-02", "2025-12-09", "2025-12-16")):
        row = {"planned_on": day, "theme": f"第{place}", "goal": "目标", "procedure": "流程"}
        given |= {f"s-{place}-{name}": value for name, value in row.items()}
    assert client.post(url, given | {"s-2-theme": ""}).status_code == 422
    assert client.post(url, given | {"s-2-planned_on": "2025-12-09"}).status_code == 409
    assert client.post(url, given).status_code == 302
    with door.opened("test"):
        assert list(GroupSession.everything.order_by("position").values_list("theme", flat=True)) == [
            "第0", "第1", "第2",
        ]  # fmt: skip


def test_scores_are_entered_for_all_members_at_once(client, group):
    url = reverse("services.group.tests", args=[group.public_id, "before"])
    scores = {f"score-{each.public_id}": str(20 + place) for place, each in enumerate(members())}
    wrong = scores | {f"score-{members()[0].public_id}": "很高"}
    assert client.post(url, wrong | {"taken_on": "2025-11-04"}).status_code == 409
    assert (
        client.post(
            url, scores | {f"score-{members()[0].public_id}": "NaN", "taken_on": "2025-11-04"}
        ).status_code
        == 409
    )
    assert client.post(url, scores | {"taken_on": ""}).status_code == 422
    assert client.post(url, scores | {"taken_on": "2025-11-04"}).status_code == 302
    with door.opened("test"):
        assert GroupTest.everything.count() == 3
    assert "20" in client.get(url).content.decode()
    assert client.get(reverse("services.group.tests", args=[group.public_id, "never"])).status_code == 404


def test_the_evaluation_is_written_beside_what_the_records_say(client, group):
    director = make_sign_in(group.unit, person=make_person(group.unit, "主任"))
    make_grant(director, group.unit, "services.*", "approvals.*", role="centre-director")
    with door.opened("test"):
        GroupSession.everything.update(held_on=DAY, recorded_at=NOW, present=3)
        Group.everything.update(state=Group.State.ENDED, last_on=DAY)
    url = reverse("services.group.evaluation", args=[group.public_id])
    assert client.get(url).status_code == 200
    given = {"results": "达成", "process": "顺利", "recommendations": "转互助", "actual_cost": "500"}
    assert client.post(url, given | {"actual_cost": ""}).status_code == 422
    assert client.post(url, given).status_code == 302
    with door.opened("test"):
        assert GroupEvaluation.everything.get().submitted_at is not None
        assert Group.everything.get().state == Group.State.EVALUATION_WAITING


def test_a_member_begins_with_the_group_one_comes_from(client, group):
    shown = client.get(reverse("services.groupmember.new"), {"group": group.public_id}).content.decode()
    assert f'value="{group.public_id}" selected' in shown
    assert client.get(reverse("services.groupmember.new"), {"group": "nothing"}).status_code == 200


def test_another_station_s_session_does_not_exist(client, group, south):
    stranger = make_sign_in(south, person=make_person(south, "庚辛"))
    make_grant(stranger, south, "services.*")
    client.force_login(
        User.objects.get(pk=stranger.pk), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for name in ("services.groupsession.sheet", "services.groupsession.record"):
        assert client.get(reverse(name, args=[session().public_id])).status_code == 404


def test_the_file_of_a_group_says_which_papers_lack_and_which_came_late(group):
    from banyan.domains.services.queries import dossiers

    with door.opened("test"):
        GroupSession.everything.filter(position=1).update(held_on=DAY, recorded_at=NOW)
        lines = dossiers.lines_of_all(Group, [Group.everything.get()], date(2025, 12, 31))[group.pk]
    standing = {each.requirement.document: str(each.standing) for each in lines}
    assert standing == {
        "plan": "complete", "consent": "complete", "record": "late", "satisfaction": "later", "evaluation": "later",
    }  # fmt: skip


def test_whoever_may_not_look_inside_a_group_is_told_so_and_meets_no_false_nought(client, group, north):
    """Nor does the page hold out to them what others do; to nobody as the first thing to do."""

    def read():
        answer = client.get(reverse("services.group.detail", args=[group.public_id]))
        page = answer.context["page"]
        return answer.content.decode(), {each.verb for each in page.buttons}, page.main_button

    shown, held_out, first = read()
    assert "您无权查看" not in shown and "reclassify" in held_out
    assert first is None or first.verb != "reclassify"
    stranger = make_sign_in(north, person=make_person(north, "庚辛"))
    make_grant(stranger, north, "services.group.*", "services.groupmember.*")
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown, held_out, first = read()
    assert "您无权查看" in shown and "reclassify" not in held_out


@pytest.mark.parametrize("kind", ["group", "activity"])
def test_money_planned_below_zero_is_told_beside_its_field(client, worker, kind):
    answer = client.post(reverse(f"services.{kind}.new"), {"budget": "-5", "title": "小组"})
    assert answer.status_code == 422 and "预算不能小于 0；不花钱的写 0。" in answer.content.decode()
