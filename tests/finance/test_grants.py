"""Money granted for named uses goes into them and nowhere else (W3.1)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.ui.wording import say
from banyan.domains.finance.deeds import books, claims, grants
from banyan.domains.finance.models import Claim, EarmarkedFund, Voucher, VoucherLine
from banyan.domains.finance.queries.claims import facts_of
from banyan.domains.finance.rules.claims import checks
from banyan.domains.finance.rules.grants import read_uses
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.finance.makers import NOW, SYSTEM, bring_vouchers, budget_rows, in_force, voucher_rows
from tests.makers import make_grant, make_person, make_user
from tests.projects.makers import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("W3.1")]


@pytest.fixture
def project(north):
    made = make_project(north)
    half = {"amount": "30000", "price": "", "quantity": ""}
    rows = budget_rows({}, half)
    in_force(made, [*rows, rows[1] | {"code": "E2", "name": "法治宣传"}])
    return made


@pytest.fixture
def fund(project):
    return enter(project)


def enter(project, uses="E1 1000", source="专项资金"):
    made = EarmarkedFund(
        project=project, source=source, uses=uses, basis="区民政局批复", granted_on=date(2025, 5, 1)
    )
    return grants.enter_fund(made, by=SYSTEM, now=NOW)


def claim_of(fund, item, amount):
    made = Claim(
        unit=fund.unit, project=fund.project, happened_on=date(2025, 12, 1), reason="购买物资", fund=fund
    )
    made = claims.begin(made, by=SYSTEM, now=NOW)
    return claims.add_line(made, by=SYSTEM, now=NOW, item=item, kind="materials", amount=Decimal(amount))


def said_of_fund(claim):
    with door.opened("test"):
        found = [each for each in checks(facts_of(claim, SYSTEM, NOW.date())) if each.code == "fund"]
    assert {each.clause for each in found} <= {"W3.1"}
    return [(each.verdict, say(each.said)) for each in found]


def test_a_claim_for_another_use_or_beyond_a_use_is_refused_before_anybody_signs(fund):
    assert [judged for judged, _said in said_of_fund(claim_of(fund, "E1", "1000"))] == ["good"]
    ((judged, said),) = said_of_fund(claim_of(fund, "E1", "1000.01"))
    assert judged == "breach" and "1000.00" in said
    other = claim_of(fund, "E2", "5")
    ((judged, said),) = said_of_fund(other)
    assert judged == "breach" and "E1" in said and "E2" in said
    with pytest.raises(Refused) as refused:
        claims.submit(other, by=SYSTEM, now=NOW)
    assert "fund" in refused.value.problems


def test_a_claim_without_a_fund_is_not_asked(fund):
    claim = claim_of(fund, "E2", "5")
    with door.opened("test"):
        Claim.everything.update(fund=None)
        claim.refresh_from_db()
    assert said_of_fund(claim) == []


def test_a_fund_of_another_project_pays_nothing_here(fund, north):
    other = make_project(north)
    with pytest.raises(Refused) as refused:
        claims.begin(
            Claim(unit=north, project=other, happened_on=date(2025, 12, 1), fund=fund), by=SYSTEM, now=NOW
        )
    assert refused.value.clause == "W3.1"


@pytest.mark.parametrize("uses", ["E9 100", "E1", "E1 100; E1 200", "E1 0", ""])
def test_a_list_of_uses_names_items_of_the_budget_once_with_their_yuan(project, uses):
    with pytest.raises(Refused) as refused:
        enter(project, uses)
    assert refused.value.clause == "W3.1"
    assert read_uses("E1 100；E2：20.5") == {"E1": Decimal(100), "E2": Decimal("20.5")}


def test_a_voucher_for_another_use_is_not_posted(fund, project):
    bring_vouchers(project, voucher_rows(source="专项资金", item="E2"))
    with door.opened("test"):
        voucher = Voucher.everything.get()
    with pytest.raises(Refused) as refused:
        books.post(voucher, by=SYSTEM, now=NOW)
    assert (refused.value.clause, refused.value.code) == ("W3.1", "outside_uses")
    with door.opened("test"):
        VoucherLine.everything.filter(item="E2").update(item="E1")
    assert books.post(voucher, by=SYSTEM, now=NOW).state == "posted"


def test_what_came_into_the_books_past_the_list_is_found(fund, project, north):
    other = make_project(north)
    assert verdict("W3.1", project) == "not_applicable"
    bring_vouchers(project, voucher_rows(source="专项资金"), voucher_rows("记-2", source="合同款", item="E2"))
    assert verdict("W3.1", project) == "met"
    with door.opened("test"):
        VoucherLine.everything.filter(voucher__number="记-1", item="E1").update(item="E2")
    assert verdict("W3.1", project) == "breached" and faults("W3.1", project) == ["记-1"]
    assert verdict("W3.1", other) == "not_applicable"


def test_the_page_of_funds_shows_what_each_use_has_left(fund, project, north):
    bring_vouchers(
        project,
        voucher_rows(source="专项资金"),
        voucher_rows("记-2", source="专项资金", item="E2", debit="41"),
    )
    user = make_user(north, person=make_person(north))
    make_grant(user, north, "finance.*", "projects.*")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(reverse("finance.funds")).content.decode()
    uses = shown[shown.index('id="uses"') : shown.index('id="instalments"')]
    assert "1,000.00" in uses and "300.00" in uses and "700.00" in uses and "41.00" in uses
    claim = claim_of(fund, "E1", "5")
    panel = client.get(reverse("finance.earmarkedfund.panel", args=[fund.public_id, "uses"])).content.decode()
    assert "700.00" in panel and "41.00" in panel
    own = client.get(reverse("finance.claim.detail", args=[claim.public_id])).content.decode()
    assert fund.number in own


def test_the_fund_of_an_approved_claim_stands_in_the_database(fund, north):
    claim = claim_of(fund, "E1", "5")
    with door.opened("test"):
        Claim.everything.update(state="approved", head_office_by=make_person(north), payable=5)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE finance_claim SET fund_id = NULL WHERE id = %s", [claim.pk])
