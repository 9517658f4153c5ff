"""The sample agency comes in whole, and its figures come out."""

from datetime import date

import pytest

from banyan.core.identity.models import Appointment, Post
from banyan.domains.staff import public, queries
from banyan.domains.staff.models import Area, Employee, NoCrimeInquiry, Population, Qualification
from tests.staff.bringing import bring, codes

DAY = date(2025, 12, 31)


def ratios(unit, on=DAY):
    return {(each["basis"], each["denominator"]): each for each in public.ratio(unit, on)["ratios"]}


def test_everything_of_the_frame_is_there_once(units):
    assert len(units) == 15
    assert (Area.everything.count(), Population.everything.count(), Post.everything.count()) == (26, 21, 22)
    assert (Employee.everything.count(), Qualification.everything.count()) == (28, 18)
    assert (Appointment.everything.count(), NoCrimeInquiry.everything.count()) == (28, 27)


def test_a_second_import_of_the_same_files_changes_nothing(units, samples):
    for kind, name, code in (
        ("units", "units", "U0"), ("areas", "areas", "U0"), ("population", "population", "U0"),
        ("establishment", "hq_establishment", "U0"), ("staff", "staff_roster", "U-G"), ("staff", "hq_roster", "U0"),
    ):  # fmt: skip
        said = bring(kind, samples / f"{name}.csv", units[code])
        assert (said["errors"], said["changed"], said["accepted"]) == ([], [], said["rows"]), name
    assert Post.everything.count() == 22 and Appointment.everything.count() == 28


@pytest.mark.clause("P1.1")
def test_headquarters_give_the_programme_director_a_superior(units):
    posts = {post.code: post for post in Post.everything.select_related("superior", "unit")}
    assert posts["P01"].superior == posts["P90"] and posts["P01"].unit.code == "U0-HQ"
    assert posts["P03"].superior == posts["P01"] and posts["P02"].relation == "advises"


@pytest.mark.clause("P2.1")
@pytest.mark.parametrize(
    ("basis", "workers", "one_to"),
    [
        ("established", 22, "1 : 5,136"),
        ("contract", 20, "1 : 5,650"),
        ("incumbents", 20, "1 : 5,650"),
        ("social_workers", 14, "1 : 8,071"),
        ("licensed", 14, "1 : 8,071"),
        ("frontline", 11, "1 : 10,273"),
        ("licensed_frontline", 7, "1 : 16,143"),
    ],
)
def test_the_ratio_names_its_numerator(units, basis, workers, one_to):
    found = ratios(units["U-G"])[basis, "resident"]
    assert (found["workers"], found["ratio"], found["residents"]) == (workers, one_to, 113_000)


@pytest.mark.clause("P2.1")
def test_the_denominator_is_dated_and_named_and_has_a_registered_twin(units):
    said = public.ratio(units["U-G"], DAY)
    assert [(d["kind"], d["number"], d["counted_on"], d["sources"]) for d in said["denominators"]] == [
        ("resident", 113_000, "2024-12-31", ["街道办事处"]),
        ("registered", 61_200, "2024-12-31", ["派出所"]),
    ]
    found = ratios(units["U-G"])["incumbents", "resident"]
    assert (found["per_10000"], found["target_gap"]) == (1.77, 36.5)


def test_before_somebody_was_hired_there_was_one_worker_less(units):
    assert ratios(units["U-G"], date(2025, 9, 13))["incumbents", "resident"]["workers"] == 19


def test_external_supervisors_are_never_of_the_staff(units):
    assert ratios(units["U0-HQ"])["incumbents", "resident"]["workers"] == 5
    assert ratios(units["U0"])["incumbents", "resident"]["workers"] == 25


@pytest.mark.clause("P1.2")
def test_two_posts_are_vacant_and_since_when_is_not_made_up(units):
    establishment = queries.establishment_on(units["U-G"], DAY)
    vacant = {post.code: establishment.staffing(post) for post in establishment.posts.values()}
    found = {code: staffing.vacancies for code, staffing in vacant.items() if staffing.vacancies}
    assert set(found) == {"P04", "P14", "P94"}
    assert not found["P04"][0].since_is_known


@pytest.mark.clause("P1.1", "P1.2")
@pytest.mark.parametrize(
    ("number", "superior", "skipped"),
    [
        ("S002", ["S001"], ("副主任",)),
        ("S003", ["S001"], ("副主任",)),
        ("S004", ["S002"], ()),
        ("S017", ["S003"], ("志愿服务部主管",)),
        ("S001", ["H002"], ()),
        ("H002", ["H001"], ()),
        ("H006", [], ()),
    ],
)
def test_superiors_are_found_past_vacant_posts_and_never_among_advisers(units, number, superior, skipped):
    employee = Employee.everything.select_related("person", "unit").get(number=number)
    found = queries.superior_signers(employee.person, DAY, employee.unit)
    numbers = list(Employee.everything.filter(person__in=found.persons).values_list("number", flat=True))
    assert (numbers, found.skipped) == (superior, skipped)


def test_an_import_by_another_centre_takes_nothing_over(units, samples, actor_with):
    by = actor_with(units["U-A"], "staff.employee.import", "identity.post.import", "staff.area.import")
    row = {
        "员工编号": "S001",
        "姓名": "样甲",
        "部门": "A街社工服务站",
        "岗位": "社工",
        "用工形式": "全职劳动合同",
        "入职日期": "2025-01-01",
    }
    assert (2, "not_unique") in codes(bring("staff", [row], units["U-A"], by=by), "errors")
    area = {"区域编号": "S-G-01", "区域名称": "甲", "类型": "社区", "服务站点编号": "U-A"}
    assert (2, "not_unique") in codes(bring("areas", [area], units["U-A"], by=by), "errors")
    post = {"岗位编号": "P90", "岗位": "甲", "部门": "机构总部", "核定岗位数": "1"}
    assert (2, "unknown_reference") in codes(bring("establishment", [post], units["U-A"], by=by), "errors")
