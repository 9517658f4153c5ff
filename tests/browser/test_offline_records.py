"""Contact records on a phone whose network is cut: each arrives once, and of guarded files nothing lies on the device."""

from django.urls import reverse

from banyan.core import door
from banyan.domains.services.models import Case, CaseContact
from tests.browser.test_case_journey import phone_of, station, the_day_is  # noqa: F401
from tests.browser.test_offline import nothing_waits
from tests.services.cases.makers import on


def heard() -> list[str]:
    with door.opened("test"):
        return sorted(contact.happened for contact in CaseContact.everything.exclude(position=1))


def test_ten_contact_records_written_without_a_network_arrive_once_each(station, phone_of):  # noqa: F811
    the_day_is(on(30))
    with door.opened("test"):
        case = station.led(station.case(), "intervention")
    phone = phone_of(station.worker)
    phone.goto(reverse("services.case.contact", args=[case.public_id]))
    phone.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    told = [f"第{number}次上门，母女在家" for number in range(1, 11)]
    for words in told:
        phone.fill("textarea[name=happened]", words)
        phone.fill("textarea[name=said]", "我自己起的床")
        phone.fill("textarea[name=judgement]", "稳定，下周再看")
        phone.locator(".kinds label").nth(1).click()
        phone.fill("input[name=began_at]", "11:00")
        phone.fill("input[name=ended_at]", "12:05")
        phone.click("form[data-offline] button.btn-go")
        phone.wait_for_function("() => document.querySelector('textarea[name=happened]').value === ''")
    assert heard() == []
    phone.context.set_offline(False)
    nothing_waits(phone)
    assert heard() == sorted(told)
    phone.reload()
    nothing_waits(phone)
    assert heard() == sorted(told)
    with door.opened("test"):
        Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    phone.goto(reverse("services.case.contact", args=[case.public_id]))
    assert phone.locator("[data-offline], [data-offline-page]").count() == 0
