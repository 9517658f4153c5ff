"""The papers of a group on A4: Chinese can be selected, the number stands on every page, notes stay with their readers."""

from datetime import date, time
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from banyan.core import door
from banyan.core.documents import printing
from banyan.core.documents.words import sheets_of
from banyan.core.identity.actor import actor_for, system_actor
from banyan.core.identity.models import User
from banyan.domains.services.models import (
    Group,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    MemberNote,
    SessionAttendance,
)
from banyan.domains.services.queries.group_on_paper import File, attendance_forms
from tests.makers import TODAY, make_grant, make_person
from tests.makers import make_user as make_sign_in
from tests.services.hours_makers import signed_in
from tests.services.makers import NOW, make_user
from tests.services.test_group_screens import worker as worker

pytestmark = pytest.mark.skipif(bool(printing.missing_fonts()), reason="needs the Noto CJK fonts")
DAY = date(2025, 11, 4)


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def group(north, worker):
    """A group of two sessions and three members, evaluated; one member is noted upon."""
    with door.opened("test"):
        made = Group.everything.create(
            unit=north, number="GRP-2025-0001", title="照顾者互助小组", kind="support", state="accepted", plan_approved_at=NOW,
            responsible=worker.person, need="长期照顾者喘息不足", sessions_held=2, sessions_planned=2, person_times=5, persons=3,
            first_on=DAY, last_on=DAY,
        )  # fmt: skip
        sessions = [
            GroupSession.everything.create(
                group=made, position=position, planned_on=DAY, held_on=DAY, began_at=time(14), ended_at=time(16),
                theme=f"主题{position}", goal="彼此认识", procedure="热身", interaction="互动渐多", recorded_at=NOW,
                present=3, absent=0,
            )
            for position in (1, 2)
        ]  # fmt: skip
        for place, mark in enumerate(("present", "late", "absent")):
            member = GroupMember.everything.create(
                group=made,
                user=make_user(north, f"组员{place}"),
                joined_on=DAY,
                state="admitted",
                consent_on=DAY,
            )
            SessionAttendance.everything.create(session=sessions[0], member=member, mark=mark, reason="生病")
        MemberNote.everything.create(session=sessions[0], member=member, text="今天说得很少")
        GroupEvaluation.everything.create(
            group=made, results="支持网络扩大", process="逐步互助", recommendations="续办"
        )
    return made


def pages(answer):
    """The words of each page, without the white space between them."""
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def test_the_whole_group_file_is_numbered_with_a_catalogue_and_its_number_on_every_page(
    client, worker, group
):
    found = pages(client.get(reverse("services.group.print", args=[group.public_id])))
    assert len(found) >= 8
    for place, text in enumerate(found, 1):
        assert group.number in text and f"第{place}页/共{len(found)}页" in text
    for title in ("小组计划书", "组员名单", "小组出勤表", "小组每节记录", "小组评估表"):
        assert title in found[1], title
    whole = "".join(found)
    for said in (
        "照顾者互助小组",
        "组员2",
        "生病",
        "互动渐多",
        "支持网络扩大",
        "今天说得很少",
        "√",
        "△",
        "×",
    ):
        assert said in whole, said


def test_notes_on_members_are_printed_for_their_readers_alone(client, north, group):
    other = signed_in(client, _reader(north))
    text = "".join(pages(other.get(reverse("services.group.print", args=[group.public_id]))))
    assert "互动渐多" in text and "今天说得很少" not in text


def _reader(unit):
    user = make_sign_in(unit, person=make_person(unit, "旁人"))
    make_grant(user, unit, "services.group.view", "services.groupsession.view", "services.groupmember.view",
               "services.sessionattendance.view", "services.membernote.view", "services.serviceuser.view")  # fmt: skip
    return actor_for(User.objects.select_related("person").get(pk=user.pk), TODAY)


@pytest.mark.parametrize(("sheet", "said"), [("plan", "需求"), ("evaluation", "续办")])
def test_a_sheet_of_a_group_is_printed_by_itself(client, worker, group, sheet, said):
    text = "".join(pages(client.get(reverse("services.group.paper", args=[group.public_id, sheet]))))
    assert said in text and group.number in text and "密级" in text
    assert client.get(reverse("services.group.paper", args=[group.public_id, "other"])).status_code == 404


def test_a_long_group_fills_several_sheets_of_attendance(north, group):
    with door.opened("test"):
        for position in range(3, 18):
            GroupSession.everything.create(
                group=group,
                position=position,
                planned_on=DAY,
                held_on=DAY,
                theme="主题",
                goal="目标",
                procedure="过程",
            )
        assert len(attendance_forms(File(group, system_actor("test")))) == 2


def test_a_group_may_be_written_as_plan_sessions_and_evaluation_in_word(group):
    kinds = {sheet.kind: sheet for sheet in sheets_of(Group)}
    assert set(kinds) == {"services.group_plan", "services.group_sessions", "services.group_evaluation"}
    assert kinds["services.group_plan"].filled(group)["need"] == "长期照顾者喘息不足"
    held = kinds["services.group_sessions"].filled(group)["sessions"]
    assert [row["theme"] for row in held] == ["主题1", "主题2"]
    assert kinds["services.group_evaluation"].filled(group)["results"] == "支持网络扩大"
