"""Telling people: a row for the desk, an e-mail once it stands."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, override_settings
from django_tasks_db.models import DBTaskResult

from banyan.core.jobs import working
from banyan.core.notices import deeds, queries
from banyan.core.notices.telling import tell
from banyan.foundation.refusal import noop, sentence
from tests.makers import make_actor, make_unit

pytestmark = pytest.mark.django_db
WAITS = sentence(noop("%(number)s waits for your signature."), number="T-1")


@pytest.fixture
def unit():
    return make_unit("N")


@pytest.fixture
def reader(unit):
    actor = make_actor(unit, "dated.*")
    actor.user.email = "reader@example.org"
    actor.user.save()
    return actor


def test_a_notice_waits_until_its_reader_puts_it_away(unit, reader):
    (notice,) = tell([reader.user], "test", WAITS, about=unit)
    assert queries.unread_count(reader) == 1
    deeds.mark_read(notice, by=reader)
    assert queries.unread_count(reader) == 0
    assert str(queries.notices_of(reader).get().sentence) == "T-1 waits for your signature."


def test_nobody_reads_or_puts_away_the_notice_of_another(unit, reader):
    (notice,) = tell([reader.user], "test", WAITS, about=unit)
    other = make_actor(unit, "*")
    assert not queries.notices_of(other).exists()
    with pytest.raises(PermissionDenied):
        deeds.mark_read(notice, by=other)


def test_all_notices_are_put_away_at_once(unit, reader):
    tell([reader.user], "test", WAITS, about=unit)
    tell([reader.user], "test", WAITS, about=unit)
    assert deeds.mark_all_read(reader) == 2
    assert queries.unread_count(reader) == 0


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_the_e_mail_leaves_through_the_queue_and_carries_the_number_alone(unit, reader):
    tell([reader.user], "test", sentence(noop("%(who)s asks."), who="样甲"), about=unit)
    assert mail.outbox == []
    working.run(until_idle=True)
    (sent,) = mail.outbox
    assert sent.to == ["reader@example.org"]
    assert "N" in sent.subject
    assert "样甲" not in sent.subject + sent.body


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_no_e_mail_leaves_when_the_transaction_did_not_stand(unit, reader):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([reader.user], "test", WAITS, about=unit)
        raise RuntimeError
    assert not DBTaskResult.objects.exists()


def test_without_a_mail_server_nothing_is_queued(unit, reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tell([reader.user], "test", WAITS, about=unit)
    assert not DBTaskResult.objects.exists()


def test_notices_are_read_and_put_away_on_their_page(unit, reader):
    (notice,) = tell([reader.user], "test", WAITS, about=unit)
    page = client_of(reader)
    assert "T-1" in page.get("/notices/").content.decode()
    assert page.post(f"/notices/{notice.public_id}/").status_code == 302
    assert queries.unread_count(reader) == 0
    other = client_of(make_actor(unit, "*"))
    assert "T-1" not in other.get("/notices/").content.decode()
    assert other.post(f"/notices/{notice.public_id}/").status_code == 404
    assert page.post("/notices/read/").status_code == 302


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_notices_of_several_stations_say_which_one_they_are_of(unit, reader):
    north, south = (make_actor(make_unit(code, parent=unit)).person for code in ("N1", "S1"))
    tell([reader.user], "test", WAITS, about=north)
    assert [notice.where for notice in queries.told_to(reader, 9)] == [""]
    tell([reader.user], "test", WAITS, about=south)
    tell([reader.user], "test", WAITS, about=unit)
    assert {notice.where for notice in queries.told_to(reader, 9)} == {"", "N1", "S1"}
