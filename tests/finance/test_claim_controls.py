"""Claims prove R5.3 by themselves: a good one is met, one changed fact flips it, another project changes nothing."""

from datetime import date, timedelta

import pytest

from banyan.core import door
from banyan.domains.finance.deeds import payments
from banyan.domains.finance.models import Advance, BudgetLine, Claim, Payment
from banyan.domains.finance.rules import claim_proof as rules
from tests.controls import faults, verdict
from tests.finance.office import DAY, NOON, make_office, signed

pytestmark = pytest.mark.django_db
ALL = [
    pytest.param(clause, marks=pytest.mark.clause(clause))
    for clause in ("R5.3.1", "R5.3.2", "R5.3.3", "R5.3.4", "R5.3.5")
]


@pytest.fixture
def office(north):
    made = make_office(north)
    payments.pay_once(signed(made, "100"), by=made.cashier, now=NOON + timedelta(days=2))
    return made


def change(**said):
    """A claim of which something else is true, past the deeds; its state lets go of the trigger first."""
    with door.opened("test"):
        for claim in Claim.everything.all():
            Payment.everything.filter(claim=claim).update(state="reversed")
            Claim.everything.filter(pk=claim.pk).update(state="approved")
            Claim.everything.filter(pk=claim.pk).update(state="returned")
            Claim.everything.filter(pk=claim.pk).update(**said)


@pytest.mark.parametrize("clause", ALL)
def test_a_good_claim_is_met_and_says_nothing_about_another_project(clause, office, south):
    assert verdict(clause, office.project) == "met"
    assert verdict(clause, make_office(south).project) == "not_applicable"


CHANGES = [
    ("R5.3.1", {"happened_on": date(2025, 10, 1)}, "breached"),
    ("R5.3.1", {"happened_on": date(2025, 10, 1), "explanation": "住院"}, "attention"),
    ("R5.3.2", {"place": ""}, "breached"),
    ("R5.3.3", {"witnessed_at": None}, "breached"),
    ("R5.3.4", {"head_office_by": None}, "breached"),
    ("R5.3.5", {"place": "x"}, "breached"),
]


@pytest.mark.parametrize(("clause", "said", "wanted"), CHANGES)
def test_one_changed_fact_flips_its_control(clause, said, wanted, office):
    change(**said)
    assert verdict(clause, office.project) == wanted
    assert faults(clause, office.project) == ["RC-2025-00001"]


@pytest.mark.clause("R5.3.5")
def test_a_claim_paid_late_wants_attention(north):
    office = make_office(north)
    payments.pay_once(signed(office, "100"), by=office.cashier, now=NOON + timedelta(days=8))
    assert verdict("R5.3.5", office.project) == "attention"


@pytest.mark.clause("R5.3.1")
def test_an_advance_that_nobody_settled_is_a_breach(office):
    with door.opened("test"):
        Advance(
            project=office.project, unit=office.unit, holder=office.person("worker"), amount=50, reason="x", number="JK-1",
            budget_line=BudgetLine.everything.get(budget__project=office.project), needed_on=DAY, state="paid",
            due_on=date(2025, 12, 1), head_office_by=office.person("finance"),
        ).save()  # fmt: skip
    assert (verdict("R5.3.1", office.project), faults("R5.3.1", office.project)) == ("breached", ["JK-1"])


def test_two_hands_of_one_person_are_seen():
    proof = rules.Proof(None, None, "RC-1", DAY, DAY, witnessed=True, claimant=1, witness=2, signers=(3, 2))
    assert rules.different_people(proof)[0] == rules.BREACH
