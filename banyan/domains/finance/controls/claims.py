"""What claims in the system prove of R5.3, beside what imported vouchers say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from banyan.core.calendar.workdays import calendar_around
from banyan.core.controls import BREACH, Finding, Scope, control
from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.domains.finance import settings
from banyan.domains.finance.models import Advance, Claim
from banyan.domains.finance.queries.claim_proofs import overdue_advances, proofs_of
from banyan.domains.finance.rules import claim_proof as rules
from banyan.domains.finance.rules.claim_proof import Judged, Proof
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_CLAIM, _ADVANCE = Claim._meta.label_lower, Advance._meta.label_lower


def _judged(
    scopes: Sequence[Scope], period: Period, judge: Callable[[Scope, Proof], Judged | None]
) -> Iterator[Finding]:
    by_project = {scope.id: scope for scope in scopes}
    for proof in proofs_of([scope.id for scope in scopes], period.start, period.end):
        scope = by_project[proof.project]
        said = judge(scope, proof) if proof.handed_in_on in scope.period else None
        if said is not None:
            yield Finding.of(
                scope.id,
                *said,
                model=_CLAIM,
                public_id=proof.public_id,
                number=proof.number,
                on=proof.handed_in_on,
            )


@control(
    "R5.3.1",
    kind="quality",
    title=noop("Claims handed in within the window, advances settled in time"),
    judged=noop(
        "A claim comes within %(claim_days)s days; an advance is settled within %(advance_days)s days."
    ),
    settings=(settings.CLAIM_DAYS, settings.ADVANCE_DAYS),
)
def handed_in_on_time(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Claims and advances keep their days (R5.3.1)."""
    units = tree.current().units

    def judge(scope: Scope, proof: Proof) -> Judged:
        return rules.in_time(
            proof, int(value(settings.CLAIM_DAYS.key, proof.happened_on, units[scope.unit_id]))
        )

    yield from _judged(scopes, period, judge)
    late = overdue_advances([scope.id for scope in scopes], period.start, period.end, today)
    for advance in late:
        words = noop("%(open)s of the advance are open; it was to be settled by %(due)s.")
        said = sentence(words, open=advance.open, due=advance.due_on)
        yield Finding.of(
            advance.project.public_id, BREACH, said, model=_ADVANCE, public_id=advance.public_id,
            number=advance.number, on=advance.due_on,
        )  # fmt: skip


@control(
    "R5.3.2",
    kind="quality",
    title=noop("Claims with time, place, reason, payee and papers"),
    judged=noop(
        "A claim is handed in only with all of them; every claim that was handed in is looked at again."
    ),
)
def claims_say_all(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every claim says what it must (R5.3.2)."""
    return _judged(scopes, period, lambda _scope, proof: rules.said_in_full(proof))


@control(
    "R5.3.3",
    kind="quality",
    title=noop("Different hands on every claim"),
    judged=noop("Claimant, witness and all who sign are different people, and the receipt is confirmed."),
)
def different_hands(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Nobody has two hands in one claim (R5.3.3)."""
    return _judged(scopes, period, lambda _scope, proof: rules.different_people(proof))


@control(
    "R5.3.4",
    kind="quality",
    title=noop("Claims agreed to at headquarters"),
    judged=noop("What is approved was signed along the limits, headquarters last."),
)
def signed_along_limits(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Approved claims carry headquarters' signature (R5.3.4)."""
    return _judged(scopes, period, lambda _scope, proof: rules.agreed_above(proof))


@control(
    "R5.3.5",
    kind="quality",
    title=noop("Approved claims paid in time"),
    judged=noop("An approved claim is paid within %(pay_days)s working days. A late one wants attention, an unpaid one is a breach."),
    settings=(settings.PAY_DAYS,),
)  # fmt: skip
def paid_in_time(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Days from approval to payment (R5.3.5)."""
    units = tree.current().units

    def judge(scope: Scope, proof: Proof) -> Judged | None:
        if proof.approved_on is None:
            return None
        days = int(value(settings.PAY_DAYS.key, proof.approved_on, units[scope.unit_id]))
        due = calendar_around(proof.approved_on).add_workdays(proof.approved_on, days)
        return rules.paid_in_time(proof, due, today)

    return _judged(scopes, period, judge)
