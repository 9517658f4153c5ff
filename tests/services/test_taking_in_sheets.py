import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.services.deeds.sheets import TakingInSheets
from banyan.domains.services.models import Activity, Attendance, SignInSheet
from banyan.domains.services.queries.sheets import registered, review
from banyan.domains.services.rules import signin_sheet
from tests.makers import make_appointment, make_person, make_post, make_unit
from tests.services.makers import HELD_ON, NOW, OPERATOR, TODAY, make_activity, make_user
from tests.services.sheets import area_names, from_file, sign_ins


def take_in(checked, unit, by=OPERATOR, **more):
    work = TakingInSheets(unit=unit, by=by, now=NOW, **more)
    work.chunk(checked.accepted)
    return work.finish()


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


def test_an_unknown_activity_becomes_a_draft_with_its_sheet(north):
    applied = take_in(sign_ins({}, {"序号": "2", "姓名": "丙丁"}), north)
    activity = Activity.everything.get()
    assert (activity.number, activity.title, activity.state, activity.held_on) == (
        "A-1",
        "义诊",
        "draft",
        HELD_ON,
    )
    assert activity.imported
    sheet = SignInSheet.everything.get()
    assert (sheet.lines, sheet.person_times, sheet.persons) == (2, 2, 2)
    assert (applied.accepted, applied.extra["person_times"], applied.extra["distinct_persons"]) == (2, 2, 2)


def test_the_department_of_the_staff_who_signed_in_is_proposed(north):
    department = make_unit("N1-E", "长者部", north, kind="department")
    worker = make_person(department, "戊己")
    make_appointment(worker, make_post(department))
    take_in(sign_ins({}, {"序号": "2", "姓名": "戊己", "身份": "工作人员"}), north)
    assert Activity.everything.get().unit == department


def test_staff_of_two_departments_leave_the_unit_as_it_was(north):
    for code, name in (("N1-E", "戊己"), ("N1-Y", "庚辛")):
        department = make_unit(code, code, north, kind="department")
        make_appointment(make_person(department, name), make_post(department))
    rows = [{"序号": str(no), "姓名": name, "身份": "工作人员"} for no, name in ((1, "戊己"), (2, "庚辛"))]
    take_in(sign_ins(*rows), north)
    assert Activity.everything.get().unit == north


def test_staff_listed_as_residents_wait_to_be_clarified(north):
    make_appointment(make_person(north, "戊己"), make_post(north))
    applied = take_in(sign_ins({"姓名": "戊己"}), north)
    assert [each["reason"] for each in applied.extra["not_counted"]] == ["to_clarify"]
    assert Attendance.everything.get().reason == "to_clarify"


def test_a_known_activity_gets_the_sheet_and_moves_on(north):
    activity = make_activity(north, number="A-1")
    take_in(sign_ins({}), north)
    activity.refresh_from_db()
    assert activity.state == Activity.State.HELD
    assert SignInSheet.everything.get().activity == activity


def test_an_activity_of_another_station_is_not_touched(north, south):
    theirs = make_activity(south, number="A-1")
    take_in(sign_ins({}), north)
    assert SignInSheet.everything.get().activity != theirs
    assert Activity.everything.count() == 2


def test_the_same_sheet_again_changes_nothing(north):
    take_in(sign_ins({}), north)
    events = Event.objects.count()
    applied = take_in(sign_ins({}), north)
    assert (applied.changed, Event.objects.count()) == ([], events)


def test_a_changed_line_is_listed_with_its_fields(north):
    take_in(sign_ins({}), north)
    applied = take_in(sign_ins({"签退时间": "11:30"}), north)
    assert applied.changed == [{"line": 2, "key": "A-1/2025-10-18/1", "fields": ["left_at"]}]


def test_a_match_made_by_a_person_outlives_the_next_import(north):
    take_in(sign_ins({}), north)
    user = make_user(north)
    Attendance.everything.update(user=user, user_number=user.number)
    assert take_in(sign_ins({}), north).changed == []
    assert Attendance.everything.get().user == user


def test_registered_people_are_linked_by_their_number(north, south):
    user = make_user(north, number="R1")
    make_user(south, "丙丁", number="R2")
    known = registered(north)
    assert set(known) == {"R1"}
    take_in(sign_ins({"居民编号": "R1"}, {"居民编号": "R2", "姓名": "丙丁", "序号": "2"}, users=known), north)
    lines = Attendance.everything.order_by("position")
    assert [(line.user, line.user_number) for line in lines] == [(user, "R1"), (None, "R2")]


def test_several_sessions_and_activities_in_one_file(north):
    rows = [
        {"居民编号": "R1"},
        {"居民编号": "R1", "场次日期": "2025-10-19"},
        {"居民编号": "R1", "活动编号": "A-2", "场次日期": "2025-10-18"},
    ]
    applied = take_in(sign_ins(*rows), north)
    assert (Activity.everything.count(), SignInSheet.everything.count()) == (2, 3)
    assert (applied.extra["person_times"], applied.extra["distinct_persons"]) == (3, 1)


def test_what_counts_is_told_before_anything_is_written(north):
    rows = [checked.row for checked in sign_ins({}, {"序号": "2", "身份": "嘉宾"}).accepted]
    report = review(rows, unit=north, by=OPERATOR, today=TODAY)
    assert (report["person_times"], [each["line"] for each in report["not_counted"]]) == (1, [3])
    assert not Activity.everything.exists()


def test_who_may_not_import_writes_nothing(north, south, actor_with):
    with pytest.raises(PermissionDenied):
        take_in(sign_ins({}), north, by=actor_with(south, "services.*"))
    assert not Activity.everything.exists()


def test_the_sample_sheet_counts_41_and_40_in_answer_and_in_the_records(north, samples):
    checked = from_file(
        signin_sheet.SHEET, samples / "activity_signin.csv", areas=area_names(samples), users={}
    )
    extra = take_in(checked, north).extra
    assert (extra["person_times"], extra["distinct_persons"]) == (41, 40)
    assert [(each["line"], each["reason"]) for each in extra["not_counted"]][-2:] == [
        (51, "duplicate_sign_in"),
        (53, "to_clarify"),
    ]
    sheet = SignInSheet.everything.get()
    assert (sheet.lines, sheet.person_times, sheet.persons, sheet.to_clarify) == (52, 41, 40, 1)
