"""What tables change when they come in again, and what the trail says of it."""

from datetime import date, timedelta

import pytest

from banyan.core.audit.models import Event
from banyan.core.identity.models import Appointment, Person, Post, Unit
from banyan.domains.staff import queries
from banyan.domains.staff.models import Area, Employee, Population, Qualification
from tests.makers import make_grant, make_post, make_unit, make_user
from tests.staff.bringing import NOW, bring, codes

HIRED = date(2025, 6, 1)
WORKER = {
    "员工编号": "E1",
    "姓名": "样甲",
    "性别": "女",
    "身份证号": "000000198808030186",
    "手机": "00010000001",
    "部门": "北站",
    "岗位": "社工",
    "用工形式": "全职劳动合同",
    "入职日期": "2025-06-01",
    "职业资格": "助理社会工作师",
    "证书登记有效期止": "2027-06-30",
    "本登记期已修继续教育学时": "36",
    "无犯罪记录查询日期": "2025-06-01",
    "在职状态": "在职",
}


@pytest.fixture
def post(north):
    return make_post(north, "社工", code="P1")


def employee():
    return Employee.everything.select_related("person", "unit").get(number="E1")


def test_a_roster_brings_person_employment_certificate_and_appointment(north, post):
    said = bring("staff", [WORKER], north)
    assert (said["accepted"], said["errors"], said["changed"]) == (1, [], [])
    found = employee()
    assert (found.person.name, found.unit, found.phone, found.state) == (
        "样甲",
        north,
        "00010000001",
        "in_service",
    )
    held = Appointment.everything.get(person=found.person)
    assert (held.post, held.starts_on, held.ends_on) == (post, HIRED, None)
    assert Qualification.everything.get(employee=found).hours == 36


def test_what_is_personal_is_sealed_in_the_database(north, post):
    bring("staff", [WORKER], north)
    kept = Employee.everything.values("id_number", "phone", "id_hash").get()
    assert "000000198808030186" not in str(kept) and "00010000001" not in str(kept)
    assert not any(
        "样甲" in str(event.changes) or "00010000001" in str(event.changes) for event in Event.objects.all()
    )


def test_a_second_import_lists_what_changed_by_line_and_header(north, post):
    bring("staff", [WORKER], north)
    lines = Event.objects.count()
    row = {**WORKER, "手机": "00010000002", "姓名": "样甲甲", "本登记期已修继续教育学时": "72"}
    said = bring("staff", [row], north)
    assert said["changed"] == [
        {"line": 2, "key": "E1", "fields": ["姓名", "手机", "本登记期已修继续教育学时"]}
    ]
    assert (employee().phone, employee().person.name, employee().version) == ("00010000002", "样甲甲", 2)
    assert Event.objects.count() == lines + 4


def test_a_column_that_the_file_lacks_changes_nothing(north, post):
    bring("staff", [WORKER], north)
    bring("staff", [{k: v for k, v in WORKER.items() if k not in ("手机", "性别")}], north)
    assert (employee().phone, employee().sex) == ("00010000001", "female")


def test_another_post_ends_the_old_appointment_and_begins_a_new_one(north, post):
    head = make_post(north, "主管", code="P2")
    bring("staff", [WORKER], north)
    bring("staff", [{**WORKER, "岗位": "主管"}], north)
    old, new = Appointment.everything.filter(person=employee().person).order_by("pk")
    assert (old.ends_on, new.post, new.starts_on) == (NOW.date() - timedelta(days=1), head, NOW.date())


def test_a_renewed_registration_is_a_new_entry(north, post):
    bring("staff", [WORKER], north)
    bring("staff", [{**WORKER, "证书登记有效期止": "2030-06-30", "本登记期已修继续教育学时": "0"}], north)
    assert Qualification.everything.filter(employee=employee()).count() == 2


def test_somebody_who_left_holds_no_post_and_no_right_any_more(north, post):
    bring("staff", [WORKER], north)
    user = make_user(north, person=employee().person)
    granted = make_grant(user, north, "staff.*")
    bring("staff", [{**WORKER, "在职状态": "离职", "离职日期": "2025-12-20"}], north)
    granted.refresh_from_db()
    stamp = type(user).objects.get(pk=user.pk).access_stamp
    assert (employee().left_on, employee().state) == (date(2025, 12, 20), "left")
    assert Appointment.everything.get(person=employee().person).ends_on == date(2025, 12, 20)
    assert granted.until is not None and stamp > user.access_stamp


def test_a_post_outside_the_establishment_lets_the_person_in_without_an_appointment(north, post):
    said = bring("staff", [{**WORKER, "岗位": "司机"}], north)
    assert said["accepted"] == 1 and (2, "unknown_reference") in codes(said)
    assert not Appointment.everything.exists()
    assert [each.number for each in queries.incumbents(north, NOW.date())] == ["E1"]


