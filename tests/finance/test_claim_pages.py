"""The pages of claims: a draft from a phone, what is missing in words, papers read, and the list for the bank."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from banyan.core.identity.actor import system_actor
from banyan.domains.finance.deeds import grants
from banyan.domains.finance.models import Claim, ClaimLine, EarmarkedFund, Payment, PaymentRun
from banyan.domains.finance.rules.einvoices import read_invoice
from tests.finance.office import DAY, NOON, fresh, make_office, paid, set_for, signed, write_claim

pytestmark = pytest.mark.django_db

INVOICE = (
    "<EInvoice><Header><EIid>25442000000000000001</EIid></Header><EInvoiceData><SellerInformation><SellerName>样例文具店"
    "</SellerName></SellerInformation><BuyerInformation><BuyerName>{buyer}</BuyerName></BuyerInformation>"
    "<BasicInformation><TotalTax-includedAmount>56.50</TotalTax-includedAmount></BasicInformation></EInvoiceData>"
    "</EInvoice>"
)


@pytest.fixture
def office(north):
    return make_office(north)


def client_of(office, part):
    made = Client()
    made.force_login(office.users[part])
    return made


def answers(office, **more):
    given = {
        "project": office.project.public_id, "item": "E1", "kind": "other", "paper": "invoice", "happened_on": DAY,
        "place": "社区广场", "reason": "活动物资", "witness": office.person("colleague").public_id, "amount": "",
    }  # fmt: skip
    return given | more


def invoice_file(buyer="示例机构"):
    return SimpleUploadedFile("fp.xml", INVOICE.format(buyer=buyer).encode(), "text/xml")


def test_a_claim_is_drafted_on_a_phone_from_an_electronic_invoice(office):
    worker = client_of(office, "worker")
    assert worker.get(reverse("finance.claim.phone")).status_code == 200
    answer = worker.post(reverse("finance.claim.phone"), answers(office, photo=invoice_file()))
    assert answer.status_code == 302
    claim, line = Claim.everything.get(), ClaimLine.everything.get()
    assert (claim.state, claim.payable, claim.payee) == ("draft", line.amount, "样例文具店")
    assert (str(line.amount), line.invoice_number, line.seller) == (
        "56.50",
        "25442000000000000001",
        "样例文具店",
    )
    page = worker.get(answer["Location"])
    assert "伍拾陆元伍角整" in page.content.decode()


def test_the_phone_offers_what_may_be_claimed_by_block_and_no_wages(office):
    worker, address = client_of(office, "worker"), reverse("finance.claim.phone")
    page = worker.get(address).content.decode()
    assert '<optgroup label="服务活动">' in page and '<option value="E1">' in page
    set_for(office.unit, "finance.personnel_blocks", ["服务活动"])
    assert '<option value="E1">' not in worker.get(address).content.decode()


@pytest.mark.clause("R5.3.2")
def test_an_invoice_made_out_to_somebody_else_is_refused_and_nothing_is_kept(office):
    answer = client_of(office, "worker").post(
        reverse("finance.claim.phone"), answers(office, photo=invoice_file("别的公司"))
    )
    assert answer.status_code == 409
    assert "别的公司" in answer.content.decode()
    assert Claim.everything.count() == 0


@pytest.mark.clause("W3.1")
def test_the_phone_asks_for_the_fund_where_there_is_one_and_the_claim_is_paid_from_it(office):
    worker, address = client_of(office, "worker"), reverse("finance.claim.phone")
    assert 'name="fund"' not in worker.get(address).content.decode()
    fund = EarmarkedFund(
        project=office.project, source="专项资金", uses="E1 100", basis="批复", granted_on=DAY
    )
    fund = grants.enter_fund(fund, by=system_actor("test"), now=NOON)
    assert "专项资金" in worker.get(address).content.decode()
    answer = worker.post(address, answers(office, amount="5", fund=fund.public_id))
    assert answer.status_code == 302 and Claim.everything.get().fund == fund


def test_without_amount_and_invoice_the_form_says_so(office):
    assert (
        client_of(office, "worker").post(reverse("finance.claim.phone"), answers(office)).status_code == 422
    )


@pytest.mark.clause("R5.3.2")
def test_an_invoice_inside_an_ofd_file_is_read_and_a_broken_one_is_no_voucher(office):
    claim = write_claim(office, "56.50", kind="other", papers=())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("OFD.xml", "<x/>")
        archive.writestr("Doc_0/Attachs/original_invoice.xml", INVOICE.format(buyer="示例机构"))
    worker, url = client_of(office, "worker"), reverse("finance.claim.paper", args=[claim.public_id])
    file = SimpleUploadedFile("fp.ofd", packed.getvalue())
    assert worker.post(url, {"purpose": "invoice", "file": file}).status_code == 302
    assert ClaimLine.everything.get().invoice_number == "25442000000000000001"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><EInvoice><EIid>&b;</EIid></EInvoice>'
    cut = INVOICE.format(buyer="示例机构").encode()[:150]
    for name, content in (("b.xml", bomb.encode()), ("c.ofd", packed.getvalue()[:200]), ("d.bin", cut)):
        answer = worker.post(url, {"purpose": "invoice", "file": SimpleUploadedFile(name, content)})
        assert (answer.status_code, "无法读取" in answer.content.decode()) == (409, True)
    file = SimpleUploadedFile("b.xml", bomb.encode())
    assert worker.post(url, {"purpose": "love letter", "file": file}).status_code == 409


def test_a_broken_electronic_invoice_is_told_on_the_phone_and_the_answers_stay(office):
    broken = SimpleUploadedFile("fp.ofd", b"PK\x03\x04 cut")
    sent = answers(office, photo=broken, amount="5")
    answer = client_of(office, "worker").post(reverse("finance.claim.phone"), sent)
    page = answer.content.decode()
    assert (answer.status_code, "无法读取" in page, "社区广场" in page) == (422, True, True)


@pytest.mark.clause("R5.3.2")
def test_nobody_claims_more_than_the_electronic_invoice_comes_to(office):
    worker = client_of(office, "worker")
    answer = worker.post(
        reverse("finance.claim.phone"), answers(office, photo=invoice_file(" 示例机构"), amount="56.51")
    )
    assert (answer.status_code, Claim.everything.count()) == (409, 0)
    assert "56.51" in answer.content.decode()
    answer = worker.post(reverse("finance.claim.phone"), answers(office, photo=invoice_file(), amount="40"))
    assert answer.status_code == 302 and ClaimLine.everything.get().amount == 40


@pytest.mark.parametrize("code_page", ["gb2312", "GBK", "gb18030", "utf-8", "utf-16"])
def test_an_invoice_is_read_in_every_code_page_that_sellers_use(code_page):
    text = f'<?xml version="1.0" encoding="{code_page}"?>' + INVOICE.format(buyer="示例机构")
    found = read_invoice(text.encode(code_page))
    assert (found.seller, str(found.total)) == ("样例文具店", "56.50")


def test_the_page_says_what_is_missing_and_strangers_find_nothing(office, south):
    claim = write_claim(office, place="", papers=(), confirmed=False)
    url = reverse("finance.claim.detail", args=[claim.public_id])
    page = client_of(office, "worker").get(url)
    assert page.status_code == 200
    told = {each.code for each in page.context["shown"].troubles}
    assert told - {"window"} == {"four", "papers", "receipt"}
    assert client_of(office, "director").get(url).status_code == 200
    assert client_of(office, "head").get(url).status_code == 404
    assert client_of(make_office(south), "director").get(url).status_code == 404


@pytest.mark.clause("R5.1.4")
def test_the_balances_of_the_page_agree_with_each_other(office):
    paid(office, "100")
    signed(office, "50")
    claim = write_claim(office, "30")
    page = client_of(office, "worker").get(reverse("finance.claim.detail", args=[claim.public_id]))
    each = page.context["shown"].balances[0]
    assert (each.year, each.paid, each.asked, each.this, each.left) == (400, 100, 50, 30, 220)
    assert each.year - each.paid - each.asked - each.this == each.left


@pytest.mark.clause("R5.3.5")
def test_a_run_gathers_what_is_approved_and_the_bank_s_list_holds_no_formula(office):
    first = signed(office, "10", payee="=cmd|' /C calc'!A0")
    signed(office, "20", payee_account="")
    cashier = client_of(office, "cashier")
    answer = cashier.post(
        reverse("finance.paymentrun.new"), {"unit": office.unit.public_id, "note": "11 月第三批"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    run = PaymentRun.everything.get()
    assert run.total == 30
    order = reverse("finance.paymentrun.deed", args=[run.public_id, "order"])
    assert cashier.post(order).status_code == 409, "one claim has no account"
    missing = Claim.everything.get(payable=20)
    panel = reverse("finance.paymentrun.panel", args=[run.public_id, "claims"])
    shown = cashier.get(panel).content.decode()
    assert first.number in shown and "…0001" in shown and "6222000000000001" not in shown
    bank = reverse("finance.paymentrun.bank", args=[run.public_id])
    assert bank not in shown and "没有收款账号" in shown
    off = reverse("finance.paymentrun.deed", args=[run.public_id, "take_off"])
    assert shown.count(f'action="{off}"') == 2
    assert cashier.post(off, {"claim": missing.public_id}).status_code == 302
    assert cashier.post(off, {"claim": missing.public_id}).status_code == 409, "it stands on it no more"
    assert cashier.post(order).status_code == 302
    assert bank in cashier.get(panel).content.decode()
    text = cashier.get(bank).content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("1,\"'=cmd") or text.splitlines()[1].startswith("1,'=cmd")
    done = reverse("finance.paymentrun.deed", args=[run.public_id, "confirm"])
    assert cashier.post(done, {"bank_reference": "T-9"}).status_code == 302
    assert (fresh(first).state, fresh(missing).state) == ("paid", "approved")
    assert Payment.everything.get().number in cashier.get(panel).content.decode()
    assert cashier.get(bank).content.decode("utf-8-sig") == text, "the list stays as the bank got it"
