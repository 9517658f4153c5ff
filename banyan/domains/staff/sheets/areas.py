"""Areas and how many people live in them, as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from banyan.domains.staff.rules.trees import in_circles
from banyan.foundation.readers import Choice, Code, Date, Integer, Reference, Text
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

KINDS = {
    "市": "city",
    "区": "district",
    "街道": "street",
    "镇": "town",
    "社区": "community",
    "村": "village",
    "网格": "grid",
}
OTHER_KINDS = {
    "县": "区",
    "市辖区": "区",
    "街": "街道",
    "乡": "镇",
    "居委会": "社区",
    "居委": "社区",
    "村委会": "村",
}
COUNTS = {"常住": "resident", "户籍": "registered", "服务": "served"}
OTHER_COUNTS = {
    "常住人口": "常住",
    "户籍人口": "户籍",
    "服务人口": "服务",
    "服务对象": "服务",
    "户口": "户籍",
}


def is_not_somebody_elses(row: Row) -> Iterator[CellFinding]:
    """An area that another unit keeps is not taken over."""
    if row.values["number"] in row.references.get("taken_areas", ()):
        yield row.error(
            "number", "not_unique", noop("This number belongs to an area that another unit keeps.")
        )


def upper_area_is_known(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """The area around this one stands in the file or is known already."""
    in_file = {row.values["number"] for row in rows}
    for row in rows:
        parent = row.values["parent"]
        if parent and parent not in in_file and parent not in row.references["known_areas"]:
            yield row.error(
                "parent", "unknown_area", noop("There is no area “%(found)s” here."), found=parent
            )


def no_circles(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """No area lies inside itself."""
    circling = in_circles({row.values["number"]: row.values["parent"] or None for row in reversed(rows)})
    for row in rows:
        if row.values["number"] in circling:
            yield row.error("parent", "circular_reference", noop("This area would lie inside itself."))


def women_are_among_the_people(row: Row) -> Iterator[CellFinding]:
    """There are no more women than people."""
    people, women = row.values["people"], row.values["women"]
    if people is not None and women is not None and women > people:
        yield row.error("women", "out_of_range", noop("There cannot be more women than people."))


def parts_add_up(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Where an area and all its parts are counted on one day, the sum of the parts is compared with the whole."""
    parts = _parts_by_whole(rows)
    for row in rows:
        of_this_area = parts.get((row.values["area"], row.values["kind"], row.values["counted_on"]), [])
        total = sum(part.values["people"] or 0 for part in of_this_area)
        if of_this_area and _all_parts_given(row, of_this_area) and total != row.values["people"]:
            yield row.warning(
                "people",
                "totals_differ",
                noop("The parts of this area add up to %(total)s people."),
                total=total,
            )


def _parts_by_whole(rows: Sequence[Row]) -> dict[Any, list[Row]]:
    parts: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        whole = row.references["area_parents"].get(row.values["area"])
        if whole is not None:
            parts[whole, row.values["kind"], row.values["counted_on"]].append(row)
    return parts


def _all_parts_given(row: Row, given: Sequence[Row]) -> bool:
    parents = row.references["area_parents"]
    parts = [area for area, parent in parents.items() if parent == row.values["area"]]
    return {part.values["area"] for part in given} == set(parts)


AREAS = Sheet(
    kind="areas",
    title=noop("areas"),
    columns=(
        Column("number", "区域编号", Code(40), required=True, aliases=("编号", "社区编号")),
        Column("name", "区域名称", Text(80), required=True, aliases=("名称", "社区名称")),
        Column("kind", "类型", Choice(KINDS, OTHER_KINDS), required=True, aliases=("区域类型",)),
        Column("parent", "上级区域编号", Code(40), aliases=("上级编号",)),
        Column("unit", "服务站点编号", Reference("units"), aliases=("服务站点", "站点编号")),
    ),
    key=("number",),
    file_checks=(is_not_somebody_elses,),
    table_checks=(upper_area_is_known, no_circles),
)

POPULATION = Sheet(
    kind="population",
    title=noop("population"),
    columns=(
        Column("area", "区域编号", Reference("areas", code="unknown_area"), required=True, aliases=("区域",)),
        Column("kind", "口径", Choice(COUNTS, OTHER_COUNTS), required=True, aliases=("人口口径",)),
        Column("people", "人数", Integer(min=0), required=True, aliases=("总人数", "人口数")),
        Column("women", "女性人数", Integer(min=0), aliases=("其中女性",)),
        Column("counted_on", "统计日期", Date(not_after="today"), required=True, aliases=("截止日期",)),
        Column("source", "来源", Text(120), aliases=("数据来源",)),
    ),
    key=("area", "kind", "counted_on"),
    checks=(women_are_among_the_people,),
    table_checks=(parts_add_up,),
)
