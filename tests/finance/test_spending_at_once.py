"""Sixteen cashiers at once on one line of the budget (T5, T6): exactly what the line has is paid, numbered without a gap.

The lock is `spending.held_lines`: SELECT … FOR UPDATE on PostgreSQL, the immediate transaction on SQLite. The second
test takes it away, the one on PostgreSQL by reading the line plainly, the one on SQLite by letting transactions begin
late, and sees the same harness fail: too much is paid, or a busy database reaches the cashier.
"""

import threading
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from banyan.core import door
from banyan.core.approvals.binding import content_hash
from banyan.domains.finance.deeds import payments
from banyan.domains.finance.models import BudgetLine, Claim, ClaimLine, Payment
from banyan.domains.finance.queries import spending
from banyan.foundation.refusal import Refused
from tests.finance.office import DAY, NOON, new_office

HANDS = 16


def approved_claims(office, count):
    """Claims of one yuan each that headquarters agreed to, more of them than the line can pay."""
    with door.opened("test"):
        line = BudgetLine.everything.get(code="E1")
        said = {
            "unit": office.unit,
            "project": office.project,
            "claimant": office.person("worker"),
            "happened_on": DAY,
        }
        said |= {
            "amount": 1,
            "payable": 1,
            "head_office_by": office.person("finance"),
            "place": "p",
            "reason": "r",
        }
        Claim.everything.bulk_create([Claim(number=f"RC-{n}", **said) for n in range(count)])
        claims = list(Claim.everything.select_related("unit").order_by("pk"))
        ClaimLine.everything.bulk_create(
            [
                ClaimLine(claim=claim, position=1, budget_line=line, amount=Decimal(1), kind="other")
                for claim in claims
            ]
        )
        for claim in claims:
            claim.signed_hash, claim.state = content_hash(claim, "claim"), "approved"
        Claim.everything.bulk_update(claims, ["signed_hash", "state"], batch_size=200)
    return claims


def paid_at_once(office, claims):
    """Everybody pays their share of the claims as fast as they can: how often what came out."""
    barrier, said = threading.Barrier(HANDS), []
    cashier = office.cashier

    def pay(share):
        barrier.wait()
        for claim in share:
            try:
                payments.pay_once(claim, by=cashier, now=NOON)
                said.append("paid")
            except Refused as refused:
                said.append(refused.code)
            except Exception as error:
                said.append(type(error).__name__)
        connection.close()

    threads = [threading.Thread(target=pay, args=(claims[place::HANDS],)) for place in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return Counter(said)


def is_exact(said, amount, tried):
    """Whether exactly the amount was paid, everybody else was told why, and the numbers have no gap."""
    numbers = sorted(Payment.everything.values_list("number", flat=True))
    wanted = [f"PAY-2025-{n:05}" for n in range(1, amount + 1)]
    return said == Counter(paid=amount, no_budget_left=tried - amount) and numbers == wanted


@pytest.mark.clause("R5.1.4")
@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_pay_exactly_what_the_line_has_and_number_it_without_a_gap(transactional_copy):
    office = new_office("400")
    claims = approved_claims(office, 448)
    assert is_exact(paid_at_once(office, claims), 400, 448)
    with door.opened("test"):
        assert Claim.everything.filter(state="paid").count() == 400


@pytest.mark.django_db(transaction=True)
def test_the_same_harness_fails_when_the_lock_is_taken_away(transactional_copy, monkeypatch):
    office = new_office("40")
    claims = approved_claims(office, 128)
    monkeypatch.setattr(spending, "held_lines", spending.lines_in_force)
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", None)
    assert not is_exact(paid_at_once(office, claims), 40, 128)


@pytest.mark.clause("R5.3.4")
@pytest.mark.django_db(transaction=True)
def test_eight_who_pay_one_claim_at_once_pay_it_once(transactional_copy):
    office = new_office("400")
    claim = approved_claims(office, 1)[0]
    said = paid_at_once(office, [claim] * HANDS)
    assert said == Counter(paid=HANDS), "every click is answered with the one payment"
    assert Payment.everything.count() == 1
