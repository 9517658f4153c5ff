"""What the monthly cycle asks of forms, merged papers and the year's budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, Sum

from banyan.domains.finance.models import (
    Budget,
    BudgetLine,
    MonthlyBudget,
    MonthlyForm,
    MonthlyLine,
    VoucherLine,
)
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.queries.releases import used_in
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.monthly import Rest, Wish, by_item

_OPEN = (MonthlyBudget.State.WAITING, MonthlyBudget.State.APPROVED, MonthlyBudget.State.RELEASED)


def wishes_of(form: MonthlyForm) -> list[Wish]:
    """The lines of a form as plain values."""
    return _wishes(MonthlyLine.everything.filter(form=form).order_by("position"))


def wishes_in(budget: MonthlyBudget) -> list[Wish]:
    """The lines of all forms in a merged paper."""
    lines = MonthlyLine.everything.filter(form__merged_into=budget)
    return _wishes(lines.order_by("form__unit__path", "position"))


def _wishes(lines: Iterable[MonthlyLine]) -> list[Wish]:
    return [Wish(line.item, line.amount, line.reason, line.activity, line.needed_on) for line in lines]


def items_in_force(project: Any) -> list[str]:
    """Codes of the expenses that the budget in force has."""
    return list(_expenses(project).values_list("code", flat=True))


def _expenses(project: Any) -> Any:
    lines = BudgetLine.everything.filter(budget__project=project, budget__state=Budget.State.EFFECTIVE)
    return lines.filter(side=BudgetLine.Side.EXPENSE).order_by("position")


def forms_to_merge(project: Any, month: date) -> list[MonthlyForm]:
    """Forms of a month that were handed in and are in no merged paper yet."""
    found = MonthlyForm.everything.filter(project=project, month=month, state=MonthlyForm.State.SUBMITTED)
    return list(found.select_related("unit").order_by("unit__path"))


def next_round(project: Any, month: date) -> int:
    """The number of the next merge of this month."""
    rounds = MonthlyBudget.everything.filter(project=project, month=month)
    return (rounds.aggregate(Max("round"))["round__max"] or 0) + 1


def left_of_year(project: Any, month: date) -> dict[str, Decimal]:
    """Item → yuan that the year's budget still has: not spent, and not promised to this or a later month.

    Months that are over count with what was spent in them.
    """
    year = year_of(project, month)
    spent = VoucherLine.everything.filter(project=project, voucher__dated__range=(year.start, year.end))
    spent = spent.exclude(item="").filter(
        Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0)
    )
    gone = {
        item: debit - credit
        for item, debit, credit in spent.values_list("item").annotate(Sum("debit"), Sum("credit")).order_by()
    }
    promised = _promised(project, month, year.end)
    return {
        code: amount - gone.get(code, ZERO) - promised.get(code, ZERO)
        for code, amount in _expenses(project).values_list("code", "amount")
    }


def _promised(project: Any, month: date, until: date) -> dict[str, Decimal]:
    """Item → yuan of this and later months that is on its way or released and not used yet."""
    papers = MonthlyBudget.everything.filter(
        project=project, month__gte=month, month__lte=until, state__in=_OPEN
    )
    sums: dict[str, Decimal] = {}
    for each in sorted({paper.month for paper in papers}):
        asked = by_item(w for paper in papers if paper.month == each for w in wishes_in(paper))
        used = used_in(project, each)
        for item, amount in asked.items():
            sums[item] = sums.get(item, ZERO) + max(amount - used.get(item, ZERO), ZERO)
    return sums


def rests_of(budget: MonthlyBudget, reasons: Mapping[str, str]) -> list[Rest]:
    """Each item of a released paper with what was used; a later round of the month gets what the earlier left over."""
    used = dict(used_in(budget.project, budget.month))
    earlier = MonthlyBudget.everything.filter(
        project=budget.project, month=budget.month, round__lt=budget.round, state__in=(*_OPEN, MonthlyBudget.State.CLOSED)
    )  # fmt: skip
    for paper in earlier.order_by("round"):
        for item, amount in by_item(wishes_in(paper)).items():
            used[item] = max(used.get(item, ZERO) - amount, ZERO)
    return [
        Rest(item, amount, min(used.get(item, ZERO), amount), reasons.get(item, ""))
        for item, amount in by_item(wishes_in(budget)).items()
    ]
