"""The organisation as a table: one row a unit, its superior unit by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from banyan.domains.staff.rules.trees import in_circles
from banyan.foundation.readers import Choice, Code, Date, Text
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

KINDS = {"网络": "network", "机构": "agency", "站点": "station", "部门": "department"}
OTHER_WORDS = {"总部": "部门", "中心": "站点", "服务站": "站点", "站": "站点", "科室": "部门", "总会": "网络"}


def closes_after_opening(row: Row) -> Iterator[CellFinding]:
    """A unit cannot close before it opened."""
    opened, closed = row.values["opened_on"], row.values["closed_on"]
    if opened and closed and closed < opened:
        yield row.error("closed_on", "out_of_range", noop("The unit cannot close before it opened."))


def is_not_somebody_elses(row: Row) -> Iterator[CellFinding]:
    """A number that a unit outside the bringer's own bears is not taken over."""
    if row.values["code"] in row.references.get("taken_units", ()):
        yield row.error("code", "not_unique", noop("This number belongs to a unit elsewhere."))


def superior_is_known(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """The superior unit stands in the file or is known already; only the top has none."""
    in_file = {row.values["code"] for row in rows}
    tops = [row for row in rows if not row.values["parent"]]
    for row in rows:
        yield from _superior_of(row, in_file, alone=len(tops) == 1)


def no_circles(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """No unit lies below itself."""
    circling = in_circles({row.values["code"]: row.values["parent"] or None for row in reversed(rows)})
    for row in rows:
        if row.values["code"] in circling:
            yield row.error("parent", "circular_reference", noop("This unit would lie below itself."))


def _superior_of(row: Row, in_file: Iterable[str], alone: bool) -> Iterator[CellFinding]:
    """The one top of a file may be the agency itself, as long as nothing stands below it yet."""
    code, parent = row.values["code"], row.values["parent"]
    known = row.references["known_units"]
    if parent and parent not in in_file and parent not in known:
        yield row.error("parent", "unknown_reference", noop("There is no unit “%(found)s”."), found=parent)
    is_the_agency = alone and row.references.get("alone", False)
    if not parent and code and code not in known and not is_the_agency:
        yield row.error("parent", "required", noop("Only the top of the organisation has no superior unit."))


UNITS = Sheet(
    kind="units",
    title=noop("units"),
    columns=(
        Column("code", "单位编号", Code(40), required=True, aliases=("单位代码", "部门编号")),
        Column("name", "单位名称", Text(120), required=True, aliases=("名称", "部门名称")),
        Column("parent", "上级单位编号", Code(40), aliases=("上级编号", "上级单位")),
        Column("kind", "类型", Choice(KINDS, OTHER_WORDS), required=True, aliases=("单位类型",)),
        Column("opened_on", "启用日期", Date(), aliases=("成立日期",)),
        Column("closed_on", "停用日期", Date(), aliases=("撤销日期",)),
    ),
    key=("code",),
    checks=(closes_after_opening,),
    file_checks=(is_not_somebody_elses,),
    table_checks=(superior_is_known, no_circles),
)