def test_rows_with_errors_stay_out_when_only_the_good_ones_are_taken(north, post):
    bad = {**WORKER, "员工编号": "E2", "部门": "外星部", "身份证号": ""}
    assert bring("staff", [WORKER, bad], north)["accepted"] == 0
    said = bring("staff", [WORKER, bad], north, accept_valid=True)
    assert said["accepted"] == 1 and list(Employee.everything.values_list("number", flat=True)) == ["E1"]


def test_a_unit_with_another_superior_moves_with_everything_below_it(agency, north, south):
    below = make_unit("N1-1", "长者部", north, "department")
    row = {"单位编号": "N1", "单位名称": "北站", "上级单位编号": "S1", "类型": "站点"}
    bring("units", [row], agency)
    moved = Unit.everything.get(pk=north.pk)
    assert moved.parent == south and Unit.everything.get(pk=below.pk).path.startswith(moved.path)


def test_what_a_first_import_fills_in_late_is_no_change(north, post):
    head = make_post(north, "主管", code="P2")
    rows = [
        {**WORKER, "直接上级编号": "E2"},
        {**WORKER, "员工编号": "E2", "岗位": "主管", "身份证号": "", "直接上级编号": ""},
    ]
    said = bring("staff", rows, north)
    assert said["changed"] == [] and employee().superior.number == "E2"
    assert Event.objects.filter(model="staff.employee").count() == 2
    posts = [{"岗位编号": "P8", "岗位": "甲", "部门": "北站", "核定岗位数": "1", "上级岗位编号": "P2"}]
    assert bring("establishment", posts, north)["changed"] == []
    assert Post.everything.get(code="P8").superior == head


def test_units_come_in_whatever_their_order(agency):
    rows = [
        {"单位编号": "N-1", "单位名称": "长者部", "上级单位编号": "N", "类型": "部门"},
        {"单位编号": "N", "单位名称": "站", "上级单位编号": "A0", "类型": "站点"},
    ]
    assert bring("units", rows, agency)["accepted"] == 2
    assert Unit.everything.get(code="N-1").parent.code == "N"


def test_the_top_of_a_file_is_the_agency_made_before_it_had_its_number(db, samples):
    agency = make_unit("X", "新机构")
    bring("units", samples / "units.csv", agency)
    assert (Unit.everything.get(pk=agency.pk).code, Unit.everything.count()) == ("U0", 15)


def test_a_post_number_belongs_to_its_centre(agency, north, south):
    row = {"岗位编号": "P3", "岗位": "主任", "核定岗位数": "1"}
    bring("establishment", [{**row, "部门": "北站"}], north)
    bring("establishment", [{**row, "部门": "南站"}], south)
    bring("establishment", [{**row, "部门": "北站", "核定岗位数": "2"}], agency)
    assert sorted(Post.everything.values_list("unit__code", "places")) == [("N1", 2), ("S1", 1)]


def test_a_post_of_headquarters_named_by_a_centre_is_the_one_headquarters_have(agency, north):
    office = make_unit("HQ", "总部", agency, "department")
    row = {"岗位编号": "P1", "岗位": "总监", "部门": "总部", "核定岗位数": "1"}
    bring("establishment", [row], north)
    chief = {**row, "岗位编号": "P90", "岗位": "总干事", "上级岗位编号": ""}
    bring("establishment", [chief, {**row, "上级岗位编号": "P90"}], office)
    assert Post.everything.count() == 2
    assert Post.everything.get(code="P1").superior.code == "P90"


def test_a_corrected_population_is_one_entry_and_a_newer_one_another(agency, north):
    bring("areas", [{"区域编号": "S", "区域名称": "街", "类型": "街道", "服务站点编号": "N1"}], agency)
    row = {"区域编号": "S", "口径": "常住", "人数": "100", "统计日期": "2024-12-31"}
    bring("population", [row], agency)
    said = bring(
        "population", [{**row, "人数": "110"}, {**row, "统计日期": "2025-06-30", "人数": "120"}], agency
    )
    assert (said["accepted"], [each["fields"] for each in said["changed"]]) == (2, [["人数"]])
    assert sorted(Population.everything.values_list("people", flat=True)) == [110, 120]
    assert Area.everything.get().unit == north


def test_what_came_in_stands_in_the_trail_without_names(north, post):
    bring("staff", [WORKER], north)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"identity.person.import", "staff.employee.import", "identity.appointment.import"} <= verbs
    assert Person.everything.filter(name="样甲").count() == 1
