"""Months closed and opened again, funds, moves and half-yearly reports: through deeds and on their pages."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.registers.columns import Column, shown
from banyan.domains.finance.deeds import books, budgets, changes, funds, half_reports, periods
from banyan.domains.finance.models import (
    AccountingPeriod,
    AllocationBasis,
    Budget,
    BudgetLine,
    BudgetMove,
    ExecutionAnalysis,
    HalfReport,
    ProjectLoan,
    Receivable,
    UnplannedNeed,
    VarianceNote,
    Voucher,
    VoucherLine,
)
from banyan.foundation.refusal import Refused
from tests.finance.makers import (
    SYSTEM,
    bring_budget,
    bring_vouchers,
    budget_rows,
    in_force,
    make_office,
    sign_all,
    voucher_rows,
)
from tests.makers import make_actor, make_unit
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db
MAY = date(2025, 5, 1)
JUNE_5 = datetime(2025, 6, 5, 1, tzinfo=UTC)
YEAR = "?until=2025-12-31"
OCT_5 = datetime(2025, 10, 5, 1, tzinfo=UTC)


@pytest.fixture
def project(north):
    made = make_project(north)
    in_force(made)
    return made


def bought(project, number="记-1", day="2025-05-15", **said):
    bring_vouchers(project, voucher_rows(number, dated=day, incurred_on=day, **said))
    with door.opened("test"):
        return Voucher.everything.get(number=number, unit=project.unit)


def posted(project, *args, **said):
    return books.post(bought(project, *args, **said), by=SYSTEM, now=JUNE_5)


def closed(unit, by=SYSTEM, month=MAY, now=JUNE_5):
    return periods.close(AccountingPeriod(unit=unit, starts_on=month), by=by, now=now)


def refused_by(code, call, *args, **given):
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    assert code in (refused.value.code, refused.value.clause), (refused.value.code, refused.value.clause)


def page(actor, name, *args, status=200, query=""):
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


@pytest.mark.clause("R5.1.2")
def test_a_closed_month_takes_nothing_in_and_posts_nothing(project, north):
    waiting = bought(project, debit="10000")
    refused_by("R5.1.2", closed, north)
    books.post(waiting, by=SYSTEM, now=JUNE_5)
    done = closed(north)
    assert (done.state, done.debit, done.vouchers) == ("closed", Decimal(10000), 1)
    refused_by("period_closed", bring_vouchers, project, voucher_rows("记-2", dated="2025-05-31"))
    bring_vouchers(project, voucher_rows("记-3", dated="2025-06-01"))


@pytest.mark.clause("R5.1.2")
def test_the_database_itself_keeps_a_closed_month_closed(project, north):
    posted(project, debit="10000")
    bought(project, "记-6", "2025-06-02")
    closed(north)
    table = Voucher._meta.db_table
    for statement in (
        f"UPDATE {table} SET dated = '2025-05-20' WHERE number = '记-6'",
        f"INSERT INTO {table} (public_id, unit_id, number, version, dated, summary, debit, credit, state) SELECT "
        f"'0198c0de00007000800000000000dead', unit_id, 'X', 1, '2025-05-20', '', 0, 0, 'entered' FROM {table} WHERE number = '记-6'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET dated = '2025-06-20' WHERE number = '记-6'")


@pytest.mark.clause("R5.1.2")
def test_stations_close_before_their_agency_and_only_from_above_is_a_month_opened(project, agency, north):
    posted(project, debit="10000")
    refused_by("R5.1.2", closed, agency)
    kept = closed(north)
    station = make_actor(north, "finance.*")
    refused_by("from_above", periods.reopen, kept, by=station, now=JUNE_5, reason="补记")
    top = closed(agency)
    above = make_actor(agency, "finance.*")
    refused_by("R5.1.2", periods.reopen, kept, by=above, now=JUNE_5, reason="补记")
    with pytest.raises(PermissionDenied):
        periods.reopen(top, by=station, now=JUNE_5, reason="补记")
    periods.reopen(top, by=above, now=JUNE_5, reason="补记")
    assert periods.reopen(kept, by=above, now=JUNE_5, reason="补记").state == "open"
    bought(project, "记-9", "2025-05-30")


@pytest.mark.clause("R5.2.4")
def test_a_deviation_is_explained_before_the_month_is_closed(project, north):
    posted(project, debit="300")
    refused_by("R5.2.4", closed, north)
    clerk = make_office(north)["finance"]
    shown = page(clerk, "finance.deviations", project.public_id, query="?month=2025-05")
    assert reverse("finance.lines.of", args=[project.public_id, "E1"]) in shown, (
        "the vouchers are two clicks away"
    )
    note = {"project": project, "unit": north, "month": MAY, "item": "E1", "cause": "timing"}
    refused_by(
        "R5.2.4", periods.explain, VarianceNote(**note, words="活动推迟", action=""), by=clerk, now=JUNE_5
    )
    said = periods.explain(VarianceNote(**note, words="活动推迟", action="六月补办"), by=clerk, now=JUNE_5)
    assert (said.due, said.spent) == (Decimal(10000), Decimal(300))
    assert "六月补办" in page(clerk, "finance.deviations", project.public_id, query="?month=2025-05")
    closed(north)


@pytest.mark.clause("R5.2.4")
def test_one_cause_explains_several_items_at_once_or_none_and_what_was_typed_stands_again(
    project, north, client
):
    posted(project, debit="300")
    posted(project, "记-2", debit="9", item="X9", invoice_number="2")
    clerk = make_office(north)["finance"]
    said = {"cause": "timing", "words": "活动推迟", "action": "六月补办"}
    for items, given, field in (
        ([], said, "item"),
        (["E1", "没有"], said, "item"),
        (["E1"], said | {"cause": ""}, "cause"),
        (["E1"], said | {"words": " "}, "words"),
        (["E1"], said | {"words": "长" * 301}, "words"),
    ):
        with pytest.raises(Refused) as refused:
            periods.explain_together(project, MAY, items, given, clerk)
        assert list(refused.value.problems) == [field]
    client.force_login(clerk.user)
    where = f"/finance/execution/{project.public_id}/deviations/?month=2025-05"
    answer = client.post(where, {"item": ["E1", "X9"], **said, "cause": "没有", "act_by": "2025-06-30"})
    assert answer.status_code == 409 and answer.content.decode().count("checked") == 2
    assert 'value="六月补办"' in answer.content.decode()
    assert client.post(where, {"item": ["E1", "X9"], **said, "act_by": "2025-06-30"}).status_code == 302
    with door.opened("test"):
        notes = VarianceNote.everything.order_by("item").values_list("item", "act_by")
        assert list(notes) == [("E1", date(2025, 6, 30)), ("X9", date(2025, 6, 30))]
    with pytest.raises(Refused):
        periods.explain_together(project, MAY, ["E1"], said, clerk)


def test_a_closed_month_is_listed_as_a_month(north):
    assert shown(closed(north), Column("starts_on", "月份")) == "2025-05"


@pytest.mark.clause("R5.2.3")
def test_an_analysis_keeps_the_figures_of_its_quarter(project, north):
    bought(project, debit="300")
    write = periods.analyse
    refused_by(
        "R5.2.3",
        write,
        ExecutionAnalysis(project=project, unit=north, quarter="2025-Q2", words="偏慢"),
        by=SYSTEM,
        now=JUNE_5,
    )
    kept = write(
        ExecutionAnalysis(project=project, unit=north, quarter="2025-Q2", words="偏慢"), by=SYSTEM, now=OCT_5
    )
    assert (kept.until, kept.due, kept.spent) == (date(2025, 6, 30), Decimal(15000), Decimal(300))


@pytest.mark.clause("R5.1.3")
def test_money_used_without_a_loan_is_shown_and_with_a_loan_it_is_not(project, north, south):
    other = make_project(south)
    bring_vouchers(
        other, voucher_rows("记-收", account="1002", item="", debit="5000", dated="2025-05-02", supplier="")
    )
    with door.opened("test"):
        VoucherLine.everything.filter(voucher__number="记-收", position=2).update(account="2203", item="")
    bought(project, debit="800", day="2025-05-10")
    everybody = make_actor(north.parent, "finance.*", "projects.*", "approvals.*")
    shown = page(everybody, "finance.funds", query="?on=2025-05-31")
    assert "-800.00" in shown.replace("−", "-")
    office = make_office(north.parent)
    loan = ProjectLoan(
        project=other, unit=south, borrower=project, amount=Decimal(800), reason="款项迟到",
        starts_on=date(2025, 5, 3), repay_by=date(2025, 6, 30),
    )  # fmt: skip
    now = datetime(2025, 5, 3, 1, tzinfo=UTC)
    kept = funds.submit_loan(funds.propose_loan(loan, by=everybody, now=now), by=everybody, now=now)
    agreed = sign_all(kept, office["finance"], office["programme-director"], now=now)
    assert agreed.state == "agreed"
    assert "已在约定的借款之内" in page(everybody, "finance.funds", query="?on=2025-05-31")


@pytest.mark.clause("R5.1.3")
def test_a_shared_cost_is_divided_to_the_fen_and_its_basis_stands(project, agency, south):
    other = make_project(south)
    basis = funds.decide_basis(
        AllocationBasis(unit=agency, name="房租", kind="area", valid_from=MAY, basis="理事会决议"),
        by=SYSTEM,
        now=JUNE_5,
    )
    funds.weigh(basis, by=SYSTEM, now=JUNE_5, weights={project: Decimal(2), other: Decimal(1)})
    asked = {
        "dated": date(2025, 5, 31),
        "amount": Decimal(100),
        "account": "5201",
        "item": "E1",
        "summary": "五月房租",
    }
    funds.divide_cost(basis, by=SYSTEM, now=JUNE_5, **asked)
    with door.opened("test"):
        voucher = Voucher.everything.get(summary="五月房租")
        lines = list(
            VoucherLine.everything.filter(voucher=voucher)
            .order_by("position")
            .values_list("project", "debit", "credit")
        )
    assert sorted(lines, key=lambda line: line[1]) == [
        (None, 0, 100), (other.pk, Decimal("33.33"), 0), (project.pk, Decimal("66.67"), 0),
    ]  # fmt: skip
    refused_by("R5.1.3", funds.weigh, basis, by=SYSTEM, now=JUNE_5, weights={})
    refused_by(
        "R5.1.3", funds.divide_cost, basis, by=SYSTEM, now=JUNE_5, **asked | {"dated": date(2025, 4, 30)}
    )


def test_an_instalment_goes_from_its_condition_to_the_money_in_the_books(project, north):
    way = funds.plan_instalment(
        Receivable(project=project, unit=north, name="第二期", amount=Decimal(300), condition="中期评估通过", due_on=date(2025, 5, 1)),
        by=SYSTEM, now=JUNE_5,
    )  # fmt: skip
    refused_by("state", funds.send_invoice, way, by=SYSTEM, now=JUNE_5, invoiced_on=MAY, invoice="FP1")
    way = funds.meet_condition(way, by=SYSTEM, now=JUNE_5, met_on=MAY, proof="评估报告")
    way = funds.send_invoice(way, by=SYSTEM, now=JUNE_5, invoiced_on=MAY, invoice="FP1")
    refused_by("P4.4", funds.receive_instalment, way, by=SYSTEM, now=JUNE_5, received_on=MAY, voucher="记-1")
    bought(project, account="1002", item="", supplier="")
    assert (
        funds.receive_instalment(
            way, by=SYSTEM, now=JUNE_5, received_on=date(2025, 6, 2), voucher="记-1"
        ).state
        == "received"
    )
    assert "32" in page(make_actor(north, "finance.*", "projects.*"), "finance.funds")


@pytest.mark.clause("R5.1.4")
def test_a_move_that_is_agreed_to_makes_the_next_edition(north):
    project = make_project(north)
    rows = budget_rows()
    second = rows[1] | {
        "code": "E2",
        "name": "青年活动",
        "amount": "40000",
        "price": "",
        "quantity": "",
        "note": "按年",
    }
    in_force(project, [rows[0] | {"amount": "100000"}, rows[1], second])
    office, asker = make_office(north), make_actor(north, "finance.*")
    move = BudgetMove(
        project=project, unit=north, from_item="E1", to_item="E2", amount=Decimal(6000), reason="青年活动增加"
    )
    kept = changes.submit(changes.propose(move, by=asker, now=OCT_5), by=asker, now=OCT_5)
    assert kept.kind == "within"
    agreed = sign_all(kept, office["centre-director"], office["finance"], now=OCT_5)
    with door.opened("test"):
        editions = dict(Budget.everything.filter(project=project).values_list("edition", "state"))
        lines = dict(
            BudgetLine.everything.filter(budget__edition=2, side="expense").values_list("code", "amount")
        )
    assert (agreed.edition, editions) == (2, {1: "superseded", 2: "effective"})
    assert lines == {"E1": Decimal(54000), "E2": Decimal(46000)}
    refused_by(
        "R5.1.4",
        changes.propose,
        BudgetMove(project=project, unit=north, from_item="E1", to_item="X9", amount=1, reason="x"),
        by=SYSTEM,
        now=OCT_5,
    )


def test_planned_months_are_written_on_one_sheet_and_come_to_the_item(north):
    project = make_project(north)
    bring_budget(project)
    with door.opened("test"):
        draft = Budget.everything.get()
    director = make_actor(north, "finance.*", "projects.*")
    client = Client()
    client.force_login(director.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("finance.phases", args=(draft.public_id,))
    assert client.post(url, {"E1-2025-04": "59,999"}).status_code == 409
    assert client.post(url, {"E1-2025-04": "50,000", "E1-2025-09": "10000"}).status_code == 302
    with door.opened("test"):
        assert dict(draft.lines.get(code="E1").phases.values_list("month", "amount")) == {
            date(2025, 4, 1): Decimal(50000), date(2025, 9, 1): Decimal(10000),
        }  # fmt: skip
    budgets.put_in_force(draft, by=SYSTEM, now=OCT_5, basis="合同附件")
    assert client.post(url, {}).status_code == 409


@pytest.mark.clause("P4.8")
def test_the_contingency_line_pays_no_more_than_it_has(north):
    project = make_project(north)
    rows = budget_rows()
    spare = rows[1] | {
        "code": "E7",
        "name": "备用金",
        "block": "不可预见",
        "amount": "1000",
        "price": "1000",
        "quantity": "1",
    }
    in_force(project, [rows[0] | {"amount": "61000"}, rows[1], spare])

    def need(amount):
        return changes.raise_need(
            UnplannedNeed(project=project, unit=north, raised_on=MAY, need="台风受灾", group="独居长者", amount=Decimal(amount)),
            by=SYSTEM, now=JUNE_5,
        )  # fmt: skip

    decide = {"by": SYSTEM, "now": JUNE_5, "way": "contingency", "decision": "主任办公会"}
    changes.decide_need(need("800"), granted=Decimal(800), **decide)
    refused_by("P4.8", changes.decide_need, need("300"), granted=Decimal("200.01"), **decide)
    assert changes.decide_need(need("300"), granted=Decimal(200), **decide).decided_on == JUNE_5.date()


@pytest.mark.clause("P4.3")
def test_the_half_yearly_report_keeps_its_figures_and_is_accepted_by_somebody_else(project, north):
    bought(project, debit="30000")
    office = make_office(north)
    director = make_actor(north, "finance.*", "projects.*", "services.*")
    report = half_reports.begin(
        HalfReport(project=project, unit=north, starts_on=MAY), by=director, now=OCT_5
    )
    assert (report.starts_on, report.ends_on, report.due_on) == (
        date(2025, 4, 1),
        date(2025, 9, 30),
        date(2025, 10, 15),
    )
    refused_by("P4.3", half_reports.submit, report, by=director, now=JUNE_5)
    half_reports.edit(report, by=director, now=OCT_5, notes="", outlook="预计结余")
    kept = half_reports.submit(report, by=director, now=OCT_5)
    assert kept.figures["total"]["half"] == "30000.00" and kept.figures["items"][0]["left"] == "30000.00"
    bought(project, "记-2", "2025-06-15", debit="500", invoice_number="2")
    with door.opened("test"):
        assert HalfReport.everything.get().figures["total"]["half"] == "30000.00"
    refused_by("own", half_reports.accept, kept, by=director, now=OCT_5)
    assert half_reports.accept(kept, by=office["finance"], now=OCT_5).state == "accepted"
    client = Client()
    client.force_login(director.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    panel = page(director, "finance.halfreport.panel", report.public_id, "figures")
    assert "¥30,000.00" in panel and panel.count(">30,000.00<") == 5
    paper = client.get(reverse("finance.halfreport.paper", args=(report.public_id,)))
    assert paper.status_code == 200 and paper.content[:4] == b"%PDF"


@pytest.mark.clause("P4.4")
def test_the_statements_meet_on_the_page_and_go_out_as_files(project, north):
    bought(project, debit="300")
    actor = make_actor(north, "finance.*", "projects.*")
    shown = page(actor, "finance.statements", query=YEAR)
    assert shown.count("300.00") >= 6
    assert 'item: "E1"' in exported(actor, project, "beancount")
    assert "文具店" in exported(actor, project, "ufida")
    assert "银行存款" in exported(actor, project, "kingdee")
    exported(actor, project, "other", status=404)


def exported(actor, project, kind, status=200):
    return page(actor, "finance.export", project.public_id, kind, status=status, query=YEAR)


@pytest.mark.clause("P4.4")
def test_the_journal_of_another_station_or_without_the_right_is_not_given_out(project, south, north):
    bought(project, debit="300")
    for kind in ("beancount", "kingdee", "ufida"):
        exported(make_actor(south, "finance.*", "projects.*"), project, kind, status=404)
        exported(make_actor(north, "finance.voucher.view", "projects.*"), project, kind, status=403)


@pytest.mark.clause("P4.4")
def test_another_program_reads_the_journal_without_an_error(project, north, tmp_path):
    actor = make_actor(north, "finance.*", "projects.*")
    empty = exported(actor, project, "beancount")
    bought(project, debit="300", summary='活动"物资"\\纸')
    text = exported(actor, project, "beancount")
    assert bean_check(tmp_path, empty) == (0, "")
    assert bean_check(tmp_path, text) == (0, "")
    code, said = bean_check(
        tmp_path, text.replace("Expenses:A5101  300.00 CNY", "Expenses:A5101  300.01 CNY")
    )
    assert code == 1 and "Transaction does not balance: (0.01 CNY)" in said


def bean_check(folder, text):
    """What Beancount's own checker answers and says of a journal; it runs as a program of its own."""
    journal = folder / "journal.beancount"
    journal.write_text(text, encoding="utf-8")
    checker = Path(sys.executable).with_name("bean-check")
    done = subprocess.run(
        [checker, "--no-cache", journal], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.clause("P4.10")
def test_every_worker_opens_the_execution_of_the_own_department_without_the_books(project, north):
    elders = make_unit("N1-9", "长者部", north, "department")
    bought(project, debit="300")
    worker = make_actor(elders, "finance.monthlyform.view", "finance.budgetline.view")
    shown = page(worker, "finance.department")
    assert "60,000.00" in shown and "300.00" in shown and "长者活动" in shown
    page(worker, "finance.execution", status=403)
    youth = make_unit("N1-8", "青少年部", north, "department")
    assert "60,000.00" not in page(
        make_actor(youth, "finance.monthlyform.view", "finance.budgetline.view"), "finance.department"
    )
