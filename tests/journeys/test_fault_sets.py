"""Other stations' books, with other faults and in other files: each planted fault is found, and nothing else."""

import json
from datetime import date
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.domains.finance.models import BankLine, Budget, Voucher, VoucherLine
from tests.journeys.books import (
    BANK,
    BUDGET,
    UNTIL,
    VOUCHERS,
    Books,
    as_csv,
    as_xlsx,
    balanced,
    brought,
    budget_of,
    staffed,
    statement,
)

pytestmark = pytest.mark.django_db
PLAIN = {"费用发生日期": "", "供应商": "", "发票号码": "", "经手人": ""}
GIFT = {"资金来源": "爱心基金", "限定性": "限定性"}


def books_of_the_first():
    """Splits by one supplier, an invoice in full-width figures, limits at .00 and .01, goods in custody, a release."""
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
    custody = [("1701", "900.00", "", ""), ("2601", "", "900.00", "")]
    books.add("记-2025-08-003", "2025-08-11", custody, **PLAIN)
    mixed = [("5101", "80.00", "", "E4.1"), ("2601", "", "80.00", "")]
    books.add("记-2025-08-004", "2025-08-12", mixed, **PLAIN)
    gift = [("1002", "20,000.00", "", ""), ("4101", "", "20,000.00", "")]
    books.add("记-2025-09-002", "2025-09-02", gift, **PLAIN, **GIFT)
    books.buy("记-2025-09-003", "2025-09-08", "3,000.00", "E4.1", 资金来源="爱心基金")
    release = [("3102", "5,000.00", "", ""), ("3101", "", "5,000.00", "")]
    books.add("记-2025-09-004", "2025-09-30", release, **PLAIN, **GIFT)
    return books


FAULTS_OF_THE_FIRST = {
    "split_purchase": {"记-2025-06-001", "记-2025-06-002"},
    "invoice_reused": {"记-2025-07-001", "记-2025-09-001"},
    "missing_purpose": {"记-2025-07-002"},
    "item_not_in_budget": {"记-2025-07-003"},
    "head_office_missing": {"记-2025-08-001", "记-2025-08-002"},
    "limit_exceeded": {"记-2025-08-002"},
    "custody_mixed": {"记-2025-08-004"},
    "release_without_spending": {"记-2025-09-004"},
}


def turned_round(books):
    """The columns from right to left behind one that nobody knows, under a title, above a sum."""
    table = [[*row, "制单"] for row in books.table()]
    head, tail = [["NA站凭证", *[""] * 27], [""] * 28], [[""] * 28, ["合计", *[""] * 19, "9", "9", *[""] * 6]]
    return as_csv((*VOUCHERS, "制单人"), table, order=[27, *range(26, -1, -1)], head=head, tail=tail)


@pytest.mark.clause("R5.1.3", "R5.1.4", "R5.3.2", "R5.3.4", "P4.1")
def test_a_csv_with_a_mark_other_columns_separators_and_totals(town):
    town.found("NA")
    items = {"E1.1": ("人员费用", 90000), "E3.1": ("服务活动", 50000), "E4.1": ("日常办公", 30000)}
    total = [["合计", *[""] * 7, 340000]]
    brought(town.bring("budget", as_csv(BUDGET, budget_of(items), tail=total), "NA"), 4)
    books = books_of_the_first()
    brought(town.bring("vouchers", turned_round(books), "NA"), len(books.rows))
    assert town.told("NA") == FAULTS_OF_THE_FIRST
    balanced(town, "NA", "81890.01")
    said = town.run("report", "activities", "--project", "P-NA", "--until", UNTIL).said
    assert [said[name] for name in ("restricted_income", "released", "total_income")] == [
        "20000.00",
        "5000.00",
        "20000.00",
    ]
    charged_without_a_voucher(town, books)


