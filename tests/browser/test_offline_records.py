"""Contact records on a phone whose network is cut: each arrives once, and of guarded files nothing lies on the device."""

from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.domains.services.deeds.cases import papers
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseWorker, WorkEntry
from tests.browser.test_case_journey import ENTRANCE, phone_of, station, the_day_is  # noqa: F401
from tests.browser.test_offline import nothing_waits
from tests.makers import make_grant
from tests.services.cases.makers import at, on


def heard() -> list[str]:
    with door.opened("test"):
        return sorted(contact.happened for contact in CaseContact.everything.exclude(position=1))


def write_contact(phone, words):
    """A record on a phone without a network: the form is empty again once it is kept."""
    phone.fill("textarea[name=happened]", words)
    phone.fill("textarea[name=said]", "我自己起的床")
    phone.fill("textarea[name=judgement]", "稳定，下周再看")
    phone.locator(".kinds label").nth(1).click()
    phone.fill("input[name=began_at]", "11:00")
    phone.fill("input[name=ended_at]", "12:05")
    phone.click("form[data-offline] button.btn-go")
    phone.wait_for_function("() => document.querySelector('textarea[name=happened]').value === ''")


def test_ten_contact_records_written_without_a_network_arrive_once_each(station, phone_of):  # noqa: F811
    """Five before the page is loaded anew without a network, five after; meanwhile the sign-in has run out.

    Back on the network the device asks to sign in and keeps what waits; then two tabs send the same ten at once.
    """
    the_day_is(on(30))
    with door.opened("test"):
        case = station.led(station.case(), "intervention")
    phone = phone_of(station.worker)
    address = reverse("services.case.contact", args=[case.public_id])
    phone.goto(address)
    phone.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    told = [f"第{number}次上门，母女在家" for number in range(1, 11)]
    for words in told[:5]:
        write_contact(phone, words)
    phone.reload()
    phone.wait_for_selector("[data-offline-place] textarea[name=happened]")
    for words in told[5:]:
        write_contact(phone, words)
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.wait_for_selector("input[name=login]")
    assert (heard(), phone.evaluate(KEPT, "forms")) == ([], 10)
    phone.context.add_cookies(cookies)
    beside = phone.context.new_page()
    for page in (phone, beside):
        page.goto(address, wait_until="commit")
    for page in (phone, beside):
        page.wait_for_load_state()
        nothing_waits(page)
    beside.close()
    assert heard() == sorted(told)
    phone.reload()
    nothing_waits(phone)
    assert heard() == sorted(told)
    assert phone.evaluate(KEPT, "pages") == 1
    for grade in ("L4", "L3"):
        with door.opened("test"):
            Case.everything.filter(pk=case.pk).update(confidentiality=grade)
        phone.goto(address)
        assert phone.locator("[data-offline], [data-offline-page]").count() == 0
    phone.wait_for_function(f"async () => (await ({KEPT})('pages')) === 0")


def test_two_people_who_write_one_form_of_a_case_both_keep_their_words(station, phone_of):  # noqa: F811
    """The second hand is shown both versions, takes the other's words for one question and keeps its own for another."""
    the_day_is(on(30))
    with door.opened("test"):
        case = station.led(station.case(), "intake")
        CaseWorker.everything.create(case=case, person=station.colleague.person, since=on(0))
        begun = CaseDocument(case=case, kind="assessment", happened_on=on(29))
        paper = papers.begin(begun, by=station.worker, now=at(on(29)), answers={"risks": "无"})
    one, other = phone_of(station.worker), phone_of(station.colleague)
    for page in (one, other):
        page.goto(reverse("services.casedocument.write", args=[paper.public_id]))
    keep_draft(one, physical="膝痛，走路慢", risks="夜里跌倒过")
    keep_draft(other, risks="独居，药放错过")
    table = other.locator("table.conflict")
    assert [word in table.inner_text() for word in ("膝痛，走路慢", "夜里跌倒过", "独居，药放错过")] == [
        True
    ] * 3
    other.check("input[name=take-physical][value=theirs]")
    other.check("input[name=take-risks][value=mine]")
    keep_draft(other)
    with door.opened("test"):
        kept = CaseDocument.everything.get(pk=paper.pk).answers
    assert kept == {"physical": "膝痛，走路慢", "risks": "独居，药放错过"}


def keep_draft(page, **answers):
    """Write some answers and keep the form as a draft."""
    for name, words in answers.items():
        page.fill(f"textarea[name={name}]", words)
    with page.expect_navigation():
        page.click("button[name=draft]")


def test_a_day_sheet_waits_on_the_device_for_a_day_at_most_and_for_nobody_else(station, phone_of):  # noqa: F811
    the_day_is(on(30))
    make_grant(station.worker.user, station.centre, "services.workentry.*")
    phone = phone_of(station.worker)
    phone.goto(reverse("services.day"))
    phone.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    for number, matter in enumerate(("整理名册", "写月报", "备课", "过期的一行"), 1):
        write(phone, matter, minutes=15 * number)
    assert (entered(), phone.evaluate(KEPT, "forms")) == ([], 4)
    phone.evaluate(AGED, "过期的一行")
    other = signed_in_beside(phone, station.colleague)
    assert "整理名册" not in other.inner_text("body") and other.locator("#offline:not([hidden])").count() == 0
    other.wait_for_function(
        f"async () => (await ({KEPT})('forms')) === 3"
    )  # older than a day: gone, whoever comes
    assert entered() == []
    again = signed_in_beside(other, station.worker)
    nothing_waits(again)
    assert entered() == [("写月报", 30), ("备课", 45), ("整理名册", 15)]
    again.goto("/")
    with again.expect_navigation():
        again.evaluate("document.querySelector('form[action*=logout]').requestSubmit()")
    assert [again.evaluate(KEPT, name) for name in ("forms", "pages")] == [0, 0]


def entered() -> list[tuple[str, int]]:
    with door.opened("test"):
        return sorted(WorkEntry.everything.values_list("matter", "minutes"))


def write(phone, matter, minutes):
    """A line of the day sheet: the form is empty again once it is kept."""
    phone.select_option("select[name=category]", index=1)
    phone.fill("[name=matter]", matter)
    phone.fill("input[name=minutes]", str(minutes))
    phone.click("form[data-offline] button.btn-go")
    phone.wait_for_function("() => document.querySelector('[name=matter]').value === ''")


def signed_in_beside(page, actor):
    """Somebody takes the same device, without the former one signing out."""
    client = Client()
    client.force_login(actor.user, backend=ENTRANCE)
    page.context.set_offline(True)
    secret = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": "127.0.0.1",
        "path": "/",
    }
    page.context.clear_cookies()
    page.context.add_cookies([secret])
    page.context.set_offline(False)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    return page


#: How many rows lie in a store of the device, whosever they are.
KEPT = """async (name) => {
    const open = indexedDB.open("banyan-offline");
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const asked = base.transaction(name).objectStore(name).count();
    return new Promise((done) => { asked.onsuccess = () => done(asked.result); });
}"""
#: The last form that was kept lies there since twenty-five hours.
AGED = """async () => {
    const open = indexedDB.open("banyan-offline");
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const box = base.transaction("forms", "readwrite").objectStore("forms");
    const rows = await new Promise((done) => { const all = box.getAll(); all.onsuccess = () => done(all.result); });
    const last = rows.sort((a, b) => b.at - a.at)[0];
    await new Promise((done) => { box.put({ ...last, at: last.at - 25 * 3600000 }).onsuccess = done; });
}"""
