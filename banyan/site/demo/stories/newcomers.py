"""The register of the main centre as it was handed over: seven thousand people whom the station met in two years.

The last six hundred come from the survey from door to door in March. Every third household has a second person; those
who live alone, children and disabled people are named as such, for rosters, class, groups and cases choose among them
through the year.
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

DAY, PEOPLE, FIRST = date(2025, 4, 1), 7_200, 20_000
SURVEYED, TWO_YEARS = 600, 700
#: Whoever was born later has a guardian who agreed.
GROWN_UP = 2006
COLUMNS = ("居民编号", "姓名", "性别", "出生日期", "社区", "户编号", "与户主关系", "重点人群标签", "残疾类别", "残疾等级", "独居",
           "个人信息同意书版本", "同意日期", "影像同意", "建档日期", "来源", "监护人姓名", "监护人电话")  # fmt: skip
#: How many of a hundred were born in which years, and what they are noted as.
AGES = (
    (30, 1934, 1958, "独居长者"),
    (26, 1959, 1984, ""),
    (20, 1985, 1999, ""),
    (12, 2000, 2012, ""),
    (12, 2013, 2018, ""),
)
DISABLED = ("肢体", "听力", "视力", "精神")


def moments(until: date) -> Iterator[Moment]:
    """The sheet is brought in on the first day of the contract."""
    if until >= DAY:
        yield Moment(at(DAY, 8, 40), "survey", partial(_bring, Cast().centre.code))


def _bring(centre: str, when: datetime) -> None:
    bring_content("residents", sheet().encode(), "居民名册.csv", centre, "", when)


def sheet() -> str:
    """The register as a file; the same every time it is told."""
    with (FOLDER / "residents.csv").open(encoding="utf-8") as file:
        communities = sorted({row["社区"] for row in csv.DictReader(file)})
    luck, names = chance("survey 2025"), set()
    lines = []
    for place in range(PEOPLE):
        name = next(each for each in iter(lambda: said.longer_name(luck), "") if each not in names)
        names.add(name)
        lines.append(_line(luck, place, name, communities[place % len(communities)]))
    return said.rows(COLUMNS, lines)


def _line(luck: Random, place: int, name: str, community: str) -> tuple[object, ...]:
    _share, first, last, noted = luck.choices(AGES, weights=[each[0] for each in AGES])[0]
    born = date(luck.randint(first, last), 1, 1) + timedelta(days=luck.randint(0, 360))
    beside = place % 3 == 2
    alone = bool(noted) and not beside
    disabled = luck.choice(DISABLED) if born.year < 2000 and place % 6 == 4 else ""
    child = born.year > GROWN_UP
    guardian = (name[:2] + "家长", f"020-8{place:07}") if child else ("", "")
    relation = "子女" if child else "配偶" if beside else "户主"
    grade = luck.choice(("二级", "三级", "四级")) if disabled else ""
    tags = "|".join(filter(None, (noted if alone else "", "残疾人" if disabled else "")))
    home = f"H{FIRST + place - beside:05}"
    surveyed = DAY - timedelta(days=luck.randint(1, 7) if place < SURVEYED else luck.randint(8, TWO_YEARS))
    return (
        f"R{FIRST + place:05}", name, luck.choice("男女"), born, community, home, relation, tags, disabled,
        grade, "是" if alone else "否", "2025-01", surveyed, luck.choice(("是", "否")), surveyed, "入户走访",
        *guardian,
    )  # fmt: skip
