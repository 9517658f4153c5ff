"""Budgets, vouchers and statements come in, come in again, and keep what is posted."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.finance.deeds import books, budgets
from banyan.domains.finance.models import BankAccount, BankLine, Budget, BudgetLine, Voucher, VoucherLine
from banyan.domains.finance.rules.sheets import BANK, BUDGET, VOUCHERS
from banyan.foundation.refusal import Refused
from tests.finance.makers import (
    NOW,
    SYSTEM,
    bring_budget,
    bring_statement,
    bring_vouchers,
    budget_rows,
    checked,
    move_row,
    voucher_rows,
)
from tests.makers import make_actor, make_person, make_user
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(north):
    return make_project(north)


def codes(findings):
    return [(finding.line, finding.code) for finding in findings]


def test_a_budget_comes_in_and_a_second_time_changes_nothing(project):
    assert bring_budget(project).changed == []
    assert bring_budget(project).changed == []
    with door.opened("test"):
        assert Budget.everything.get().edition == 1
        assert BudgetLine.everything.get(code="E1").amount == Decimal(60000)


def test_a_draft_is_brought_up_to_date_and_says_what_changed(project):
    bring_budget(project)
    changed = bring_budget(project, budget_rows({}, {"department": "家庭部"})).changed
    assert [(each["line"], each["fields"]) for each in changed] == [(3, ["责任部门"])]


@pytest.mark.clause("R5.1.4")
def test_a_budget_in_force_is_not_changed_by_a_file_but_gets_a_next_edition(project):
    bring_budget(project)
    with door.opened("test"):
        first = Budget.everything.get()
    budgets.put_in_force(first, by=SYSTEM, now=NOW, basis="合同附件")
    assert bring_budget(project).changed == []
    bring_budget(project, budget_rows({"amount": "50000"}, {"amount": "50000", "price": "", "quantity": ""}))
    with door.opened("test"):
        kept = list(Budget.everything.order_by("edition").values_list("edition", "state"))
        assert kept == [(1, "effective"), (2, "draft")]
        assert BudgetLine.everything.get(budget=first, code="E1").amount == Decimal(60000)
        second = Budget.everything.get(edition=2)
    budgets.put_in_force(second, by=SYSTEM, now=NOW, basis="会议决议")
    with door.opened("test"):
        assert Budget.everything.get(edition=1).state == "superseded"


@pytest.mark.clause("R5.2.2")
def test_a_budget_whose_sides_differ_is_not_put_in_force(project):
    bring_budget(project, budget_rows({"amount": "50000"}))
    with door.opened("test"):
        kept = Budget.everything.get()
    with pytest.raises(Refused) as refused:
        budgets.put_in_force(kept, by=SYSTEM, now=NOW, basis="合同附件")
    assert refused.value.clause == "R5.2.2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": "59"}, "totals_differ"),
        ({"price": "", "quantity": "", "use": "", "note": ""}, "lump_sum"),
        ({"amount": "59999"}, "totals_differ"),
    ],
)
def test_what_does_not_add_up_in_a_budget_is_said(change, code):
    assert code in [found for _line, found in codes(checked(BUDGET, budget_rows({}, change)).warnings)]
    assert checked(BUDGET, budget_rows()).warnings == []


def test_an_unbalanced_voucher_is_an_error_on_each_of_its_lines_and_on_no_other():
    rows = [*voucher_rows("记-1"), *voucher_rows("记-2")]
    rows[1]["credit"] = "299.99"
    assert codes(checked(VOUCHERS, rows).errors) == [(2, "unbalanced"), (3, "unbalanced")]


def test_a_line_that_cannot_be_read_keeps_its_voucher_out():
    rows = [*voucher_rows("记-1"), *voucher_rows("记-2")]
    rows[0]["dated"] = "2025-13-40"
    errors = codes(checked(VOUCHERS, rows).errors)
    assert (2, "bad_date") in errors and (3, "contradiction") in errors
    assert {line for line, _code in errors} == {2, 3}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"debit": "300", "credit": "300"}, "required"),
        ({"account": "X1"}, "unknown_reference"),
        ({"debit": "3x"}, "bad_format"),
    ],
)
def test_bad_cells_of_a_voucher_are_named(change, code):
    rows = voucher_rows()
    rows[0] |= change
    assert (2, code) in codes(checked(VOUCHERS, rows).errors)


def test_vouchers_come_in_twice_without_a_change_and_say_what_changed(project):
    bring_vouchers(project)
    assert bring_vouchers(project).changed == []
    changed = bring_vouchers(project, voucher_rows(place="站内")).changed
    assert [(each["line"], each["key"], each["fields"]) for each in changed] == [
        (2, "记-1/1", ["地点"]),
        (3, "记-1/2", ["地点"]),
    ]


@pytest.mark.parametrize(
    "wrong", [{"account": "9999"}, {"incurred_on": "某日"}, {"attachments": "-1"}, {"position": "1"}]
)
def test_a_line_that_is_kept_out_keeps_its_whole_voucher_out(wrong):
    rows = [*voucher_rows("记-1"), *voucher_rows("记-2", invoice_number="2")]
    rows[3] |= wrong
    found = checked(VOUCHERS, rows)
    assert [each.row.values["number"] for each in found.rows if each.ok] == ["记-1", "记-1"]


def test_an_item_written_small_is_the_item_of_the_budget(project):
    bring_budget(project)
    bring_vouchers(project, voucher_rows(item="e1"))
    with door.opened("test"):
        assert set(VoucherLine.everything.exclude(item="").values_list("item", flat=True)) == {"E1"}
    assert bring_vouchers(project, voucher_rows(item="e1")).changed == []


def test_a_posted_voucher_stands_against_files_and_deeds(project):
    bring_vouchers(project)
    with door.opened("test"):
        voucher = Voucher.everything.get()
    books.post(voucher, by=SYSTEM, now=NOW)
    assert bring_vouchers(project).changed == []
    with pytest.raises(Refused) as refused:
        bring_vouchers(project, voucher_rows(place="站内"))
    assert refused.value.code == "posted"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_voucher SET summary = 'x'",
        "DELETE FROM finance_voucher",
        "UPDATE finance_voucherline SET debit = debit + 1 WHERE debit > 0",
        "DELETE FROM finance_voucherline",
        "INSERT INTO finance_voucherline (public_id, voucher_id, position, summary, account, account_name, debit, credit,"
        " department, item, source, restriction, business, place, purpose, handler, witness, checker, approver,"
        " invoice_code, invoice_number, supplier, way, bank_reference) SELECT '0190aaaa-0000-7000-8000-000000000000', id, 9,"
        " '', '5101', '', 1, 0, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '' FROM finance_voucher",
    ],
)
def test_the_database_itself_keeps_what_is_posted(project, statement):
    bring_vouchers(project)
    with door.opened("test"):
        books.post(Voucher.everything.get(), by=SYSTEM, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_only_entered_may_still_be_changed(project):
    bring_vouchers(project)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE finance_voucherline SET summary = 'x'")
        assert cursor.rowcount == 2


@pytest.mark.clause("R5.3.4")
def test_who_enters_a_voucher_does_not_post_it(project, north):
    user = make_user(north, person=make_person(north))
    enterer = make_actor(north, "finance.*", user=user)
    poster = make_actor(north, "finance.*")
    bring_vouchers(project)
    with door.opened("test"):
        Voucher.everything.update(entered_by=user.person)
        voucher = Voucher.everything.get()
    with pytest.raises(Refused) as refused:
        books.post(voucher, by=enterer, now=NOW)
    assert refused.value.code == "own"
    assert books.post(voucher, by=poster, now=NOW).state == "posted"


def test_a_voucher_whose_lines_do_not_make_its_sum_is_not_posted(project):
    bring_vouchers(project)
    with door.opened("test"):
        VoucherLine.everything.filter(position=1).update(debit=Decimal(1))
        voucher = Voucher.everything.get()
    with pytest.raises(Refused) as refused:
        books.post(voucher, by=SYSTEM, now=NOW)
    assert refused.value.code == "unbalanced"


def test_the_database_refuses_a_voucher_that_is_not_balanced(project):
    bring_vouchers(project)
    with pytest.raises(DatabaseError), transaction.atomic(), door.opened("test"):
        Voucher.everything.update(debit=Decimal(1))


def test_a_statement_opens_its_account_once_and_repeats_nothing(project):
    bring_statement(project, move_row(), move_row(reference="T2", paid="50", balance="650"))
    assert bring_statement(project).changed == []
    with door.opened("test"):
        assert BankAccount.everything.get().project == project
        amounts = list(BankLine.everything.order_by("position").values_list("reference", "amount"))
        assert amounts == [("T1", Decimal(-300)), ("T2", Decimal(-50))]


def test_a_hole_in_a_statement_is_said_with_the_right_balance():
    rows = [move_row(), move_row(reference="T2", paid="50", balance="600")]
    warnings = checked(BANK, rows).warnings
    assert codes(warnings) == [(3, "totals_differ")]
    assert "650" in str(warnings[0].message)
    assert codes(checked(BANK, [move_row(paid="", received="")]).errors) == [(2, "required")]


@pytest.mark.parametrize(
    ("amount", "side", "moved"),
    [("98,000.00", "借", "-98000.00"), ("20", "收入", "20.00"), ("-7", "", "-7.00")],
)
def test_a_bank_that_writes_one_amount_is_understood(project, amount, side, moved):
    bring_statement(project, move_row(paid="", received="", balance="500") | {"amount": amount, "side": side})
    assert str(BankLine.everything.get().amount) == moved


def test_one_amount_without_mark_and_balance_says_nothing():
    row = move_row(paid="", received="", balance="") | {"amount": "20"}
    assert codes(checked(BANK, [row]).errors) == [(2, "required")]


def test_everything_that_came_in_stands_in_the_trail(project):
    bring_budget(project)
    bring_vouchers(project)
    told = Event.objects.filter(model__startswith="finance.").values_list("model", flat=True)
    assert sorted(told) == [
        "finance.budget", "finance.budgetline", "finance.budgetline", "finance.voucher", "finance.voucherline",
        "finance.voucherline",
    ]  # fmt: skip
