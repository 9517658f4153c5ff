"""Pages of the frame: look, menu, keys, finding, errors; for somebody signed in and for nobody."""

import pytest

from banyan.core.ui.templatetags.banyan import help_here
from tests.makers import make_grant, make_user


@pytest.fixture
def signed_in(client, north):
    user = make_user(north, "somebody")
    make_grant(user, north, "staff.area.view")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("address", ["/menu/", "/keys/", "/find/", "/find/?q=榕", "/counts/", "/help/"])
def test_pages_of_the_frame_open(address, signed_in):
    assert signed_in.get(address).status_code in (200, 404) if address == "/help/" else True
    if address != "/help/":
        assert signed_in.get(address).status_code == 200


def test_help_leads_to_the_page_about_this_place_whatever_was_drawn_before(signed_in):
    leads = {address: help_here(address) for address in ("/staff/area/", "/keys/")}
    assert len(set(leads.values())) == 2
    for address, target in leads.items():
        assert (
            f'href="{target}"><svg class="ti" aria-hidden="true"' in signed_in.get(address).content.decode()
        )


@pytest.mark.parametrize("address", ["/menu/", "/keys/", "/find/"])
def test_nobody_sees_them_without_signing_in(address, client, db):
    assert client.get(address).status_code == 302


def test_light_and_dark_are_chosen_without_scripts(signed_in):
    answer = signed_in.post("/look/", {"theme": "dark", "density": "compact", "next": "/keys/"})
    assert answer.url == "/keys/"
    page = signed_in.get("/keys/").content.decode()
    assert 'media="screen" id="dark-tokens"' in page
    assert 'data-density="compact"' in page


def test_a_choice_that_does_not_exist_is_not_kept(signed_in):
    answer = signed_in.post("/look/", {"theme": "pink"})
    assert "theme" not in answer.cookies


def test_choosing_the_look_leads_nowhere_else(signed_in):
    assert signed_in.post("/look/", {"theme": "dark", "next": "https://elsewhere.example/"}).url == "/"


def test_an_unknown_address_says_what_to_do(signed_in):
    answer = signed_in.get("/nowhere/")
    assert answer.status_code == 404
    assert 'id="refusal"' in answer.content.decode()


def test_the_frame_shows_the_day_of_a_demo(signed_in):
    from datetime import date

    from banyan.core import clock, door
    from banyan.core.identity.models import Installation

    with door.opened("test"):
        Installation.objects.update_or_create(pk=1, defaults={"demo_day": date(2025, 12, 31)})
    clock.forget()
    assert "2025-12-31" in signed_in.get("/keys/").content.decode()


@pytest.mark.parametrize("page", ["500.html"])
def test_the_page_for_what_broke_leans_on_nothing(page):
    from django.template.loader import render_to_string

    assert "<h1>" in render_to_string(page)


def test_every_page_has_one_heading_and_no_style(signed_in):
    for address in ("/menu/", "/keys/", "/find/", "/nowhere/", "/staff/area/"):
        text = signed_in.get(address).content.decode()
        assert text.count("<h1") == 1, address
        assert " style=" not in text, address
