"""A claim from draft to payment: who may, who may not, and what the house says instead."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import attachments, door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.queries import waiting
from banyan.domains.finance.deeds import booking, claims, payments
from banyan.domains.finance.models import Claim, ExpenseKind, InvoiceUse, Payment
from banyan.domains.finance.queries.claims import facts_of
from banyan.domains.finance.rules.claims import checks
from banyan.domains.services.models import Volunteer
from banyan.foundation.refusal import Refused
from tests.finance.makers import bring_vouchers, release_month, voucher_rows
from tests.finance.office import (
    DAY,
    NOON,
    fresh,
    hand_in,
    later,
    make_budget,
    make_office,
    open_step,
    paid,
    set_for,
    sign,
    signed,
    write_claim,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(north):
    return make_office(north)


def refused(deed, *args, **given):
    with pytest.raises(Refused) as told:
        deed(*args, **given)
    return told.value


@pytest.mark.clause("P4.1")
def test_a_claim_goes_from_head_to_director_to_headquarters_and_is_paid_once(office):
    claim = hand_in(office, write_claim(office, "100"))
    assert claim.number == "RC-2025-00001"
    for part in ("head", "director"):
        sign(claim, office.actor(part))
        assert fresh(claim).state == "waiting"
    sign(claim, office.finance)
    claim = fresh(claim)
    assert (claim.state, claim.head_office_by) == ("approved", office.person("finance"))
    payment = payments.pay_once(claim, by=office.cashier, now=NOON)
    again = payments.pay_once(claim, by=office.cashier, now=NOON)
    assert (payment.number, payment.amount, again.pk) == ("PAY-2025-00001", Decimal(100), payment.pk)
    assert fresh(claim).state == "paid"


@pytest.mark.clause("R5.3.2", "R5.3.3")
def test_a_claim_that_says_too_little_is_told_everything_at_once(office):
    claim = write_claim(office, "100", place="", papers=(), confirmed=False)
    told = refused(hand_in, office, claim)
    assert set(told.problems) == {"place", "paper-trip list", "witness"}
    assert told.clause == "R5.3.2"
    assert fresh(claim).state == "draft"


@pytest.mark.clause("R5.3.3")
def test_only_the_named_colleague_confirms_the_receipt_and_a_new_one_confirms_anew(office):
    claim = write_claim(office, confirmed=False)
    for part in ("worker", "head"):
        assert refused(claims.witness, claim, by=office.actor(part), now=NOON).code == "not_witness"
    claims.witness(claim, by=office.colleague, now=NOON)
    claims.edit(fresh(claim), by=office.worker, now=NOON, witness=office.person("head"))
    assert fresh(claim).witnessed_at is None


@pytest.mark.clause("R5.3.3")
def test_the_witness_does_not_sign_the_same_claim(office):
    claim = write_claim(office, witness=office.person("head"), confirmed=False)
    claims.witness(claim, by=office.head, now=NOON)
    claim = hand_in(office, fresh(claim))
    sign(claim, office.director)
    with pytest.raises((Refused, PermissionDenied)):
        sign(claim, office.head)
    sign(claim, office.finance)
    assert fresh(claim).state == "approved"


@pytest.mark.clause("R5.3.4")
def test_nobody_signs_their_own_claim_nor_that_of_their_superior(office):
    claim = hand_in(office, write_claim(office, by="director"), by="director")
    for part in ("director", "head", "worker"):
        with pytest.raises((Refused, PermissionDenied)):
            sign(claim, office.actor(part))
    sign(claim, office.programme)
    sign(claim, office.finance)
    assert fresh(claim).state == "approved"


LIMITS = [("1000.00", 3), ("5000.00", 3), ("5000.01", 4), ("20000.00", 4), ("20000.01", 5)]


@pytest.mark.clause("R5.1.1", "R5.3.4")
@pytest.mark.parametrize(("amount", "signatures"), LIMITS)
def test_who_signs_follows_the_limits_to_the_fen_and_headquarters_is_always_last(amount, signatures, north):
    office = make_office(north, "100000")
    claim = hand_in(office, write_claim(office, amount))
    with_steps = waiting_steps(claim)
    assert len(with_steps) == signatures
    assert with_steps[-1] == "finance"


def waiting_steps(claim):
    from banyan.core import door
    from banyan.core.approvals.models import Step

    with door.opened("test"):
        steps = Step.everything.filter(request=waiting(claim)).order_by("position")
        return list(steps.values_list("who", flat=True))


@pytest.mark.clause("R5.3.4")
def test_above_fifty_thousand_the_resolution_of_the_committee_is_named(north):
    office = make_office(north, "100000")
    told = refused(hand_in, office, write_claim(office, "50000.01"))
    assert set(told.problems) == {"resolution"}
    hand_in(office, write_claim(office, "50000.00"))


@pytest.mark.clause("R5.3.4")
def test_a_changed_amount_asks_everybody_again(office):
    claim = hand_in(office, write_claim(office, "100"))
    sign(claim, office.head)
    with pytest.raises(PermissionDenied):
        claims.cut(claim, by=office.worker, now=NOON, position=1, sanctioned=Decimal(80), reason="自己核")
    claims.cut(claim, by=office.finance, now=NOON, position=1, sanctioned=Decimal(80), reason="里程多计")
    claim = fresh(claim)
    assert (claim.state, claim.amount, claim.payable) == ("returned", 100, 80)
    claim = hand_in(office, claim)
    assert waiting(claim).amount == 80
    for part in ("head", "director", "finance"):
        sign(claim, office.actor(part))
    assert payments.pay_once(fresh(claim), by=office.cashier, now=NOON).amount == 80


def test_what_is_sent_back_frees_its_money_and_comes_again_under_the_same_number(office):
    first = hand_in(office, write_claim(office, "400"))
    assert "budget" in refused(hand_in, office, write_claim(office, "1")).problems
    sign(first, office.head, agreed=False, reason="行程清单看不清")
    first = fresh(first)
    assert first.state == "returned"
    hand_in(office, write_claim(office, "1"))
    assert "budget" in refused(hand_in, office, first).problems


def test_a_claimant_takes_the_claim_back_and_may_give_it_up(office):
    claim = hand_in(office, invoiced(office, "1"))
    approvals.withdraw(waiting(claim), by=office.worker, reason="写错了", now=NOON)
    claims.cancel(fresh(claim), by=office.worker, now=NOON, reason="不报了")
    assert fresh(claim).state == "cancelled"
    assert hand_in(office, invoiced(office, "1")).state == "waiting"


def invoiced(office, number, **said):
    """Something bought with an invoice."""
    given = {"kind": ExpenseKind.OTHER, "papers": ("invoice",), "invoice_code": "044001"} | said
    return write_claim(office, "10", invoice_number=number, **given)


@pytest.mark.clause("R5.3.2")
def test_an_invoice_is_used_once_in_all_centres_and_another_centre_learns_no_more_than_that(office, south):
    other = make_office(south)
    claim = hand_in(other, invoiced(other, "00000101"))
    told = refused(hand_in, office, invoiced(office, "0000 0101"))
    assert "may not read" in str(told.problems["invoice-1"])
    assert claim.number not in str(told)
    own = refused(hand_in, other, invoiced(other, "00000101"))
    assert claim.number in str(own.problems["invoice-1"])
    assert InvoiceUse.objects.count() == 1
    full_width = refused(hand_in, other, invoiced(other, "００００-０１０１"))
    assert set(full_width.problems) == {"invoice-1"}
    without_code = refused(hand_in, other, invoiced(other, "00000101", invoice_code=""))
    assert set(without_code.problems) == {"invoice-1"}


@pytest.mark.clause("R5.3.2")
def test_an_invoice_of_an_imported_voucher_is_used_too(office):
    bring_vouchers(office.project, voucher_rows(invoice_code="044001", invoice_number="77"))
    assert set(refused(hand_in, office, invoiced(office, "77")).problems) == {"invoice-1"}


@pytest.mark.clause("R5.3.1")
def test_a_late_claim_says_why(office):
    claim = write_claim(office, happened_on=date(2025, 10, 17))
    assert set(refused(hand_in, office, claim).problems) == {"explanation"}
    claims.edit(claim, by=office.worker, now=NOON, explanation="住院两周")
    assert hand_in(office, fresh(claim)).state == "waiting"


@pytest.mark.clause("R5.3.2")
def test_insurance_for_more_people_than_the_volunteers_register_has_says_why(office):
    with door.opened("test"):
        for number in ("V0001", "V0002", "V0003"):
            left = DAY if number == "V0003" else None
            Volunteer(unit=office.unit, number=number, name="样", registered_on=DAY, left_on=left).save()
    assert hand_in(office, write_claim(office, "60", reason="志愿者意外险 2人×30元")).state == "waiting"
    claim = write_claim(office, "90", reason="志愿者意外险 3人×30元", payee="保险公司")
    with pytest.raises(Refused) as refused:
        hand_in(office, claim)
    assert refused.value.problems["explanation"].params == {"heads": 3, "known": 2}
    claims.edit(fresh(claim), by=office.worker, now=NOON, explanation="一人下周入册")
    assert hand_in(office, fresh(claim)).state == "waiting"


@pytest.mark.clause("R5.3.4")
def test_parts_of_one_purchase_are_signed_as_the_whole(north):
    office = make_office(north, "100000")
    hand_in(office, write_claim(office, "3000"))
    second = write_claim(office, "2500")
    assert set(refused(hand_in, office, second).problems) == {"explanation"}
    claims.edit(second, by=office.worker, now=NOON, explanation="分两天送货")
    assert len(waiting_steps(hand_in(office, fresh(second)))) == 4


@pytest.mark.clause("R5.3.4")
def test_a_name_written_in_another_way_is_proposed_as_one_supplier_and_stops_nobody(north):
    office = make_office(north, "100000")
    hand_in(office, write_claim(office, "3000", payee="样辰文具店"))
    certain = write_claim(office, "2500", payee="样辰文具店（个体户）")
    assert set(refused(hand_in, office, certain).problems) == {"explanation"}
    second = write_claim(office, "2500", payee="样辰文具有限公司")
    with door.opened("test"):
        said = checks(facts_of(second, office.worker, DAY))
    (split,) = [each for each in said if each.code == "split"]
    assert (split.verdict, split.said.params["others"]) == ("attention", "样辰文具店")
    assert len(waiting_steps(hand_in(office, second))) == 3


@pytest.mark.clause("R5.1.4")
def test_a_line_cut_after_approval_pays_no_more_than_it_has(office):
    first, second = signed(office, "150"), signed(office, "150")
    make_budget(office.project, {"E1": "200"}, edition=2)
    payments.pay_once(first, by=office.cashier, now=NOON)
    told = refused(payments.pay_once, second, by=office.cashier, now=NOON)
    assert (told.code, Payment.everything.count()) == ("no_budget_left", 1)


@pytest.mark.clause("R5.3.4")
def test_nothing_is_paid_that_is_not_signed(office):
    claim = hand_in(office, write_claim(office))
    assert refused(payments.pay_once, claim, by=office.cashier, now=NOON).code == "state"
    assert refused(payments.pay_once, write_claim(office), by=office.cashier, now=NOON).code == "state"


@pytest.mark.clause("R5.1.2")
def test_the_cashier_neither_claimed_nor_checked(office, north):
    claim = signed(office)
    assert refused(payments.pay_once, claim, by=office.finance, now=NOON).code == "incompatible"
    set_for(north, "finance.compensating_control", "财务总监每月复核")
    assert payments.pay_once(claim, by=office.finance, now=NOON).control == "财务总监每月复核"


def test_a_worker_reads_only_what_they_claimed_or_witnessed(office):
    claim = write_claim(office)
    seen = {part: Claim.objects.visible_to(office.actor(part)).filter(pk=claim.pk).exists()
            for part in ("worker", "colleague", "head", "director", "finance")}  # fmt: skip
    assert seen == {"worker": True, "colleague": True, "head": False, "director": True, "finance": True}


def test_files_of_an_approved_claim_stand(office):
    claim = signed(office)
    told = refused(attachments.attach, claim, "n.txt", b"new", by=office.worker, now=NOON)
    assert told.code == "locked"


@pytest.mark.clause("R5.3.4")
def test_a_payment_is_put_right_by_a_counter_entry_and_the_claim_is_paid_again(office):
    payment = paid(office, "100")
    assert refused(payments.reverse, payment, by=office.cashier, now=NOON, reason="户名有误").code == "own"
    payments.reverse(payment, by=office.finance, now=NOON, reason="户名有误")
    assert fresh(payment.claim).state == "approved"
    second = payments.pay_once(payment.claim, by=office.cashier, now=later(1))
    numbers = list(Payment.everything.order_by("pk").values_list("number", "amount", "state"))
    assert numbers == [
        ("PAY-2025-00001", 100, "reversed"),
        ("PAY-2025-00002", -100, "counter"),
        ("PAY-2025-00003", 100, "paid"),
    ]
    assert second.number == "PAY-2025-00003"


@pytest.mark.clause("R5.3.4")
def test_a_claim_is_changed_only_when_what_was_paid_and_taken_back_stands_in_the_books(office):
    """A payment of 150 that was taken back may not be booked with the 75 that the claim says later."""
    payment = paid(office, "150")
    payments.reverse(payment, by=office.finance, now=NOON, reason="户名有误")
    claim = fresh(payment.claim)
    assert refused(claims.reopen, claim, by=office.finance, now=NOON, reason="发票有误").code == "state"
    for each in Payment.everything.order_by("pk"):
        booking.book(each, by=office.actor("accountant"), now=NOON)

    claims.reopen(claim, by=office.finance, now=NOON, reason="发票有误")
    vouchers = Payment.everything.order_by("pk").values_list("voucher__debit", "voucher__credit")
    assert list(vouchers) == [(150, 150), (150, 150)]


def test_the_step_of_headquarters_cannot_be_left_out(office):
    from banyan.core import door
    from banyan.core.approvals.models import Flow

    with door.opened("test"):
        Flow(
            unit=office.unit,
            kind="claim",
            steps=[{"how": "superior"}],
            valid_from=date(2025, 1, 1),
            basis="x",
        ).save()
    claim = hand_in(office, write_claim(office))
    told = refused(sign, claim, office.head)
    assert (told.code, told.clause) == ("no_headquarters", "P4.1")
    assert open_step(claim).state == "open"


@pytest.mark.clause("P4.2")
def test_nothing_is_handed_in_for_a_month_that_was_not_released(north):
    office = make_office(north, "1000")
    set_for(north, "finance.release_required", True)
    assert refused(hand_in, office, write_claim(office, "100")).clause == "P4.2"
    release_month(office.project, date(2025, 11, 1), {"E1": "300"})
    hand_in(office, write_claim(office, "200"))
    assert refused(hand_in, office, write_claim(office, "101")).clause == "P4.2"
