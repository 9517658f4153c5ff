"""What came to an end stands in the database too, nothing is moved into it, and no way leads around the triggers."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from banyan.core import door
from banyan.domains.finance.models import (
    AccountingPeriod,
    AllocationBasis,
    AllocationShare,
    Audit,
    AuditFinding,
    AuditRequest,
    AuditSample,
    ExecutionAnalysis,
    FundingProposal,
    HalfReport,
    InvoiceUse,
    OverspendAlert,
    PaymentRun,
    ProjectLoan,
    Receivable,
    RunLine,
    UnplannedNeed,
    VarianceNote,
    Voucher,
    VoucherLine,
)
from tests.finance.office import make_office, paid, signed, write_claim
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 1)

ENDED = [
    "UPDATE finance_projectloan SET amount = 1",
    "UPDATE finance_projectloan SET repaid_on = '2025-07-01'",
    "DELETE FROM finance_projectloan",
    "UPDATE finance_receivable SET amount = 1",
    "UPDATE finance_receivable SET state = 'planned'",
    "DELETE FROM finance_receivable",
    "UPDATE finance_allocationbasis SET kind = 'area'",
    "DELETE FROM finance_allocationbasis",
    "UPDATE finance_allocationshare SET weight = 9",
    "DELETE FROM finance_allocationshare",
    "UPDATE finance_paymentrun SET total = 1",
    "UPDATE finance_paymentrun SET state = 'open'",
    "DELETE FROM finance_runline",
    "UPDATE finance_halfreport SET notes = 'x'",
    "UPDATE finance_halfreport SET state = 'draft'",
    "DELETE FROM finance_halfreport",
    "UPDATE finance_accountingperiod SET debit = 1",
    "DELETE FROM finance_accountingperiod",
    "UPDATE finance_variancenote SET spent = 1",
    "UPDATE finance_variancenote SET words = 'x'",
    "DELETE FROM finance_variancenote",
    "UPDATE finance_executionanalysis SET words = 'x'",
    "DELETE FROM finance_executionanalysis",
    "UPDATE finance_audit SET benefit = 'x'",
    "UPDATE finance_audit SET seed = 7",
    "UPDATE finance_audit SET state = 'running'",
    "DELETE FROM finance_audit",
    "UPDATE finance_auditrequest SET answer = 'x'",
    "UPDATE finance_auditfinding SET amount = 1",
    "DELETE FROM finance_auditfinding",
    "DELETE FROM finance_auditsample",
    "UPDATE finance_unplannedneed SET granted = 9",
    "UPDATE finance_fundingproposal SET granted = 9",
    "UPDATE finance_overspendalert SET spent = 1",
    "UPDATE finance_overspendalert SET answer = 'x'",
    "DELETE FROM finance_overspendalert",
    "UPDATE finance_claim SET head_office_by_id = claimant_id WHERE state = 'paid'",
    "UPDATE finance_claim SET approved_at = submitted_at, submitted_at = NULL WHERE state = 'approved'",
    "UPDATE finance_claimline SET claim_id = (SELECT id FROM finance_claim WHERE state = 'paid'), position = 9"
    " WHERE claim_id IN (SELECT id FROM finance_claim WHERE state = 'draft')",
    "UPDATE finance_voucherline SET voucher_id = (SELECT id FROM finance_voucher WHERE number = 'done')"
    " WHERE voucher_id = (SELECT id FROM finance_voucher WHERE number = 'open')",
    "UPDATE finance_voucher SET state = 'posted' WHERE number = 'lame'",
    "INSERT INTO finance_invoiceuse (digest, line_id) SELECT 'x', id FROM finance_claimline WHERE claim_id IN"
    " (SELECT id FROM finance_claim WHERE state = 'paid')",
    "DELETE FROM finance_invoiceuse",
]  # fmt: skip


@pytest.mark.clause("R5.1.2", "R5.1.3", "R5.4.4")
def test_what_was_received_handed_in_closed_or_signed_stands_in_the_database(north):
    an_office_with_ends(north)
    answers = {statement: answer_to(statement) for statement in ENDED}
    assert {s: said for s, said in answers.items() if "cannot be" not in said} == {}


#: SQLite deletes what a REPLACE pushes out without asking any trigger about it; PostgreSQL empties a table at once.
AROUND = {
    "sqlite": [
        "INSERT OR REPLACE INTO finance_claim SELECT * FROM finance_claim WHERE state = 'paid'",
        "INSERT OR REPLACE INTO finance_payment SELECT * FROM finance_payment",
        "INSERT OR REPLACE INTO finance_voucher SELECT * FROM finance_voucher WHERE number = 'done'",
        "UPDATE OR REPLACE finance_voucher SET number = 'done' WHERE number = 'lame'",
        "UPDATE OR REPLACE finance_claim SET id = (SELECT id FROM finance_claim WHERE state = 'paid')"
        " WHERE state = 'draft'",
    ],
    "postgresql": ["TRUNCATE finance_payment CASCADE", "TRUNCATE finance_auditfinding CASCADE"],
}


def test_no_way_leads_around_the_triggers(north):
    an_office_with_ends(north)
    answers = {statement: answer_to(statement) for statement in AROUND[connection.vendor]}
    assert {s: said for s, said in answers.items() if "what stands cannot be" not in said} == {}


def answer_to(statement):
    """What the database says to it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
    except DatabaseError as said:
        return str(said)
    return "done"


