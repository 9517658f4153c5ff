"""The sample files of a real agency give exactly what their description says, in every format they may come in."""

import csv
import io

import openpyxl
import pytest

from banyan.foundation.readers import Text
from banyan.foundation.sheets import Column, Sheet
from banyan.foundation.tables import check_table, open_table
from tests.foundation.residents import RESIDENTS, references

ERRORS = {
    (153, "出生日期", "bad_date"),
    (155, "手机", "bad_format"),
    (156, "监护人姓名", "guardian_missing"),
    (160, "出生日期", "future_date"),
}
WARNINGS = {
    (154, "社区", "unknown_area"),
    (157, "性别", "unknown_choice"),
    (158, "姓名", "whitespace"),
    (159, "证件号码", "full_width"),
}


def as_workbook(data):
    book = openpyxl.Workbook()
    for cells in csv.reader(io.StringIO(data.decode())):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_gb18030(data):
    return data.decode().encode("gb18030")


@pytest.mark.parametrize("shape", [bytes, as_gb18030, as_workbook])
def test_the_residents_give_four_errors_and_the_planted_warnings(samples, shape):
    data = shape((samples / "residents.csv").read_bytes())
    table = check_table(open_table(data, "residents", RESIDENTS), RESIDENTS, references(samples))
    assert (len(table), len(table.accepted)) == (200, 196)
    assert {(each.line, each.column, each.code) for each in table.errors} == ERRORS
    found = [(each.line, each.column, each.code) for each in table.warnings]
    consents = [each for each in found if each[2] == "consent_missing"]
    demo = [each for each in found if each[2] == "demo_id"]
    assert (len(consents), len(demo)) == (16, 1)
    assert set(found) - set(consents) - set(demo) == WARNINGS


def test_names_beyond_the_basic_plane_and_of_other_scripts_are_kept(samples):
    table = check_table(
        open_table(samples / "residents.csv", "residents.csv", RESIDENTS), RESIDENTS, references(samples)
    )
    names = {each.row.values["居民编号"]: each.row.values["姓名"] for each in table}
    assert any(ord(sign) > 0xFFFF for sign in names["R00041"])
    assert names["R00140"] == "Sample Anna"
    assert "·" in "".join(names.values())


ROWS = {
    "staff_roster": 20, "establishment": 17, "hq_establishment": 6, "residents": 200, "contract_indicators": 30,
    "project_budget": 35, "activity_signin": 52, "volunteers": 40, "voucher_lines": 60, "bank_statement": 24,
    "retention_schedule": 46, "projects": 2, "hq_roster": None, "units": None, "areas": None, "population": None,
}  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), ROWS.items())
def test_every_sample_table_opens_with_all_its_rows(samples, name, rows):
    path = samples / f"{name}.csv"
    headers = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    sheet = Sheet(name, name, tuple(Column(header, header, Text()) for header in headers), (headers[0],))
    with path.open(encoding="utf-8") as lines:
        expected = list(csv.DictReader(lines))
    read = list(open_table(path, path.name, sheet).rows_by_name())
    assert rows is None or len(read) == rows
    assert [row.raw for row in read] == [row for row in expected if row[headers[0]] != "合计"]
