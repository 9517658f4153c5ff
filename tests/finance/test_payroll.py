"""A payroll sheet becomes one balanced voucher a month and project, or nothing at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import forget
from banyan.core.registers.declaration import register_for
from banyan.core.ui.wording import say
from banyan.domains.finance.deeds import books, payroll
from banyan.domains.finance.models import Payroll, Voucher, VoucherLine
from banyan.domains.finance.queries.payroll import payroll_references
from banyan.domains.finance.rules.payroll import PAYROLL, read_shares
from banyan.domains.staff.models import Employee
from banyan.foundation.refusal import Refused
from banyan.foundation.sheets import Row, check_rows
from banyan.site.commands.bringing import bring_file
from tests.finance.makers import NOW, SYSTEM, budget_rows, in_force
from tests.makers import make_actor, make_grant, make_person, make_user
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db

_ROW = {
    "month": "2025-10", "number": "S1", "name": "样甲", "department": "长者部", "base": "5000", "allowance": "500",
    "bonus": "500.01", "gross": "6000.01", "own_social": "600", "own_fund": "300", "tax": "20.5", "net": "5079.51",
    "unit_social": "1200", "unit_fund": "300", "projects": "", "departments": "", "item": "",
}  # fmt: skip


def pay(**said):
    return _ROW | said


@pytest.fixture
def project(north):
    for number, name in (("S1", "样甲"), ("S2", "样乙")):
        with door.opened("test"):
            Employee.everything.create(
                unit=north, agency=north.root, person=make_person(north, name), number=number,
                employment="full_time", hired_on=date(2025, 1, 1), id_number="", left_on=None,
            )  # fmt: skip
    made = make_project(north, name="南星项目")
    in_force(made, budget_rows({}, {"block": "人员费用", "name": "社工工资"}))
    return made


def checked(project, *rows, chosen=True):
    given = payroll_references(
        unit=project.unit, by=SYSTEM, today=NOW.date(), project=project if chosen else None
    )
    return check_rows(PAYROLL, [Row(line, row) for line, row in enumerate(rows, start=2)], given)


def bring(project, *rows, by=SYSTEM):
    with door.opened("test"):
        table = checked(project, *rows)
        assert table.errors == [], [say(each.message) for each in table.errors]
    taking = payroll.TakingInPayroll(unit=project.unit, by=by, now=NOW, project=project)
    taking.chunk(table.rows)
    return taking.finish()


def lines():
    with door.opened("test"):
        found = VoucherLine.everything.order_by("position")
        return [(each.account, each.item, each.department, each.debit, each.credit) for each in found]


@pytest.mark.clause("P4.4")
def test_a_month_of_wages_becomes_one_balanced_voucher_without_a_name(project):
    bring(project, pay(), pay(number="S2", name="样乙", department="家庭部"))
    nothing = Decimal(0)
    assert lines() == [
        ("5101", "E1", "家庭部", Decimal("6000.01"), nothing),
        ("5101", "E1", "家庭部", Decimal(1200), nothing),
        ("5101", "E1", "家庭部", Decimal(300), nothing),
        ("5101", "E1", "长者部", Decimal("6000.01"), nothing),
        ("5101", "E1", "长者部", Decimal(1200), nothing),
        ("5101", "E1", "长者部", Decimal(300), nothing),
        ("2204", "", "", nothing, Decimal("10159.02")),
        ("2209", "", "", nothing, Decimal(3600)),
        ("2209", "", "", nothing, Decimal(1200)),
        ("2206", "", "", nothing, Decimal(41)),
    ]
    with door.opened("test"):
        kept, voucher = Payroll.everything.get(), Voucher.everything.get()
        said = list(VoucherLine.everything.values())
    assert (kept.heads, kept.net, voucher.debit, voucher.state) == (
        2,
        Decimal("10159.02"),
        voucher.credit,
        "entered",
    )
    assert voucher.dated == date(2025, 10, 31) and kept.voucher == voucher
    assert not any("样" in str(value) for line in said for value in line.values())


def test_shares_of_projects_and_departments_lose_no_fen(project, north):
    other = make_project(north, name="北星项目")
    in_force(other, budget_rows({}, {"block": "人员费用", "name": "社工工资"}))
    row = pay(projects="南星项目 66.6; 北星项目 33.4", departments="长者部:50；家庭部:50")
    bring(project, row)
    with door.opened("test"):
        vouchers = list(Voucher.everything.all())
        assert len(vouchers) == 2 and all(each.debit == each.credit for each in vouchers)
        assert sum(each.debit for each in vouchers) == Decimal("7500.01")
        assert sum(each.net for each in Payroll.everything.all()) == Decimal("5079.51")


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"net": "5079.52"}, "实发工资", "totals_differ"),
        ({"gross": "6000.02", "net": "5079.52"}, "应发工资", "totals_differ"),
        ({"number": "S9"}, "工号", "unknown_reference"),
        ({"name": "样丙"}, "姓名", "contradiction"),
        ({"month": "2024-12"}, "月份", "contradiction"),
        ({"departments": "长者部 60; 家庭部 30"}, "部门分摊", "totals_differ"),
        ({"departments": "长者部 60; 长者部 40"}, "部门分摊", "bad_format"),
        ({"projects": "别的项目"}, "项目分摊", "unknown_reference"),
        ({"item": "E9"}, "合同预算科目", "not_in_budget"),
        ({"tax": ""}, "个人所得税", "required"),
        ({"base": "五千"}, "基本工资", "bad_format"),
    ],
)
def test_a_line_that_is_refused_names_its_cell_and_keeps_the_sheet_out(project, change, column, code):
    with door.opened("test"):
        found = checked(project, pay(number="S2", name="样乙"), pay() | change)
    assert (3, column, code) in [(each.line, each.column, each.code) for each in found.errors]
    assert found.accepted == []


def test_without_a_project_the_sheet_asks_for_one(project):
    with door.opened("test"):
        found = checked(project, pay(), chosen=False)
    assert [(each.column, each.code) for each in found.errors] == [("项目分摊", "required")]


@pytest.mark.clause("R5.1.4")
def test_a_month_that_the_items_for_staff_cannot_bear_is_refused_to_the_fen(project):
    exact = pay(base="57999.99", gross="59000", net="58079.5", unit_social="700")
    with door.opened("test"):
        assert checked(project, exact).errors == []
        over = checked(project, exact | {"unit_social": "700.01"}).errors
    assert [(each.line, each.code) for each in over] == [(2, "over_budget")]
    assert "60000.00" in say(over[0].message) and "60000.01" in say(over[0].message)


def test_a_month_is_taken_in_once_and_again_only_when_it_was_taken_back(project, north):
    bring(project, pay())
    with door.opened("test"):
        again = checked(project, pay()).errors
        kept = Payroll.everything.get()
    assert [each.code for each in again] == ["duplicate_key"] and kept.number in say(again[0].message)
    payroll.take_back(kept, by=SYSTEM, now=NOW, reason="奖金有误")
    assert lines() == []
    bring(project, pay())
    with door.opened("test"):
        assert sorted(Payroll.everything.values_list("state", flat=True)) == ["drawn_up", "taken_back"]
        standing = Payroll.everything.get(state="drawn_up")
        books.post(Voucher.everything.get(), by=make_actor(north, "finance.*"), now=NOW)
    with pytest.raises(Refused) as refused:
        payroll.take_back(standing, by=SYSTEM, now=NOW, reason="再来一次")
    assert refused.value.code == "posted"


def test_what_changed_since_the_check_is_seen_when_the_sheet_is_written(project):
    with door.opened("test"):
        table = checked(project, pay())
    bring(project, pay())
    taking = payroll.TakingInPayroll(unit=project.unit, by=SYSTEM, now=NOW, project=project)
    taking.chunk(table.rows)
    with pytest.raises(Refused) as refused:
        taking.finish()
    assert refused.value.code == "duplicate_key"
    with door.opened("test"):
        assert Voucher.everything.count() == 1


def test_contributions_go_to_their_own_items_where_the_budget_has_them(project, north):
    other = make_project(north, name="东星项目")
    staff = {"block": "人员费用", "price": "", "quantity": "", "amount": "30000"}
    rows = budget_rows({"amount": "60000"}, staff | {"name": "社工工资"})
    rows.append(rows[1] | {"code": "E2", "name": "单位社会保险"})
    in_force(other, rows)
    bring(other, pay())
    assert [(item, debit) for _account, item, _where, debit, _credit in lines() if item] == [
        ("E1", Decimal("6000.01")), ("E2", Decimal(1200)), ("E1", Decimal(300)),
    ]  # fmt: skip


def test_the_sheet_comes_in_from_a_file_and_stands_on_its_page(project, north, tmp_path):
    sheet = tmp_path / "工资.csv"
    headers = {column.name: column.header for column in PAYROLL.columns}
    rows = [pay(), pay(number="S2", name="样乙", net="1")]

    def write():
        cells = [[headers[name] for name in _ROW], *([row[name] for name in _ROW] for row in rows)]
        sheet.write_text("\n".join(",".join(line) for line in cells), encoding="utf-8")
        return bring_file(register_for("finance.payroll"), sheet, north, project, accept_valid=True)

    _code, said = write()
    assert said["accepted"] == 0 and lines() == []
    rows[1]["net"] = rows[0]["net"]
    code, said = write()
    assert (code, said["accepted"], said["net"]) == (0, 2, "10159.02")
    with door.opened("test"):
        kept, voucher = Payroll.everything.get(), Voucher.everything.get()
    user = make_user(north, person=make_person(north, "会计"))
    make_grant(user, north, "finance.*")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(reverse("finance.payroll.detail", args=[kept.public_id])).content.decode()
    panel = client.get(reverse("finance.payroll.panel", args=[kept.public_id, "lines"])).content.decode()
    assert "10,159.02" in shown and voucher.number in panel and "样甲" not in shown + panel


def test_accounts_follow_the_setting_of_the_day(project):
    pairs = [["cost", "5201"], ["wages", "2204"], ["social", "2301"], ["fund", "2209"], ["tax", "2206"]]
    with door.opened("test"):
        DatedSetting.everything.create(
            unit=project.unit,
            key="finance.payroll_accounts",
            value=pairs,
            valid_from=date(2025, 10, 1),
            basis="会议",
        )
    forget()
    bring(project, pay())
    assert {account for account, *_rest in lines()} == {"5201", "2204", "2301", "2209", "2206"}


def test_shares_are_read_as_people_write_them():
    assert read_shares("甲 60%； 乙：40") == {"甲": Decimal(60), "乙": Decimal(40)}
    assert read_shares("P-2025-001") == {"P-2025-001": Decimal(100)}
    assert read_shares("甲;乙 40") is None
