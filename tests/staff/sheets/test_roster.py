import pytest

from banyan.domains.staff.rules.places import KnownPost
from banyan.domains.staff.sheets.roster import STAFF
from tests.staff.sheets.reading import TERMS, codes, read_file, read_posts, read_rows

DEPARTMENTS = {
    name: name
    for name in ("机构总部", "管理层", "长者部", "青少年部", "家庭部", "残障康复部", "志愿服务部", "行政部")
}
POSTS = (
    KnownPost("head", "c", "长者部", "P1", "长者部主管"),
    KnownPost("worker", "c", "长者部", "P2", "长者部社工", "head"),
)
WORKER = {
    "员工编号": "E1",
    "姓名": "样甲",
    "性别": "女",
    "部门": "长者部",
    "岗位": "社工",
    "直接上级编号": "E0",
    "用工形式": "全职劳动合同",
    "入职日期": "2025-06-01",
    "无犯罪记录查询日期": "2025-06-01",
}


def read(*records, known=("E0",)):
    return read_rows(
        STAFF, *records, departments=DEPARTMENTS, department_names=DEPARTMENTS, posts=POSTS, terms=TERMS,
        known_employees=set(known),
    )  # fmt: skip


def read_sample(samples, roster, known=()):
    posts = read_posts(samples / "establishment.csv") + read_posts(samples / "hq_establishment.csv")
    return read_file(
        STAFF, samples / roster, departments=DEPARTMENTS, department_names=DEPARTMENTS, posts=posts,
        terms=TERMS, known_employees=set(known),
    )  # fmt: skip


def lines(checked, code):
    return [line for line, found in codes(checked) if found == code]


def test_the_whole_sample_roster_comes_in(samples):
    checked = read_sample(samples, "staff_roster.csv")
    assert (len(checked.accepted), codes(checked, "error")) == (20, [])


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("probation_overdue", [18]),
        ("inquiry_missing", [13]),
        ("registration_expired", [5, 12]),
        ("registration_ends", [2, 17]),
        ("incompatible_duties", [20]),
    ],
)
def test_the_planted_defects_of_the_sample_roster_are_warnings(samples, code, numbers):
    assert lines(read_sample(samples, "staff_roster.csv"), code) == [number + 1 for number in numbers]


def test_the_yearly_inquiry_is_overdue_for_all_hired_more_than_a_year_ago(samples):
    late = lines(read_sample(samples, "staff_roster.csv"), "inquiry_overdue")
    assert late == [number + 1 for number in (*range(1, 13), 14, 15, 16, 17)]


def test_every_post_of_the_sample_roster_is_found_in_the_establishment(samples):
    assert lines(read_sample(samples, "staff_roster.csv"), "unknown_reference") == []
    assert lines(read_sample(samples, "hq_roster.csv"), "unknown_reference") == []


def test_demonstration_numbers_are_one_line_and_not_twenty(samples):
    found = [
        finding for finding in read_sample(samples, "staff_roster.csv").warnings if finding.code == "demo_id"
    ]
    assert len(found) == 1


def test_the_sample_headquarters_roster_has_no_other_remark_than_late_inquiries(samples):
    checked = read_sample(samples, "hq_roster.csv")
    assert (len(checked.accepted), {code for _line, code in codes(checked)}) == (8, {"inquiry_overdue"})


def test_a_plain_worker_comes_in_without_a_remark():
    assert codes(read(WORKER)) == [] and codes(read(WORKER), "error") == []


def test_missing_class_hours_are_said_when_the_registration_has_ended():
    row = {
        **WORKER,
        "职业资格": "助理社会工作师",
        "证书登记有效期止": "2025-04-30",
        "本登记期已修继续教育学时": "36",
    }
    assert codes(read(row)) == [(2, "registration_expired"), (2, "hours_short")]


def test_a_certificate_without_a_registration_date_is_a_warning():
    assert codes(read({**WORKER, "职业资格": "社会工作师"})) == [(2, "registration_missing")]


def test_a_post_outside_the_establishment_is_a_warning():
    assert codes(read({**WORKER, "岗位": "司机"})) == [(2, "unknown_reference")]


def test_a_superior_nobody_knows_is_a_warning():
    assert codes(read(WORKER, known=())) == [(2, "unknown_reference")]


def test_a_worker_below_a_head_needs_a_superior_but_an_external_adviser_does_not():
    assert codes(read({**WORKER, "直接上级编号": ""})) == [(2, "superior_missing")]
    assert codes(read({**WORKER, "直接上级编号": "", "用工形式": "外聘协议"})) == []
    assert codes(read({**WORKER, "直接上级编号": "", "岗位": "部门主管"})) == []


def test_two_who_name_each_other_as_superior_are_kept_out():
    rows = [{**WORKER, "直接上级编号": "E2"}, {**WORKER, "员工编号": "E2", "直接上级编号": "E1"}]
    assert codes(read(*rows), "error") == [(2, "circular_reference"), (3, "circular_reference")]


def test_the_identity_number_is_compared_with_birth_date_and_sex():
    row = {**WORKER, "身份证号": "000000198808030186", "出生日期": "1988-08-04", "性别": "男"}
    assert codes(read(row)) == [(2, "id_birth_mismatch"), (2, "id_sex_mismatch")]


def test_one_identity_number_for_two_people_is_said():
    rows = [
        {**WORKER, "身份证号": "000000198808030186"},
        {**WORKER, "员工编号": "E2", "身份证号": "000000198808030186"},
    ]
    assert codes(read(*rows)) == [(3, "not_unique")]


@pytest.mark.parametrize("header", ["合同到期日", "试用期满日"])
def test_days_before_hiring_are_said(header):
    assert codes(read({**WORKER, header: "2025-05-31"})) == [(2, "out_of_range")]


def test_somebody_who_left_before_being_hired_is_kept_out():
    assert codes(read({**WORKER, "离职日期": "2025-05-31"}), "error") == [(2, "out_of_range")]


def test_somebody_who_left_needs_no_inquiry():
    assert codes(read({**WORKER, "在职状态": "离职", "无犯罪记录查询日期": ""})) == []


@pytest.mark.parametrize(("header", "value", "code"), [
    ("入职日期", "2025-02-30", "bad_date"),
    ("手机", "1.38E+10", "bad_format"),
    ("折算人数(FTE)", "1.5", "out_of_range"),
    ("部门", "外星部", "unknown_reference"),
    ("用工形式", "谜", "unknown_choice"),
    ("员工编号", "", "required"),
])  # fmt: skip
def test_what_cannot_be_read_keeps_the_row_out(header, value, code):
    assert (2, code) in codes(read({**WORKER, header: value}), "error")
