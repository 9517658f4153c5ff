"""What the cycle of money proves: plans before the year, releases before the month, analyses, explanations, reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.core.dated import value
from banyan.domains.finance import settings
from banyan.domains.finance.models import (
    AccountingPeriod,
    Budget,
    ExecutionAnalysis,
    FundingProposal,
    HalfReport,
    MonthlyBudget,
    MonthlyForm,
    UnplannedNeed,
    VarianceNote,
)
from banyan.domains.finance.queries import cycles
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules import budget as money
from banyan.domains.finance.rules.balances import ItemSum, spent_by_item
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.half_reports import verdict
from banyan.domains.finance.rules.periods import quarter_starts
from banyan.domains.finance.rules.phasing import due_by
from banyan.foundation.periods import Period, quarter_of
from banyan.foundation.refusal import noop, sentence

_DONE = (MonthlyBudget.State.RELEASED, MonthlyBudget.State.CLOSED)


@control(
    "R5.2.1",
    kind="duty",
    title=noop("A detailed budget before the year begins"),
    judged=noop("A budget came into effect before the contract year began; later wants attention."),
    absent=noop("No budget of the project is in effect."),
)
def budget_before(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The budget is made while the project is planned (R5.2.1)."""
    begins = {books.scope.id: books.frame.year.start for books in books_of(scopes, today)}
    for scope, budgets in cycles.kept_of(Budget, scopes).items():
        for first in [each for each in budgets if each.effective_on][:1]:
            late = first.effective_on > begins[scope]
            said = noop("In effect from %(day)s; the year began on %(start)s.")
            yield Finding(
                scope, ATTENTION if late else GOOD, sentence(said, day=first.effective_on, start=begins[scope]),
                first, first.effective_on,
            )  # fmt: skip


@control(
    "R5.2.3",
    kind="quality",
    title=noop("Execution analysed every quarter"),
    judged=noop("Every quarter that is over has its analysis of budget execution."),
)
def analysed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Execution is watched and analysed (R5.2.3)."""
    kept = cycles.kept_of(ExecutionAnalysis, scopes)
    for scope in scopes:
        written = {each.quarter: each for each in kept[scope.id]}
        for quarter in cycles.quarters_ended(scope.period, today):
            name = quarter_of(quarter.end)
            found = written.get(name)
            said = noop("Analysis of %(quarter)s.") if found else noop("No analysis of %(quarter)s.")
            yield Finding(
                scope.id, GOOD if found else BREACH, sentence(said, quarter=name), found, quarter.end
            )


@control(
    "R5.2.4",
    kind="quality",
    title=noop("Large deviations with cause and measure"),
    judged=noop(
        "Items beyond %(variance_percent)s percent and %(variance_amount)s yuan have cause and measure before the month is closed."
    ),
    settings=(settings.VARIANCE_PERCENT, settings.VARIANCE_AMOUNT),
)
def explained(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Deviations are explained and acted on (R5.2.4)."""
    notes, closed = cycles.kept_of(VarianceNote, scopes), _closed_months(scopes)
    for books in books_of(scopes, today):
        on = books.frame.until
        said = {n.item: n for n in notes[books.scope.id] if quarter_starts(on) <= n.month <= on}
        is_closed = (books.scope.unit_id, on.replace(day=1)) in closed
        for item in _deviating(books, on):
            note = said.get(item.code)
            words = noop("Item %(item)s: %(spent)s spent, %(due)s due.")
            told = sentence(words, item=item.code, spent=item.spent, due=item.due)
            yield Finding(
                books.scope.id, GOOD if note else BREACH if is_closed else ATTENTION, told, note, on
            )


def _closed_months(scopes: Sequence[Scope]) -> set[tuple[int, date]]:
    units = {scope.unit_id for scope in scopes}
    closed = AccountingPeriod.objects.filter(unit__in=units, state=AccountingPeriod.State.CLOSED)
    return set(closed.values_list("unit_id", "starts_on"))


def _deviating(books: Any, on: date) -> Iterator[ItemSum]:
    """Items beyond both thresholds at the end of the days judged, by even months or the planned ones; what was spent
    without a budget always is."""
    entries = [
        entry for paper in books.papers for entry in paper.entries if entry.on >= books.frame.year.start
    ]
    spent = spent_by_item(entries, on)
    percent, amount = (
        Decimal(str(value(each.key, on, books.unit)))
        for each in (settings.VARIANCE_PERCENT, settings.VARIANCE_AMOUNT)
    )
    for item in (each for each in books.items if each.side == "expense"):
        due = due_by(item, books.frame.year, on, books.phases.get(item.code, {}))
        summed = ItemSum(
            item.code, item.name, item.block, item.department, item.amount, due, spent.get(item.code, ZERO)
        )
        if summed.is_large(percent, amount):
            yield summed
    planned = {item.code for item in books.items}
    for code, yuan in spent.items():
        if code not in planned and yuan > ZERO:
            yield ItemSum(code, "", "", "", ZERO, ZERO, yuan)