def an_office_with_ends(north):
    """One of each thing that came to an end, a claim of each kind, and vouchers: posted, open, lame."""
    office = make_office(north, "4000")
    write_claim(office, "5")
    signed(office, "10")
    bought = paid(office, "20", kind="other", papers=("invoice",), invoice_number="77").claim
    with door.opened("test"):
        ends_of_funds(office)
        ends_of_months(office)
        ends_of_audits(office, vouchers_of(office))
        run = PaymentRun.everything.create(unit=north, total=20, number="Z1")
        RunLine.objects.create(run=run, claim=bought)
        PaymentRun.everything.update(state="ordered")
        assert InvoiceUse.objects.count() == 1


def vouchers_of(office):
    """One posted, one whose line somebody might move, one whose head says more than its lines."""
    made, days = {}, {"done": DAY, "open": DAY, "lame": date(2025, 7, 1)}
    for number, head in (("done", 5), ("open", 5), ("lame", 50)):
        made[number] = Voucher.everything.create(
            unit=office.unit,
            project=office.project,
            number=number,
            dated=days[number],
            debit=head,
            credit=head,
        )
        for place, sides in enumerate(({"debit": 5}, {"credit": 5}), start=1):
            VoucherLine.everything.create(
                voucher=made[number], position=place, account="5101", business="FT-1", project=office.project, **sides
            )  # fmt: skip
    made["done"].state = "posted"
    made["done"].save()
    return made["done"]


def ends_of_funds(office):
    """A loan paid back, an instalment received, a basis that was used, a need and a proposal decided, an alert."""
    common = {"unit": office.unit, "project": office.project}
    ProjectLoan.everything.create(
        **common, borrower=make_project(office.unit, name="另一项目"), amount=5, reason="周转", starts_on=DAY,
        repay_by=DAY, state="repaid", repaid_on=DAY,
    )  # fmt: skip
    Receivable.everything.create(
        **common, name="首期", amount=5, condition="签约", due_on=DAY, state="received"
    )
    basis = AllocationBasis.everything.create(
        unit=office.unit, name="房租", kind="heads", valid_from=DAY, basis="决议", number="FT-1"
    )
    AllocationShare.everything.create(basis=basis, project=office.project, weight=1)
    UnplannedNeed.everything.create(
        **common, raised_on=DAY, need="急需", group="长者", amount=5, state="decided", way="other"
    )
    FundingProposal.everything.create(
        **common, funder="基金会", title="书", asked=5, sent_on=DAY, state="granted", granted=5
    )
    OverspendAlert.everything.create(
        **common, item="E1", spent=5, budget=4, told_on=DAY, due_on=DAY, state="answered", answer="涨价"
    )


def ends_of_months(office):
    """A closed month with its notes, the analysis of a quarter, a report handed in."""
    common = {"unit": office.unit, "project": office.project}
    VarianceNote.everything.create(
        **common, month=DAY, item="E1", spent=5, cause="price", words="涨价", action="比价"
    )
    AccountingPeriod.everything.create(
        unit=office.unit, starts_on=DAY, ends_on=date(2025, 6, 30), state="open"
    )
    ExecutionAnalysis.everything.create(
        **common, quarter="2025-Q2", until=DAY, budget=5, due=5, spent=5, words="正常"
    )
    HalfReport.everything.create(**common, starts_on=DAY, ends_on=DAY, due_on=DAY, state="accepted")


def ends_of_audits(office, voucher):
    """An audit that is closed: its draw, what was asked, what was found."""
    audit = Audit.everything.create(
        unit=office.unit, project=office.project, auditor="事务所", starts_on=DAY, ends_on=DAY, covers_from=DAY,
        covers_to=DAY,
    )  # fmt: skip
    AuditSample.everything.create(audit=audit, voucher=voucher, position=1)
    AuditRequest.everything.create(
        unit=office.unit, audit=audit, what="合同", asked_on=DAY, due_on=DAY, state="delivered"
    )
    AuditFinding.everything.create(unit=office.unit, audit=audit, found_on=DAY, words="缺地点")
    audit.state = "closed"
    audit.save()
    with connection.cursor() as cursor:  # the months are closed last: nothing is entered in them any more
        cursor.execute("UPDATE finance_accountingperiod SET state = 'closed'")
