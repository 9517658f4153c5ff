"""The finance policy, the duties, the own department's money and what money brought, judged from records."""

from datetime import UTC, date, datetime, time

import pytest

from banyan.core import door
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import forget
from banyan.domains.finance.deeds import books
from banyan.domains.finance.models import AccountingPeriod, Voucher
from banyan.domains.services.models import Activity, Feedback
from tests.controls import faults, verdict
from tests.finance.makers import SYSTEM, bring_vouchers, budget_rows, in_force, unguarded, voucher_rows
from tests.makers import make_grant, make_person, make_unit, make_user
from tests.projects.makers import make_project
from tests.services.makers import make_activity

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 12, 31, 1, tzinfo=UTC)
LIMITS = "finance.approval_limits"


@pytest.fixture
def project(north):
    made = make_project(north)
    in_force(made)
    return made


def change(model, **said):
    with door.opened("test"):
        model.everything.update(**said)
    forget()


@pytest.mark.clause("R5.1.1")
def test_the_agencys_own_table_of_limits_is_met_and_the_shipped_one_watched(project, south):
    assert verdict("R5.1.1", project) == "attention"
    with door.opened("test"):
        DatedSetting.everything.create(
            unit=project.unit, key=LIMITS, value=[["主管", "800"], ["总干事", "30000"]],
            valid_from=date(2025, 4, 1), basis="理事会决议",
        )  # fmt: skip
    forget()
    assert verdict("R5.1.1", project) == "met"
    assert verdict("R5.1.1", make_project(south)) == "attention"
    change(DatedSetting, value=[["主管", "30000"], ["总干事", "800"]])
    assert verdict("R5.1.1", project) == "breached" and faults("R5.1.1", project) == [LIMITS]
    change(DatedSetting, valid_from=date(2026, 1, 1))
    assert verdict("R5.1.1", project) == "attention"


@pytest.mark.clause("R5.1.2")
def test_duties_are_apart_accounts_stand_in_the_chart_and_months_are_closed(project, north, south):
    bring_vouchers(project, voucher_rows("记-1", dated="2025-12-20"))
    other = make_project(south)
    assert (verdict("R5.1.2", project), verdict("R5.1.2", other)) == ("met", "not_applicable")
    person = make_person(north)
    change(Voucher, entered_by=person, posted_by=person)
    assert verdict("R5.1.2", project) == "breached" and faults("R5.1.2", project) == ["记-1"]
    assert verdict("R5.1.2", other) == "not_applicable"
    change(Voucher, posted_by=None)
    bring_vouchers(project, voucher_rows("记-2", dated="2025-12-20", account="1999", invoice_number="2"))
    assert verdict("R5.1.2", project) == "attention" and faults("R5.1.2", project) == ["记-2"]


@pytest.mark.clause("R5.1.2")
def test_a_month_of_the_books_that_is_not_closed_is_a_breach(project, south):
    bring_vouchers(project, voucher_rows("记-1", dated="2025-11-03", debit="12000"))
    assert verdict("R5.1.2", project) == "breached" and faults("R5.1.2", project) == [""]
    with door.opened("test"):
        books.post(Voucher.everything.get(), by=SYSTEM, now=NOW)
        AccountingPeriod(
            unit=project.unit, starts_on=date(2025, 11, 1), ends_on=date(2025, 11, 30), state="closed",
            closed_on=date(2025, 12, 15), number="JZ-1",
        ).save()  # fmt: skip
    assert verdict("R5.1.2", project) == "met"
    unguarded("finance_accountingperiod")
    change(AccountingPeriod, closed_on=date(2025, 12, 16))
    assert verdict("R5.1.2", project) == "attention"
    assert verdict("R5.1.2", make_project(south)) == "not_applicable"


@pytest.mark.clause("P4.10")
def test_every_department_with_a_sign_in_can_open_its_money(project, north, south):
    elders = make_unit("N1-7", "长者部", north, "department")
    user = make_user(elders, person=make_person(elders))
    other = make_project(south)
    assert (verdict("P4.10", project), verdict("P4.10", other)) == ("breached", "breached")
    make_grant(user, north, "finance.budgetline.view", "finance.monthlyform.view")
    assert verdict("P4.10", project) == "met" and verdict("P4.10", other) == "breached"
    make_user(elders, person=make_person(elders, "样乙"))
    assert verdict("P4.10", project) == "attention" and faults("P4.10", project) == ["N1-7"]
    make_grant(make_user(south, person=make_person(south)), south, "finance.*")
    assert verdict("P4.10", project) == "attention", "people of another station change nothing"
    in_force(project, budget_rows({}, {"department": "别的部"}))
    assert verdict("P4.10", project) == "attention"


@pytest.mark.clause("P4.11")
def test_activity_money_stands_beside_what_it_brought(project, north, south):
    other = make_project(south)
    assert verdict("P4.11", project) == "not_applicable"
    bring_vouchers(project, voucher_rows("记-1", debit="300"))
    assert verdict("P4.11", project) == "breached"
    held = make_activity(
        north,
        project=project,
        held_on=date(2025, 10, 10),
        starts_at=time(9),
        ends_at=time(11),
        person_times=30,
    )
    assert verdict("P4.11", project) == "attention", "nobody was asked"
    with door.opened("test"):
        for score in (4, 5):
            Feedback.everything.create(activity=held, score=score, given_on=date(2025, 10, 10))
    assert (verdict("P4.11", project), verdict("P4.11", other)) == ("met", "not_applicable")
    change(Feedback, score=3)
    assert verdict("P4.11", project) == "attention"
    change(Feedback, score=5)
    change(Activity, held_on=date(2025, 3, 31))
    assert verdict("P4.11", project) == "breached", "held before the contract year"
