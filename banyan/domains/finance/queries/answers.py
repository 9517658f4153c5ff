"""What the shell asks about money, as plain answers; amounts are texts with two decimals, in yuan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.core.ui.wording import say
from banyan.domains.finance import settings
from banyan.domains.finance.models import BankAccount
from banyan.domains.finance.queries.books import bank_accounts, bank_moves, book_moves, lines_visible
from banyan.domains.finance.queries.execution import Execution, execution_of
from banyan.domains.finance.queries.statements import balance_of
from banyan.domains.finance.rules import reconciling
from banyan.domains.finance.rules.entries import ZERO, papers
from banyan.domains.finance.rules.findings.spending import releases
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop


def findings(project: Any, by: Actor, on: date) -> dict[str, Any]:
    """Per finding `clause`, `kind`, `result`, `vouchers`, `amount`, `why`; and what the books prove."""
    found = execution_of(project, by, on)
    return {
        "project": project.number,
        "until": on.isoformat(),
        "findings": [
            {
                "clause": each.clause,
                "kind": each.kind,
                "result": "breached" if each.is_breach else "attention",
                "vouchers": list(each.vouchers),
                "amount": _money(each.amount),
                "why": say(each.why),
            }
            for each in found.findings
        ],
        "releases": _releases(found),
        "rush": _rush(found),
        "concentration": {
            "hhi": _text(found.concentration.index),
            "effective": _text(found.concentration.effective),
            "top": _text(found.concentration.top),
        },
    }


def last_entry(project: Any, by: Actor, today: date) -> date:
    """The day up to which the books of a project say something: that of their last voucher, at most today."""
    lines = lines_visible(by, project=project, until=today)
    return lines.aggregate(last=Max("voucher__dated"))["last"] or today


def reconcile(by: Actor, on: date, *, project: Any = None, unit: Any = None) -> dict[str, Any]:
    """Bank and books of each account: opening, both balances, both adjusted, and what stands on one side only."""
    accounts = bank_accounts(by, project=project, unit=unit)
    if not accounts:
        raise Refused({"": noop("No bank statement has been brought in here.")}, code="empty")
    told = [_reconciled(account, reconciliation(account, by, on)) for account in accounts]
    return (told[0] if len(told) == 1 else {}) | {"until": on.isoformat(), "accounts": told}


def reconciliation(account: BankAccount, by: Actor, until: date) -> reconciling.Reconciliation:
    """Bank and books of one account side by side."""
    bank, books = bank_moves(by, account, until), book_moves(by, account, until)
    opening = reconciling.opening_of(bank)
    start = bank[0].on if bank else until
    before = [move for move in books if move.on < start]
    book_opening = sum((move.amount for move in before), ZERO) if before else opening
    later = [move for move in books if move.on >= start]
    days = int(value(settings.MATCH_DAYS.key, until, account.unit))
    return reconciling.reconcile(bank, later, opening, book_opening, days)


def balance(by: Actor, period: Period, *, project: Any = None, unit: Any = None) -> dict[str, Any]:
    """The trial balance of a period: per account opening, debit, credit, closing."""
    found = balance_of(by, period, project=project, unit=unit)
    return {
        "period": [period.start.isoformat(), period.end.isoformat()],
        "accounts": [
            {
                "code": each.code, "name": each.name, "kind": each.kind, "opening": _money(each.opening),
                "debit": _money(each.debit), "credit": _money(each.credit), "closing": _money(each.closing),
            }
            for each in found.accounts
        ],
        "debit": _money(found.debit),
        "credit": _money(found.credit),
        "balanced": found.is_balanced,
    }  # fmt: skip


def _reconciled(account: BankAccount, found: reconciling.Reconciliation) -> dict[str, Any]:
    return {
        "account": account.number,
        "name": account.name,
        "opening": _money(found.opening),
        "statement": _money(found.statement),
        "book": _money(found.book),
        "matched": sum(pair.is_certain for pair in found.pairs),
        "proposed": [
            {"reference": p.bank.reference, "voucher": p.book.voucher, "amount": _money(p.bank.amount)}
            for p in found.pairs
            if not p.is_certain
        ],
        "only_bank": [
            {"reference": m.reference, "day": m.on.isoformat(), "amount": _money(m.amount), "summary": m.summary}
            for m in found.only_bank
        ],
        "only_books": [
            {"voucher": m.voucher, "day": m.on.isoformat(), "amount": _money(m.amount), "summary": m.summary}
            for m in found.only_books
        ],
        "broken": [
            {"reference": m.reference, "balance": _money(m.balance or ZERO), "expected": _money(right)}
            for m, right in found.broken
        ],
        "adjusted_statement": _money(found.adjusted_statement),
        "adjusted_book": _money(found.adjusted_book),
        "agrees": found.agrees,
    }  # fmt: skip


def _releases(found: Execution) -> list[dict[str, Any]]:
    return [
        {
            "voucher": paper.number, "source": paper.said("source"), "released": _money(freed),
            "spent": _money(sum((p.amount for p in spent), ZERO)), "spending": [p.number for p in spent],
        }
        for paper, freed, spent in releases(papers(found.entries))
    ]  # fmt: skip


def _rush(found: Execution) -> dict[str, Any]:
    seen = found.rush
    return {
        "total": _money(seen.total), "tail": _money(seen.tail), "tail_share": _text(seen.tail_share),
        "index": _text(seen.index), "week": _money(seen.week), "week_share": _text(seen.week_share),
        "week_ratio": _text(seen.week_ratio),
    }  # fmt: skip


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
