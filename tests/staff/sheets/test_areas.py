import csv

from banyan.domains.staff.sheets.areas import AREAS, POPULATION
from tests.staff.sheets.reading import codes, read_file, read_rows

STATIONS = {f"U-{letter}": f"U-{letter}" for letter in "ABCDFG"}
STREET = {"区域编号": "S", "口径": "常住", "人数": "100", "女性人数": "51", "统计日期": "2024-12-31"}
PARENTS = {"S": None, "S1": "S", "S2": "S"}


def read_population(*records):
    return read_rows(POPULATION, *records, areas={"S": "S", "S1": "S1", "S2": "S2"}, area_parents=PARENTS)


def test_the_sample_areas_come_in_without_a_remark(samples):
    checked = read_file(AREAS, samples / "areas.csv", known_areas=set(), units=STATIONS)
    assert (len(checked.accepted), codes(checked), codes(checked, "error")) == (26, [], [])


def test_the_sample_population_comes_in_and_its_communities_add_up(samples):
    with open(samples / "areas.csv", encoding="utf-8") as file:
        parents = {record["区域编号"]: record["上级区域编号"] or None for record in csv.DictReader(file)}
    checked = read_file(
        POPULATION, samples / "population.csv", areas={area: area for area in parents}, area_parents=parents
    )
    assert (len(checked.accepted), codes(checked), codes(checked, "error")) == (21, [], [])


def test_an_area_inside_an_unknown_one_is_kept_out():
    row = {"区域编号": "A", "区域名称": "甲", "类型": "社区", "上级区域编号": "X"}
    assert codes(read_rows(AREAS, row, known_areas=set(), units={}), "error") == [(2, "unknown_area")]


def test_an_area_served_by_an_unknown_station_is_kept_out():
    row = {"区域编号": "A", "区域名称": "甲", "类型": "社区", "服务站点编号": "U-X"}
    assert codes(read_rows(AREAS, row, known_areas=set(), units={}), "error") == [(2, "unknown_reference")]


def test_areas_inside_each_other_are_kept_out():
    rows = [
        {"区域编号": "A", "区域名称": "甲", "类型": "社区", "上级区域编号": "B"},
        {"区域编号": "B", "区域名称": "乙", "类型": "社区", "上级区域编号": "A"},
    ]
    found = codes(read_rows(AREAS, *rows, known_areas=set(), units={}), "error")
    assert found == [(2, "circular_reference"), (3, "circular_reference")]


def test_more_women_than_people_are_kept_out():
    assert codes(read_population({**STREET, "女性人数": "101"}), "error") == [(2, "out_of_range")]


def test_a_count_of_the_future_is_kept_out():
    assert codes(read_population({**STREET, "统计日期": "2026-01-01"}), "error") == [(2, "future_date")]


def test_a_typed_total_is_compared_with_its_parts():
    east = {**STREET, "区域编号": "S1", "人数": "60"}
    west = {**STREET, "区域编号": "S2", "人数": "60"}
    assert codes(read_population(STREET, east, west)) == [(2, "totals_differ")]


def test_parts_that_are_not_all_there_prove_nothing():
    assert codes(read_population(STREET, {**STREET, "区域编号": "S1", "人数": "60"})) == []


def test_the_same_area_counted_in_two_ways_is_two_rows():
    assert codes(read_population(STREET, {**STREET, "口径": "户籍"}), "error") == []
    assert codes(read_population(STREET, STREET), "error") == [(3, "duplicate_key")]