def charged_without_a_voucher(town, books):
    """The bank took a fee that nobody booked and has not seen one payment: both sides still meet."""
    moves = [(day, ref, amount) for day, ref, amount in books.moves if ref != books.moves[-2][1]]
    content = as_csv(BANK, statement([*moves, ("2025-10-31", "F1", Decimal("-12.50"))], "60000"))
    brought(town.bring("bank", content, "NA"), len(moves) + 1)
    said = town.run("reconcile", "--project", "P-NA", "--until", UNTIL).said
    book = Decimal(60000) + sum(amount for _day, _ref, amount in books.moves)
    assert (said["opening"], said["book"]) == ("60000.00", f"{book:.2f}")
    assert [each["amount"] for each in said["only_bank"]] == ["-12.50"]
    assert len(said["only_books"]) == 1 and said["matched"] == len(moves) and said["agrees"] is True
    assert said["adjusted_book"] == f"{book - Decimal('12.50'):.2f}" == said["adjusted_statement"]


def books_of_the_second():
    """Numbers that begin anew each month; deputies, red ink, days, signatures and fees."""
    books = Books("Z1")
    books.even("3600", prefix="记-1")
    books.buy("记-2", "2025-05-08", "400", "E4.1", 经手人="K2", 批准人="K2(代Z1)")
    books.buy("记-3", "2025-05-09", "410", "E4.1", 经手人="Z1", 批准人="Z1（由K3代签）")
    books.buy("记-4", "2025-05-12", "420", "E4.1", 经手人="K2", 批准人="K3代Z1")
    whole = "25442000000012345678"
    books.buy("记-2", "2025-06-03", "510", "E4.1", 发票号码=whole)
    books.buy("记-3", "2025-06-04", "510", "E4.1", 发票代码="044", 发票号码=f"{whole[:10]} {whole[10:]}")
    books.buy("记-4", "2025-06-05", "999", "E4.1", 发票号码="66600001")
    red = [("5101", "-999", "", "E4.1"), ("1002", "", "-999", "")]
    books.add("记-5", "2025-06-06", red, 发票号码="66600001")
    books.buy("记-6", "2025-06-07", "99.90", "E4.1", 发票号码="66600001")
    books.buy("记-2", "2025-07-02", "120", "E4.1", 地点="")
    books.buy("记-3", "2025-07-03", "130", "E4.1", 费用发生日期="")
    books.buy("记-4", "2025-07-31", "140", "E4.1", 费用发生日期="2025/6/16")
    books.buy("记-5", "2025-07-31", "150", "E4.1", 费用发生日期="2025年8月1日")
    signed_and_taxed(books)
    return books


def signed_and_taxed(books):
    """The autumn of the second station: who signed what, and fees to persons."""
    books.buy("记-2", "2025-08-04", "60000", "E1.1", 供应商="劳务公司")
    books.buy("记-3", "2025-08-05", "210", "E4.1", 审核人="乙")
    books.buy("记-4", "2025-08-06", "220", "E4.1", 审核人="甲")
    books.buy("记-5", "2025-08-07", "230", "E4.1", 验收_证明人="甲")
    books.buy("记-6", "2025-08-08", "240", "E4.1", 验收_证明人="")
    fee = {"发票号码": "", "摘要": "讲师课酬"}
    books.buy("记-2", "2025-09-04", "800", "E4.1", **fee)
    taxed = [("5101", "800", "", "E4.1"), ("2206", "", "80", ""), ("1002", "", "720", "")]
    books.add("记-3", "2025-09-05", taxed, **fee)
    owed = [("5101", "300", "", "E4.1"), ("2202", "", "300", "")]
    books.add("记-4", "2025-09-06", owed, 发票号码="66600009")
    books.add("记-5", "2025-09-20", [("2202", "300", "", ""), ("1002", "", "300", "")], 发票号码="66600009")


