"""What case files prove: whole service, one key worker with split hours, functions of case management."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.domains.services.case_settings import REVIEW
from banyan.domains.services.queries.cases import proving as asked
from banyan.domains.services.rules.cases import proving
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_CASES = "services.case.list"
DAYS_A_MONTH = 31


@control(
    "R2.2.12",
    kind="quality",
    title=noop("Closed cases have assessment, plan, delivery and evaluation"),
    judged=noop(
        "Each case closed in the period that had a contact has a signed assessment, a signed plan, its contacts and an "
        "evaluation. One of them missing is a breach. Guarded cases are judged on their own page alone."
    ),
)
def whole_service(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every closed case against the four linked records."""
    for proof in asked.closed_cases(scopes, period):
        yield _finding(proof, proving.whole_service(proof.facts), proof.case.closed_on)


@control(
    "P1.7",
    kind="quality",
    title=noop("One key worker on every date, hours split by role"),
    judged=noop(
        "Each accepted case has exactly one key worker on every day of the period; where several people work on it, hours "
        "stand under more than one part. A day without a key worker is a breach."
    ),
)
def one_key_worker(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every accepted case against its team."""
    for proof in asked.running_cases(scopes, period):
        first = max(period.start, proof.facts.accepted_on or period.start)
        last = asked.last_day(proof.case, min(period.end, today))
        yield _finding(proof, proving.one_key_worker(proof.team, first, last, proof.hours), last)


@control(
    "R1.3.2",
    kind="quality",
    title=noop("Professional work by qualified workers"),
    judged=noop(
        "The key worker of each accepted case holds a registered certificate, or works under a superior in office who does. "
        "Neither is a breach; a key worker who is on no roster wants attention."
    ),
)
def led_by_the_qualified(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every accepted case against the certificate of whoever leads it."""
    proofs = asked.running_cases(scopes, period)
    fit = staff.may_lead_cases({place.person for proof in proofs for place in proof.team if place.is_key})
    for proof in proofs:
        last = asked.last_day(proof.case, min(period.end, today))
        key = next((place.person for place in proof.team if place.is_key and place.covers(last)), None)
        if key is not None:
            yield _finding(proof, proving.led_by_the_qualified(fit(key, last)), last)


@control(
    "P1.8",
    kind="quality",
    title=noop("Contacts carry the functions of case management"),
    judged=noop(
        "Contacts say whether they served direct work, placement, coordination, monitoring, evaluation or advocacy. A "
        "project whose contacts are all direct work wants attention."
    ),
)
def functions_named(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The contacts of each project by function."""
    for project, (contacts, managing) in asked.contacts_by_function(scopes, period).items():
        judged = proving.functions_named(contacts, managing)
        yield Finding(project, *judged, on=min(period.end, today), mend=_CASES)


@control(
    "R3.2.3",
    kind="quality",
    title=noop("Clients of longer cases are asked midway"),
    judged=noop(
        "Each case that ran longer than %(case_review_months)s months was reviewed with the client within them. Otherwise it is a breach."
    ),
    settings=(REVIEW,),
)
def clients_asked_midway(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every case of the period against its last review."""
    until = min(period.end, today)
    proofs = asked.running_cases(scopes, period)
    reviews = asked.last_reviews([proof.case for proof in proofs], until)
    months = int(dated.value(REVIEW.key, on=until))
    for proof in proofs:
        last, accepted = asked.last_day(proof.case, until), proof.facts.accepted_on
        if accepted is not None:
            judged = proving.asked_midway(reviews.get(proof.case.pk), accepted, last, months * DAYS_A_MONTH)
            if judged is not None:
                yield _finding(proof, judged, last)


def _finding(proof: asked.Proof, judged: proving.Judged, on: date | None) -> Finding:
    return Finding.of(proof.project, *judged, on=on, **asked.told(proof.case))
