"""The papers of a group on A4: Chinese can be selected, the number stands on every page, notes stay with their readers."""

from datetime import date, time
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.documents import printing
from banyan.core.documents.words import sheets_of
from banyan.core.identity.actor import actor_for, system_actor
from banyan.core.identity.models import User
from banyan.domains.services.deeds import groups
from banyan.domains.services.models import (
    Group,
    GroupAnswer,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    GroupTest,
    MemberNote,
    SessionAttendance,
)
from banyan.domains.services.queries.group_on_paper import File, attendance_forms
from banyan.foundation.refusal import Refused
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


#: Grade → what somebody of the station, somebody above the workers and a worker of the group read of it.
INSIDE = {
    "L1": {"stranger": {"组员2", "互动渐多"}, "above": {"组员2", "互动渐多", "今天说得很少"}},
    "L2": {"stranger": set(), "above": {"组员2", "互动渐多", "今天说得很少"}},
    "L3": {"stranger": set(), "above": set()},
}
ROWS = (GroupSession, GroupMember, SessionAttendance, MemberNote, GroupTest, GroupAnswer)


def test_who_is_in_a_group_and_what_was_said_is_read_by_its_grade_and_printed_for_its_readers_alone(
    client, north, worker, group
):
    with door.opened("test"):
        GroupTest.everything.create(member=group.members.first(), moment="before", score=3, taken_on=DAY)
        GroupAnswer.everything.create(group=group, attitude=5, given_on=DAY, collected_by=make_person(north))
        GroupEvaluation.everything.update(follow_up="R00003 转个案")
    readers = {"stranger": _reader(north), "above": _reader(north, "services.membernote.oversee")}
    lead = actor_for(worker, TODAY)
    for grade, allowed in INSIDE.items():
        with door.opened("test"):
            Group.everything.update(confidentiality=grade)
        for who, actor in {**readers, "worker": lead}.items():
            expected = allowed.get(who, {"组员2", "互动渐多", "今天说得很少"})
            seen = {row for row in ROWS if row.objects.visible_to(actor).exists()}
            assert (GroupMember in seen, SessionAttendance in seen, GroupTest in seen) == (
                ("组员2" in expected),
            ) * 3
            assert ((GroupSession in seen), (MemberNote in seen)) == (
                "互动渐多" in expected,
                "今天说得很少" in expected,
            )
            assert (GroupAnswer in seen) == ("组员2" in expected), (grade, who)
            _walks(signed_in(client, actor), group, expected)
    assert not Group.objects.visible_to(readers["stranger"]).exclude(title="照顾者互助小组").exists()


def _walks(reader, group, expected):
    """The file on paper, its single sheets, the page and the Word documents say what is expected and no more."""
    secrets = {"组员2", "互动渐多", "今天说得很少"}
    whole = "".join(pages(reader.get(reverse("services.group.print", args=[group.public_id]))))
    assert {each for each in secrets if each in whole} == expected and "长期照顾者喘息不足" in whole
    assert ("R00003" in whole) == ("互动渐多" in expected)
    members = "".join(pages(reader.get(reverse("services.group.paper", args=[group.public_id, "members"]))))
    page = reader.get(reverse("services.group.detail", args=[group.public_id])).content.decode()
    assert ("组员2" in members, "组员2" in page) == (("组员2" in expected),) * 2 and "主题1" in page
    record = reader.get(reverse("documents.word", args=["services.group_sessions", group.public_id]))
    assert (record.status_code != 404) == ("互动渐多" in expected)


def test_each_reading_of_a_sensitive_group_on_screen_or_paper_is_written_down(client, worker, group):
    def readings():
        return Event.objects.filter(verb="services.group.read", object_id=str(group.public_id)).count()

    lead = signed_in(client, actor_for(worker, TODAY))
    with door.opened("test"):
        session = GroupSession.everything.filter(group=group).first()
    places = [
        reverse("services.group.detail", args=[group.public_id]),
        reverse("services.group.print", args=[group.public_id]),
        reverse("services.group.paper", args=[group.public_id, "members"]),
        reverse("services.groupsession.print", args=[session.public_id]),
        reverse("documents.word", args=["services.group_sessions", group.public_id]),
    ]
    for address in places:
        assert lead.get(address).status_code in (200, 409)
    assert readings() == 0, "an ordinary group is read without a line"
    with door.opened("test"):
        Group.everything.update(confidentiality="L3")
    for count, address in enumerate(places, 1):
        lead.get(address)
        assert readings() == count, address


def test_only_those_who_read_the_inside_of_a_group_change_its_grade(north, worker, group):
    lead = actor_for(worker, TODAY)
    for actor, may in ((_reader(north, "services.group.*"), False), (lead, True)):
        if may:
            groups.reclassify(group, by=actor, confidentiality="L3", reason="成员均为受暴妇女")
            assert Group.everything.get().confidentiality == "L3"
        else:
            with pytest.raises(Refused):
                groups.reclassify(group, by=actor, confidentiality="L1", reason="想看名单")
    with pytest.raises(Refused):
        groups.reclassify(group, by=lead, confidentiality="L2", reason=" ")


def _reader(unit, *more):
    user = make_sign_in(unit, person=make_person(unit, "旁人"))
    make_grant(user, unit, "services.*.view", "projects.*.view", *more)
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
