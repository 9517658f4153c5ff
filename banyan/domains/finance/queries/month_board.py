"""One month of a station's money on one sheet: the departments' forms side by side, the year's budget, the release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from banyan.core import door
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import (
    Budget,
    BudgetLine,
    MonthlyBudget,
    MonthlyForm,
    MonthlyLine,
    MonthSettled,
)
from banyan.domains.finance.queries.books import entries, lines_visible
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.queries.monthly import left_of_year, wishes_in
from banyan.domains.finance.rules.balances import spent_by_item
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.monthly import by_item
from banyan.foundation.periods import month_of

#: A paper in one of these states is taken off what the year has left already.
_COUNTED = (MonthlyBudget.State.WAITING, MonthlyBudget.State.APPROVED)
_GOES = (MonthlyForm.State.SUBMITTED, MonthlyForm.State.MERGED)


@dataclass(frozen=True)
class Column:
    """A department with its form of the month; `word` is missing, open, in_time or late."""

    unit: Any
    form: MonthlyForm | None
    word: str

    @property
    def counts(self) -> bool:
        """Whether its lines stand in the sums."""
        return self.form is not None and self.form.state in _GOES


@dataclass(frozen=True)
class ItemRow:
    """One item of the budget: what the year has left before this month, and what each department asks; yuan."""

    code: str
    name: str
    left: Decimal
    asked: tuple[Decimal | None, ...]
    used: Decimal

    @cached_property
    def total(self) -> Decimal:
        return sum((amount for amount in self.asked if amount), ZERO)

    @property
    def after(self) -> Decimal:
        """What the year would have left then."""
        return self.left - self.total


@dataclass(frozen=True)
class MonthBoard:
    """Everything that the sheet of a month shows."""

    project: Any
    month: date
    columns: tuple[Column, ...]
    rows: tuple[ItemRow, ...]
    papers: tuple[MonthlyBudget, ...]

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """What each department asks in all."""
        return tuple(
            sum((row.asked[place] or ZERO for row in self.rows), ZERO) for place in range(len(self.columns))
        )

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), ZERO)

    @property
    def to_merge(self) -> int:
        """Forms that wait for the merge."""
        return sum(c.form is not None and c.form.state == MonthlyForm.State.SUBMITTED for c in self.columns)

    @property
    def missing(self) -> int:
        return sum(column.word == "missing" for column in self.columns)

    @property
    def released(self) -> Decimal:
        """Yuan that may be spent or was settled, of all rounds."""
        done = (MonthlyBudget.State.RELEASED, MonthlyBudget.State.CLOSED)
        return sum((paper.total for paper in self.papers if paper.state in done), ZERO)


def departments_of(unit: Any) -> list[Any]:
    """The departments of a station in the order of the tree; a station without departments stands for itself."""
    below = [
        each
        for each in tree.current().units.values()
        if each.path.startswith(unit.path) and each.pk != unit.pk
    ]
    return [each for each in below if each.kind == "department" and each.closed_on is None] or [unit]


def board_of(
    project: Any, month: date, by: Actor, today: date, expenses: Sequence[BudgetLine] | None = None
) -> MonthBoard:
    """The sheet of one month. A fixed number of statements, one less for who read the expenses already."""
    forms = {
        form.unit_id: form for form in MonthlyForm.objects.visible_to(by).filter(project=project, month=month)
    }
    columns = tuple(_column(unit, forms.get(unit.pk), today) for unit in departments_of(project.unit))
    papers = MonthlyBudget.objects.visible_to(by).filter(project=project, month=month).order_by("round")
    lines = expenses_of(project, by) if expenses is None else expenses
    rows = _rows((project, month), columns, lines, by)
    return MonthBoard(project, month, columns, tuple(rows), tuple(papers))


def _column(unit: Any, form: MonthlyForm | None, today: date) -> Column:
    if form is None or form.state in (MonthlyForm.State.DRAFT, MonthlyForm.State.RETURNED):
        late = form is not None and today > form.due_on
        return Column(unit, form, "missing" if form is None or late else "open")
    return Column(unit, form, "late" if form.late_days else "in_time")


def _rows(
    of: tuple[Any, date], columns: Sequence[Column], lines: Sequence[BudgetLine], by: Actor
) -> list[ItemRow]:
    project, month = of
    asked = _asked(project, month, by)
    year = year_of(project, month)
    booked = entries(lines_visible(by, project=project, until=year.end))
    spent = spent_by_item([entry for entry in booked if entry.on >= year.start], year.end)
    period = month_of(month)
    used = spent_by_item([e for e in booked if period.start <= e.event_day <= period.end], year.end)
    rows = []
    for line in lines:
        wanted = tuple(asked.get((c.form.pk, line.code)) if c.form and c.counts else None for c in columns)
        if any(wanted):
            left = line.amount - spent.get(line.code, ZERO)
            rows.append(ItemRow(line.code, line.name, left, wanted, used.get(line.code, ZERO)))
    return rows


def _asked(project: Any, month: date, by: Actor) -> dict[tuple[int, str], Decimal]:
    sums: dict[tuple[int, str], Decimal] = {}
    lines = MonthlyLine.objects.visible_to(by).filter(form__project=project, form__month=month)
    for form, item, amount in lines.values_list("form_id", "item", "amount"):
        sums[form, item] = sums.get((form, item), ZERO) + amount
    return sums


def expenses_of(project: Any, by: Actor) -> list[BudgetLine]:
    """The expenses of the budget in force in their order."""
    lines = BudgetLine.objects.visible_to(by).filter(
        budget__project=project, budget__state=Budget.State.EFFECTIVE, side=BudgetLine.Side.EXPENSE
    )
    return list(lines.order_by("position"))


def for_department(expenses: Sequence[BudgetLine], department: Any) -> list[BudgetLine]:
    """Expenses to choose from, those of the department first."""
    return sorted(expenses, key=lambda line: line.department != department.name)


def names_of_items(project: Any, by: Actor) -> dict[str, str]:
    """Item → its name in the budget in force."""
    return {line.code: line.name for line in expenses_of(project, by)}


def rest_of_items(paper: MonthlyBudget, by: Actor) -> list[ItemRow]:
    """Each item that a merged paper asks for, with what the year has left before it."""
    with door.opened("what the year has left"):
        left, asked = left_of_year(paper.project, paper.month), by_item(wishes_in(paper))
    names, is_counted = names_of_items(paper.project, by), paper.state in _COUNTED
    return [
        ItemRow(code, names.get(code, ""), left.get(code, ZERO) + (amount if is_counted else ZERO), (amount,), ZERO)
        for code, amount in sorted(asked.items())
    ]  # fmt: skip


def lines_of_form(form: MonthlyForm, by: Actor) -> list[MonthlyLine]:
    """The lines of a form in their order."""
    return list(MonthlyLine.objects.visible_to(by).filter(form=form).order_by("position"))


def settled_of(budget: MonthlyBudget, by: Actor) -> list[MonthSettled]:
    """What became of the items of a month."""
    return list(MonthSettled.objects.visible_to(by).filter(budget=budget).order_by("item"))


def lines_of_paper(budget: MonthlyBudget, by: Actor) -> list[MonthlyLine]:
    """Every line of every form in a merged paper, as the departments wrote them."""
    lines = MonthlyLine.objects.visible_to(by).filter(form__merged_into=budget)
    return list(lines.select_related("form__unit").order_by("form__unit__path", "position"))
