"""Money in a real browser: asked for, merged, signed, released, claimed on a phone, paid, booked, reconciled, reported.

The people click through everything themselves and find their next step on the desk. Two things are not done on a page:
they are signed in without the entrance, which has tests of its own, and the year's budget is in force already.
Each refusal on the way is met once and read where it is said.
"""

import base64

import pytest
from django.test import Client

from banyan.core import clock, door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import User
from banyan.domains.finance.deeds import budgets
from banyan.domains.finance.models import Budget, Claim

PHONE = {"width": 390, "height": 844}
ENTRANCE = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = "25442000000000009901"
INVOICE = (
    f"<EInvoice><EIid>{NUMBER}</EIid><SellerName>fixture</SellerName>"
    "<TotalTax-includedAmount>500.00</TotalTax-includedAmount></EInvoice>"
).encode()
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEADS = "交易日期,流水号,摘要,对方户名,收入,支出,余额"
PAID = "2025-12-31,YH1231777,报销打印纸,样例文具店,,66.80,1032870.65"


@pytest.fixture
def sit_down(served_demo, browser, browser_context_args):
    """`sit_down("s005")`: somebody of the demo at a browser of their own; the contract's budget is in force."""
    with door.opened("test"):
        draft = Budget.objects.filter(state="draft").get()
    budgets.put_in_force(draft, by=system_actor("test"), now=clock.now(), basis="合同附件二")
    contexts = {}

    def open_for(name, **changes):
        if name not in contexts:
            client = Client()
            client.force_login(User.objects.get(username=name), backend=ENTRANCE)
            given = {**browser_context_args, "base_url": served_demo, **changes}
            contexts[name] = browser.new_context(**given)
            contexts[name].set_default_timeout(20000)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served_demo}
            contexts[name].add_cookies([cookie])
            contexts[name].new_page()
        return contexts[name].pages[0]

    yield open_for
    for context in contexts.values():
        context.close()


def named(username):
    with door.opened("test"):
        return User.objects.select_related("person").get(username=username).person.name


def follow(page, selector):
    """Press something that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def from_the_desk(page, words):
    """Take the next step where it lies: on the desk."""
    page.goto("/")
    follow(page, f".todo li:has-text('{words}') a.btn")


def press(page, verb, **fields):
    """A deed's button; what it asks is answered on its page."""
    button = page.locator(f"main form[action$='/deed/{verb}/'] button, main a[href$='/deed/{verb}/']").first
    if not button.is_visible():
        page.locator("main details.more > summary").first.click()
    if button.evaluate("button => button.tagName") == "A":
        page.goto(button.get_attribute("href"))
        answer(page, **fields)
        return
    with page.expect_navigation():
        button.click()


def answer(page, **fields):
    """Fill a deed's own page and send it."""
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    follow(page, "main form button.btn-go")


def said(page, selector="main"):
    return page.inner_text(selector)


def draft(page, photo, **fields):
    """What somebody taps into the phone beside the till."""
    page.goto("/finance/claim/phone/")
    page.set_input_files("input[name=photo]", photo)
    page.select_option("select[name=item]", "E4.01")
    page.select_option("select[name=kind]", "other")
    page.select_option("select[name=witness]", label=named("s006"))
    page.locator("details.more-of-it > summary").click()
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), (
        "no sideways scrolling"
    )
    follow(page, ".phone-claim button.btn-go")
    return page.url


def confirm_receipt(witness):
    from_the_desk(witness, "验收待确认")
    follow(witness, ".ban-in button")


def sign(page, words):
    from_the_desk(page, words)
    told = said(page)
    follow(page, "button[value=sign]")
    return told


def ask_for_december(head):
    """The department's form: a line without a reason is refused beside its cell, then it is handed in, late."""
    head.goto("/finance/months/")
    follow(head, "main .deeds a:has-text('2025-12')")
    follow(head, "th:has-text('长者部') button[name=department]")
    head.select_option("select[name=item-0]", "E4.01")
    head.fill("[name=amount-0]", "100")
    follow(head, "button[name=submit]")
    assert "请写明科目 E4.01 的 100.00 元作何用途" in said(head, "tr:has([name=reason-0])"), "beside the cell"
    head.fill("[name=reason-0]", "小组打印纸")
    follow(head, "button[name=submit]")
    assert "已交" in said(head, ".head") or "天" in said(head, ".head")


def release_december(sit_down):
    """Merged as it was handed in, signed by director and headquarters, released by headquarters' finance."""
    clerk = sit_down("s019")
    from_the_desk(clerk, "月度预算待汇总")
    follow(clerk, "button[name=merge]")
    clerk.locator("td:has-text('小组打印纸')").wait_for()
    assert "100.00" in said(clerk), "nothing was typed again"
    press(clerk, "submit")
    told = sign(sit_down("s001"), "月度预算")
    assert "对照年度预算" in told and "17,900.00" in told, "the director sees what the year has left then"
    sign(sit_down("h003"), "月度预算")
    sign(sit_down("h002"), "月度预算")
    releasing = sit_down("h004")
    from_the_desk(releasing, "月度预算待下拨")
    press(releasing, "release")
    assert "已下拨" in said(releasing, ".head")
    clerk.goto(f"{releasing.url}settle/")
    follow(clerk, "main form button.btn-go")
    assert "本月尚未结束" in said(clerk), "a month is settled when it is over"


