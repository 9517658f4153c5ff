"""Claims, approvals, delegations, returns, payments and reversals in any order: no invariant of money ever breaks (T4)."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from banyan.core import approvals, door
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.queries import waiting
from banyan.core.identity.models import Delegation
from banyan.domains.finance.deeds import booking, claims, payments
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import Claim, Payment, Voucher, VoucherLine
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused
from tests.finance.office import NOON, PLACES, SUPERIOR, Office, make_office, write_claim
from tests.makers import make_unit

LINE = Decimal(400)
PARTS = st.sampled_from(sorted(PLACES))
SPENDERS = st.sampled_from(("worker", "head", "director", "programme"))
MONEY_HANDS = st.sampled_from(("cashier", "accountant", "finance", "cashier", "worker"))
WHICH = st.integers(0, 7)
HEADQUARTERS = ("programme", "general", "finance", "cashier", "accountant")
FEW = 50
BY_ROLE = {
    "centre-director": "director",
    "programme-director": "programme",
    "director-general": "general",
    "finance": "finance",
}
HELD = ("waiting", "approved", "paid")
WANTED = ("submit", "pay_once", "book", "post")


class Money(RuleBasedStateMachine):
    """A model beside the office: what each claim is worth and how it stands; the office may never say otherwise."""

    office: Office
    done: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undo = contextlib.ExitStack()
        self.undo.enter_context(_rolled_back())
        self.now, self.worth, self.stands = NOON, {}, {}

    def teardown(self) -> None:
        self.undo.close()

    @initialize()
    def first_claim(self) -> None:
        for amount in (Decimal(150), Decimal("99.99")):
            self._write("worker", amount)
            self.hand_in(7)
        self.go_through(0)
        self.pay(0, "cashier")

    # -- what people do

    @rule(who=SPENDERS, amount=st.sampled_from((Decimal(1), Decimal("99.99"), Decimal(150), LINE)))
    def write(self, who: str, amount: Decimal) -> None:
        if len(self.worth) < 8:
            self._write(who, amount)

    @rule(which=WHICH)
    def hand_in(self, which: int) -> None:
        claim = self._pick(which, "draft", "returned")
        if claim is None:
            return
        fits = self._held() + self.worth[claim.pk] <= LINE
        who = next(part for part in PLACES if self.office.users[part].person_id == claim.claimant_id)
        done = self._try(claims.submit, claim, who)
        assert done == fits, "handed in exactly when the line has enough"
        if done:
            self.stands[claim.pk] = "waiting"

    @rule(which=WHICH, who=PARTS, agreed=st.sampled_from((True, True, True, False)))
    def decide(self, which: int, who: str, agreed: bool) -> None:
        claim = self._pick(which, "waiting")
        with door.opened("test"):
            step = (
                Step.everything.filter(state="open", request__record_id=claim.public_id).first()
                if claim
                else None
            )
        if step is None:
            return
        try:
            with transaction.atomic():
                approvals.decide(step, agreed=agreed, by=self._as(who), reason="请核", now=self.now)
        except (Refused, PermissionDenied):
            return
        self.stands[claim.pk] = "returned" if not agreed else self._after_signature(claim)

    @rule(which=WHICH)
    def go_through(self, which: int) -> None:
        """Whoever's turn it is signs, until nobody is left."""
        claim = self._pick(which, "waiting")
        for _turn in range(5 if claim else 0):
            if self.stands[claim.pk] == "waiting":
                self.decide(list(self._waiting()).index(claim.pk), self._due(claim), True)

    @rule(which=WHICH, who=SPENDERS)
    def withdraw(self, which: int, who: str) -> None:
        claim = self._pick(which, "waiting")
        request = waiting(claim) if claim else None
        if request is not None and self._try(approvals.withdraw, request, who, reason="写错了"):
            assert request.asked_by_id == self._as(who).person_id
            self.stands[claim.pk] = "returned"

    @rule(which=WHICH, who=PARTS)
    def cut(self, which: int, who: str) -> None:
        claim = self._pick(which, "waiting")
        less = (self.worth[claim.pk] / 2).quantize(Decimal("0.01")) if claim else ZERO
        if claim and less and self._try(claims.cut, claim, who, position=1, sanctioned=less, reason="超标准"):
            self.worth[claim.pk], self.stands[claim.pk] = less, "returned"

    @rule(giver=PARTS, deputy=PARTS, days=st.integers(0, 2))
    def delegate(self, giver: str, deputy: str, days: int) -> None:
        if giver != deputy:
            day = self.now.date()
            with door.opened("test"):
                Delegation(
                    giver=self.office.person(giver), deputy=self.office.person(deputy), unit=self.office.unit,
                    starts_on=day, ends_on=day + timedelta(days), reason="出差",
                ).save()  # fmt: skip

    @rule(which=WHICH, who=MONEY_HANDS)
    def pay(self, which: int, who: str) -> None:
        claim = self._pick(which, "approved", "paid")
        if claim is None:
            return
        before = Payment.everything.count()
        done = self._try(payments.pay_once, claim, who)
        grew = Payment.everything.count() - before
        assert grew == (1 if done and self.stands[claim.pk] == "approved" else 0)
        if done:
            self.stands[claim.pk] = "paid"

    @precondition(lambda self: "paid" in self.stands.values())
    @rule(which=WHICH, who=MONEY_HANDS)
    def reverse(self, which: int, who: str) -> None:
        claim = self._pick(which, "paid")
        with door.opened("test"):
            payment = Payment.everything.get(claim=claim, state="paid")
        if self._try(payments.reverse, payment, who, reason="户名有误"):
            assert payment.paid_by_id != self._as(who).person_id
            self.stands[claim.pk] = "approved"

    @rule(who=MONEY_HANDS, to=st.sampled_from(("book", "post")))
    def keep_books(self, who: str, to: str) -> None:
        with door.opened("test"):
            payment = Payment.everything.filter(voucher=None).first()
            voucher = Voucher.everything.filter(state="entered").first()
        if to == "book" and payment is not None and self._try(booking.book, payment, who):
            assert payment.paid_by_id != self._as(who).person_id
        elif to == "post" and voucher is not None and self._try(post, voucher, who):
            assert voucher.entered_by_id != self._as(who).person_id

    @rule(which=WHICH)
    def a_quiet_week(self, which: int) -> None:
        """One claim goes through, is paid, and stands in the books."""
        self.hand_in(which)
        self.go_through(which)
        self.pay(which, "cashier")
        self.keep_books("accountant", "book")
        self.keep_books("finance", "post")

    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        claim = self._pick(which, "approved")
        if claim is not None and self._try(claims.reopen, claim, "finance", reason="发票有误"):
            self.stands[claim.pk] = "returned"

    @rule()
    def sleep(self) -> None:
        self.now += timedelta(days=1)

    # -- what is always so

    @invariant()
    def every_claim_stands_as_the_model_says(self) -> None:
        kept = dict(Claim.everything.values_list("pk", "state"))
        assert kept == self.stands

    @invariant()
    def nothing_is_overspent_and_nothing_is_paid_twice(self) -> None:
        live = list(Payment.everything.filter(state="paid").values_list("claim", "amount"))
        assert sum((amount for _claim, amount in live), ZERO) <= LINE
        assert self._held() <= LINE
        assert {claim: 1 for claim, state in self.stands.items() if state == "paid"} == Counter(
            claim for claim, _ in live
        )
        assert all(amount == self.worth[claim] for claim, amount in live)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        numbers = sorted(Payment.everything.values_list("number", flat=True))
        assert numbers == [f"PAY-2025-{n:05}" for n in range(1, len(numbers) + 1)]

    @invariant()
    def nobody_signs_their_own_or_twice_and_headquarters_is_last(self) -> None:
        signed: dict[int, list[tuple[int, int | None]]] = {}
        rows = Step.everything.filter(state="signed").order_by("position")
        for request, hand, principal in rows.values_list("request", "decided_by", "on_behalf_of"):
            signed.setdefault(request, []).append((hand, principal))
        owners = {claim.public_id: claim for claim in Claim.everything.all()}
        for request in Request.everything.filter(pk__in=signed):
            claim, hands = owners[request.record_id], [pk for pair in signed[request.pk] for pk in pair if pk]
            assert len(hands) == len(set(hands))
            assert not {claim.claimant_id, claim.witness_id} & set(hands)
            if request.state == "approved":
                assert signed[request.pk][-1][0] in self._people(HEADQUARTERS)

    def _people(self, parts: tuple[str, ...]) -> set[int | None]:
        return {self.office.users[part].person_id for part in parts}

    @invariant()
    def debit_is_credit_and_the_fund_is_the_same_every_day(self) -> None:
        """Opening − payments = closing on every day, in the payments and in the books drawn up from them."""
        for voucher in Voucher.everything.all():
            sums = VoucherLine.everything.filter(voucher=voucher).aggregate(d=Sum("debit"), c=Sum("credit"))
            assert (sums["d"], sums["c"]) == (voucher.debit, voucher.credit)
            assert voucher.debit == voucher.credit
        booked = Payment.everything.exclude(voucher=None)
        left = dict(booked.values_list("paid_on").annotate(Sum("amount")).order_by())
        till = VoucherLine.everything.filter(account__in=("1001", "1002"))
        in_books = till.values_list("voucher__dated").annotate(Sum("credit"), Sum("debit")).order_by()
        assert left == {day: credit - debit for day, credit, debit in in_books}
        paid = Payment.everything.aggregate(sum=Sum("amount"))["sum"] or ZERO
        assert paid == sum((self.worth[pk] for pk, state in self.stands.items() if state == "paid"), ZERO)

    # -- parts

    def _waiting(self) -> list[int]:
        return [pk for pk, state in self.stands.items() if state == "waiting"]

    def _due(self, claim: Claim) -> str:
        with door.opened("test"):
            step = Step.everything.get(state="open", request__record_id=claim.public_id)
        if step.how == "role":
            return BY_ROLE[step.who]
        return SUPERIOR[
            next(part for part in PLACES if self.office.users[part].person_id == claim.claimant_id)
        ]

    def _write(self, who: str, amount: Decimal) -> None:
        claim = write_claim(self.office, str(amount), by=who, now=self.now, payee=f"商户{len(self.worth)}")
        self.worth[claim.pk], self.stands[claim.pk] = amount, "draft"

    def _after_signature(self, claim: Claim) -> str:
        with door.opened("test"):
            is_open = Step.everything.filter(state="open", request__record_id=claim.public_id).exists()
        return "waiting" if is_open else "approved"

    def _held(self) -> Decimal:
        return sum((self.worth[pk] for pk, state in self.stands.items() if state in HELD), ZERO)

    def _pick(self, which: int, *states: str) -> Claim | None:
        fitting = [pk for pk, state in self.stands.items() if state in states]
        with door.opened("test"):
            return Claim.everything.get(pk=fitting[which % len(fitting)]) if fitting else None

    def _as(self, part: str) -> object:
        return self.office.actor(part, self.now.date())

    def _try(self, deed: object, record: object, who: str, **given: object) -> bool:
        try:
            with transaction.atomic():
                deed(record, by=self._as(who), now=self.now, **given)
        except (Refused, PermissionDenied):
            return False
        self.done[str(deed)] += 1
        return True


@contextlib.contextmanager
def _rolled_back():
    with door.opened("test"), transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(examples: int, steps: int) -> None:
    Money.office = make_office(make_unit("N9", "站", make_unit("A9", "机构")), str(LINE))
    Money.done = Counter()
    calm = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=calm,
            derandomize=examples < 50,
        ),
    )


def missing(*verbs: str) -> set[str]:
    """Deeds that never came to pass: a story without payments proves nothing about them."""
    return {verb for verb in verbs if not any(verb in name for name in Money.done)}


@pytest.mark.clause("R5.3.4", "R5.1.4")
@pytest.mark.django_db
def test_no_order_of_deeds_breaks_an_invariant_of_money():
    run(5, 16)
    assert missing(*WANTED) == set()


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)  # one transaction around all the stories lets PostgreSQL grow slow
def test_three_hundred_longer_stories_break_no_invariant_of_money():
    run(300, 40)
    assert missing(*WANTED, "cut", "withdraw", "reverse", "reopen") == set()
