from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.services.deeds import doubts
from banyan.domains.services.deeds.cases.counting import hand_in_anew
from banyan.domains.services.deeds.counting import recount
from banyan.domains.services.deeds.evidences import disagreements
from banyan.domains.services.deeds.group_counting import settle
from banyan.domains.services.models import (
    Attendance,
    Case,
    CaseContact,
    Consent,
    DuplicateProposal,
    Group,
    GroupMember,
    GroupSession,
    ServiceUser,
    ServiceUserTag,
    SessionAttendance,
)
from banyan.foundation.refusal import Refused
from tests.projects.makers import make_indicator, make_project
from tests.services.makers import NOW, TODAY, make_activity, make_sheet, make_user

MERGE = "services.duplicateproposal.*"


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def pair(north):
    first = make_user(north, phone="00010000001", groups="低保")
    second = make_user(north, born_on=date(1960, 5, 1), guardian_name="丙丁", phone="00010000002")
    ServiceUserTag.everything.create(user=first, name="低保")
    ServiceUserTag.everything.create(user=second, name="失能")
    return first, second


@pytest.fixture
def proposal(north, pair):
    return DuplicateProposal.everything.create(
        unit=north,
        first=pair[0],
        second=pair[1],
        certainty="probable",
        ground="name_birth_sex",
        number="DUP-1",
    )


def fresh(record):
    return type(record).everything.get(pk=record.pk)


def test_a_merge_brings_everything_over_and_overwrites_nothing(north, pair, proposal, actor_with):
    first, second = pair
    Consent.everything.create(user=second, kind="general", text_version="1", given_on=date(2025, 5, 1))
    doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW, reason="电话核实")
    kept, gone = fresh(first), fresh(second)
    assert (kept.phone, kept.born_on, kept.groups) == ("00010000001", date(1960, 5, 1), "低保、失能")
    assert (gone.state, gone.merged_into) == (ServiceUser.State.MERGED, kept)
    assert Consent.everything.get().user == kept
    assert fresh(proposal).state == DuplicateProposal.State.MERGED


def test_the_later_registration_may_be_the_one_that_stays(north, pair, proposal, actor_with):
    doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW, keep="second", reason="电话核实")
    assert fresh(pair[0]).merged_into == pair[1]


def test_an_undone_merge_leaves_both_as_they_were(north, pair, proposal, actor_with):
    by = actor_with(north, MERGE)
    Consent.everything.create(user=pair[1], kind="general", text_version="1", given_on=date(2025, 5, 1))
    doubts.merge(proposal, by=by, now=NOW, reason="电话核实")
    doubts.undo(fresh(proposal), by=by, now=NOW, reason="弄错了")
    first, second = fresh(pair[0]), fresh(pair[1])
    assert (first.born_on, first.groups, first.guardian_name) == (None, "低保", "")
    assert (second.state, second.merged_into, second.phone) == (ServiceUser.State.ACTIVE, None, "00010000002")
    assert Consent.everything.get().user == second
    assert set(first.tags.values_list("name", flat=True)) == {"低保"}
    assert fresh(proposal).state == DuplicateProposal.State.OPEN


def test_both_registrations_tell_of_the_merge_in_the_trail(north, pair, proposal, actor_with):
    doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW, reason="电话核实")
    told = Event.objects.filter(verb="services.serviceuser.merge").values_list("label", "reason")
    assert set(told) == {(user.number, "电话核实") for user in pair}


def test_distinct_persons_fall_when_two_of_them_are_one(north, pair, proposal, actor_with):
    sheet = make_sheet(make_activity(north))
    for position, user in enumerate(pair, start=1):
        Attendance.everything.create(
            sheet=sheet, position=position, name=user.name, user=user, role="resident"
        )
    recount(sheet)
    sheet.save()
    assert sheet.persons == 2
    doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW, reason="电话核实")
    assert (fresh(sheet).persons, fresh(sheet).person_times) == (1, 1)
    doubts.undo(fresh(proposal), by=actor_with(north, MERGE), now=NOW, reason="弄错了")
    assert (fresh(sheet).persons, fresh(sheet).person_times) == (2, 2)


@pytest.mark.parametrize("undone", [False, True])
def test_the_ledger_hears_whose_case_and_whose_group_it_is_now(north, pair, proposal, actor_with, undone):
    project = make_project(north)
    make_indicator(project, "K01", service_type="个案", name="新开个案", counted_in="个")
    case = Case.everything.create(
        unit=north, number="GA-1", client=pair[1], project=project, inquired_on=TODAY
    )
    CaseContact.everything.create(
        case=case,
        number="GA-1/1",
        position=1,
        entered_on=TODAY,
        held_on=TODAY,
        began_at=time(9),
        ended_at=time(10),
        state="filed",
    )
    group = Group.everything.create(
        unit=north, number="GRP-1", project=project, title="互助小组", first_on=TODAY, state="running"
    )
    session = GroupSession.everything.create(group=group, position=1, planned_on=TODAY, held_on=TODAY)
    for user in (*pair, make_user(north, "丙丁"), make_user(north, "戊己")):
        member = GroupMember.everything.create(group=group, user=user, state="admitted", joined_on=TODAY)
        SessionAttendance.everything.create(session=session, member=member, mark="present")
    settle(group)
    hand_in_anew(case, project)
    assert list(disagreements()) == []
    doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW, reason="电话核实")
    if undone:
        doubts.undo(fresh(proposal), by=actor_with(north, MERGE), now=NOW, reason="弄错了")
    assert list(disagreements()) == []


def test_a_probable_pair_is_not_merged_without_a_reason(north, proposal, actor_with):
    with pytest.raises(Refused):
        doubts.merge(proposal, by=actor_with(north, MERGE), now=NOW)


def test_nobody_decides_about_the_people_of_another_station(south, proposal, actor_with):
    with pytest.raises(PermissionDenied):
        doubts.merge(proposal, by=actor_with(south, MERGE), now=NOW, reason="x")
    assert fresh(proposal).state == DuplicateProposal.State.OPEN


def test_two_persons_stay_two_and_are_not_proposed_again(north, pair, proposal, actor_with):
    from banyan.domains.services.deeds.doubts import propose_all
    from banyan.domains.services.rules.duplicates import Certainty, Duplicate, Ground

    doubts.keep_apart(proposal, by=actor_with(north, MERGE), now=NOW, reason="双胞胎")
    again = Duplicate((pair[0].pk, pair[1].pk), Certainty.PROBABLE, Ground.NAME_PHONE)
    assert propose_all([again], unit=north, now=NOW) == 0
