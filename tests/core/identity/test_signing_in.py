"""Signing in through the pages: names, passwords, second factors, speed, and when sessions end."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings

from banyan.core import clock
from banyan.core.identity import deeds, pace
from banyan.core.identity.models import User
from tests.makers import make_actor, make_grant, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-morning-7"
LOGIN = "/sign-in/login/"
PAGE = "/account/"


@pytest.fixture
def worker(north):
    user = make_user(north, "worker", password=PASSWORD)
    make_grant(user, north, "services.*")
    return user


@pytest.fixture
def admin(north):
    return make_actor(north, "services.*", "identity.*", on=clock.today())


def sign_in(client, name="worker", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def code_now(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_second_factor(user):
    secret = generate_totp_secret()
    with_context = TOTP.activate(user, secret)
    return secret, with_context.instance


def opens(client):
    return client.get(PAGE).status_code == 200


def test_name_and_password_open_the_house(client, worker):
    assert sign_in(client).status_code == 302
    assert opens(client)


def test_the_session_gets_another_name_at_sign_in(client, worker):
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_known_and_unknown_names_get_the_same_answer(worker):
    known = sign_in(Client(), "worker", "wrong-password")
    unknown = sign_in(Client(), "nobody", "wrong-password")
    strip = lambda answer, name: answer.content.decode().replace(name, "").split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert known.status_code == unknown.status_code
    assert len(known.content) - len("worker") == len(unknown.content) - len("nobody")
    assert strip(known, "worker") == strip(unknown, "nobody")


def test_a_closed_sign_in_is_answered_like_a_wrong_password(client, worker, admin):
    deeds.deactivate(worker, by=admin, reason="left")
    wrong, closed = sign_in(Client(), "nobody"), sign_in(client)
    assert closed.status_code == wrong.status_code
    assert not opens(client)


def test_a_sign_in_without_rights_is_told_so(client, north):
    make_user(north, "bare", password=PASSWORD)
    answer = sign_in(client, "bare")
    assert answer["Location"] == "/sign-in/closed/"
    assert client.get(answer["Location"]).status_code == 200
    assert not opens(client)


def test_nobody_signs_up(client, db):
    assert client.get("/sign-in/signup/").status_code == 404


def test_five_wrong_passwords_lock_the_name_at_this_place_even_for_the_right_one(client, worker):
    for _ in range(5):
        last = sign_in(client, password="wrong")
    assert last.status_code == 429
    assert sign_in(client).status_code == 429
    assert not opens(client)


def test_an_unknown_name_is_locked_like_a_known_one(worker):
    def fifth(name):
        client = Client()
        return [sign_in(client, name, "wrong") for _ in range(5)][-1]

    known, unknown = fifth("worker"), fifth("nobody")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_a_locked_name_costs_no_hashing(client, worker, monkeypatch):
    for _ in range(5):
        sign_in(client, password="wrong")
    hashed = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: hashed.append(raw))
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    assert sign_in(client).status_code == 429
    assert hashed == []


def test_trying_many_names_from_one_place_is_stopped(client, db):
    answers = [sign_in(client, f"name{number}", "wrong").status_code for number in range(60)]
    assert answers[:40].count(429) == 0
    assert answers[-1] == 429


def test_trying_one_name_from_many_places_is_stopped(client, worker):
    answers = [
        sign_in(client, password="wrong", REMOTE_ADDR=f"10.0.0.{number}").status_code
        for number in range(1, 30)
    ]
    assert answers[0] != 429
    assert answers[-1] == 429


def test_a_forged_forwarding_header_does_not_evade_the_lock(client, worker):
    answers = [
        sign_in(client, password="wrong", HTTP_X_FORWARDED_FOR=f"10.9.0.{number}").status_code
        for number in range(50)
    ]
    assert answers[5:] == [429] * 45


@override_settings(BANYAN_TRUSTED_PROXIES=1)
def test_a_trusted_proxy_s_own_entry_counts_and_nothing_before_it(rf):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 2.2.2.2", REMOTE_ADDR="127.0.0.1")
    assert pace.client_address(request) == "2.2.2.2"


def test_without_declared_proxies_the_peer_counts(rf):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1", REMOTE_ADDR="127.0.0.1")
    assert pace.client_address(request) == "127.0.0.1"


def test_a_second_factor_is_asked_after_the_password(client, worker):
    secret, _ = with_second_factor(worker)
    assert sign_in(client)["Location"].startswith("/sign-in/second-factor/code/")
    assert not opens(client)
    client.post("/sign-in/second-factor/code/", {"code": code_now(secret)})
    assert opens(client)


def test_a_code_opens_once_over_all_server_processes(worker):
    from django.core.cache import cache

    secret, _ = with_second_factor(worker)
    code = code_now(secret)
    first, second = Client(), Client()
    sign_in(first)
    first.post("/sign-in/second-factor/code/", {"code": code})
    assert opens(first)
    cache.clear()
    sign_in(second)
    second.post("/sign-in/second-factor/code/", {"code": code})
    assert not opens(second)


def test_guessing_codes_is_counted_like_guessing_passwords(client, worker):
    secret, _ = with_second_factor(worker)
    sign_in(client)
    answers = [client.post("/sign-in/second-factor/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert answers[-1] == 429
    client.post("/sign-in/second-factor/code/", {"code": code_now(secret)})
    assert not opens(client)


def test_the_second_factor_lies_sealed_in_the_database(worker):
    secret, factor = with_second_factor(worker)
    kept = Authenticator.objects.get(pk=factor.pk).data["secret"]
    assert secret not in kept
    assert kept.startswith("b1:")


def test_a_revoked_grant_closes_the_open_session_at_the_next_request(client, worker, admin):
    sign_in(client)
    assert opens(client)
    deeds.revoke(worker.grants.model.everything.get(user=worker), by=admin, reason="moved")
    assert not opens(client)


def test_closing_the_sign_in_closes_the_open_session(client, worker, admin):
    sign_in(client)
    deeds.deactivate(worker, by=admin, reason="left")
    assert not opens(client)


def test_a_password_set_by_the_administrator_closes_open_sessions(client, worker, admin):
    sign_in(client)
    deeds.set_password(worker, by=admin, password="another-morning-8")
    assert not opens(client)


def test_changing_my_password_closes_my_other_sessions_and_keeps_this_one(worker):
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    new = "another-morning-8"
    answer = here.post("/sign-in/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert opens(here)
    assert not opens(elsewhere)


def test_a_grant_that_ran_out_closes_the_session(client, north, worker):
    from datetime import timedelta

    from banyan.core import door

    sign_in(client)
    with door.opened("test"):
        worker.grants.model.everything.filter(user=worker).update(until=clock.today() - timedelta(days=1))
    assert not opens(client)


def test_passwords_are_hashed_with_the_stated_parameters():
    with override_settings(PASSWORD_HASHERS=["banyan.core.identity.passwords.Argon2Hasher"]):
        encoded = make_password(PASSWORD)
    assert "argon2id" in encoded
    assert "m=19456,t=2,p=1" in encoded


def test_only_as_many_passwords_are_hashed_at_once_as_there_are_cores(client, worker, monkeypatch):
    from threading import BoundedSemaphore

    full = BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(pace, "_hashing", full)
    monkeypatch.setattr(pace, "SECONDS_TO_WAIT", 0.01)
    assert sign_in(client).status_code == 429


def test_cookies_are_kept_from_scripts_and_other_sites(client, worker):
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_way_back_after_sign_in_stays_in_the_house(client, worker):
    answer = client.post(f"{LOGIN}?next=//evil.example/", {"login": "worker", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_another_spelling_of_the_name_does_not_evade_the_lock(client, worker):
    for name in ("worker", "Worker", "WORKER", " worker", "wOrker"):
        sign_in(client, name, "wrong")
    assert sign_in(client).status_code == 429