def pay(sit_down, claim_url):
    """Whoever agreed does not pay; the cashier pays once, whatever else is open in another tab."""
    checker = sit_down("h003")
    checker.goto(f"{claim_url}deed/pay/")
    answer(checker)
    assert "出纳、审核、记账不能是同一人" in said(checker)
    cashier = sit_down("h005")
    second = cashier.context.new_page()
    second.goto(f"{claim_url}deed/pay/")
    from_the_desk(cashier, "报销待付款")
    answer(cashier, bank_reference="YH1231777")
    assert "PAY-" in said(cashier, ".chain")
    answer(second)
    assert "现在已是“已付”" in said(second, "#refusal"), "paying twice"
    cashier.goto("/")
    assert "报销待付款" not in said(cashier)


def book(sit_down, claim_url):
    accountant = sit_down("h004")
    accountant.goto(claim_url)
    follow(accountant, "aside a:has-text('PAY-')")
    press(accountant, "book")
    head = sit_down("h003")
    head.goto(claim_url)
    follow(head, "aside a:has-text('PZ-')")
    press(head, "post")
    assert "已记账" in said(head, ".head")


def reconcile(accountant):
    """The bank's file meets the voucher by number and amount; a line that comes twice is refused where it stands."""
    accountant.goto("/finance/reconciliation/")
    follow(accountant, "main .deeds a.btn-go")
    bring(accountant, f"{HEADS}\n{PAID}\n{PAID}\n")
    assert "第 3 行" in said(accountant) or "重复" in said(accountant), "what is wrong, and where"
    accountant.goto("/finance/bankline/import/")
    bring(accountant, f"{HEADS}\n{PAID}\n")
    follow(accountant, "form[action$='/write/'] button")
    accountant.goto("/finance/reconciliation/")
    assert "流水号与金额相同" in said(accountant, "tr:has-text('YH1231777')")


def bring(page, content):
    page.select_option("main select[name=unit]", "U-G")
    file = {"name": "bank.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.set_input_files("main input[name=file]", file)
    follow(page, "main form button.btn-go")


def close_a_month_too_early(head):
    """A month with vouchers that are not posted stays open."""
    head.goto("/finance/accountingperiod/new/")
    head.select_option("main select[name=unit]", label="G街社工服务站")
    head.fill("main [name=starts_on]", "2025-11-01")
    follow(head, "main form button.btn-go")
    assert "已录入未记账" in said(head, "#refusal")


def report_the_half(sit_down):
    """The half's report waits for its notes, is handed in once, and is accepted by somebody else, on paper too."""
    director = sit_down("s001")
    director.goto("/finance/halfreport/new/")
    own = director.locator("main select[name=project] option", has_text="G街").first.get_attribute("value")
    director.select_option("main select[name=unit]", label="G街社工服务站")
    director.select_option("main select[name=project]", own)
    director.fill("main [name=starts_on]", "2025-04-01")
    follow(director, "main form button.btn-go")
    url = director.url
    press(director, "submit")
    assert "请在偏差说明中写明原因" in said(director, "#refusal")
    director.goto(f"{url}edit/")
    answer(director, notes="上半年暑期课堂未满员，年末前补足。")
    press(director, "submit")
    assert "年末" in said(director, "#refusal")
    director.goto(f"{url}edit/")
    answer(director, outlook="年末持平。")
    press(director, "submit")
    director.goto(url)
    assert "接受" not in said(director, ".deeds"), "nobody accepts their own"
    headquarters = sit_down("h003")
    from_the_desk(headquarters, "半年度财务报表")
    press(headquarters, "accept")
    assert headquarters.request.get(f"{url}print/").headers["content-type"] == "application/pdf"


def test_money_goes_from_a_department_s_wish_to_the_half_year_s_report(sit_down):
    worker, witness = sit_down("s005", viewport=PHONE), sit_down("s006")
    picture = {"name": "fp.png", "mimeType": "image/png", "buffer": PHOTO}
    claim = draft(
        worker, picture, amount="66.80", reason="小组打印纸", payee="样例文具店", invoice_number=NUMBER
    )
    press(worker, "submit")
    refused = said(worker, "#refusal")
    assert "请写在哪里花的" in refused and "还没确认验收" in refused
    assert "请写在哪里花的" in said(worker, "td:has(a[href$='#id_place'])"), "beside the field too"
    follow(worker, "a[href$='#id_place']")
    worker.fill("main [name=place]", "服务站")
    follow(worker, "main form button.btn-go")
    confirm_receipt(witness)
    worker.goto(claim)
    press(worker, "submit")
    assert "尚未下拨；未下拨不得支用" in said(worker, "#refusal")
    ask_for_december(sit_down("s004"))
    release_december(sit_down)
    xml = {"name": "fp.xml", "mimeType": "text/xml", "buffer": INVOICE}
    second = draft(worker, xml, amount="500", reason="又一批打印纸", place="服务站", payee="样例文具店")
    confirm_receipt(witness)
    worker.goto(second)
    press(worker, "submit")
    assert "尚余 100.00，本次为 500.00" in said(worker, "#refusal")
    worker.goto(claim)
    press(worker, "submit")
    worker.goto(second)
    press(worker, "submit")
    with door.opened("test"):
        number = Claim.everything.exclude(number="").get().number
    assert f"已在 {number} 报过" in said(worker, "#refusal"), "the same invoice twice"
    told = sign(sit_down("s004"), number)
    assert "从计划到付款" in told and "样例文具店" in told and named("s006") in told
    sign(sit_down("s001"), number)
    sign(sit_down("h003"), number)
    pay(sit_down, claim)
    book(sit_down, claim)
    reconcile(sit_down("h004"))
    close_a_month_too_early(sit_down("h003"))
    report_the_half(sit_down)