@control(
    "P4.2",
    kind="duty",
    title=noop("Every month released before it is spent"),
    judged=noop(
        "Each month's money is released before it begins and comes to the sum of the departments' forms; they hand in "
        "%(form_workdays)s working days before."
    ),
    settings=(settings.FORM_WORKDAYS,),
    absent=noop("No month of this period has a budget that was released."),
)
def released(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Nothing is spent before the month is released (P4.2)."""
    papers, forms = cycles.kept_of(MonthlyBudget, scopes), cycles.kept_of(MonthlyForm, scopes)
    for scope in scopes:
        for month in cycles.months_begun(scope.period):
            yield from _of_month(scope, month, papers[scope.id], forms[scope.id])


def _of_month(scope: Scope, month: Period, papers: Sequence[Any], forms: Sequence[Any]) -> Iterator[Finding]:
    done = [each for each in papers if each.month == month.start and each.state in _DONE]
    if not done:
        yield Finding(
            scope.id,
            BREACH,
            sentence(noop("%(month)s was not released."), month=f"{month.start:%Y-%m}"),
            on=month.start,
        )
    for paper in done:
        in_time = paper.released_on <= month.start
        words = noop("Released on %(day)s for %(month)s.")
        told = sentence(words, day=paper.released_on, month=f"{month.start:%Y-%m}")
        yield Finding(scope.id, GOOD if in_time else ATTENTION, told, paper, paper.released_on)
        handed_in = sum((form.total for form in forms if form.merged_into_id == paper.pk), ZERO)
        if handed_in != paper.total:
            words = noop("The forms come to %(handed_in)s, the merged budget says %(total)s.")
            told = sentence(words, handed_in=handed_in, total=paper.total)
            yield Finding(scope.id, BREACH, told, paper, paper.released_on)
    for form in forms:
        if form.month == month.start and form.late_days:
            told = sentence(noop("The form came %(days)s days late."), days=form.late_days)
            yield Finding(scope.id, ATTENTION, told, form, form.submitted_on)


@control(
    "P4.3",
    kind="quality",
    title=noop("Two financial reports to headquarters in a contract year"),
    judged=noop(
        "Each half of a contract year is reported within %(half_report_days)s days; a late report wants attention."
    ),
    settings=(settings.HALF_REPORT_DAYS,),
)
def reported(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The station reports its money twice in a contract year (P4.3)."""
    days = int(value(settings.HALF_REPORT_DAYS.key, today, None))
    kept, due = cycles.kept_of(HalfReport, scopes), cycles.halves_due(scopes, today, days)
    for scope in scopes:
        for half in due[scope.id]:
            report = next((each for each in kept[scope.id] if each.starts_on == half.start), None)
            submitted = report.submitted_on if report else None
            last = report.due_on if report else half.end
            said = verdict(half.end, last, submitted, today) or BREACH
            words = (
                noop("Report of the half until %(day)s.")
                if submitted
                else noop("No report of the half until %(day)s.")
            )
            yield Finding(
                scope.id,
                said,
                sentence(words, day=half.end),
                report if submitted else None,
                submitted or half.end,
            )


@control(
    "P4.6",
    kind="duty",
    title=noop("How far the money comes from one source"),
    judged=noop(
        "The budget names its sources, so that the largest share and the index of concentration are known."
    ),
    absent=noop("The budget names no source of income."),
)
def sources_known(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Dependence on a single source is watched (P4.6)."""
    for books in books_of(scopes, today):
        found = money.concentration(item.amount for item in books.items if item.side == "income")
        if books.budget is not None and found.index is not None:
            words = noop("HHI %(index)s, %(effective)s effective sources, the largest %(top)s %%.")
            told = sentence(words, index=found.index, effective=found.effective, top=found.top)
            yield Finding(books.scope.id, GOOD, told, books.budget)


@control(
    "P4.7",
    kind="duty",
    title=noop("Other sources are asked"),
    judged=noop("Foundations, firms or donors were asked for money, goods or services."),
    absent=noop("Nobody but the purchaser was asked in this period."),
)
def others_asked(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The agency seeks social resources (P4.7)."""
    for scope, proposals in _within(scopes, FundingProposal, "sent_on"):
        for each in proposals:
            told = sentence(noop("Asked of others on %(day)s."), day=each.sent_on)
            yield Finding(scope.id, GOOD, told, each, each.sent_on)


@control(
    "P4.8",
    kind="quality",
    title=noop("Unplanned needs decided in time"),
    judged=noop("A need outside the contract has its decision within %(need_days)s days."),
    settings=(settings.NEED_DAYS,),
)
def decided(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """From the need to the decision about its money (P4.8)."""
    for scope, needs in _within(scopes, UnplannedNeed, "raised_on"):
        for each in needs:
            limit = int(value(settings.NEED_DAYS.key, each.raised_on, None))
            took = ((each.decided_on or today) - each.raised_on).days
            late = ATTENTION if each.decided_on else BREACH
            told = sentence(noop("%(days)s days; %(limit)s are allowed."), days=took, limit=limit)
            yield Finding(scope.id, GOOD if took <= limit else late, told, each, each.raised_on)


def _within(scopes: Sequence[Scope], model: Any, day: str) -> Iterator[tuple[Scope, list[Any]]]:
    """Each project with its records whose day lies in the days judged."""
    kept = cycles.kept_of(model, scopes)
    for scope in scopes:
        yield scope, [r for r in kept[scope.id] if scope.period.start <= getattr(r, day) <= scope.period.end]
