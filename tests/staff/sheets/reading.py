"""Sample and hand-made tables as the checker sees them, without a database."""

import csv
from datetime import date
from decimal import Decimal

from banyan.domains.staff.rules.places import KnownPost
from banyan.domains.staff.rules.qualifications import RegistrationTerms
from banyan.domains.staff.rules.terms import StaffTerms
from banyan.foundation.sheets import Row, Sheet, check_rows

TODAY = date(2025, 12, 31)
TERMS = StaffTerms(
    registration=RegistrationTerms(
        3, {"assistant": Decimal(72), "social_worker": Decimal(90), "senior": Decimal(90)}, (12, 6)
    ),
    inquiry_months=12,
    duty_words={"finance": ("财务", "会计"), "cashier": ("出纳",), "archives": ("档案",)},
    incompatible=(("finance", "archives"), ("finance", "cashier"), ("cashier", "archives")),
)


def rows_of(sheet: Sheet, records: list[dict[str, str]]) -> list[Row]:
    """Rows by header text, the first one on line 2."""
    return [
        Row(line, {column.name: record.get(column.header, "") for column in sheet.columns})
        for line, record in enumerate(records, start=2)
    ]


def read_file(sheet: Sheet, path, **references):
    with open(path, encoding="utf-8", newline="") as file:
        return check_rows(sheet, rows_of(sheet, list(csv.DictReader(file))), {"today": TODAY, **references})


def read_rows(sheet: Sheet, *records: dict[str, str], **references):
    return check_rows(sheet, rows_of(sheet, list(records)), {"today": TODAY, **references})


def codes(checked, severity="warning"):
    """(line, code) of everything found, demonstration numbers left out."""
    found = checked.warnings if severity == "warning" else checked.errors
    return [(finding.line, finding.code) for finding in found if finding.code != "demo_id"]


def read_posts(path, home="centre"):
    """The establishment as known posts; the department's name stands for its key."""
    with open(path, encoding="utf-8", newline="") as file:
        return tuple(
            KnownPost(
                record["岗位编号"],
                home if record["部门"] != "机构总部" else "office",
                record["部门"],
                record["岗位编号"],
                record["岗位"],
                record["上级岗位编号"] or None,
            )
            for record in csv.DictReader(file)
        )
