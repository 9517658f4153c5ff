"""What budgets and books prove of the rules about money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.domains.finance import settings
from banyan.domains.finance.models import Budget, Voucher
from banyan.domains.finance.queries.proving import Books, books_of
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.entries import Paper
from banyan.domains.finance.rules.findings.papers import claimed
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_VOUCHER, _BUDGET = Voucher._meta.label_lower, Budget._meta.label_lower
_IN_ORDER = noop("Nothing in the books speaks against this voucher.")


def _judged(
    scopes: Sequence[Scope], today: date, clause: str, concerns: Callable[[Books, Paper], bool]
) -> Iterator[Finding]:
    """Every voucher of the period that the clause concerns: at fault where something was found, else proof."""
    for books in books_of(scopes, today):
        faults: dict[str, list] = {}
        for found in (each for each in books.findings if each.clause == clause):
            for number in found.vouchers or ("",):
                faults.setdefault(number, []).append(found)
        yield from _vouchers(books, faults, concerns)
        for found in faults.get("", ()):
            yield Finding(books.scope.id, _verdict(found), found.why, on=books.frame.until)


def _vouchers(
    books: Books, faults: dict[str, list], concerns: Callable[[Books, Paper], bool]
) -> Iterator[Finding]:
    for paper in books.in_period():
        for found in faults.get(paper.number, ()):
            yield _about(books, paper, _verdict(found), found.why)
        if paper.number not in faults and concerns(books, paper):
            yield _about(books, paper, GOOD, _IN_ORDER)


def _about(books: Books, paper: Paper, verdict: str, why: object) -> Finding:
    page = books.pages[paper.number]
    return Finding.of(
        books.scope.id, verdict, why, model=_VOUCHER, public_id=page, number=paper.number, on=paper.on
    )


def _verdict(found: object) -> str:
    return BREACH if found.is_breach else ATTENTION


def _has_spending(books: Books, paper: Paper) -> bool:
    return bool(paper.spending)


def _is_payment(books: Books, paper: Paper) -> bool:
    return paper.is_payment


def _is_claimed(books: Books, paper: Paper) -> bool:
    return claimed(paper)


def _is_for_activities(books: Books, paper: Paper) -> bool:
    return any(entry.item in books.frame.activity_items for entry in paper.spending)


def _any(books: Books, paper: Paper) -> bool:
    return True


@control(
    "R5.1.3",
    kind="quality",
    title=noop("Each project's money apart"),
    judged=noop(
        "Restricted money is set free only as far as it was spent for its purpose; goods in custody are neither income nor cost."
    ),
)
def money_apart(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Earmarked money stays apart (R5.1.3)."""
    return _judged(scopes, today, "R5.1.3", _any)


@control(
    "R5.1.4",
    kind="quality",
    title=noop("Spending within the budget"),
    judged=noop("Every expense stands on a line of the budget, and no line is overspent."),
)
def within_budget(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Nothing outside the budget, nothing beyond it (R5.1.4)."""
    return _judged(scopes, today, "R5.1.4", _has_spending)


@control(
    "R5.2.2",
    kind="duty",
    title=noop("A budget with income and expense"),
    judged=noop(
        "The budget shows where money comes from and what it is for, line by line, and both sides are equal. A line that "
        "says an amount only wants attention."
    ),
    absent=noop("The project has no budget."),
)
def both_sides(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The budget shows both sides (R5.2.2)."""
    for books in books_of(scopes, today):
        if books.budget is not None:
            income, expense = rules.total(books.items, "income"), rules.total(books.items, "expense")
            verdict = GOOD if income and income == expense else BREACH
            said = sentence(noop("Income %(income)s, expense %(expense)s."), income=income, expense=expense)
            yield Finding.of(
                books.scope.id,
                verdict,
                said,
                model=_BUDGET,
                public_id=books.budget.public_id,
                number=books.budget.number,
            )
            yield from _without_use(books, books.budget)


def _without_use(books: Books, budget: Budget) -> Iterator[Finding]:
    """Lines that say an amount and nothing else: neither where it comes from nor what it is for."""
    for item in (each for each in books.items if not each.use.strip() and not each.note.strip()):
        words = (
            noop("Item %(item)s does not say what it is for.")
            if item.side == "expense"
            else noop("Item %(item)s does not say who gives it.")
        )
        yield Finding.of(
            books.scope.id, ATTENTION, sentence(words, item=item.code), model=_BUDGET, public_id=budget.public_id,
            number=budget.number,
        )  # fmt: skip


@control(
    "R5.3.1",
    kind="quality",
    title=noop("Expenses claimed in time"),
    judged=noop("An expense is claimed within %(claim_days)s days and not before it happened."),
    settings=(settings.CLAIM_DAYS,),
)
def claimed_in_time(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Claims come within the window (R5.3.1)."""
    return _judged(scopes, today, "R5.3.1", _is_claimed)


@control(
    "R5.3.2",
    kind="quality",
    title=noop("Vouchers with time, place, reason and invoice"),
    judged=noop(
        "Every claim says time, place, reason and amount; suppliers give invoices; an invoice is used once."
    ),
)
def said_in_full(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Vouchers say what they must (R5.3.2)."""
    return _judged(scopes, today, "R5.3.2", _is_claimed)


@control(
    "R5.3.3",
    kind="quality",
    title=noop("Three people on every claim"),
    judged=noop("Who claims, who witnesses and who checks are three people."),
)
def three_people(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Nobody signs twice (R5.3.3)."""
    return _judged(scopes, today, "R5.3.3", _is_claimed)


@control(
    "R5.3.4",
    kind="quality",
    title=noop("Approval within limits"),
    judged=noop(
        "Nobody approves their own claim or beyond their limit; purchases from %(purchase_limit)s yuan are not split."
    ),
    settings=(settings.PURCHASE_LIMIT, settings.AUTHORITY, settings.SPLIT_DAYS),
)
def within_limits(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Approvals keep to the table of limits (R5.3.4)."""
    return _judged(scopes, today, "R5.3.4", _is_payment)


@control(
    "P4.1",
    kind="quality",
    title=noop("Headquarters approves every payment"),
    judged=noop("The last approver of every payment works at headquarters."),
    settings=(settings.HEAD_OFFICE,),
)
def headquarters_last(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Every payment ends at headquarters (P4.1)."""
    return _judged(scopes, today, "P4.1", _is_payment)


@control(
    "P4.4",
    kind="quality",
    title=noop("Books by contract item and by account"),
    judged=noop("Every expense names its item of the contract budget and its account."),
)
def by_item_and_account(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Both reports come from one set of lines (P4.4)."""
    for books in books_of(scopes, today):
        for paper in (each for each in books.in_period() if each.spending):
            named = all(entry.item and entry.kind for entry in paper.spending)
            said = noop("Item and account are named.") if named else noop("No budget item is named.")
            yield _about(books, paper, GOOD if named else BREACH, sentence(said))


@control(
    "P4.9",
    kind="quality",
    title=noop("No rush at the end of the year"),
    judged=noop(
        "The last %(tail_months)s months take at most %(rush_red)s times their share; large purchases name their activity."
    ),
    settings=(
        settings.TAIL_MONTHS,
        settings.RUSH_RED,
        settings.RUSH_AMBER,
        settings.PURCHASE_LIMIT,
        settings.EARLY_WARNING,
    ),
)
def no_rush(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Activity money is spent through the year (P4.9)."""
    return _judged(scopes, today, "P4.9", _is_for_activities)
