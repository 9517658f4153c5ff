"""The survey from door to door in the last week of March: the register of the main centre grows by six hundred people.

Every third household has a second person; those who live alone, children and disabled people are named as such, for
rosters, class and cases choose among them through the year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from banyan.site.demo import said
from banyan.site.demo.cast import Cast
from banyan.site.demo.files import FOLDER, bring_content
from banyan.site.demo.telling import Moment, at, chance

DAY, PEOPLE, FIRST = date(2025, 4, 1), 600, 20_000
COLUMNS = ("居民编号", "姓名", "性别", "出生日期", "社区", "户编号", "与户主关系", "重点人群标签", "残疾类别", "残疾等级", "独居",
           "个人信息同意书版本", "同意日期", "影像同意", "建档日期", "来源")  # fmt: skip
#: How many of a hundred were born in which years, and what they are noted as.
AGES = (
    (46, 1934, 1958, "独居长者"),
    (18, 1959, 1984, ""),
    (12, 1985, 1999, ""),
    (14, 2000, 2006, ""),
    (10, 2013, 2018, ""),
)
DISABLED = ("肢体", "听力", "视力", "精神")


def moments(until: date) -> Iterator[Moment]:
    """The sheet of the survey is brought in on the first day of the contract."""
    if until >= DAY:
        yield Moment(at(DAY, 8, 40), "survey", partial(_bring, Cast().centre.code))


def _bring(centre: str, when: datetime) -> None:
    bring_content("residents", sheet().encode(), "入户登记.csv", centre, "", when)


def sheet() -> str:
    """The survey as a file; the same every time it is told."""
    with (FOLDER / "residents.csv").open(encoding="utf-8") as file:
        communities = sorted({row["社区"] for row in csv.DictReader(file)})
    luck, names = chance("survey 2025"), set()
    lines = []
    for place in range(PEOPLE):
        name = next(each for each in iter(lambda: said.name(luck), "") if each not in names)
        names.add(name)
        lines.append(_line(luck, place, name, communities[place % len(communities)]))
    return said.rows(COLUMNS, lines)


def _line(luck: Random, place: int, name: str, community: str) -> tuple[object, ...]:
    _share, first, last, noted = luck.choices(AGES, weights=[each[0] for each in AGES])[0]
    born = date(luck.randint(first, last), 1, 1) + timedelta(days=luck.randint(0, 360))
    beside = place % 3 == 2
    alone = bool(noted) and not beside
    disabled = luck.choice(DISABLED) if born.year < 2000 and place % 6 == 4 else ""
    grade = luck.choice(("二级", "三级", "四级")) if disabled else ""
    tags = "|".join(filter(None, (noted if alone else "", "残疾人" if disabled else "")))
    home = f"H{FIRST + place - beside:05}"
    surveyed = DAY - timedelta(days=luck.randint(1, 7))
    return (
        f"R{FIRST + place:05}", name, luck.choice("男女"), born, community, home, "配偶" if beside else "户主", tags, disabled,
        grade, "是" if alone else "否", "2025-01", surveyed, luck.choice(("是", "否")), surveyed, "入户走访",
    )  # fmt: skip
