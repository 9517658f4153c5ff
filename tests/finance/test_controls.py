"""Each control of money: a good project is met, one changed record flips it, another project changes nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.core.controls.declaring import declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import running
from banyan.domains.finance.models import ProjectLoan, Voucher, VoucherLine
from banyan.foundation.periods import parse_period
from tests.controls import TODAY, faults, verdict
from tests.finance.makers import bring_budget, bring_vouchers, budget_rows, unguarded, voucher_rows
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db

CHANGES = [
    ("R5.1.4", {"item": "X9"}),
    ("R5.3.1", {"incurred_on": "2025-08-01"}),
    ("R5.3.2", {"place": ""}),
    ("R5.3.3", {"witness": "P3"}),
    ("R5.3.4", {"handler": "机构总干事"}),
    ("P4.1", {"approver": "P7"}),
    ("P4.4", {"item": ""}),
    ("P4.9", {"debit": "5000", "business": ""}),
]
CLAUSES = [pytest.param(clause, said, marks=pytest.mark.clause(clause)) for clause, said in CHANGES]


@pytest.fixture
def project(north):
    return even_year(north)


def even_year(unit):
    """A project that spent the same every month."""
    made = make_project(unit)
    bring_budget(made)
    bring_vouchers(made, *(month(number, invoice_code=unit.code) for number in range(4, 13)))
    return made


def month(number, **said):
    """A purchase in each month, so that nothing is rushed."""
    given = {
        "dated": f"2025-{number:02}-15",
        "incurred_on": f"2025-{number:02}-10",
        "invoice_number": str(number),
    }
    return voucher_rows(f"记-{number}", **({"debit": "5000"} | given | said))


@pytest.mark.parametrize(("clause", "said"), CLAUSES)
def test_one_changed_voucher_flips_its_control_and_no_other_project(clause, said, project, south):
    other = even_year(south)
    assert verdict(clause, project) == "met"
    bring_vouchers(project, month(11, **said))
    assert verdict(clause, project) in ("attention", "breached")
    assert "记-11" in faults(clause, project)
    assert verdict(clause, other) == "met"
    bring_vouchers(project, month(11))
    assert verdict(clause, project) == "met"


@pytest.mark.clause("R5.3.2")
def test_an_invoice_that_two_stations_booked_is_a_fault_of_both_however_it_is_written(project, south):
    other = even_year(south)
    bring_vouchers(project, month(11, invoice_code="044", invoice_number="00123456"))
    bring_vouchers(other, month(12, invoice_code="０４４", invoice_number="0012 ３４５６"))
    assert (verdict("R5.3.2", project), verdict("R5.3.2", other)) == ("breached", "breached")
    assert "记-11" in faults("R5.3.2", project) and "记-12" in faults("R5.3.2", other)
    bring_vouchers(other, month(12, invoice_code="044", invoice_number="00123457"))
    assert (verdict("R5.3.2", project), verdict("R5.3.2", other)) == ("met", "met")


@pytest.mark.parametrize(("clause", "said"), CLAUSES)
def test_a_fault_of_another_quarter_changes_nothing(clause, said, project):
    bring_vouchers(project, month(5, **said))
    assert "记-5" not in faults(clause, project)


@pytest.mark.clause("R5.2.2")
def test_a_project_without_a_budget_breaches_and_a_lopsided_one_too(north, south):
    bare, lopsided = make_project(north), make_project(south)
    assert verdict("R5.2.2", bare) == "breached"
    bring_budget(lopsided, budget_rows({"amount": "1"}))
    assert verdict("R5.2.2", lopsided) == "breached"
    bring_budget(lopsided)
    assert verdict("R5.2.2", lopsided) == "met"


@pytest.mark.clause("R5.1.3")
def test_restricted_money_set_free_without_spending_is_a_breach(project):
    assert verdict("R5.1.3", project) == "met"
    free = voucher_rows("记-R", account="3102", item="", dated="2025-12-20", invoice_number="77", supplier="")
    free[1] |= {"account": "3101"}
    bring_vouchers(
        project,
        [row | {"debit": row["debit"] and "90000", "credit": row["credit"] and "90000"} for row in free],
    )
    assert faults("R5.1.3", project) == ["记-R"]


@pytest.mark.clause("R5.1.3")
def test_money_of_another_project_is_used_only_within_an_agreed_loan(project, north, south):
    """The purchases have no income of their own; as long as nobody else has money, whose it was is not known."""
    other = make_project(south)
    assert verdict("R5.1.3", project) == "met" and verdict("R5.1.3", other) == "not_applicable"
    received(other, "90000")
    assert verdict("R5.1.3", project) == "breached" and verdict("R5.1.3", other, "2025-Q2") == "met"
    with door.opened("test"):
        loan = ProjectLoan.everything.create(
            unit=south, project=other, borrower=project, amount=45000, reason="垫付", state="agreed",
            starts_on=date(2025, 4, 1), repay_by=date(2026, 3, 31),
        )  # fmt: skip
    assert verdict("R5.1.3", project) == "met"
    unguarded("finance_projectloan")
    with door.opened("test"):
        ProjectLoan.everything.filter(pk=loan.pk).update(amount=44999)
    assert verdict("R5.1.3", project) == "breached"
    with door.opened("test"):
        ProjectLoan.everything.filter(pk=loan.pk).update(amount=45000)
        moved = Voucher.everything.create(unit=south, project=other, number="记-M", dated=date(2025, 12, 20))
        for place, (whose, sides) in enumerate(
            ((project, {"debit": 46000}), (other, {"credit": 46000})), start=1
        ):
            VoucherLine.everything.create(
                voucher=moved, position=place, account="1002", project=whose, **sides
            )
    assert faults("R5.1.3", project) == faults("R5.1.3", other) == ["记-M"]


def received(project, amount):
    """Money that came in for a project."""
    rows = voucher_rows("记-S", dated="2025-04-02", account="1002", item="", supplier="", invoice_number="")
    rows[1] |= {"account": "2203"}
    bring_vouchers(project, [r | {side: r[side] and amount for side in ("debit", "credit")} for r in rows])


@pytest.mark.clause("R5.2.2")
def test_a_line_of_the_budget_that_says_only_an_amount_wants_attention(project, south):
    assert verdict("R5.2.2", project) == "met"
    bring_budget(project, budget_rows({}, {"use": "", "note": ""}))
    assert verdict("R5.2.2", project) == "attention"
    bring_budget(project, budget_rows({"use": "", "note": ""}))
    assert verdict("R5.2.2", project) == "attention"
    assert verdict("R5.2.2", even_year(south)) == "met"


def test_without_any_voucher_nothing_is_met(north):
    bare = make_project(north)
    bring_budget(bare)
    said = {clause: verdict(clause, bare) for clause, _said in CHANGES}
    assert said.pop("P4.9") == "attention", "nothing spent after nine of twelve months is an early warning"
    assert set(said.values()) == {"not_applicable"}


def test_the_statements_are_the_same_for_one_project_and_for_six(agency, north):
    from tests.makers import make_unit

    made = [make_project(north)]
    made += [make_project(make_unit(f"M{n}", f"站{n}", agency)) for n in range(5)]
    for each in made:
        bring_budget(each)
        bring_vouchers(each, month(11))
    controls = [each for each in declared() if each.find.__module__.startswith("banyan.domains.finance")]
    assert len(controls) >= 15
    with door.opened("test"):
        few, many = running([made[0].public_id]), running([each.public_id for each in made])
    counts = []
    for projects in (few, many):
        evaluate(projects, parse_period("2025-Q4"), TODAY, controls)
        with CaptureQueriesContext(connection) as asked:
            evaluate(projects, parse_period("2025-Q4"), TODAY, controls)
        told = [each["sql"] for each in asked.captured_queries]
        counts.append(sum("dated_datedsetting" not in sql for sql in told))
    assert counts[0] == counts[1]
    assert counts[1] <= 12 + 3 * len(controls), "all controls share one reading of the books"
