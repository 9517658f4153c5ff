"""Three other stations' books, with other faults and in other files: each planted fault is found, and nothing else."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.finance.models import BankLine, Budget, Voucher, VoucherLine
from banyan.domains.staff.models import Employee
from banyan.site.cli import main
from tests.makers import make_appointment, make_person, make_post, make_unit
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db
UNTIL = "2025-12-31"
BUDGET = (
    "行类型", "预算科目编号", "科目大类", "科目名称", "资金来源/用途说明", "单价", "数量", "单位", "预算金额(元)", "责任部门",
    "限定用途", "会计科目建议",
)  # fmt: skip
VOUCHERS = (
    "凭证日期", "凭证号", "行号", "摘要", "会计科目编码", "会计科目", "借方金额", "贷方金额", "项目", "部门", "合同预算科目",
    "资金来源", "限定性", "业务编号", "费用发生日期", "地点", "事由", "经手人", "验收/证明人", "审核人", "批准人", "发票代码",
    "发票号码", "供应商", "附件数", "支付方式", "银行流水号",
)  # fmt: skip
BANK = ("交易日期", "流水号", "摘要", "对方户名", "收入", "支出", "余额")


def yuan(written):
    """An amount as the bank sees it."""
    return Decimal(str(written or 0).replace(",", "").replace("¥", ""))


def budget_of(items):
    """Item → (block, amount); the income is what they come to."""
    whole = sum(amount for _block, amount in items.values())
    rows = [["收入", "I1", "收入", "购买服务", "区民政局", "", "", "", whole, "总部", "是", "4301"]]
    for code, (block, amount) in items.items():
        rows.append(
            [
                "支出",
                code,
                block,
                f"{block}{code}",
                "按方案测算",
                amount,
                1,
                "项",
                amount,
                "社区部",
                "否",
                "5101",
            ]
        )
    return rows


class Books:
    """Vouchers being written: a good purchase paid by bank, of which a test says what is different."""

    def __init__(self, approver="总部财务主管"):
        self.rows, self.moves, self.count, self.approver = [], [], 0, approver

    def add(self, number, day, lines, **said):
        """Any voucher; lines are (account, debit, credit, item)."""
        self.count += 1
        told = {
            "摘要": "物资", "费用发生日期": day, "地点": "社区广场", "事由": "开展活动", "经手人": "甲", "验收/证明人": "乙",
            "审核人": "丙", "批准人": self.approver, "发票代码": "", "发票号码": f"{70000000 + self.count}",
            "供应商": f"供应商{self.count}", "业务编号": f"HD-{self.count}", "资金来源": "合同款", "银行流水号": f"B{self.count:04}",
        } | {name.replace("_", "/"): value for name, value in said.items()}  # fmt: skip
        for place, (account, debit, credit, item) in enumerate(lines, start=1):
            line = {
                "凭证日期": day,
                "凭证号": number,
                "行号": place,
                "会计科目编码": account,
                "借方金额": debit,
                "贷方金额": credit,
            }
            self.rows.append(
                {name: (told | line | {"合同预算科目": item}).get(name, "") for name in VOUCHERS}
            )
            if account == "1002":
                self.moves.append((day, told["银行流水号"], yuan(debit) - yuan(credit)))

    def buy(self, number, day, amount, item="E3.1", **said):
        """A cost paid by bank."""
        self.add(number, day, [("5101", amount, "", item), ("1002", "", amount, "")], **said)

    def even(self, amount, months=range(4, 13), item="E3.1", prefix="记-2025-{month:02}-900"):
        """The same activity cost every month, so that nothing looks like a rush."""
        for month in months:
            self.buy(prefix.format(month=month), f"2025-{month:02}-10", amount, item)

    def table(self):
        return [[row[name] for name in VOUCHERS] for row in self.rows]


def statement(moves, opening):
    """The bank's view of the same moves, oldest first."""
    rows, balance = [], Decimal(opening)
    for day, reference, amount in sorted(moves):
        balance += amount
        received, paid = (amount, "") if amount > 0 else ("", -amount)
        rows.append([day, reference, "往来", "往来单位", received, paid, balance])
    return rows


