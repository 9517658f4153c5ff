"""Books of stations as a test writes them: budget, vouchers and statement as files, and a town to bring them into."""

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
from banyan.domains.staff.models import Employee
from banyan.site.cli import main
from tests.makers import make_appointment, make_person, make_post, make_unit
from tests.projects.makers import make_project

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

    def __init__(self, approver="总部财务主管", invoices=70000000):
        self.rows, self.moves, self.count, self.approver = [], [], 0, approver
        self.invoices = invoices

    def add(self, number, day, lines, **said):
        """Any voucher; lines are (account, debit, credit, item)."""
        self.count += 1
        told = {
            "摘要": "物资", "费用发生日期": day, "地点": "社区广场", "事由": "开展活动", "经手人": "甲", "验收/证明人": "乙",
            "审核人": "丙", "批准人": self.approver, "发票代码": "", "发票号码": f"{self.invoices + self.count}",
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
