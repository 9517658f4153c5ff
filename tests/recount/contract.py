"""What one line of the contract's table of indicators asks for, read from its own columns."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

#: 服务类型 → what serves as evidence; the name decides between opening and closing, registering and giving hours.
WORK = {
    "个案": "case", "小组": "group", "活动": "activity", "探访": "visit", "日托": "class", "咨询": "talk",
    "参与率": "people", "去重": "people", "志愿者": "volunteer", "培训": "training", "调研": "survey",
    "工时": "hours", "满意度": "opinion",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One indicator: which work, added up in which unit, and the conditions of its 计数口径."""

    code: str
    work: str
    unit: str
    department: str
    helper: str
    starts: object
    ends: object
    least: dict[str, int] = field(default_factory=dict)
    a_month: int | None = None
    once_a_year: bool = False
    by_household: bool = False
    women: bool = False
    evaluated: bool = False
    out_of: int | None = None
    cut_off: object = None


def read(row: SimpleNamespace, cut_off: object) -> Asked:
    """Read one row of the table of indicators."""
    wording, unit = row.wording, row.counted_in
    work = WORK[row.service_type]
    if work == "case":
        work = _of_a_case(row)
    if work == "volunteer":
        work = "volunteer_hours" if unit == "小时" else "volunteer"
    monthly = re.search(r"每[人户]每月至多计(\d+)次", wording)
    distinct = unit in ("人", "户") or work == "people" or "去重" in wording or "以户计" in wording
    return Asked(
        code=row.number, work=work, unit=unit, department=row.department, helper=row.helping_department,
        starts=row.starts_on, ends=row.ends_on, least=_least(wording, work), cut_off=cut_off,
        a_month=int(monthly[1]) if monthly else None, once_a_year=distinct and unit != "人次",
        by_household="以户计" in wording or unit in ("户", "户次"), women="妇女" in row.name + wording and work == "people",
        evaluated="评估" in wording, out_of=row.out_of,
    )  # fmt: skip


def _of_a_case(row: SimpleNamespace) -> str:
    if "结案" in row.name + row.wording:
        return "closed"
    met = row.counted_in in ("次", "人次", "节", "节次", "小时") or re.search("面谈|会谈|辅导", row.name)
    return "met" if met else "opened"


def _least(wording: str, work: str) -> dict[str, int]:
    found = {}
    for number, thing in re.findall(r"≥(\d+)(人|节|分钟)?", wording):
        name = {"人": "people", "节": "sessions", "分钟": "minutes"}.get(thing, "answers")
        found[name] = int(number)
    return found


def share_of(asked: Asked, shares: dict[str, Decimal]) -> Decimal | None:
    """The part of a piece of work that belongs to an indicator; nothing where it was not planned for it."""
    percent = shares.get(asked.code)
    return None if percent is None else Decimal(percent) / 100
