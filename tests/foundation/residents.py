"""A register of residents as the sample file has it, for tests of sheets and tables."""

import csv
from datetime import date

from banyan.foundation.readers import (
    Date,
    Flag,
    IdNumber,
    Multi,
    PersonName,
    Phone,
    Reference,
    Text,
    sex,
    warning,
)
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import Column, Sheet

HEADERS = (
    "居民编号 姓名 性别 出生日期 证件类型 证件号码 手机 社区 "
    "网格 楼栋房号 户籍类型 户编号 与户主关系 婚姻状况 文化程度 就业状况 "
    "重点人群标签 残疾类别 残疾等级 低保或特困 独居 监护人姓名 监护人电话 个人信息同意书版本 "
    "同意日期 敏感信息单独同意 影像同意 建档日期 来源 备注"
).split()
NO_CONSENT = warning("consent_missing", noop("No consent."))
READERS = {
    "姓名": PersonName(),
    "性别": sex(),
    "出生日期": Date(not_after="today"),
    "证件号码": IdNumber(other_documents=True),
    "手机": Phone(),
    "监护人姓名": PersonName(),
    "监护人电话": Phone(),
    "社区": Reference("areas", "unknown_area", "warning"),
    "重点人群标签": Multi(),
    "独居": Flag(),
    "敏感信息单独同意": Flag(),
    "影像同意": Flag(),
    "同意日期": Date(not_after="today"),
    "建档日期": Date(not_after="today"),
}


def guardian_wanted(row):
    """Who is under fourteen needs a guardian."""
    born = row.values["出生日期"]
    if born and born > date(2011, 12, 31) and not row.values["监护人姓名"]:
        yield row.error("监护人姓名", "guardian_missing", noop("A guardian is wanted."))


RESIDENTS = Sheet(
    "residents",
    "Residents",
    tuple(
        Column(
            header,
            header,
            READERS.get(header, Text()),
            required=header in ("居民编号", "姓名"),
            missing=NO_CONSENT if header == "同意日期" else None,
        )
        for header in HEADERS
    ),
    key=("居民编号",),
    checks=(guardian_wanted,),
)


def references(samples):
    """What the readers of residents look up: the areas of the sample file, and the day."""
    with (samples / "areas.csv").open(encoding="utf-8") as areas:
        known = {row["区域名称"]: row["区域编号"] for row in csv.DictReader(areas)}
    return {"areas": known, "today": date(2025, 12, 31)}
