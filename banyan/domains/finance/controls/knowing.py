"""Whether people know their money, and what it brought (P4.10, P4.11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.core.controls import Finding, Scope, control
from banyan.core.dated import value
from banyan.core.identity.models import Unit
from banyan.domains.finance import settings
from banyan.domains.finance.models import Budget
from banyan.domains.finance.queries.opening import openness_of
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.queries.unit_costs import brought_by
from banyan.domains.finance.rules.opening import openness_verdict
from banyan.domains.finance.rules.unit_costs import brought_verdict
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_UNIT, _BUDGET = Unit._meta.label_lower, Budget._meta.label_lower


@control(
    "P4.10",
    kind="duty",
    title=noop("Everybody can open the money of the own department"),
    judged=noop(
        "Every department has items of the budget that name it, and everybody of it with a sign-in may open them."
    ),
    absent=noop("There is no budget that anybody could open."),
)
def opened_by_all(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """People know what the money is for (P4.10)."""
    for scope, unit, found in openness_of(books_of(scopes, today), min(period.end, today)):
        yield Finding.of(
            scope.id, *openness_verdict(found), model=_UNIT, public_id=unit.public_id, number=unit.code,
            on=scope.period.end, mend="finance.department",
        )  # fmt: skip


@control(
    "P4.11",
    kind="quality",
    title=noop("Cost shown together with what it brought"),
    judged=noop(
        "Activity money of the contract year stands beside attendances, hours and satisfaction. Less spent with a mean of "
        "%(satisfaction_kept)s or more is thrift, not failure; money without anything held is a breach."
    ),
    settings=(settings.SATISFACTION_KEPT,),
)
def cost_with_result(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Frugality is fine where quality holds (P4.11)."""
    books = books_of(scopes, today)
    found = brought_by(books)
    for each in books:
        brought = found.get(each.scope.id)
        if brought is None or each.budget is None:
            continue
        kept = Decimal(str(value(settings.SATISFACTION_KEPT.key, each.scope.period.end, each.unit)))
        yield Finding.of(
            each.scope.id, *brought_verdict(brought, kept), model=_BUDGET, public_id=each.budget.public_id,
            number=each.budget.number, on=each.scope.period.end, mend="finance.results",
        )  # fmt: skip
