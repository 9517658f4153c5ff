"""Whatever is done to the trail behind the product's back, verification names the first bad line."""

import pytest
from django.db import DatabaseError, connection, transaction

from banyan.core import door
from banyan.core.audit import chain
from banyan.core.audit.models import Event, Head, Words
from banyan.core.identity import deeds
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Unit
from tests.batteries import tampering

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(agency):
    """A chain of several lines, written by deeds."""
    by = system_actor("batteries")
    unit = deeds.make_unit(Unit(code="N1", name="北站", parent=agency, kind="station"), by=by)
    for number in range(tampering.LINES - 1):
        deeds.edit_unit(unit, by=by, name=f"北站{number}")
    assert Event.objects.filter(chain=tampering.CHAIN).count() == tampering.LINES
    assert list(chain.faults()) == []
    return unit


def test_every_column_and_every_act_is_named_at_its_line(trail):
    assert len(tampering.chained_columns()) >= 15
    assert list(tampering.unnoticed()) == []


def test_what_fits_in_itself_is_caught_by_the_head_noted_outside(trail):
    anchors = {head.chain: (head.seq, head.hash) for head in Head.objects.all()}
    for name, act in tampering.OUTSIDE.items():
        assert tampering.first_bad_line(act) is None, f"{name} was meant to fit in itself"
        assert tampering.first_bad_line(act, anchors) is not None, name


def test_another_agency_s_chain_does_not_suffer(trail):
    other = Unit(code="B0", name="别家", kind="agency")
    with door.opened("test"):
        other.save()
    deeds.edit_unit(other, by=system_actor("batteries"), name="别家机构")
    with transaction.atomic():
        tampering.without_triggers()
        tampering.delete()
        assert [fault.chain for fault in chain.faults()] == [tampering.CHAIN]
        transaction.set_rollback(True)


APPEND_ONLY = (Event, Words)
ATTACKS = ("UPDATE {table} SET {column} = {column}", "DELETE FROM {table}")


def refused(statement: str) -> bool:
    """Whether the database itself refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def attacks(model) -> list[str]:
    """What somebody may try on a table that only grows."""
    table, column = model._meta.db_table, model._meta.concrete_fields[1].column
    made = [text.format(table=table, column=column) for text in ATTACKS]
    return [*made, f"TRUNCATE {table}"] if connection.vendor == "postgresql" else made


@pytest.fixture
def words(trail):
    """A line with personal words, so that no table is empty."""
    from banyan.core.identity.models import Person, User
    from tests.makers import make_person

    person: Person = make_person(trail)
    deeds.make_user(User(username="n1", person=person, email="a@b.cn"), by=system_actor("batteries"))
    assert Words.objects.exists()


def test_the_database_refuses_to_change_delete_or_empty_what_only_grows(words):
    tried = [(model, statement) for model in APPEND_ONLY for statement in attacks(model)]
    assert len(tried) >= 4
    assert [statement for _, statement in tried if not refused(statement)] == []


def test_the_orm_gets_no_further(words):
    for model in APPEND_ONLY:
        line = model.objects.first()
        for act in (line.save, line.delete, model.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(chain="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.bulk_update([line], ["chain"])


def test_a_dropped_trigger_is_noticed(trail):
    assert chain.missing_guards() == []
    with transaction.atomic():
        tampering.without_triggers()
        assert chain.missing_guards()
        transaction.set_rollback(True)
