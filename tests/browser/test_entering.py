"""Through the door with a real browser: light, dark, on a phone, without script."""

import pytest

from tests.makers import make_grant, make_unit, make_user

PASSWORD = "quiet-harbour-17"


@pytest.fixture
def worker(transactional_copy):
    """Somebody with a sign-in at a station."""
    station = make_unit("N1", "北站", make_unit("A0", "示例机构"))
    user = make_user(station, "north", password=PASSWORD)
    make_grant(user, station, "services.*", "projects.*", "staff.*")
    return user


def sign_in(page, address: str) -> None:
    """As a person does it."""
    page.goto(f"{address}/")
    page.fill("input[name=login]", "north")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_entrance_is_open_to_everybody(served, page, serious_violations, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{served}/")
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert serious_violations(page) == []


def test_a_person_signs_in_and_sees_the_desk(worker, served, page, serious_violations):
    sign_in(page, served)
    assert page.url == f"{served}/"
    assert page.locator("h1").count() == 1
    assert serious_violations(page) == []


def test_a_wrong_password_says_so_and_lets_nobody_in(worker, served, page):
    page.goto(f"{served}/")
    page.fill("input[name=login]", "north")
    page.fill("input[name=password]", "not-the-password")
    page.press("input[name=password]", "Enter")
    assert page.locator("input[name=password]").count() == 1
    assert page.locator("[role=alert], .errorlist, .refusal, .field-error").count() >= 1


def test_signing_in_needs_no_script(worker, served, browser, browser_context_args):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    sign_in(page, served)
    assert page.locator("h1").count() == 1
    assert page.locator("input[name=password]").count() == 0
    context.close()


def test_nothing_runs_over_the_edge_of_a_phone(worker, served, page):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, served)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_content_policy_is_never_broken(worker, served, page):
    said = []
    page.on(
        "console",
        lambda message: said.append(message.text) if "Content Security Policy" in message.text else None,
    )
    sign_in(page, served)
    page.wait_for_load_state("networkidle")
    assert said == []
