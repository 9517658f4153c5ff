"""A form that carries a key is written once."""

import uuid

import pytest

from banyan.core import door
from banyan.core.offline import jobs, once
from banyan.core.offline.models import Arrival
from banyan.domains.services.models import Household, ServiceUser
from tests.batteries.world import browser
from tests.makers import make_grant, make_unit, make_user

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def unit():
    return make_unit("N1", "北站")


@pytest.fixture
def phone(unit):
    user = make_user(unit, "phone")
    make_grant(user, unit, "services.*")
    return browser(user)


def send(phone, unit, key, community="北街", **extra):
    given = {"unit": str(unit.public_id), "community": community, "member": str(lives_there(unit).public_id)}
    return phone.post("/services/household/new/", given, HTTP_X_SENT_ONCE=str(key), **extra)


def lives_there(unit) -> ServiceUser:
    with door.opened("test"):
        return ServiceUser.everything.get_or_create(unit=unit, name="样例", defaults={"number": "R00001"})[0]


def written() -> int:
    with door.opened("test"):
        return Household.everything.count()


def test_a_form_sent_twice_is_written_once_and_answers_with_the_same_page(phone, unit):
    key = uuid.uuid4()
    first, again = send(phone, unit, key), send(phone, unit, key)
    assert (first.status_code, again.status_code, written()) == (302, 302, 1)
    assert again["Location"] == first["Location"]
    assert send(phone, unit, key, **JSON).json() == {"arrived": True, "url": first["Location"]}
    assert written() == 1


def test_another_key_is_another_form(phone, unit):
    send(phone, unit, uuid.uuid4())
    send(phone, unit, uuid.uuid4())
    assert written() == 2


def test_a_form_that_was_refused_may_come_again_under_its_key(phone, unit):
    key = uuid.uuid4()
    wrong = phone.post("/services/household/new/", {"unit": "nowhere"}, HTTP_X_SENT_ONCE=str(key), **JSON)
    assert (wrong.status_code, wrong.json(), written()) == (422, {"arrived": False}, 0)
    assert not Arrival.objects.exists()
    assert send(phone, unit, key, **JSON).json()["arrived"] is True


def test_nothing_half_written_remains_when_the_page_breaks_off(phone, unit, monkeypatch):
    monkeypatch.setattr(once, "_written", lambda answer: False)
    send(phone, unit, uuid.uuid4())
    assert written() == 0


def test_the_key_of_one_person_says_nothing_to_another(phone, unit):
    key = uuid.uuid4()
    send(phone, unit, key)
    other = make_user(unit, "other")
    make_grant(other, unit, "services.*")
    assert send(browser(other), unit, key).status_code == 302
    assert written() == 2


def test_who_lost_every_right_is_told_to_sign_in_and_the_form_stays_on_the_device(unit):
    gone = browser(make_user(unit, "gone"))
    answer = send(gone, unit, uuid.uuid4(), **JSON)
    assert (answer.status_code, written()) == (401, 0)
    assert not Arrival.objects.exists()


def test_a_key_that_is_none_is_an_ordinary_form(phone, unit):
    assert send(phone, unit, "twice").status_code == 302
    assert send(phone, unit, "twice").status_code == 302
    assert written() == 2


def test_arrivals_are_forgotten_when_no_device_repeats_them(phone, unit, monkeypatch):
    send(phone, unit, uuid.uuid4())
    jobs.forget(None)
    assert Arrival.objects.count() == 1
    monkeypatch.setattr(jobs, "KEPT", -jobs.KEPT)
    assert jobs.forget(None) == {"forgotten": 1}


def test_the_shell_names_nobody_and_the_worker_keeps_only_the_shell(phone, client):
    shell, worker = client.get("/offline/"), client.get("/offline-worker.js")
    assert (shell.status_code, worker.status_code) == (200, 200)
    assert worker["Content-Type"].startswith("text/javascript")
    assert phone.get("/offline/").content == shell.content
    assert '"/offline/"' in worker.content.decode()


def test_a_household_without_anybody_is_refused_beside_the_field(phone, unit):
    given = {"unit": str(unit.public_id), "community": "北街"}
    answer = phone.post("/services/household/new/", given)
    assert (answer.status_code, written(), "id_member_error" in answer.content.decode()) == (422, 0, True)
    send(phone, unit, uuid.uuid4())
    with door.opened("test"):
        household = Household.everything.get()
        assert lives_there(unit).household == household
    assert (
        phone.post(f"/services/household/{household.public_id}/edit/", {"community": "x" * 99}).status_code
        == 422
    )