def as_csv(header, rows, encoding="utf-8-sig", order=None, tail=(), head=()):
    order = order or range(len(header))
    file = io.StringIO()
    table = [*head, [header[at] for at in order], *([row[at] for at in order] for row in rows), *tail]
    csv.writer(file, lineterminator="\n").writerows(table)
    return file.getvalue().encode(encoding)


def as_xlsx(header, rows, merged=(), head=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [*head, list(header), *rows]:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    for span in merged:
        sheet.merge_cells(span)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def town(db, tmp_path, capsys):
    """An agency of which a test founds stations; brings files in and asks as from the shell."""
    from banyan.site.commands import installation

    installation.init(SimpleNamespace(agency="U9", name="", admin="admin", password="a-long-password"))
    with door.opened("test"):
        agency = Unit.everything.get(code="U9")

    def run(*words):
        capsys.readouterr()
        code = main([*words, "--json"])
        return SimpleNamespace(code=code, said=json.loads(capsys.readouterr().out))

    def found(code):
        unit = make_unit(code, f"{code}站", agency)
        make_project(unit, number=f"P-{code}", name=f"{code}服务")
        return unit

    def bring(kind, content, code, ending="csv"):
        file = tmp_path / f"{kind}.{ending}"
        file.write_bytes(content)
        return run("import", kind, str(file), "--unit", code, "--project", f"P-{code}")

    def told(code):
        faults = {}
        for each in run("findings", "--project", f"P-{code}", "--until", UNTIL).said["findings"]:
            faults.setdefault(each["kind"], set()).update(each["vouchers"])
        return faults

    return SimpleNamespace(agency=agency, run=run, found=found, bring=bring, told=told)


def brought(answer, rows):
    assert (answer.code, answer.said.get("rows"), answer.said.get("accepted")) == (0, rows, rows), answer.said


def balanced(town, code, debit):
    said = town.run("trial-balance", "--unit", code, "--until", UNTIL).said
    assert said["balanced"] is True and said["debit"] == said["credit"] == debit


@pytest.mark.clause("R5.1.3", "R5.1.4", "R5.3.2", "R5.3.4", "P4.1")
def test_a_csv_with_a_mark_other_columns_separators_and_totals(town):
    town.found("NA")
    items = {"E1.1": ("人员费用", 90000), "E3.1": ("服务活动", 50000), "E4.1": ("日常办公", 30000)}
    brought(
        town.bring("budget", as_csv(BUDGET, budget_of(items), tail=[["合计", *[""] * 7, 340000]]), "NA"), 4
    )
    books = Books()
    books.even("3,000.00")
    books.buy("记-2025-06-001", "2025-06-02", "4,800.00", 供应商="晨光 文具店")
    books.buy("记-2025-06-002", "2025-06-08", "4,700.00", 供应商="晨光文具店", 经手人="丁")
    books.buy("记-2025-06-003", "2025-06-16", "4,600.00", 供应商="晨光文具店")
    books.buy("记-2025-07-001", "2025-07-01", "¥700.00", "E4.1", 发票代码="044", 发票号码="00123456")
    books.buy("记-2025-09-001", "2025-09-01", "700.00", "E4.1", 发票代码="０４４", 发票号码=" 0012 ３４５６")
    books.buy("记-2025-07-002", "2025-07-04", "260.00", "E4.1", 事由="")
    books.buy("记-2025-07-003", "2025-07-05", "150.00", "X9")
    books.buy("记-2025-08-001", "2025-08-01", "5,000.00", "E4.1", 批准人="中心主任")
    books.buy("记-2025-08-002", "2025-08-09", "5,000.01", "E4.1", 批准人="中心主任")
    plain = {"费用发生日期": "", "供应商": "", "发票号码": "", "经手人": ""}
    books.add(
        "记-2025-08-003", "2025-08-11", [("1701", "900.00", "", ""), ("2601", "", "900.00", "")], **plain
    )
    books.add(
        "记-2025-08-004", "2025-08-12", [("5101", "80.00", "", "E4.1"), ("2601", "", "80.00", "")], **plain
    )
    gift = {"资金来源": "爱心基金", "限定性": "限定性"}
    books.add(
        "记-2025-09-002",
        "2025-09-02",
        [("1002", "20,000.00", "", ""), ("4101", "", "20,000.00", "")],
        **plain,
        **gift,
    )
    books.buy("记-2025-09-003", "2025-09-08", "3,000.00", "E4.1", 资金来源="爱心基金")
    books.add(
        "记-2025-09-004",
        "2025-09-30",
        [("3102", "5,000.00", "", ""), ("3101", "", "5,000.00", "")],
        **plain,
        **gift,
    )
    order = [*range(26, -1, -1)]
    table = [[*row, "制单"] for row in books.table()]
    content = as_csv(
        (*VOUCHERS, "制单人"), table, order=[27, *order], head=[["NA站凭证", *[""] * 27], [""] * 28],
        tail=[[""] * 28, ["合计", *[""] * 19, "9", "9", *[""] * 6]],
    )  # fmt: skip
    brought(town.bring("vouchers", content, "NA"), len(table))
    assert town.told("NA") == {
        "split_purchase": {"记-2025-06-001", "记-2025-06-002"},
        "invoice_reused": {"记-2025-07-001", "记-2025-09-001"},
        "missing_purpose": {"记-2025-07-002"},
        "item_not_in_budget": {"记-2025-07-003"},
        "head_office_missing": {"记-2025-08-001", "记-2025-08-002"},
        "limit_exceeded": {"记-2025-08-002"},
        "custody_mixed": {"记-2025-08-004"},
        "release_without_spending": {"记-2025-09-004"},
    }
    balanced(town, "NA", "81890.01")
    said = town.run("report", "activities", "--project", "P-NA", "--until", UNTIL).said
    assert (said["restricted_income"], said["released"], said["total_income"]) == (
        "20000.00",
        "5000.00",
        "20000.00",
    )
    moves = [(day, ref, amount) for day, ref, amount in books.moves if ref != books.moves[-2][1]]
    content = as_csv(BANK, statement([*moves, ("2025-10-31", "F1", Decimal("-12.50"))], "60000"))
    brought(town.bring("bank", content, "NA"), len(moves) + 1)
    said = town.run("reconcile", "--project", "P-NA", "--until", UNTIL).said
    book = Decimal(60000) + sum(amount for _day, _ref, amount in books.moves)
    assert (said["opening"], said["book"]) == ("60000.00", f"{book:.2f}")
    assert [each["amount"] for each in said["only_bank"]] == ["-12.50"]
    assert len(said["only_books"]) == 1 and said["matched"] == len(moves) and said["agrees"] is True
    assert said["adjusted_book"] == f"{book - Decimal('12.50'):.2f}" == said["adjusted_statement"]


def staffed(unit, agency, people):
    """Employees by number with the post that each holds."""
    for number, (title, home) in people.items():
        place = agency if home == "hq" else unit
        person = make_person(place, number)
        make_appointment(person, make_post(place, title))
        with door.opened("test"):
            Employee.everything.create(
                agency=agency, unit=place, number=number, person=person, hired_on=date(2024, 1, 1)
            )


@pytest.mark.clause("R5.3.1", "R5.3.2", "R5.3.3", "R5.3.4")
def test_a_gb18030_csv_whose_numbers_begin_anew_with_red_ink_and_deputies(town):
    unit = town.found("NB")
    staffed(
        unit,
        town.agency,
        {"K1": ("中心主任", ""), "K2": ("社工", ""), "K3": ("主任助理", ""), "Z1": ("机构总干事", "hq")},
    )
    items = {"E1.1": ("人员费用", 200000), "E3.1": ("服务活动", 45000), "E4.1": ("日常办公", 90000)}
    brought(town.bring("budget", as_csv(BUDGET, budget_of(items), "gb18030"), "NB"), 4)
    books = Books("Z1")
    books.even("3600", prefix="记-1")
    books.buy("记-2", "2025-05-08", "400", "E4.1", 经手人="K2", 批准人="K2(代Z1)")
    books.buy("记-3", "2025-05-09", "410", "E4.1", 经手人="Z1", 批准人="Z1（由K3代签）")
    books.buy("记-4", "2025-05-12", "420", "E4.1", 经手人="K2", 批准人="K3代Z1")
    whole = "25442000000012345678"
    books.buy("记-2", "2025-06-03", "510", "E4.1", 发票号码=whole)
    books.buy("记-3", "2025-06-04", "510", "E4.1", 发票代码="044", 发票号码=f"{whole[:10]} {whole[10:]}")
    books.buy("记-4", "2025-06-05", "999", "E4.1", 发票号码="66600001")
    books.add(
        "记-5", "2025-06-06", [("5101", "-999", "", "E4.1"), ("1002", "", "-999", "")], 发票号码="66600001"
    )
    books.buy("记-6", "2025-06-07", "99.90", "E4.1", 发票号码="66600001")
    books.buy("记-2", "2025-07-02", "120", "E4.1", 地点="")
    books.buy("记-3", "2025-07-03", "130", "E4.1", 费用发生日期="")
    books.buy("记-4", "2025-07-31", "140", "E4.1", 费用发生日期="2025/6/16")
    books.buy("记-5", "2025-07-31", "150", "E4.1", 费用发生日期="2025年8月1日")
    books.buy("记-2", "2025-08-04", "60000", "E1.1", 供应商="劳务公司")
    books.buy("记-3", "2025-08-05", "210", "E4.1", 审核人="乙")
    books.buy("记-4", "2025-08-06", "220", "E4.1", 审核人="甲")
    books.buy("记-5", "2025-08-07", "230", "E4.1", 验收_证明人="甲")
    books.buy("记-6", "2025-08-08", "240", "E4.1", 验收_证明人="")
    fee = {"发票号码": "", "摘要": "讲师课酬"}
    books.buy("记-2", "2025-09-04", "800", "E4.1", **fee)
    taxed = [("5101", "800", "", "E4.1"), ("2206", "", "80", ""), ("1002", "", "720", "")]
    books.add("记-3", "2025-09-05", taxed, **fee)
    books.add(
        "记-4", "2025-09-06", [("5101", "300", "", "E4.1"), ("2202", "", "300", "")], 发票号码="66600009"
    )
    books.add("记-5", "2025-09-20", [("2202", "300", "", ""), ("1002", "", "300", "")], 发票号码="66600009")
    content = as_csv(VOUCHERS, books.table(), "gb18030")
    answer = town.bring("vouchers", content, "NB")
    brought(answer, len(books.rows))
    assert {(each["column"], each["code"]) for each in answer.said["warnings"] if each["code"] == "red_ink"} == {
        ("借方金额", "red_ink"), ("贷方金额", "red_ink"),
    }  # fmt: skip
    assert town.told("NB") == {
        "own_approval": {"记-2", "记-3"},
        "invoice_reused": {"记-2·2025-06", "记-3·2025-06"},
        "missing_place": {"记-2·2025-07"},
        "missing_incurred_on": {"记-3·2025-07"},
        "claimed_late": {"记-4·2025-07"},
        "booked_before_event": {"记-5·2025-07"},
        "committee_missing": {"记-2·2025-08"},
        "witness_is_checker": {"记-3·2025-08"},
        "claimant_is_checker": {"记-4·2025-08"},
        "claimant_is_witness": {"记-5·2025-08"},
        "witness_missing": {"记-6·2025-08"},
        "fee_without_invoice_or_tax": {"记-2·2025-09"},
    }
    again = town.bring("vouchers", content, "NB")
    assert (again.code, again.said["changed"]) == (0, [])
    contract = town.run("report", "contract", "--project", "P-NB", "--until", UNTIL).said
    activities = town.run("report", "activities", "--project", "P-NB", "--until", UNTIL).said
    assert contract["total"] == activities["contract_total"] == "98089.90"
    rows = statement(books.moves, "250000")
    assert (
        town.bring("bank", as_csv(BANK, rows[20:][::-1], "gb18030"), "NB").said["accepted"] == len(rows) - 20
    )
    late = town.bring("bank", as_csv(BANK, rows[:20][::-1], "gb18030"), "NB")
    assert (late.code, late.said["accepted"]) == (0, 20)
    said = town.run("reconcile", "--project", "P-NB", "--until", UNTIL).said
    assert said["broken"] == [] and said["agrees"] is True and said["opening"] == "250000.00"
    assert said["statement"] == said["book"] and said["only_bank"] == said["only_books"] == []


SERIAL = date(1899, 12, 30)


@pytest.mark.clause("R5.1.4", "R5.3.2", "P4.9")
def test_a_workbook_with_merged_cells_and_days_as_numbers_and_a_rush_at_its_end(town):
    town.found("NC")
    items = {
        "E1.1": ("人员费用", 80000),
        "E3.1": ("服务活动", 50000),
        "E3.2": ("服务活动", 30000),
        "E4.1": ("日常办公", 300),
    }
    content = as_xlsx(BUDGET, [*budget_of(items), ["合计", *[None] * 7, 320600]], head=[["NC站预算"]])
    brought(town.bring("budget", content, "NC", "xlsx"), 5)
    books = Books()
    for month in (5, 6, 7, 8, 9, 10):
        books.buy(f"记-2025-{month:02}-001", f"2025-{month:02}-15", 1000)
    books.buy("记-2025-11-001", "2025-11-20", 9000, 业务编号="", 批准人="总部项目总监")
    books.buy("记-2025-12-001", "2025-12-28", Decimal("18500.50"), "E3.2", 批准人="总部项目总监")
    books.buy("记-2025-12-002", "2025-12-29", 4000, 批准人="")
    books.buy("记-2025-12-003", "2025-12-30", Decimal("300.01"), "E4.1", 发票号码="")
    table = books.table()
    for row in table:
        for place in (0, 14):
            row[place] = (date.fromisoformat(row[place]) - SERIAL).days
    merged = [f"{column}{line}:{column}{line + 1}" for line in range(3, 3 + len(table), 2) for column in "AB"]
    for row in table[1::2]:
        row[0] = row[1] = None
    content = as_xlsx(VOUCHERS, table, merged, head=[["NC站凭证"]])
    brought(town.bring("vouchers", content, "NC", "xlsx"), len(table))
    assert town.told("NC") == {
        "activity_missing": {"记-2025-11-001"},
        "approver_missing": {"记-2025-12-002"},
        "invoice_missing": {"记-2025-12-003"},
        "item_overspent": {"记-2025-12-003"},
        "year_end_rush": {"记-2025-11-001", "记-2025-12-001", "记-2025-12-002"},
        "early_warning": set(),
    }
    rush = town.run("findings", "--project", "P-NC", "--until", UNTIL).said["rush"]
    assert (rush["total"], rush["tail"], rush["week"]) == ("37500.50", "31500.50", "22500.50")
    assert (rush["tail_share"], rush["week_share"], rush["index"]) == ("84.0", "60.0", "3.78")
    balanced(town, "NC", "37800.51")
    with door.opened("test"):
        assert Voucher.everything.get(number="记-2025-12-001").dated == date(2025, 12, 28)
    rows = statement(books.moves, "90000")
    del rows[3]
    answer = town.bring("bank", as_xlsx(BANK, rows), "NC", "xlsx")
    assert [(each["line"], each["code"]) for each in answer.said["warnings"]] == [(5, "totals_differ")]
    said = town.run("reconcile", "--project", "P-NC", "--until", UNTIL).said
    assert [each["reference"] for each in said["broken"]] == ["B0005"]
    assert [each["voucher"] for each in said["only_books"]] == ["记-2025-08-001"]


def test_bad_files_are_refused_with_their_place_and_nothing_is_half_saved(town):
    town.found("ND")
    brought(town.bring("budget", as_csv(BUDGET, budget_of({"E3.1": ("服务活动", 9000)})), "ND"), 2)
    good = Books()
    good.buy("记-2025-05-001", "2025-05-05", "100.00")
    good.buy("记-2025-05-002", "2025-05-06", "200.00")
    header, table = list(VOUCHERS), good.table()
    crooked = [list(row) for row in table]
    crooked[3][7] = "200.10"
    lettered = [list(row) for row in table]
    lettered[2][6] = "二百元"
    formula = [list(row) for row in table]
    formula[1][7] = "=G2"
    undated = [list(row) for row in table]
    undated[0][0] = "2025-02-30"
    renamed = ["号码" if name == "凭证号" else name for name in header]
    cases = [
        (as_csv(header, crooked), "csv", {(4, "unbalanced"), (5, "unbalanced")}),
        (as_xlsx(header, crooked), "xlsx", {(4, "unbalanced"), (5, "unbalanced")}),
        (as_csv(header, lettered, "gb18030"), "csv", {(4, "bad_format")}),
        (as_csv(header, formula), "csv", {(3, "formula")}),
        (as_csv(header, undated), "csv", {(2, "bad_date")}),
        (as_csv(header, [*table, table[3]]), "csv", {(6, "duplicate_key")}),
    ]
    for content, ending, wanted in cases:
        answer = town.bring("vouchers", content, "ND", ending)
        errors = answer.said["errors"]
        assert answer.code == 1 and wanted <= {(each["line"], each["code"]) for each in errors}
        assert all(each["column"] for each in errors)
    whole, book = as_csv(header, table), as_xlsx(header, table)
    refusals = [
        (as_csv(renamed, table), "csv", "missing_column", "凭证号"),
        (whole[: len(whole) - 60], "csv", "cut_off", "5"),
        (book[: len(book) - 400], "xlsx", "cut_off", ""),
    ]
    for content, ending, code, word in refusals:
        refused = town.bring("vouchers", content, "ND", ending).said["refused"]
        assert refused["code"] == code and word in json.dumps(refused, ensure_ascii=False)
    twice = [["2025-05-05", "T1", "", "", "", "100", ""], ["2025-05-06", "T1", "", "", "", "100", ""]]
    answer = town.bring("bank", as_csv(BANK, twice), "ND")
    assert answer.code == 1 and [(each["line"], each["code"]) for each in answer.said["errors"]] == [
        (3, "duplicate_key")
    ]
    short = as_csv(
        BUDGET,
        [
            *budget_of({"E3.1": ("服务活动", 9000)}),
            ["支出", "E3.2", "服务活动", "", "", "", "", "", "-5", "", "", ""],
        ],
    )
    answer = town.bring("budget", short, "ND")
    assert answer.code == 1 and {(4, "required"), (4, "out_of_range")} <= {
        (each["line"], each["code"]) for each in answer.said["errors"]
    }
    with door.opened("test"):
        assert not Voucher.everything.exists() and not VoucherLine.everything.exists()
        assert not BankLine.everything.exists() and Budget.everything.count() == 1
