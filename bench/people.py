"""Invented people, always the same for the same count: for both databases and for the files that are imported.

Identity numbers carry the region 000000 and telephones begin with 000, which nobody has.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜"
    "崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武"
)
GIVEN = "示样例试安宁和平康乐芳敏静丽强磊军洋勇艳杰娟涛明超秀霞兰玲华桂英红玉梅莲珍荣文志建国新春雨雪云海山林峰波光辉"
COMMUNITIES = tuple(f"{name}社区" for name in "东南西北中上下前后左右新旧大小长宽高远")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ENDS = "10X98765432"
_FIRST_DAY = date(1935, 1, 1)
_DAYS = 31_000
SEED = 20250401
PASSWORD = "bench-2025-open-sesame"
HEADERS = (
    "居民编号", "姓名", "性别", "出生日期", "证件类型", "证件号码", "手机", "社区", "网格", "楼栋房号", "户籍类型", "户编号",
    "与户主关系", "婚姻状况", "文化程度", "就业状况", "重点人群标签", "残疾类别", "残疾等级", "低保或特困", "独居", "监护人姓名",
    "监护人电话", "个人信息同意书版本", "同意日期", "敏感信息单独同意", "影像同意", "建档日期", "来源", "备注",
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """One invented resident."""

    count: int
    name: str
    sex: str
    born_on: date
    community: str
    id_number: str
    phone: str

    @property
    def number(self) -> str:
        return f"R{self.count:06}"

    @property
    def household(self) -> str:
        return f"H{self.count // 3:06}"


def people(many: int, first: int = 1) -> Iterator[Someone]:
    """So many people, numbered from `first`."""
    dice = random.Random(SEED + first)
    for count in range(first, first + many):
        born_on = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        sex = dice.choice(("男", "女"))
        name = dice.choice(FAMILY) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        number = _id_number(born_on, count, sex)
        yield Someone(count, name, sex, born_on, dice.choice(COMMUNITIES), number, f"000{count:08}")


def write_file(path: Path, many: int, first: int = 1) -> Path:
    """A residents' register as an agency brings it: every column, every third household a new one."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(_row(someone) for someone in people(many, first))
    return path


def _row(someone: Someone) -> tuple[str, ...]:
    born = someone.born_on
    child = born > date(2011, 12, 31)
    old = born < date(1950, 1, 1)
    return (
        someone.number, someone.name, someone.sex, born.isoformat(), "居民身份证", someone.id_number, someone.phone,
        someone.community, f"网格{someone.count % 20 + 1:02}", f"{someone.count % 60 + 1}栋{someone.count % 900 + 100}房",
        "本市户籍" if someone.count % 3 else "外地户籍", someone.household,
        "户主" if someone.count % 3 == 0 else "配偶" if not child else "子女", "未婚" if child else "已婚",
        "学前/小学" if child else "高中", "学生" if child else "退休" if old else "在职",
        "独居长者|高龄长者" if old else "", "", "", "", "是" if old else "否", "王示安" if child else "",
        someone.phone if child else "", "2025-01", "2025-06-30", "是", "否", "2025-06-30", "社区转介", "",
    )  # fmt: skip


def _id_number(born_on: date, count: int, sex: str) -> str:
    """Eighteen characters with the right check sign; the last figure before it tells the sex."""
    order = (count * 2 + (sex == "男")) % 1000
    body = f"000000{born_on:%Y%m%d}{order:03}"
    return body + _ENDS[sum(int(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True)) % 11]
