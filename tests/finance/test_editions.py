"""The budget of the tender is kept as edition 0, and every later edition stands beside it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.domains.finance.deeds import budgets
from banyan.domains.finance.models import Budget
from banyan.domains.finance.queries.panels import editions_of
from banyan.foundation.refusal import Refused
from tests.controls import verdict
from tests.finance.makers import NOW, SYSTEM, bring_budget, budget_rows, in_force
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("R2.2.1")]
OFFERED = {"amount": "50000", "price": "1000", "quantity": "50"}


@pytest.fixture
def project(north):
    return make_project(north)


def keep(project, basis="投标文件第四章"):
    with door.opened("test"):
        draft = Budget.everything.get(project=project, state="draft")
    return budgets.keep_as_tender(draft, by=SYSTEM, now=NOW, basis=basis)


def kept(project):
    with door.opened("test"):
        return list(Budget.everything.filter(project=project).order_by("edition"))


def offered(project):
    bring_budget(project, budget_rows({"amount": "50000"}, OFFERED))
    return keep(project)


def test_the_contract_s_budget_stands_beside_the_tender_s_item_by_item(project, north):
    offered(project)
    contract = in_force(project)
    assert [(each.edition, each.state) for each in kept(project)] == [(0, "tender"), (1, "effective")]
    with door.opened("test"):
        shown = editions_of(contract, SYSTEM)
    assert [(row.code, row.amounts, row.change) for row in shown["rows"]] == [
        ("I1", (Decimal(50000), Decimal(60000)), Decimal(10000)),
        ("E1", (Decimal(50000), Decimal(60000)), Decimal(10000)),
    ]
    user, reader = make_user(north), Client()
    make_grant(user, north, "finance.*")
    reader.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reader.get(reverse("finance.budget.panel", args=[contract.public_id, "editions"])).content.decode()
    assert "+10,000.00" in page and "50,000.00" in page


def test_a_contract_equal_to_the_tender_is_an_edition_of_its_own(project):
    bring_budget(project)
    keep(project)
    bring_budget(project)
    assert [(each.edition, each.state) for each in kept(project)] == [(0, "tender"), (1, "draft")]


def test_the_tender_brought_in_late_becomes_edition_0_all_the_same(project):
    in_force(project)
    assert offered(project).edition == 0
    in_force(project, budget_rows({"amount": "70000"}, {"amount": "70000", "quantity": "70"}))
    assert [each.edition for each in kept(project)] == [0, 1, 2]


def test_nothing_is_spent_or_judged_by_what_was_only_offered(project):
    tender = offered(project)
    with pytest.raises(Refused):
        budgets.put_in_force(tender, by=SYSTEM, now=NOW, basis="合同附件")
    assert verdict("R5.2.1", project) == "breached"


@pytest.mark.parametrize("basis", ["", " "])
def test_the_paper_of_the_tender_is_named_and_there_is_one_tender(project, basis):
    bring_budget(project)
    with pytest.raises(Refused) as refused:
        keep(project, basis)
    assert "basis" in refused.value.problems
    keep(project)
    bring_budget(project)
    with pytest.raises(Refused):
        keep(project)
