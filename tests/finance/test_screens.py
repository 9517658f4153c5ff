"""The pages of money: figures that open exactly their lines, for those who may see them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.domains.finance.models import BankAccount, Voucher
from tests.finance.makers import bring_budget, bring_statement, bring_vouchers, move_row, voucher_rows
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(north):
    made = make_project(north)
    bring_budget(made)
    bring_vouchers(
        made, voucher_rows("记-1"), voucher_rows("记-2", invoice_number="2", place="", bank_reference="T2")
    )
    bring_statement(made, move_row(), move_row(reference="T9", paid="15", balance="685"))
    return made


@pytest.fixture
def signed_in():
    def sign(unit, *permissions):
        user = make_user(unit)
        make_grant(user, unit, *permissions)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def page(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.clause("R5.2.3")
def test_what_was_spent_opens_exactly_its_lines(project, signed_in, north):
    client = signed_in(north, "finance.*", "projects.*")
    shown = page(client, "finance.execution.of", project.public_id)
    url = re.search(r'href="([^"]+/item/E1/)"[^>]*>(?:<b>)?([\d,.]+)', shown)
    assert url[2] == "600.00"
    lines = client.get(url[1]).content.decode()
    assert lines.count("记-1") == 1 and lines.count("记-2") == 1 and "¥600.00" in lines


def test_a_finding_leads_to_its_voucher_in_two_clicks(project, signed_in, north):
    client = signed_in(north, "finance.*", "projects.*")
    shown = page(client, "finance.findings.of", project.public_id)
    with door.opened("test"):
        voucher = Voucher.everything.get(number="记-2")
    address = reverse("finance.voucher.detail", args=(voucher.public_id,))
    assert address in shown and "凭证没有写明地点" in shown
    assert client.get(address).status_code == 200


def test_bank_and_books_are_shown_with_what_stands_on_one_side(project, signed_in, north):
    with door.opened("test"):
        account = BankAccount.everything.get()
    shown = page(signed_in(north, "finance.*", "projects.*"), "finance.reconciliation.of", account.public_id)
    assert "T9" in shown and "记-2" in shown and "银行有、账上无" in shown and "账上有、银行无" in shown


def test_a_statement_whose_balances_do_not_follow_is_told_with_the_line(project, signed_in, north):
    with door.opened("test"):
        account = BankAccount.everything.get()
    client = signed_in(north, "finance.*", "projects.*")
    assert "银行流水余额不连续" not in page(client, "finance.reconciliation.of", account.public_id)
    bring_statement(project, move_row(reference="T11", paid="20", balance="600"))
    shown = page(client, "finance.reconciliation.of", account.public_id)
    row = re.search(r"<tr>(?:(?!</tr>).)*T11(?:(?!</tr>).)*600\.00(?:(?!</tr>).)*665\.00.*?</tr>", shown)
    assert "银行流水余额不连续" in shown and row


def test_another_station_reaches_nothing_of_it(project, signed_in, south):
    client = signed_in(south, "finance.*", "projects.*")
    with door.opened("test"):
        account = BankAccount.everything.get()
    for name in ("finance.execution.of", "finance.findings.of"):
        page(client, name, project.public_id, status=404)
    page(client, "finance.lines.of", project.public_id, "E1", status=404)
    page(client, "finance.reconciliation.of", account.public_id, status=404)


def test_without_the_right_the_pages_are_closed(project, signed_in, north):
    client = signed_in(north, "projects.*")
    page(client, "finance.execution.of", project.public_id, status=403)
    page(client, "finance.reconciliation", status=403)


def test_without_books_the_page_says_what_comes_first(signed_in, north):
    client = signed_in(north, "finance.*", "projects.*")
    assert "还没有预算和账簿" in page(client, "finance.execution")
    assert "还没有银行流水" in page(client, "finance.reconciliation")
    make_project(north)
    assert client.get(reverse("finance.execution"), follow=True).status_code == 200
