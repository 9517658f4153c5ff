"""What was approved or paid stands in the database itself, whoever speaks to it; a trigger taken away is named."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from banyan.core import door
from banyan.core.audit import chain
from banyan.domains.finance import triggers
from banyan.domains.finance.deeds import budgets, grants
from banyan.domains.finance.models import Advance, Budget, BudgetLine, EarmarkedFund
from tests.finance.makers import NOW, SYSTEM, bring_budget, release_month
from tests.finance.office import make_office, paid, signed
from tests.makers import make_person
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db

RAW = [
    "UPDATE finance_claim SET payable = 1 WHERE state = 'paid'",
    "UPDATE finance_claim SET payee_account = '6222' WHERE state = 'approved'",
    "UPDATE finance_claim SET claimant_id = witness_id WHERE state = 'approved'",
    "UPDATE finance_claim SET state = 'draft' WHERE state = 'approved'",
    "UPDATE finance_claim SET state = 'returned' WHERE state = 'paid'",
    "DELETE FROM finance_claim WHERE state = 'paid'",
    "UPDATE finance_claimline SET amount = amount + 1",
    "DELETE FROM finance_claimline",
    "UPDATE finance_payment SET amount = 1",
    "UPDATE finance_payment SET payee = 'x'",
    "UPDATE finance_payment SET number = 'PAY-2025-00009'",
    "DELETE FROM finance_payment",
]


@pytest.mark.clause("R5.3.4")
def test_no_statement_of_the_application_s_own_user_changes_what_is_approved_or_paid(north):
    office = make_office(north)
    signed(office, "10")
    paid(office, "20")
    for statement in RAW:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


AGREED = [
    "UPDATE finance_budget SET basis = 'x'",
    "UPDATE finance_budget SET state = 'draft'",
    "UPDATE finance_budget SET project_id = NULL",
    "DELETE FROM finance_budget",
    "UPDATE finance_budgetline SET amount = amount + 1",
    "UPDATE finance_budgetline SET use = 'x' WHERE code = 'E1'",
    "INSERT INTO finance_budgetline SELECT * FROM finance_budgetline WHERE code = 'E1'",
    "DELETE FROM finance_budgetline WHERE code = 'E1'",
    "UPDATE finance_budgetphase SET amount = 1",
    "DELETE FROM finance_budgetphase",
    "UPDATE finance_monthlyline SET amount = amount + 1",
    "DELETE FROM finance_monthlyline",
    "UPDATE finance_monthlyform SET merged_into_id = NULL",
    "UPDATE finance_monthlybudget SET total = total + 1",
    "UPDATE finance_monthlybudget SET state = 'waiting'",
    "DELETE FROM finance_monthlybudget",
    "UPDATE finance_earmarkedfund SET source = 'x'",
    "DELETE FROM finance_earmarkedfund",
    "UPDATE finance_advance SET amount = 1 WHERE state = 'paid'",
    "UPDATE finance_advance SET state = 'draft' WHERE state = 'paid'",
    "DELETE FROM finance_advance WHERE state = 'paid'",
]


@pytest.mark.clause("R5.1.4", "P4.2")
def test_a_budget_in_force_a_released_month_and_an_advance_stand_in_the_database(north):
    agreed_things(north)
    for statement in AGREED:
        with pytest.raises(DatabaseError) as told, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert "cannot be changed" in str(told.value) or "cannot be replaced" in str(told.value), statement


def agreed_things(north):
    """A budget in force with planned months, a released month, a fund, and an advance handed out."""
    project = make_project(north)
    bring_budget(project)
    with door.opened("test"):
        draft = Budget.everything.get(project=project)
    draft = budgets.phase(draft, by=SYSTEM, now=NOW, months={"E1": {date(2025, 12, 1): Decimal(60000)}})
    budgets.put_in_force(draft, by=SYSTEM, now=NOW, basis="合同附件")
    release_month(project, date(2025, 12, 1), {"E1": "300"})
    fund = EarmarkedFund(
        project=project, source="专项", uses="E1 1000", basis="批复", granted_on=date(2025, 5, 1)
    )
    grants.enter_fund(fund, by=SYSTEM, now=NOW)
    with door.opened("test"):
        line, person = BudgetLine.everything.get(budget=draft, code="E1"), make_person(north)
        Advance.everything.create(
            unit=north, project=project, holder=person, budget_line=line, amount=5, reason="周转",
            needed_on=date(2025, 12, 1), head_office_by=person, state="paid", number="JK-1",
        )  # fmt: skip


def test_the_same_statements_pass_on_a_draft(north):
    from tests.finance.office import write_claim

    write_claim(make_office(north))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE finance_claimline SET what = 'x'")
        cursor.execute("UPDATE finance_claim SET reason = 'x'")


_HARMLESS = (
    "CREATE TRIGGER finance_payment_stands_delete BEFORE DELETE ON finance_payment BEGIN SELECT 1; END"
)
WEAKENED = {
    "sqlite": [("DROP TRIGGER finance_payment_stands_delete", _HARMLESS)],
    "postgresql": [
        ("ALTER TABLE finance_payment DISABLE TRIGGER finance_payment_stands_delete",),
        ("ALTER TABLE finance_payment ENABLE REPLICA TRIGGER finance_payment_stands_delete",),
        (
            "CREATE OR REPLACE FUNCTION banyan_finance_payment_stands_delete() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN OLD; END $$",
        ),
    ],
}


@pytest.mark.parametrize("way", range(3))
def test_a_trigger_that_its_owner_put_out_of_action_is_named(db, way):
    """The application's own user owns the tables: it cannot be kept from this, so it is found out."""
    ways = WEAKENED[connection.vendor]
    for statement in ways[min(way, len(ways) - 1)]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert chain.missing_guards() == ["finance_payment_stands_delete"]


def test_every_trigger_of_the_room_stands_and_one_taken_away_is_named(db):
    assert chain.missing_guards() == []
    on = " ON finance_payment" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER finance_payment_stands_delete{on}")
    assert "finance_payment_stands_delete" in triggers.names(connection.vendor)
    assert chain.missing_guards() == ["finance_payment_stands_delete"]
