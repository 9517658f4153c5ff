from banyan.domains.staff.rules.places import KnownPost
from banyan.domains.staff.sheets.establishment import ESTABLISHMENT
from tests.staff.sheets.reading import codes, read_file, read_posts, read_rows

NAMES = ("机构总部", "管理层", "长者部", "青少年部", "家庭部", "残障康复部", "志愿服务部", "行政部")
DEPARTMENTS = {name: name for name in NAMES}
HOMES = {name: "office" if name == "机构总部" else "centre" for name in NAMES} | {"centre": "centre"}
POST = {"岗位编号": "A", "岗位": "主任", "部门": "管理层", "核定岗位数": "1"}


def read(*records, posts=()):
    return read_rows(
        ESTABLISHMENT, *records, departments=DEPARTMENTS, homes=HOMES, posts=posts, unit="centre"
    )


def read_sample(path, posts=()):
    return read_file(ESTABLISHMENT, path, departments=DEPARTMENTS, homes=HOMES, posts=posts, unit="centre")


def test_the_sample_establishment_comes_in_and_names_its_vacant_superiors(samples):
    checked = read_sample(samples / "establishment.csv")
    assert (len(checked.accepted), codes(checked, "error")) == (17, [])
    assert codes(checked) == [(6, "vacant_superior"), (16, "vacant_superior")]


def test_the_places_of_the_sample_centre_are_twenty_two_of_which_two_are_vacant(samples):
    own = [
        row.row.values
        for row in read_sample(samples / "establishment.csv")
        if row.row.values["department"] != "机构总部"
    ]
    assert (sum(v["places"] for v in own), sum(v["filled"] for v in own), sum(v["vacant"] for v in own)) == (
        22,
        20,
        2,
    )


def test_the_sample_headquarters_come_in_after_the_centre_without_a_remark(samples):
    known = read_posts(samples / "establishment.csv")
    checked = read_sample(samples / "hq_establishment.csv", known)
    assert (len(checked.accepted), codes(checked), codes(checked, "error")) == (6, [], [])


def test_a_department_nobody_knows_keeps_the_post_out():
    assert codes(read({**POST, "部门": "外星部"}), "error") == [(2, "unknown_reference")]


def test_a_superior_post_nobody_knows_is_a_warning():
    assert codes(read({**POST, "上级岗位编号": "Z"})) == [(2, "unknown_reference")]


def test_a_superior_number_used_by_two_other_centres_is_nobody():
    posts = [KnownPost(1, "x", "x", "Z", "t"), KnownPost(2, "y", "y", "Z", "t")]
    assert codes(read({**POST, "上级岗位编号": "Z"}, posts=posts)) == [(2, "unknown_reference")]
    posts.append(KnownPost(3, "centre", "管理层", "Z", "t"))
    assert codes(read({**POST, "上级岗位编号": "Z"}, posts=posts)) == []


def test_typed_figures_that_do_not_agree_are_said():
    assert codes(read({**POST, "在岗数": "1", "空缺数": "1"})) == [(2, "totals_differ")]


def test_a_post_above_itself_is_kept_out():
    assert codes(read({**POST, "上级岗位编号": "A"}), "error") == [(2, "circular_reference")]


def test_a_relation_in_other_words_is_understood():
    (checked,) = read({**POST, "关系类型": "顾问"})
    assert checked.row.values["relation"] == "advises"


def test_places_below_none_are_kept_out():
    assert codes(read({**POST, "核定岗位数": "-1"}), "error") == [(2, "out_of_range")]


def test_a_circle_is_found_although_a_later_line_takes_a_number_of_it_again():
    one, other = (
        {**POST, "岗位编号": "B", "上级岗位编号": "C"},
        {**POST, "岗位编号": "C", "上级岗位编号": "B"},
    )
    found = codes(read(one, other, {**POST, "岗位编号": "B"}), "error")
    assert {(2, "circular_reference"), (3, "circular_reference"), (4, "duplicate_key")} <= set(found)
