"""What was released for which month, and what is left of it: nothing is spent before (P4.2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from banyan.core.dated import value
from banyan.domains.finance import settings
from banyan.domains.finance.models import MonthlyBudget, MonthlyLine, MonthSettled, VoucherLine
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.monthly import Standing, check_may_spend, first_of
from banyan.foundation.periods import add_months, month_of

_RELEASED = MonthlyBudget.State.RELEASED


def require_release(project: Any, item: str, on: date, amount: Decimal, reserved: Decimal = ZERO) -> None:
    """Refuse spending on an item (by the day it is for) before its month is released, or beyond what is left of it.

    `reserved` yuan are agreed to and not in the books yet. Asked inside deeds.
    """
    if value(settings.RELEASE_REQUIRED.key, on, project.unit):
        month = first_of(on)
        check_may_spend(standing_of(project, item, month), item, month, amount, reserved)


def standing_of(project: Any, item: str, month: date) -> Standing:
    """Released, carried over and used of one item in one month."""
    released = released_in(project, month)
    return Standing(released.get(item), used_in(project, month).get(item, ZERO))


def released_in(project: Any, month: date) -> dict[str, Decimal]:
    """Item → yuan released for a month, with what the month before handed on; items of no released form are absent."""
    lines = MonthlyLine.everything.filter(
        form__project=project, form__month=month, form__merged_into__state=_RELEASED
    )
    sums = dict(lines.values_list("item").annotate(Sum("amount")).order_by())
    carried = MonthSettled.everything.filter(
        budget__project=project, budget__month=add_months(month, -1), carried__gt=0
    )
    for item, amount in carried.values_list("item").annotate(Sum("carried")).order_by():
        sums[item] = sums.get(item, ZERO) + amount
    return sums


def used_in(project: Any, month: date) -> dict[str, Decimal]:
    """Item → yuan that the books show as used in a month, by the day it was for."""
    period = month_of(month)
    days = Q(incurred_on__range=(period.start, period.end)) | Q(
        incurred_on=None, voucher__dated__range=(period.start, period.end)
    )
    lines = VoucherLine.everything.filter(days, project=project).exclude(item="")
    spent = lines.filter(Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0))
    rows = spent.values_list("item").annotate(Sum("debit"), Sum("credit")).order_by()
    return {item: debit - credit for item, debit, credit in rows}
