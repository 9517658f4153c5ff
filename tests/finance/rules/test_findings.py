"""What the books say against the rules: each kind of fault beside the same voucher without it."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules.entries import Entry
from banyan.domains.finance.rules.findings import Frame, Records, look
from banyan.domains.finance.rules.heads import Register
from banyan.domains.finance.rules.limits import Authority, Signer, read_tiers
from banyan.foundation.periods import Period

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
LIMITS = read_tiers([["主管", "1000"], ["主任", "5000"], ["项目总监", "20000"], ["总干事", "50000"]])
AUTHORITY = Authority(
    LIMITS, {"W1": Signer("中心主任"), "W2": Signer("部门主管")}, ("总部", "总干事", "总监")
)
_SAID = {
    "department": "长者部", "item": "A1", "source": "合同款", "business": "ACT-1", "incurred_on": date(2025, 5, 6),
    "place": "社区广场", "purpose": "活动物资", "handler": "P1", "witness": "P2", "checker": "P3", "approver": "总干事",
    "invoice": "1/1", "supplier": "文具店",
}  # fmt: skip


def voucher(number="V1", on=date(2025, 5, 9), amount="300", **said):
    """A purchase paid by bank, with everything it must say."""
    lines = _SAID | said
    money = Decimal(amount)
    return [
        Entry(number, on, 1, "5101", debit=money, **lines),
        Entry(number, on, 2, "1002", credit=money, **(lines | {"item": ""})),
    ]


def frame(**changes):
    given = {
        "year": YEAR, "until": date(2025, 9, 30), "budget": {"A1": Decimal(60000), "B1": Decimal(9000)},
        "activity_items": frozenset({"A1"}), "authority": AUTHORITY, "purchase_limit": Decimal(5000), "split_days": 7,
        "claim_days": 30, "tail_months": 2, "rush_amber": Decimal("1.5"), "rush_red": Decimal(2), "early": Decimal("1.5"),
    }  # fmt: skip
    return Frame(**(given | changes))


def kinds(*vouchers, **changes):
    found = look([entry for each in vouchers for entry in each], frame(**changes))
    return [(each.kind, each.vouchers) for each in found]


def test_a_voucher_that_says_everything_has_no_finding():
    assert kinds(voucher()) == []


@pytest.mark.clause("R5.3.2")
@pytest.mark.parametrize(
    ("missing", "kind"),
    [("place", "missing_place"), ("purpose", "missing_purpose"), ("incurred_on", "missing_incurred_on")],
)
def test_time_place_and_reason_stand_on_every_claim(missing, kind):
    assert kinds(voucher(**{missing: None if missing == "incurred_on" else ""})) == [(kind, ("V1",))]


@pytest.mark.clause("R5.3.2")
def test_an_invoice_is_used_once_across_all_vouchers():
    again = voucher("V2", date(2025, 8, 25), incurred_on=date(2025, 8, 20))
    other = voucher("V3", date(2025, 6, 2), invoice="1/2", incurred_on=date(2025, 6, 1))
    assert kinds(voucher(), again, other, activity_items=()) == [("invoice_reused", ("V1", "V2"))]


@pytest.mark.clause("R5.3.2")
def test_a_fee_without_invoice_needs_its_tax_withheld():
    fee = voucher(summary="外聘讲师课酬", invoice="", supplier="讲师")
    assert kinds(fee) == [("fee_without_invoice_or_tax", ("V1",))]
    tax = Entry("V1", date(2025, 5, 9), 3, "2206", credit=Decimal(40))
    assert kinds([*fee, tax]) == []


def test_a_supplier_without_invoice_is_told_apart_from_a_fee():
    assert kinds(voucher(invoice="")) == [("invoice_missing", ("V1",))]
    assert kinds(voucher(invoice="", supplier="")) == []
    assert kinds(voucher(invoice="", payment=7)) == [], "claimed here: a ride has its trip list"


@pytest.mark.clause("R5.3.4")
def test_purchases_of_one_supplier_within_a_week_are_looked_at_together():
    bought = [voucher(f"V{day}", date(2025, 5, day), "2600", invoice=f"1/{day}") for day in (10, 14)]
    assert kinds(*bought) == [("split_purchase", ("V10", "V14"))]
    assert kinds(*bought, purchase_limit=Decimal(5201)) == []
    assert kinds(bought[0], voucher("V14", date(2025, 5, 18), "2600", invoice="1/14")) == []
    assert kinds(bought[0], voucher("V14", date(2025, 5, 14), "2600", invoice="1/14", supplier="超市")) == []


@pytest.mark.clause("R5.3.4")
def test_a_split_over_two_ways_to_write_a_name_is_probable_and_never_a_breach():
    names = {10: "样辰文具店", 14: "样辰文具有限公司"}
    bought = [
        voucher(f"V{day}", date(2025, 5, day), "2600", invoice=f"1/{day}", supplier=name)
        for day, name in names.items()
    ]
    (found,) = look([entry for each in bought for entry in each], frame())
    assert (found.kind, found.vouchers, found.is_breach) == ("split_purchase_probable", ("V10", "V14"), False)
    assert found.why.params["suppliers"] == "样辰文具店、样辰文具有限公司"
    assert kinds(*bought, purchase_limit=Decimal(5201)) == []
    again = voucher("V15", date(2025, 5, 15), "2600", invoice="1/15", supplier="样辰文具店")
    assert sorted(kinds(*bought, again)) == [
        ("split_purchase", ("V10", "V15")),
        ("split_purchase_probable", ("V10", "V14", "V15")),
    ]


def test_a_split_that_slides_along_is_found_where_it_is_dense():
    days = (("V1", 1, "1000"), ("V2", 6, "2600"), ("V3", 12, "2600"))
    bought = [
        voucher(n, date(2025, 5, day), amount, invoice=n, incurred_on=date(2025, 5, 1))
        for n, day, amount in days
    ]
    assert kinds(*bought) == [("split_purchase", ("V2", "V3"))]


@pytest.mark.clause("R5.3.4")
def test_nobody_approves_their_own_claim():
    assert ("own_approval", ("V1",)) in kinds(voucher(handler="总干事"))


@pytest.mark.clause("R5.3.3")
def test_claimant_witness_and_checker_are_three_people():
    assert kinds(voucher(witness="")) == [("witness_missing", ("V1",))]
    assert kinds(voucher(witness="P3")) == [("witness_is_checker", ("V1",))]
    assert kinds(voucher(handler="P3")) == [("claimant_is_checker", ("V1",))]
    assert kinds(voucher(handler="P2")) == [("claimant_is_witness", ("V1",))]


@pytest.mark.clause("R5.3.4", "P4.1")
@pytest.mark.parametrize(
    ("amount", "who", "found"),
    [
        ("5000.00", "W1", ["head_office_missing"]),
        ("5000.01", "W1", ["head_office_missing", "limit_exceeded"]),
        ("1000.00", "W2", ["head_office_missing"]),
        ("1000.01", "W2", ["head_office_missing", "limit_exceeded"]),
        ("50000.00", "总干事", []),
        ("50000.01", "总干事", ["committee_missing"]),
        ("20000.01", "机构项目总监", ["limit_exceeded"]),
        ("1000.01", "不认识的人", ["head_office_missing", "limit_exceeded"]),
    ],
)
def test_limits_hold_to_the_cent(amount, who, found):
    big = {"A1": Decimal(900000)}
    assert [kind for kind, _numbers in kinds(voucher(amount=amount, approver=who), budget=big)] == found


@pytest.mark.clause("R5.1.4")
def test_money_goes_only_where_the_budget_has_a_line_and_only_as_far():
    assert kinds(voucher(item="X9")) == [("item_not_in_budget", ("V1",))]
    assert kinds(voucher(item="B1", amount="9000")) == []
    assert kinds(voucher(item="B1", amount="9000.01")) == [("item_overspent", ("V1",))]


@pytest.mark.clause("P4.9")
def test_a_large_purchase_for_activities_names_its_activity():
    assert kinds(voucher(amount="5000", business="")) == [("activity_missing", ("V1",))]
    assert kinds(voucher(amount="4999.99", business="")) == []
    assert kinds(voucher(amount="5000", business="", item="B1")) == []


@pytest.mark.clause("P4.9")
def test_a_rush_is_measured_by_the_day_of_use_against_an_even_year():
    months = [
        voucher(
            f"M{month}", date(2025, month, 20), "100", invoice=f"{month}", incurred_on=date(2025, month, 15)
        )
        for month in range(4, 13)
    ]
    full = {"until": date(2025, 12, 31), "budget": {"A1": Decimal(1200)}}
    assert kinds(*months, **full) == []
    burned = voucher("B", date(2025, 12, 30), "700", invoice="9/9", incurred_on=date(2025, 12, 29))
    rushed = [found for found in kinds(*months, burned, **full) if found[0] == "year_end_rush"]
    assert rushed == [("year_end_rush", ("M11", "M12", "B"))]


@pytest.mark.clause("R5.1.3")
def test_restricted_money_is_set_free_only_as_far_as_it_was_spent():
    spent = voucher(source="定向捐赠", amount="800")
    on = date(2025, 6, 30)

    def release(amount):
        money = Decimal(amount)
        return [
            Entry("R1", on, 1, "3102", debit=money, source="定向捐赠"),
            Entry("R1", on, 2, "3101", credit=money, source="定向捐赠"),
        ]

    assert kinds(spent, release("800")) == []
    assert kinds(spent, release("800.01")) == [("release_without_spending", ("R1",))]


@pytest.mark.clause("R5.1.3")
def test_goods_in_custody_are_neither_income_nor_cost():
    on, money = date(2025, 9, 30), Decimal(5000)
    through = [Entry("G1", on, 1, "1701", debit=money), Entry("G1", on, 2, "2601", credit=money)]
    mixed = [Entry("G2", on, 1, "1701", debit=money), Entry("G2", on, 2, "4101", credit=money)]
    assert kinds(through) == []
    assert kinds(mixed) == [("custody_mixed", ("G2",))]


@pytest.mark.clause("R5.3.1")
def test_an_expense_is_claimed_within_the_window_and_after_it_happened():
    on = date(2025, 6, 5)
    assert kinds(voucher(on=on, incurred_on=date(2025, 5, 6))) == []
    assert kinds(voucher(on=on, incurred_on=date(2025, 5, 5))) == [("claimed_late", ("V1",))]
    assert kinds(voucher(on=on, incurred_on=date(2025, 6, 6))) == [("booked_before_event", ("V1",))]


@pytest.mark.clause("P4.9")
def test_at_two_thirds_of_the_year_what_is_left_is_held_against_the_pace():
    november = date(2025, 11, 30)
    slow = voucher(amount="400", invoice="7/7")
    assert kinds(slow, until=november, budget={"A1": Decimal(900)}) == [("early_warning", ())]
    assert kinds(slow, until=november, budget={"A1": Decimal(600)}) == []
    assert kinds(slow, until=date(2025, 10, 31), budget={"A1": Decimal(900)}) == []


INSURANCE = {"summary": "志愿者团体意外险", "purpose": "42人×30元 保期至2025-12-31", "amount": "1260"}


@pytest.mark.clause("R5.3.2")
@pytest.mark.parametrize(
    ("entered", "still", "told"),
    [(42, 42, []), (40, 38, [("60", True)]), (43, 40, [("60", False)]), (0, 0, [])],
)
def test_nobody_is_insured_who_is_not_in_the_volunteers_register(entered, still, told):
    day = date(2025, 5, 6)
    records = Records(registers={day: Register(day, entered, still)})
    found = look(voucher(**INSURANCE), frame(), records)
    assert [(str(each.amount), each.is_breach) for each in found] == told
    if told:
        assert found[0].why.params["entered"] == entered
    assert look(voucher(**INSURANCE | {"purpose": "团体意外险"}), frame(), records) == []


@pytest.mark.clause("R5.3.2")
def test_nobody_is_paid_for_who_did_not_sign_in():
    lunches = voucher(purpose="午餐 ４２ 人 x 15.5元", amount="651")
    assert [each.kind for each in look(lunches, frame(), Records(present={"ACT-1": 40}))] == [
        "more_than_signed_in"
    ]
    assert look(lunches, frame(), Records(present={"ACT-1": 42})) == []
    assert look(lunches, frame(), Records(present={"ACT-2": 1})) == []


@pytest.mark.clause("R5.3.2")
def test_an_invoice_of_another_centre_is_not_used_here():
    told = look(voucher(), frame(), Records(invoices={"1/1": ("P-2",)}))
    assert [(each.kind, each.vouchers) for each in told] == [("invoice_reused", ("V1",))]
    assert look(voucher(), frame(), Records(invoices={"1/2": ("P-2",)})) == []
