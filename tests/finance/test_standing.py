"""What was approved or paid stands in the database itself, whoever speaks to it; a trigger taken away is named."""

import pytest
from django.db import DatabaseError, connection, transaction

from banyan.core.audit import chain
from banyan.domains.finance import triggers
from tests.finance.office import make_office, paid, signed

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
    assert "finance_payment_stands_delete" in triggers.names()
    assert chain.missing_guards() == ["finance_payment_stands_delete"]
