"""Sheets as tests bring them: rows by header, checked as an import checks them."""

from datetime import date
from pathlib import Path

from banyan.domains.services.rules import residents_sheet, signin_sheet
from banyan.foundation.sheets import CheckedTable, Row, Sheet, check_rows
from banyan.foundation.tables import check_table, open_table

TODAY = date(2025, 12, 31)
RESIDENT = {
    "居民编号": "R1", "姓名": "甲乙", "性别": "女", "出生日期": "1960-05-01", "户编号": "H1", "与户主关系": "户主",
    "个人信息同意书版本": "2025-01", "同意日期": "2025-05-01", "敏感信息单独同意": "是", "影像同意": "否",
    "建档日期": "2025-05-01",
}  # fmt: skip
SIGN_IN = {
    "活动编号": "A-1", "活动名称": "义诊", "场次日期": "2025-10-18", "序号": "1", "姓名": "甲乙", "性别": "女",
    "身份": "居民", "签到时间": "09:00", "签退时间": "11:00", "签到方式": "手签",
}  # fmt: skip


def residents(*rows: dict[str, str], **references) -> CheckedTable:
    """Rows of a residents' register, each stating what differs from an orderly one."""
    usual = {"today": TODAY, "areas": {"东村": "东村"}, **references}
    return check_rows(residents_sheet.SHEET, _rows(residents_sheet.SHEET, RESIDENT, rows), usual)


def sign_ins(*rows: dict[str, str], users=None, **references) -> CheckedTable:
    """Rows of a sign-in sheet, each stating what differs from an orderly one."""
    usual = {"today": TODAY, "areas": {"东村": "东村"}, "users": users or {}, **references}
    return check_rows(signin_sheet.SHEET, _rows(signin_sheet.SHEET, SIGN_IN, rows), usual)


def from_file(sheet: Sheet, path: Path, **references) -> CheckedTable:
    """A file as an import reads it."""
    return check_table(open_table(path, path.name, sheet), sheet, {"today": TODAY, **references})


def area_names(samples: Path) -> dict[str, str]:
    """The communities of the sample files."""
    lines = (samples / "areas.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(",")[1]: line.split(",")[1] for line in lines}


def _rows(sheet: Sheet, usual: dict[str, str], rows) -> list[Row]:
    names = {column.header: column.name for column in sheet.columns}
    return [
        Row(line, {names[header]: text for header, text in {**usual, **row}.items()})
        for line, row in enumerate(rows, start=2)
    ]
