"""The tables of projects and indicators come in, and come in again."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.core.deeds import bulk
from banyan.domains.projects.deeds.intake import TakingInIndicators, TakingInProjects
from banyan.domains.projects.models import Contract, CountingVersion, Indicator, Instalment, Project
from banyan.domains.projects.rules.sheets import INDICATORS, PROJECTS
from banyan.foundation.refusal import Refused
from banyan.foundation.sheets import Row, check_rows
from banyan.foundation.tables import open_table
from tests.makers import make_unit
from tests.projects.makers import NOW, SYSTEM, make_project

PROJECT = {
    "number": "XM-1", "name": "示范服务站", "type": "邻里中心", "unit": "N1", "purchaser": "街道办事处", "contract": "HT-1",
    "starts_on": "2025-04-01", "ends_on": "2026-03-31", "amount": "100", "instalments": "55/40/5",
    "legal_basis": "采购合同", "places": "20", "lead": "",
}  # fmt: skip
INDICATOR = {
    "number": "A1", "field": "长者", "department": "长者部", "helping_department": "", "service_type": "活动", "name": "社区活动",
    "counted_in": "场", "wording": "签到≥15人", "target": "36", "mid_target": "18", "weight": "100", "convertible": "是",
    "cap_percent": "10", "proof": "签到", "starts_on": "", "ends_on": "",
}  # fmt: skip

IN_PERCENT = {"counted_in": "%", "service_type": "满意度", "wording": "满意率,样本≥300"}


def checked(sheet, rows, references):
    return check_rows(sheet, [Row(line, row) for line, row in enumerate(rows, start=2)], references)


def projects(unit, *rows):
    return checked(PROJECTS, rows, {"units": {unit.code: unit}, "employees": {}})


def indicators(*rows, **references):
    given = {
        "departments": frozenset({"长者部"}),
        "contract": (date(2025, 4, 1), date(2026, 3, 31)),
    } | references
    return checked(INDICATORS, rows, given)


def take_in(kind, table, unit, project=None):
    taking = kind(unit=unit, by=SYSTEM, now=NOW, project=project)
    taking.chunk(table.accepted)
    return taking.finish()


def codes(findings):
    return [(finding.line, finding.column, finding.code) for finding in findings]


@pytest.mark.clause("R1.2.1")
def test_a_project_of_any_type_comes_in_with_its_contract_and_instalments(north):
    applied = take_in(TakingInProjects, projects(north, PROJECT), north)
    assert (applied.accepted, applied.changed) == (1, [])
    with door.opened("test"):
        assert Project.everything.get().type == "邻里中心"
        assert Contract.everything.get().amount == 100
        assert list(Instalment.everything.order_by("position").values_list("amount", flat=True)) == [
            55,
            40,
            5,
        ]


def test_a_second_import_lists_what_changed_and_leaves_the_rest(north):
    take_in(TakingInProjects, projects(north, PROJECT), north)
    assert take_in(TakingInProjects, projects(north, PROJECT), north).changed == []
    changed = take_in(
        TakingInProjects, projects(north, PROJECT | {"amount": "200", "name": "新名"}), north
    ).changed
    assert changed == [{"line": 2, "key": "XM-1", "fields": ["name", "amount"]}]
    with door.opened("test"):
        assert Project.everything.get().version == 2
        assert sum(Instalment.everything.values_list("amount", flat=True)) == 200


def test_a_project_number_of_another_station_is_refused(north, south, actor_with):
    take_in(TakingInProjects, projects(north, PROJECT), north)
    stranger = actor_with(south, "projects.project.import")
    taking = TakingInProjects(unit=south, by=stranger, now=NOW)
    with pytest.raises(Refused):
        taking.chunk(projects(south, PROJECT | {"unit": "S1"}).accepted)


def test_defects_of_a_project_table_are_said_at_their_cells(north):
    table = projects(
        north,
        PROJECT | {"legal_basis": "", "instalments": "55/40", "lead": "S999"},
        PROJECT | {"number": "XM-2", "ends_on": "2025-03-31"},
        PROJECT,
        PROJECT | {"number": "XM-3", "unit": "U-X", "amount": "很多"},
        PROJECT | {"number": "", "purchaser": ""},
    )
    assert sorted(codes(table.warnings)) == [
        (2, "拨款比例", "bad_format"),
        (2, "法律依据", "legal_basis_missing"),
        (2, "项目负责人员工编号", "unknown_reference"),
    ]
    assert sorted(codes(table.errors)) == [
        (3, "合同止", "out_of_range"),
        (4, "项目编号", "duplicate_key"),
        (5, "合同金额(元)", "bad_format"),
        (5, "承接单位编号", "unknown_reference"),
        (6, "购买方", "required"),
        (6, "项目编号", "required"),
    ]


def test_indicators_come_in_with_their_counting_rules(north):
    project = make_project(north)
    take_in(TakingInIndicators, indicators(INDICATOR), north, project)
    with door.opened("test"):
        kept = Indicator.everything.get()
        assert (kept.starts_on, kept.ends_on, kept.target) == (date(2025, 4, 1), date(2026, 3, 31), 36)
        assert CountingVersion.everything.get().plain["minimums"] == {"attendance": 15}


def test_a_changed_counting_rule_is_a_change_of_that_field(north):
    project = make_project(north)
    take_in(TakingInIndicators, indicators(INDICATOR), north, project)
    again = take_in(TakingInIndicators, indicators(INDICATOR | {"wording": "签到≥20人"}), north, project)
    assert again.changed == [{"line": 2, "key": "A1", "fields": ["wording"]}]
    with door.opened("test"):
        assert CountingVersion.everything.get().plain["minimums"] == {"attendance": 20}


def test_words_that_are_not_understood_let_the_row_in_and_count_nothing(north):
    project = make_project(north)
    table = indicators(INDICATOR | {"wording": "视情况而定"})
    assert codes(table.warnings) == [(2, "计数口径", "counting_unread")]
    assert "视情况而定" in str(table.warnings[0].message)
    take_in(TakingInIndicators, table, north, project)
    with door.opened("test"):
        assert not CountingVersion.everything.exists()


def test_defects_of_an_indicator_table_are_said_at_their_cells():
    table = indicators(
        INDICATOR | {"weight": "60", "mid_target": "40", "convertible": "否", "ends_on": "2026-04-30"},
        INDICATOR | {"number": "A2", "weight": "30", "department": "财务部", "starts_on": "2025-05-01"},
        INDICATOR | {"number": "A3", "name": "满意率", "weight": "", "target": "110"} | IN_PERCENT,
        INDICATOR | {"number": "A4", "name": "其他", "target": "三十", "weight": "-1"},
    )  # fmt: skip
    assert codes(table.warnings) == [
        (2, "中期目标", "out_of_range"),
        (2, "折算上限%", "contradiction"),
        (2, "截止日", "out_of_range"),
        (3, "责任部门", "unknown_reference"),
        (3, "指标名称", "not_unique"),
        (4, "年度目标", "out_of_range"),
        (5, "权重", "weights_sum"),
    ]
    assert sorted(codes(table.errors)) == [(5, "年度目标", "bad_format"), (5, "权重", "out_of_range")]


def test_indicators_without_a_project_are_refused(north):
    with pytest.raises(Refused):
        TakingInIndicators(unit=north, by=SYSTEM, now=NOW)


@pytest.fixture
def station(agency):
    return make_unit("U-G", "示例站", agency)


def rows_of(samples, name, sheet):
    file = samples / name
    table = open_table(file, file.name, sheet.headers)
    by_header = {column.header: column.name for column in sheet.columns}
    names = [by_header[header] for header in table.headers]
    return [Row(line, dict(zip(names, cells, strict=True))) for line, cells in table.rows]


def test_the_sample_tables_come_in_whole(samples, station):
    lead = {"S001": None, "S002": None}
    references = {"units": {"U-G": station}, "employees": lead}
    table = check_rows(PROJECTS, rows_of(samples, "projects.csv", PROJECTS), references)
    assert table.errors == []
    take_in(TakingInProjects, table, station)
    with door.opened("test"):
        project = Project.everything.order_by("-contracts__amount").first()
        assert list(
            Instalment.everything.filter(contract__project=project).values_list("amount", flat=True)
        ) == [
            Decimal(1100000),
            Decimal(800000),
            Decimal(100000),
        ]
    departments = {"departments": frozenset(), "contract": (date(2025, 4, 1), date(2026, 3, 31))}
    given = check_rows(INDICATORS, rows_of(samples, "contract_indicators.csv", INDICATORS), departments)
    assert (len(given), given.errors, given.warnings) == (30, [], [])
    with bulk(Indicator, "import", by=SYSTEM, unit=station, now=NOW):
        applied = take_in(TakingInIndicators, given, station, project)
    assert (applied.accepted, applied.changed) == (30, [])
    with door.opened("test"):
        assert CountingVersion.everything.count() == 30
        assert sum(Indicator.everything.values_list("weight", flat=True)) == 100
