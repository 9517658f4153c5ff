"""Files on records: who may hang them, see them, take them off, and how they are proved."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from banyan.core import door
from banyan.core.attachments import deeds, proof, queries, storing
from banyan.core.attachments.fingerprints import files_hash
from banyan.core.attachments.models import Attachment
from banyan.core.dated.models import DatedSetting
from banyan.foundation.refusal import Refused
from tests.core.attachments.test_intake import PDF
from tests.makers import make_actor, make_unit

pytestmark = pytest.mark.django_db
RIGHTS = ("dated.*", "attachments.attachment.*")


@pytest.fixture
def north():
    return make_unit("N", parent=make_unit("AG"))


@pytest.fixture
def worker(north):
    return make_actor(north, *RIGHTS)


@pytest.fixture
def record(north):
    with door.opened("test"):
        return DatedSetting.everything.create(unit=north, key="test", value=1, valid_from=date(2025, 1, 1))


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_file_is_kept_under_a_name_nobody_can_guess_and_proved_by_its_hash(record, worker):
    made = deeds.attach(record, "签到.pdf", PDF, by=worker)
    assert storing.path_of(made.stored_as).read_bytes() == PDF
    assert "签到" not in made.stored_as
    assert proof.bad_files() == []
    storing.path_of(made.stored_as).write_bytes(PDF + b" ")
    assert [fault["why"] for fault in proof.bad_files()] == ["the file was changed"]
    storing.path_of(made.stored_as).unlink()
    assert [fault["why"] for fault in proof.bad_files()] == ["the file is gone"]


def test_the_fingerprint_of_all_files_changes_with_every_file(record, worker):
    nothing = files_hash(record)
    first = deeds.attach(record, "a.pdf", PDF, by=worker)
    one = files_hash(record)
    deeds.attach(record, "b.pdf", PDF + b"2", by=worker)
    assert len({nothing, one, files_hash(record)}) == 3
    deeds.remove(first, by=worker, reason="wrong sheet")
    assert files_hash(record) not in {nothing, one}


def test_a_file_taken_off_leaves_its_line_and_its_reason(record, worker):
    made = deeds.attach(record, "a.pdf", PDF, by=worker)
    with pytest.raises(Refused):
        deeds.remove(made, by=worker, reason="")
    deeds.remove(made, by=worker, reason="wrong sheet")
    assert list(queries.attachments_of(record)) == []
    assert storing.path_of(made.stored_as).exists()


def test_who_lacks_the_right_hangs_no_file(record, north):
    with pytest.raises(PermissionDenied):
        deeds.attach(record, "a.pdf", PDF, by=make_actor(north, "dated.*"))
    with pytest.raises(PermissionDenied):
        deeds.attach(record, "a.pdf", PDF, by=make_actor(north, "attachments.*"))
    assert proof.orphans() == [] or Attachment.everything.count() == 0


def test_a_file_is_handed_out_to_be_saved_and_runs_nothing(record, worker):
    made = deeds.attach(record, "签到.pdf", PDF, by=worker)
    answer = client_of(worker).get(f"/files/{made.public_id}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_the_file_of_another_station_does_not_exist(record, worker):
    made = deeds.attach(record, "a.pdf", PDF, by=worker)
    stranger = make_actor(make_unit("S"), *RIGHTS)
    assert client_of(stranger).get(f"/files/{made.public_id}/").status_code == 404
    blind = make_actor(record.unit, "attachments.attachment.*")
    assert client_of(blind).get(f"/files/{made.public_id}/").status_code == 404


def test_nobody_hangs_a_file_on_a_record_of_another_station(record):
    stranger = make_actor(make_unit("S"), *RIGHTS)
    answer = client_of(stranger).post(f"/files/on/dated.datedsetting/{record.public_id}/")
    assert answer.status_code == 404
    assert client_of(stranger).post(f"/files/on/auth.group/{record.public_id}/").status_code == 404
