"""The trail proves itself, and forgets a person without losing its proof."""

import pytest
from django.db import connection, transaction

from banyan.core import clock
from banyan.core.audit import chain, trail, words
from banyan.core.audit.models import Event, Head, Words
from banyan.core.deeds import Deed
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Person
from tests.makers import make_person

pytestmark = pytest.mark.django_db


def _rename(person, by, now, name: str):
    person.name = name


rename = Deed(Person, "rename", _rename)


@pytest.fixture
def person(north):
    made = make_person(north, "样甲")
    for name in ("样乙", "样丙", "样丁"):
        rename(made, by=system_actor("test"), name=name)
    return made


def test_an_untouched_trail_has_no_fault(person):
    assert Event.objects.count() == 3
    assert list(chain.faults()) == []
    assert chain.missing_guards() == []


def test_history_tells_the_words_while_the_person_is_known(person):
    newest = trail.history(person)[0]
    assert newest["changes"] == {"name": ["样丙", "样丁"]}
    assert newest["erased"] == []


def test_erasing_a_person_takes_the_words_and_leaves_the_proof(person):
    words.destroy(person.public_id, clock.now())
    newest = trail.history(person)[0]
    assert newest["changes"] == {"name": [None, None]}
    assert newest["erased"] == ["name"]
    assert list(chain.faults()) == []
    rename(person, by=system_actor("test"), name="样戊")
    assert Words.objects.count() == 3, "an erased person's words are not kept again"


def test_a_line_outside_a_transaction_is_refused(monkeypatch, person):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError):
        chain.append([Event()], "A0")


def test_a_cut_tail_is_noticed(person):
    _without_triggers("DELETE FROM audit_event WHERE seq = 3")
    assert [(fault.seq, fault.why) for fault in chain.faults()] == [
        (3, "the end of the trail is missing or was replaced")
    ]


def test_a_trail_written_anew_is_noticed_by_the_head_kept_outside(person):
    outside = {head.chain: (head.seq, head.hash) for head in Head.objects.all()}
    _rewrite_all()
    assert list(chain.faults()) == [], "inside, a rewritten trail looks whole"
    assert [fault.why for fault in chain.faults(outside)] == ["differs from the head noted outside"]


def _rewrite_all():
    prev = chain.GENESIS
    for event in Event.objects.order_by("seq"):
        event.reason, event.prev = "forged", prev
        event.hash = prev = chain.digest(event)
        _without_triggers(
            "UPDATE audit_event SET reason = 'forged', prev = %s, hash = %s WHERE seq = %s",
            [event.prev, event.hash, event.seq],
        )
    Head.objects.update(hash=prev)


def _without_triggers(statement, params=()):
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            on = " ON audit_event" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_event_no_{verb}{on}")
        cursor.execute(statement, params or None)
