"""A sign-in on a phone whose network is cut: what was written arrives, each line once, and nothing is lost."""

import pytest

from banyan.core import door
from banyan.domains.services.models import Attendance
from tests.browser.test_entering import PASSWORD, sign_in
from tests.makers import make_grant, make_unit, make_user
from tests.services.makers import make_activity, make_sheet
from tests.services.makers import make_user as make_resident

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def sheet(transactional_copy):
    """An open sheet, and somebody with a phone who may fill it."""
    station = make_unit("N1", "北站", make_unit("A0", "示例机构"))
    make_grant(make_user(station, "north", password=PASSWORD), station, "services.*")
    make_resident(station, "安康𠮷")
    return make_sheet(make_activity(station))


@pytest.fixture
def phone(sheet, served, browser, browser_context_args):
    """The page for typed names, open on a phone."""
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE})
    page = context.new_page()
    sign_in(page, served)
    page.goto(f"{served}/services/sign-in/{sheet.activity.public_id}/by/typed/")
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()


def lines() -> list[str]:
    with door.opened("test"):
        return sorted(Attendance.everything.values_list("name", flat=True))


def write(page, name: str) -> None:
    page.fill("input[name=name]", name)
    page.click("form[data-offline] button.btn-go")


def written(page, name: str) -> None:
    """Offline: the form is empty again when the line is kept."""
    write(page, name)
    page.wait_for_function("() => document.querySelector('input[name=name]').value === ''")


WAITING = """async () => {
    const open = indexedDB.open("banyan-offline");
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const asked = base.transaction("forms").objectStore("forms").count();
    return new Promise((done) => { asked.onsuccess = () => done(asked.result); });
}"""


def nothing_waits(page) -> None:
    for _ in range(100):
        if page.evaluate(WAITING) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("a form still waits on the device")


def test_ten_lines_written_without_a_network_arrive_once_each(phone):
    phone.context.set_offline(True)
    names = [f"样人{each}" for each in "甲乙丙丁戊己庚辛壬癸"]
    for name in names:
        written(phone, name)
    assert "10" in phone.inner_text("[data-offline-said]")
    assert lines() == []
    phone.context.set_offline(False)
    nothing_waits(phone)
    assert lines() == sorted(names)
    phone.reload()
    nothing_waits(phone)
    assert lines() == sorted(names)


def test_a_line_whose_answer_was_lost_on_the_way_is_not_written_twice(phone):
    def lose(route):
        route.fetch()
        route.abort()

    phone.route("**/walk-in/", lose)
    written(phone, "样人甲")
    assert lines() == ["样人甲"]
    phone.unroute("**/walk-in/")
    phone.reload()
    nothing_waits(phone)
    assert lines() == ["样人甲"]


def test_the_page_opens_without_a_network_and_nothing_on_the_device_can_be_read(phone, served):
    address = phone.url
    phone.context.set_offline(True)
    phone.goto(address)
    assert phone.locator("[data-offline-shell]").count() == 1
    written(phone, "样人乙")
    kept = phone.evaluate(
        """async () => {
            const open = indexedDB.open("banyan-offline");
            const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
            const rows = (name) => new Promise((done) => {
                const asked = base.transaction(name).objectStore(name).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            const all = [...await rows("forms"), ...await rows("pages")];
            const text = all.map((row) => new TextDecoder().decode(row.sealed)).join("");
            const key = (await rows("keys"))[0].key;
            return [all.length, text.includes("样人乙"), text.includes("form"), key.extractable];
        }"""
    )
    assert kept == [2, False, False, False]
    phone.context.set_offline(False)
    phone.wait_for_selector("body:not([data-offline-shell])")
    nothing_waits(phone)
    assert lines() == ["样人乙"]


def test_two_phones_that_signed_in_the_same_person_keep_one_line_and_say_so(phone, sheet, served):
    phone.goto(f"{served}/services/sign-in/{sheet.activity.public_id}/by/list/")
    phone.fill("input[name=words]", "安康")
    phone.click("form[role=search] button")
    phone.wait_for_selector("form[action$='/in/']")
    phone.context.set_offline(True)
    phone.click("form[action$='/in/'] button")
    phone.wait_for_selector("#offline:not([hidden])")
    with door.opened("test"):
        from banyan.domains.services.models import ServiceUser, SignInSheet

        Attendance.everything.create(
            sheet=SignInSheet.everything.get(), position=1, name="安康𠮷", user=ServiceUser.everything.get()
        )
    phone.context.set_offline(False)
    opener = phone.wait_for_selector("[data-offline-list] button")
    assert lines() == ["安康𠮷"]
    with phone.expect_navigation():
        opener.click()
    assert phone.locator("#refusal, .ban-no, [role=alert]").count() >= 1
    assert lines() == ["安康𠮷"]


def test_signing_out_leaves_nothing_behind_and_asks_first(phone):
    phone.context.set_offline(True)
    written(phone, "样人丙")
    phone.context.set_offline(False)
    nothing_waits(phone)
    phone.goto(phone.url.split("/services/")[0] + "/")
    with phone.expect_navigation():
        phone.evaluate("document.querySelector('form[action*=logout]').requestSubmit()")
    assert phone.evaluate("localStorage.getItem('banyan.offline.user')") is None
