"""What the agency's finance policy and the keeping of the books prove (R5.1.1, R5.1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.dated import value
from banyan.core.dated.models import DatedSetting
from banyan.core.identity import tree
from banyan.domains.finance import settings
from banyan.domains.finance.models import Voucher
from banyan.domains.finance.queries import policy as queries
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules import policy as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_SETTING, _VOUCHER = DatedSetting._meta.label_lower, Voucher._meta.label_lower


@control(
    "R5.1.1",
    kind="duty",
    title=noop("A finance policy with limits"),
    judged=noop(
        "A limit is found for any amount on any day: the table of limits rises without a gap, and the agency decided it "
        "itself and says on what it rests. The shipped table wants attention."
    ),
    settings=(settings.AUTHORITY, settings.PROGRAMME_ABOVE, settings.GENERAL_ABOVE, settings.COMMITTEE_ABOVE),
)
def limits_decided(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Who may agree to how much is decided and dated (R5.1.1)."""
    units = tree.current().units
    for scope in scopes:
        policy, row = queries.policy_on(scope.period.end, units[scope.unit_id])
        said = rules.policy_verdict(policy)
        if row is None:
            yield Finding(scope.id, *said, on=scope.period.end, mend="finance.limits")
        else:
            yield Finding.of(
                scope.id, *said, model=_SETTING, public_id=row.public_id, number=row.label(), on=row.valid_from,
                mend="finance.limits",
            )  # fmt: skip


@control(
    "R5.1.2",
    kind="quality",
    title=noop("Duties kept apart, accounts of the chart"),
    judged=noop(
        "Nobody posts what they entered, nobody keeps the cash and the books, and every account stands in the chart of "
        "its day. One person with a named compensating control wants attention."
    ),
    settings=(settings.COMPENSATING_CONTROL, settings.ACCOUNT_MAP),
)
def duties_apart(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The books are kept as the law and the agency want it (R5.1.2)."""
    for scope, page, number, dated, booked in queries.booked_in(scopes, books_of(scopes, today)):
        yield Finding.of(
            scope.id, *rules.booked_verdict(booked), model=_VOUCHER, public_id=page, number=number, on=dated
        )


@control(
    "R5.1.2",
    kind="quality",
    title=noop("Months of the books closed in time"),
    judged=noop(
        "A month with vouchers is closed within %(close_days)s days; a late closing wants attention."
    ),
    settings=(settings.CLOSE_DAYS,),
)
def months_closed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Months are closed, so that what stands in them stands (R5.1.2)."""
    days = int(value(settings.CLOSE_DAYS.key, today, None))
    for month in queries.months_of_books(scopes, books_of(scopes, today), days):
        closed_on = month.closed.closed_on if month.closed else None
        said = rules.closing_verdict(month.due, closed_on, today)
        if said is not None:
            yield Finding(
                month.scope.id,
                *said,
                month.closed,
                closed_on or month.due,
                mend="finance.accountingperiod.list",
            )
