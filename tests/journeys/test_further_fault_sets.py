"""Two further stations' books: names, numbers and signatures written as people write them."""

from decimal import Decimal

import pytest

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
    statement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
ITEMS = {"E1.1": ("人员费用", 90000), "E3.1": ("服务活动", 36000), "E4.1": ("日常办公", 60000)}


def books_of_a_workbook():
    """One shop under four names over six days, invoices in small letters and with dashes, cash, names with blanks,
    an item in small letters, which is the same item.
    """
    books = Books()
    books.even("3,000.00")
    shops = (("2025-05-06", "4,999.99", "幸福超市"), ("2025-05-08", "2,000", "幸福超市（个体工商户）"),
             ("2025-05-12", "10.00", "幸福 超市"), ("2025-05-14", "4,000.00", "幸福超市"))  # fmt: skip
    for place, (day, amount, shop) in enumerate(shops, start=1):
        books.buy(f"记-2025-05-{place:03}", day, amount, "E4.1", 供应商=shop)
    books.buy("记-2025-06-001", "2025-06-03", "640.00", "E4.1", 发票代码="", 发票号码="AbC-00123")
    books.buy("记-2025-06-002", "2025-06-20", "640.00", "E4.1", 发票代码="", 发票号码="abc 00123")
    cash = [("5101", "120", "", "E4.1"), ("1001", "", "120", "")]
    books.add("记-2025-06-003", "2025-06-21", cash, 批准人="中心主任")
    books.buy("记-2025-07-001", "2025-07-02", "300.00", "E4.1", 经手人="王示", 批准人="王 示")
    books.buy("记-2025-07-002", "2025-07-03", "310.00", "E4.1", 验收_证明人="Ｓ０２０", 审核人="S020")
    books.buy("记-2025-07-003", "2025-07-04", "320.00", "E4.1", 费用发生日期="2025.6.30")
    books.buy("记-2025-07-004", "2025-07-05", "330.00", "E4.1", 地点="　")
    books.buy("记-2025-07-005", "2025-07-06", "340.00", "e4.1")
    return books


FAULTS_OF_A_WORKBOOK = {
    "split_purchase": {f"记-2025-05-{place:03}" for place in range(1, 5)},
    "invoice_reused": {"记-2025-06-001", "记-2025-06-002"},
    "head_office_missing": {"记-2025-06-003", "记-2025-07-001"},
    "own_approval": {"记-2025-07-001"},
    "witness_is_checker": {"记-2025-07-002"},
    "missing_place": {"记-2025-07-004"},
}


@pytest.mark.clause("R5.3.2", "R5.3.3", "R5.3.4", "P4.1")
def test_a_workbook_written_by_people(town):
    town.found("NG")
    brought(town.bring("budget", as_xlsx(BUDGET, budget_of(ITEMS)), "NG", "xlsx"), 4)
    books = books_of_a_workbook()
    brought(town.bring("vouchers", as_xlsx(VOUCHERS, books.table()), "NG", "xlsx"), len(books.rows))
    assert town.told("NG") == FAULTS_OF_A_WORKBOOK
    balanced(town, "NG", "41009.99")


def books_of_red_ink():
    """A purchase given back in red and bought again elsewhere, a fee with and without tax, a bound gift set free."""
    books = Books()
    books.even("2,800.00")
    books.buy("记-2025-05-001", "2025-05-06", "¥4,800.00", "E4.1", 供应商="甲店", 发票号码="88000001")
    red = [("5101", "-4,800.00", "", "E4.1"), ("1002", "", "-4,800.00", "")]
    books.add("记-2025-05-002", "2025-05-09", red, 供应商="甲店", 发票号码="88000001")
    books.buy("记-2025-05-003", "2025-05-11", "4,700.00", "E4.1", 供应商="甲店", 发票号码="88000002")
    books.buy("记-2025-06-001", "2025-06-02", "1,500.00", "E4.1", 摘要="专家讲座费", 发票号码="")
    books.buy("记-2025-06-002", "2025-06-09", "150.00", "E8.8")
    books.buy("记-2025-06-003", "2025-06-10", "20,000.00", "E4.1", 批准人="总部项目总监")
    books.buy("记-2025-06-004", "2025-06-11", "20,000.01", "E4.1", 批准人="总部项目总监")
    return books


FAULTS_OF_RED_INK = {
    "fee_without_invoice_or_tax": {"记-2025-06-001"},
    "item_not_in_budget": {"记-2025-06-002"},
    "limit_exceeded": {"记-2025-06-004"},
}


@pytest.mark.clause("R5.1.4", "R5.3.2", "R5.3.4")
def test_red_ink_and_limits_in_a_gb18030_file_with_other_columns(town):
    town.found("NH")
    brought(town.bring("budget", as_csv(BUDGET, budget_of(ITEMS), "gb18030"), "NH"), 4)
    books = books_of_red_ink()
    order = [*range(13, 27), *range(13)]
    brought(town.bring("vouchers", as_csv(VOUCHERS, books.table(), "gb18030", order), "NH"), len(books.rows))
    assert town.told("NH") == FAULTS_OF_RED_INK
    moves = [*books.moves[:-1], ("2025-11-30", "X1", Decimal("8.88"))]
    brought(town.bring("bank", as_csv(BANK, statement(moves, "90000"), "gb18030"), "NH"), len(moves))
    said = town.run("reconcile", "--project", "P-NH", "--until", UNTIL).said
    assert [each["amount"] for each in said["only_bank"]] == ["8.88"]
    assert [each["voucher"] for each in said["only_books"]] == ["记-2025-06-004"]
    assert said["agrees"] is True and said["adjusted_book"] == said["adjusted_statement"] == "18458.87"