FAULTS_OF_THE_SECOND = {
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


@pytest.mark.clause("R5.3.1", "R5.3.2", "R5.3.3", "R5.3.4")
def test_a_gb18030_csv_whose_numbers_begin_anew_with_red_ink_and_deputies(town):
    unit = town.found("NB")
    people = {"K1": ("中心主任", ""), "K2": ("社工", ""), "K3": ("主任助理", ""), "Z1": ("机构总干事", "hq")}
    staffed(unit, town.agency, people)
    items = {"E1.1": ("人员费用", 200000), "E3.1": ("服务活动", 45000), "E4.1": ("日常办公", 90000)}
    brought(town.bring("budget", as_csv(BUDGET, budget_of(items), "gb18030"), "NB"), 4)
    books = books_of_the_second()
    content = as_csv(VOUCHERS, books.table(), "gb18030")
    answer = town.bring("vouchers", content, "NB")
    brought(answer, len(books.rows))
    red = {(each["column"], each["code"]) for each in answer.said["warnings"] if each["code"] == "red_ink"}
    assert red == {("借方金额", "red_ink"), ("贷方金额", "red_ink")}
    assert town.told("NB") == FAULTS_OF_THE_SECOND
    again = town.bring("vouchers", content, "NB")
    assert (again.code, again.said["changed"]) == (0, [])
    contract = town.run("report", "contract", "--project", "P-NB", "--until", UNTIL).said
    activities = town.run("report", "activities", "--project", "P-NB", "--until", UNTIL).said
    assert contract["total"] == activities["contract_total"] == "98089.90"
    newest_first_in_two_files(town, statement(books.moves, "250000"))


def newest_first_in_two_files(town, rows):
    """The bank hands out its statement backwards, the later half first."""
    for part in (rows[20:], rows[:20]):
        answer = town.bring("bank", as_csv(BANK, part[::-1], "gb18030"), "NB")
        assert (answer.code, answer.said["accepted"]) == (0, len(part))
    said = town.run("reconcile", "--project", "P-NB", "--until", UNTIL).said
    assert said["broken"] == [] and said["agrees"] is True and said["opening"] == "250000.00"
    assert said["statement"] == said["book"] and said["only_bank"] == said["only_books"] == []


SERIAL = date(1899, 12, 30)


def books_of_the_third():
    """Half a year evenly, then a rush at the end of the year without an activity."""
    books = Books()
    for month in (5, 6, 7, 8, 9, 10):
        books.buy(f"记-2025-{month:02}-001", f"2025-{month:02}-15", 1000)
    books.buy("记-2025-11-001", "2025-11-20", 9000, 业务编号="", 批准人="总部项目总监")
    books.buy("记-2025-12-001", "2025-12-28", Decimal("18500.50"), "E3.2", 批准人="总部项目总监")
    books.buy("记-2025-12-002", "2025-12-29", 4000, 批准人="")
    books.buy("记-2025-12-003", "2025-12-30", Decimal("300.01"), "E4.1", 发票号码="")
    return books


def with_merged_cells(books):
    """A workbook: days as numbers, day and number of a voucher in cells merged over its lines."""
    table = books.table()
    for row in table:
        for place in (0, 14):
            row[place] = (date.fromisoformat(row[place]) - SERIAL).days
    merged = [f"{column}{line}:{column}{line + 1}" for line in range(3, 3 + len(table), 2) for column in "AB"]
    for row in table[1::2]:
        row[0] = row[1] = None
    return as_xlsx(VOUCHERS, table, merged, head=[["NC站凭证"]])


@pytest.mark.clause("R5.1.4", "R5.3.2", "P4.9")
def test_a_workbook_with_merged_cells_and_days_as_numbers_and_a_rush_at_its_end(town):
    town.found("NC")
    items = {
        "E1.1": ("人员费用", 80000), "E3.1": ("服务活动", 50000), "E3.2": ("服务活动", 30000), "E4.1": ("日常办公", 300),
    }  # fmt: skip
    content = as_xlsx(BUDGET, [*budget_of(items), ["合计", *[None] * 7, 320600]], head=[["NC站预算"]])
    brought(town.bring("budget", content, "NC", "xlsx"), 5)
    books = books_of_the_third()
    brought(town.bring("vouchers", with_merged_cells(books), "NC", "xlsx"), len(books.rows))
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
    a_line_of_the_bank_is_missing(town, statement(books.moves, "90000"))


def a_line_of_the_bank_is_missing(town, rows):
    """A statement from which somebody took a line: told when it comes in, and on the reconciliation."""
    del rows[3]
    answer = town.bring("bank", as_xlsx(BANK, rows), "NC", "xlsx")
    assert [(each["line"], each["code"]) for each in answer.said["warnings"]] == [(5, "totals_differ")]
    said = town.run("reconcile", "--project", "P-NC", "--until", UNTIL).said
    assert [each["reference"] for each in said["broken"]] == ["B0005"]
    assert [each["voucher"] for each in said["only_books"]] == ["记-2025-08-001"]


def books_of_two_neighbours():
    """Two stations that begin their numbers anew: one invoice in both, sub-accounts of the old chart, a seller whose name
    is written in three ways, a release beyond what was spent in two steps, and a lunch for more than came.
    """
    first, second = Books(), Books(invoices=80000000)
    first.even("2800"), second.even("2,900.00")
    parts = ("穗达广告有限公司", "穗达广告(广州)有限公司", "穗达广告")
    for place, supplier in enumerate(parts[::2], start=1):
        first.buy(f"记-2025-06-{place:03}", f"2025-06-{place:02}", "2,500.00", 供应商=supplier)
    first.buy("记-2025-07-001", "2025-07-01", "2,500.00", 供应商=parts[1])
    first.buy("记-2025-07-002", "2025-07-03", "2499.99", 供应商="穗达广告（广州）")
    first.buy("记-2025-08-001", "2025-08-05", "310.20", "E4.1", 发票代码="4400", 发票号码="00000808")
    second.buy("记-2025-08-009", "2025-08-25", "310.20", "E4.1", 发票代码="4400", 发票号码="0000-0808")
    second.buy("记-2025-08-010", "2025-08-26", "310.20", "E4.1", 发票代码="4401", 发票号码="00000808")
    detailed = [("510101", "600", "", "E4.1"), ("100201", "", "600", "")]
    second.add("记-2025-09-001", "2025-09-03", detailed, 批准人="中心主任")
    gift = [("1002", "9000", "", ""), ("410102", "", "9000", "")]
    second.add("记-2025-09-002", "2025-09-04", gift, **PLAIN, **GIFT)
    second.buy("记-2025-09-003", "2025-09-05", "4000.00", "E4.1", 资金来源="爱心基金")
    for number, amount in (("记-2025-09-004", "4000.00"), ("记-2025-10-004", "0.01")):
        release = [("3102", amount, "", ""), ("3101", "", amount, "")]
        second.add(number, f"{number[2:9]}-28", release, **PLAIN, **GIFT)
    return first, second


@pytest.mark.clause("R5.1.3", "R5.3.2", "R5.3.4", "P4.1")
def test_two_neighbours_share_an_invoice_and_write_names_and_accounts_in_their_own_way(town):
    for code, books, planned in zip(("ND", "NE"), books_of_two_neighbours(), (45000, 35000), strict=True):
        town.found(code)
        items = {"E1.1": ("人员费用", 90000), "E3.1": ("服务活动", planned), "E4.1": ("日常办公", 30000)}
        brought(
            town.bring(
                "budget", as_xlsx(BUDGET, budget_of(items), head=[[f"{code}站"], [None]]), code, "xlsx"
            ),
            4,
        )
        content = as_xlsx(VOUCHERS, books.table(), head=[[f"{code}站凭证"], ["单位：元"]])
        brought(town.bring("vouchers", content, code, "xlsx"), len(books.rows))
    assert town.told("ND") == {
        "split_purchase": {"记-2025-06-001", "记-2025-06-002"},
        "invoice_reused": {"记-2025-08-001"},
    }
    assert town.told("NE") == {
        "invoice_reused": {"记-2025-08-009"},
        "head_office_missing": {"记-2025-09-001"},
        "release_without_spending": {"记-2025-10-004"},
    }


def test_totals_that_are_off_by_a_fen_are_told_and_an_empty_row_is_no_record(town):
    town.found("NF")
    rows = budget_of({"E3.1": ("服务活动", 9000)})
    rows[0][8] = "9000.01"
    tail = [[""] * 12, ["合计", *[""] * 7, "18000.02"]]
    answer = town.bring("budget", as_csv(BUDGET, rows, "gb18030", tail=tail), "NF")
    brought(answer, 2)
    assert "totals_differ" in {each["code"] for each in answer.said["warnings"]}
    assert answer.said["difference"] in ("0.01", "-0.01")
    books = Books()
    books.buy("记-2025-05-001", "2025-05-05", "100.00")
    table = books.table()
    table[1][7] = "99.99"
    answer = town.bring("vouchers", as_csv(VOUCHERS, table), "NF")
    assert answer.code == 1 and {each["code"] for each in answer.said["errors"]} == {"unbalanced"}


def changed(table, row, place, written):
    """The same table with one cell written otherwise."""
    other = [list(line) for line in table]
    other[row][place] = written
    return other


def bad_vouchers(table):
    """Content, ending, and where what is wrong is told."""
    header = list(VOUCHERS)
    crooked = changed(table, 3, 7, "200.10")
    both = {(4, "unbalanced"), (5, "unbalanced")}
    return [
        (as_csv(header, crooked), "csv", both),
        (as_xlsx(header, crooked), "xlsx", both),
        (as_csv(header, changed(table, 2, 6, "二百元"), "gb18030"), "csv", {(4, "bad_format")}),
        (as_csv(header, changed(table, 1, 7, "=G2")), "csv", {(3, "formula")}),
        (as_csv(header, changed(table, 0, 0, "2025-02-30")), "csv", {(2, "bad_date")}),
        (as_csv(header, [*table, table[3]]), "csv", {(6, "duplicate_key")}),
    ]


def unreadable_vouchers(table):
    """Content, ending, the code of the refusal and a word of it."""
    renamed = ["号码" if name == "凭证号" else name for name in VOUCHERS]
    whole, book = as_csv(VOUCHERS, table), as_xlsx(VOUCHERS, table)
    return [
        (as_csv(renamed, table), "csv", "missing_column", "凭证号"),
        (whole[: len(whole) - 60], "csv", "cut_off", "5"),
        (book[: len(book) - 400], "xlsx", "cut_off", ""),
    ]


def wrong(answer):
    assert answer.code == 1
    return {(each["line"], each["code"]) for each in answer.said["errors"]}


def test_bad_files_are_refused_with_their_place_and_nothing_is_half_saved(town):
    town.found("ND")
    brought(town.bring("budget", as_csv(BUDGET, budget_of({"E3.1": ("服务活动", 9000)})), "ND"), 2)
    good = Books()
    good.buy("记-2025-05-001", "2025-05-05", "100.00")
    good.buy("记-2025-05-002", "2025-05-06", "200.00")
    for content, ending, wanted in bad_vouchers(good.table()):
        answer = town.bring("vouchers", content, "ND", ending)
        assert wanted <= wrong(answer) and all(each["column"] for each in answer.said["errors"])
    for content, ending, code, word in unreadable_vouchers(good.table()):
        refused = town.bring("vouchers", content, "ND", ending).said["refused"]
        assert refused["code"] == code and word in json.dumps(refused, ensure_ascii=False)
    twice = [["2025-05-05", "T1", "", "", "", "100", ""], ["2025-05-06", "T1", "", "", "", "100", ""]]
    assert wrong(town.bring("bank", as_csv(BANK, twice), "ND")) == {(3, "duplicate_key")}
    short = [
        *budget_of({"E3.1": ("服务活动", 9000)}),
        ["支出", "E3.2", "服务活动", "", "", "", "", "", "-5", "", "", ""],
    ]
    assert {(4, "required"), (4, "out_of_range")} <= wrong(town.bring("budget", as_csv(BUDGET, short), "ND"))
    with door.opened("test"):
        assert not Voucher.everything.exists() and not VoucherLine.everything.exists()
        assert not BankLine.everything.exists() and Budget.everything.count() == 1
