"""Where an agency stands beside government: two figures, two thresholds, four types, and the word indicative (P1.12)."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.domains.communication.models import LiaisonEntry, Stakeholder
from banyan.domains.communication.rules.dependence import Thresholds, judged, position
from banyan.domains.finance.models import Budget, BudgetLine
from tests.controls import outcome, verdict
from tests.finance.makers import bring_budget, unguarded
from tests.makers import make_actor
from tests.projects.makers import make_project

LIMITS = Thresholds(50, 1)
pytestmark = pytest.mark.clause("P1.12")


@pytest.mark.parametrize(
    ("share", "contacts", "expected"),
    [
        ("50", 6, "integrated and dependent"),
        ("49.99", 6, "integrated and autonomous"),
        ("50", 5, "separate and dependent"),
        ("10", 0, "separate and autonomous"),
    ],
)
def test_four_types_by_share_and_contacts(share, contacts, expected):
    found = position(Decimal(share), contacts, 3, 2, LIMITS)
    assert found.type == expected
    verdict, said = judged(found)
    assert verdict == "good" and str(said).startswith("Indicative") and share in str(said)


def test_without_income_nothing_can_be_told():
    found = position(None, 9, 3, 1, LIMITS)
    assert (found.type, judged(found)[0]) == ("", "attention")


@pytest.fixture
def project(north):
    made = make_project(north)
    bring_budget(made)
    with door.opened("test"):
        Budget.everything.update(state="effective")
    return made


def contact(unit, kind="authority", on=date(2025, 11, 3)):
    with door.opened("test"):
        body = Stakeholder.everything.create(
            unit=unit,
            kind=kind,
            name="某单位",
            interest="监管",
            number=f"LX-{Stakeholder.everything.count()}",
        )
        return LiaisonEntry.everything.create(
            stakeholder=body, held_on=on, channel="visit", matter="汇报", who=make_actor(unit).person
        )


def said(project):
    (found,) = outcome("P1.12", project).evidence
    return str(found.sentence)


def test_the_records_place_the_agency(project, north, south):
    assert "separate and dependent" in said(project) and "100" in said(project)
    for _each in range(3):
        contact(south)
    assert "integrated and dependent" in said(project)


def test_only_contacts_with_government_within_the_period_count(project, north):
    for _each in range(3):
        contact(north, "school")
        contact(north, on=date(2025, 9, 30))
    assert "separate" in said(project)


def test_without_an_effective_budget_it_wants_attention(project):
    unguarded("finance_budgetline")
    with door.opened("test"):
        BudgetLine.everything.filter(side="income").update(amount=0)
    assert verdict("P1.12", project) == "attention"


def test_the_page_shows_the_type_its_numbers_and_that_it_is_indicative(client, agency, project):
    by = make_actor(agency, "communication.*")
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/communication/dependence/").content.decode()
    assert page.count('class="own"') == 1 and "参考" in page and "100" in page
