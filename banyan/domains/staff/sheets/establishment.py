"""The establishment as a table: one row a post, with its places, its superior post and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banyan.domains.staff.rules.places import superior_post
from banyan.domains.staff.rules.trees import in_circles
from banyan.foundation.readers import Choice, Code, Date, Integer, Reference, Text
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

RELATIONS = {"指挥": "commands", "参谋": "advises"}
OTHER_RELATIONS = {"直线": "指挥", "领导": "指挥", "督导": "参谋", "顾问": "参谋", "咨询": "参谋"}


def typed_figures_agree(row: Row) -> Iterator[CellFinding]:
    """Filled and vacant places add up to the established ones; the typed figures are compared, never kept."""
    places, filled, vacant = (row.values[name] for name in ("places", "filled", "vacant"))
    if None not in (places, filled, vacant) and max(0, places - filled) != vacant:
        yield row.warning(
            "vacant",
            "totals_differ",
            noop("%(places)s places of which %(filled)s are filled do not leave %(vacant)s vacant."),
            places=places,
            filled=filled,
            vacant=vacant,
        )


def superior_is_known(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """The superior post stands in the file or in the establishment already; else it is left open."""
    in_file = {row.values["code"] for row in rows}
    for row in rows:
        code = row.values["superior"]
        if code and code not in in_file and not _is_known(row, code):
            yield row.warning(
                "superior", "unknown_reference", noop("There is no post “%(found)s” here."), found=code
            )


def superior_is_not_vacant(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """A superior post that the file itself calls vacant is worth a word: approvals will pass it over."""
    vacant = {row.values["code"] for row in rows if row.values["places"] and row.values["filled"] == 0}
    for row in rows:
        if row.values["superior"] in vacant:
            yield row.warning(
                "superior",
                "vacant_superior",
                noop("The superior post %(found)s is vacant; approvals go on to the next one above."),
                found=row.values["superior"],
            )


def no_circles(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """No post stands above itself."""
    circling = in_circles({row.values["code"]: row.values["superior"] or None for row in reversed(rows)})
    for row in rows:
        if row.values["code"] in circling:
            yield row.error("superior", "circular_reference", noop("This post would stand above itself."))


def _is_known(row: Row, code: str) -> bool:
    homes = row.references["homes"]
    near = (homes.get(row.values["department"]), homes.get(row.references["unit"]))
    return superior_post(row.references["posts"], code, near) is not None


ESTABLISHMENT = Sheet(
    kind="establishment",
    title=noop("establishment"),
    columns=(
        Column("code", "岗位编号", Code(40), required=True, aliases=("岗位代码",)),
        Column("title", "岗位", Text(80), required=True, aliases=("岗位名称",)),
        Column("department", "部门", Reference("departments"), required=True, aliases=("所属部门",)),
        Column("places", "核定岗位数", Integer(min=0, max=9999), required=True, aliases=("编制数", "核定数")),
        Column("filled", "在岗数", Integer(min=0, max=9999), aliases=("实有人数",)),
        Column("vacant", "空缺数", Integer(min=0, max=9999)),
        Column("requirement", "任职要求", Text(300), aliases=("任职条件",)),
        Column("superior", "上级岗位编号", Code(40), aliases=("上级岗位",)),
        Column("relation", "关系类型", Choice(RELATIONS, OTHER_RELATIONS), aliases=("关系",)),
        Column("opened_on", "设岗日期", Date(), aliases=("启用日期",), expected=False),
    ),
    key=("code",),
    checks=(typed_figures_agree,),
    table_checks=(superior_is_known, superior_is_not_vacant, no_circles),
)
