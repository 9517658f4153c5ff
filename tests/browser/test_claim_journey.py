"""A claim in a real browser: drafted on a phone, refused in words, witnessed, signed, paid, booked and posted."""

import pytest

from banyan.core import clock, door
from banyan.core.identity.models import User
from banyan.domains.finance.models import Claim
from banyan.site.demo.stories.claims import begin, tills
from tests.browser.test_journeys import PHONE, _follow, enter

__all__ = ["enter"]
INVOICE = (
    b"<EInvoice><EIid>25442000000000009901</EIid><SellerName>fixture</SellerName>"
    b"<TotalTax-includedAmount>66.80</TotalTax-includedAmount></EInvoice>"
)


@pytest.fixture
def budget_in_force(served_demo):
    """The contract's budget is in force, and the agency works without monthly releases."""
    begin(tills()[0], clock.now())


def named(username):
    with door.opened("test"):
        return User.objects.select_related("person").get(username=username).person.name


def the_claim():
    with door.opened("test"):
        return Claim.everything.get()


def test_a_claim_goes_from_a_phone_to_the_books(budget_in_force, enter):
    worker = enter("s005", viewport=PHONE)
    worker.goto(f"{enter.address}/finance/claim/phone/")
    worker.set_input_files("input[name=photo]", {"name": "fp.xml", "mimeType": "text/xml", "buffer": INVOICE})
    worker.select_option("select[name=project]", index=1)
    worker.select_option("select[name=item]", "E4.01")
    worker.select_option("select[name=kind]", "other")
    worker.fill("input[name=place]", "服务站")
    worker.fill("input[name=reason]", "打印纸")
    worker.select_option("select[name=witness]", label=named("s006"))
    _follow(worker, ".phone-claim button.btn-go")
    assert "66.80" in worker.inner_text(".bill")
    assert worker.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page_of_claim = worker.url
    _press(worker, "submit")
    assert "还没确认验收" in worker.inner_text("main"), "refused in words that say what to do"
    witness = enter("s006")
    witness.goto(page_of_claim)
    _follow(witness, ".ban-in button")
    worker.goto(page_of_claim)
    _press(worker, "submit")
    number = the_claim().number
    for username in ("s004", "s001", "h003"):
        _sign(enter(username), enter.address, number)
    assert the_claim().state == "approved"
    cashier = enter("h005")
    cashier.goto(f"{page_of_claim}deed/pay/")
    _follow(cashier, "main form button.btn-go")
    assert "PAY-" in cashier.inner_text(".chain")
    accountant = enter("h004")
    accountant.goto(page_of_claim)
    _follow(accountant, "aside a:has-text('PAY-')")
    _press(accountant, "book")
    head = enter("h003")
    head.goto(page_of_claim)
    _follow(head, "aside a:has-text('PZ-')")
    _press(head, "post")
    assert "已记账" in head.inner_text(".head")


def _press(page, verb):
    """A deed's button: it asks nothing, or its page is sent as it stands."""
    with page.expect_navigation():
        page.locator(f"[action$='/deed/{verb}/'] button, a[href$='/deed/{verb}/']").first.click()
    if page.url.endswith(f"/deed/{verb}/") and page.locator("main form button.btn-go").count():
        _follow(page, "main form button.btn-go")


def _sign(page, address, number):
    page.goto(f"{address}/signatures/")
    row = page.locator("tr", has_text=number)
    assert "66.80" in row.inner_text(), "the inbox says how much"
    with page.expect_navigation():
        row.locator("a").first.click()
    _follow(page, "button[value=sign]")
