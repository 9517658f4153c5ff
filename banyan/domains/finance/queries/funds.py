"""Whose money lies in bank and cash: every project's position, loans, instalments, restricted sources (R5.1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import (
    AllocationBasis,
    AllocationShare,
    ProjectLoan,
    Receivable,
    VoucherLine,
)
from banyan.domains.finance.queries.books import entries, lines_visible
from banyan.domains.finance.queries.grants import FundRow, fund_rows
from banyan.domains.finance.rules import funds as rules
from banyan.domains.finance.rules.entries import CASH, RESTRICTED, ZERO, Entry
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period

LENT = (ProjectLoan.State.AGREED, ProjectLoan.State.REPAID)


def is_cash() -> Q:
    """Lines on the accounts of bank and cash."""
    found = Q()
    for code in CASH:
        found |= Q(account__startswith=code)
    return found


def held_by(project: Any, on: date) -> Decimal:
    """What of bank and cash belongs to a project on a day, yuan."""
    lines = VoucherLine.everything.filter(is_cash(), project=project, voucher__dated__lte=on)
    sums = lines.aggregate(Sum("debit"), Sum("credit"))
    return (sums["debit__sum"] or ZERO) - (sums["credit__sum"] or ZERO)


def received_with(project: Any, voucher: str) -> Decimal:
    """What a voucher of the project's books brought into bank or cash, yuan."""
    lines = VoucherLine.everything.filter(is_cash(), project=project, voucher__number=voucher)
    return lines.aggregate(Sum("debit"))["debit__sum"] or ZERO


def weights_of(basis: AllocationBasis) -> dict[Any, Decimal]:
    """Project → weight in a basis."""
    shares = (
        AllocationShare.everything.filter(basis=basis).select_related("project").order_by("project__number")
    )
    return {share.project: share.weight for share in shares}


def moves_of(lines: Any) -> list[rules.Move]:
    """What moved in bank and cash, by owner. One statement."""
    rows = lines.filter(is_cash()).values_list(
        "voucher__number", "voucher__dated", "project_id", "debit", "credit"
    )
    return [rules.Move(number, on, owner, debit - credit) for number, on, owner, debit, credit in rows]


def loans_of(found: Any) -> list[rules.Loan]:
    """Agreed loans as plain values. One statement."""
    rows = found.filter(state__in=LENT).values_list(
        "project_id", "borrower_id", "amount", "starts_on", "repaid_on", "repay_by"
    )
    return [
        rules.Loan(lender, borrower, amount, start, repaid or until)
        for lender, borrower, amount, start, repaid, until in rows
    ]


@dataclass(frozen=True)
class Restricted:
    """One source whose money is bound: received, spent for it, set free, and what is still bound; yuan."""

    source: str
    received: Decimal
    spent: Decimal
    released: Decimal

    @property
    def bound(self) -> Decimal:
        return self.received - self.released


@dataclass(frozen=True)
class FundsPage:
    """Everybody's money on a day."""

    period: Period
    funds: tuple[tuple[Any, rules.Fund], ...]
    bank: Decimal
    shortfalls: tuple[tuple[Any, rules.Shortfall], ...]
    crossings: tuple[tuple[Any, Any, rules.Crossing], ...]
    restricted: tuple[Restricted, ...]
    receivables: tuple[tuple[Receivable, int], ...]
    pages: dict[str, Any]
    earmarked: tuple[FundRow, ...] = ()

    @property
    def together(self) -> rules.Fund:
        """Every project and what belongs to none, as one."""
        every = [fund for _project, fund in self.funds]
        names = ("opening", "receipts", "payments", "borrowed", "lent")
        return rules.Fund("", *(sum((getattr(fund, name) for fund in every), ZERO) for name in names))

    @property
    def agrees(self) -> bool:
        """Σ projects + unallocated = bank + cash."""
        return self.together.closing == self.bank


def funds_page(by: Actor, period: Period, today: date) -> FundsPage:
    """The money of every project that the actor sees. A fixed number of statements."""
    lines = lines_visible(by, until=period.end)
    moves = moves_of(lines)
    names = {each.pk: each for each in projects.projects_of(by)}
    loans = loans_of(ProjectLoan.objects.visible_to(by))
    every = sorted(
        rules.funds(moves, period), key=lambda fund: (fund.owner is None, str(names.get(fund.owner, "")))
    )
    pages = dict(lines.filter(is_cash()).values_list("voucher__number", "voucher__public_id"))
    return FundsPage(
        period,
        tuple((names.get(fund.owner), fund) for fund in every),
        _by_account(lines),
        tuple((names.get(s.owner), s) for s in rules.shortfalls(moves, loans, period.end)),
        tuple((names.get(c.giver), names.get(c.taker), c) for c in rules.crossings(moves, loans)),
        tuple(restricted_of(entries(_of_restricted(lines)))),
        tuple(_receivables(by, today)),
        pages,
        tuple(fund_rows(by)),
    )


def _by_account(lines: Any) -> Decimal:
    """Bank and cash by account, a second way of adding up the same."""
    rows = lines.filter(is_cash()).values_list("account").annotate(Sum("debit"), Sum("credit")).order_by()
    return sum((debit - credit for _account, debit, credit in rows), ZERO)


def _of_restricted(lines: Any) -> Any:
    bound = lines.filter(account__startswith="4101").exclude(restriction="").values("source")
    return lines.filter(Q(source__in=bound) | Q(account__startswith=RESTRICTED))


def restricted_of(booked: Sequence[Entry]) -> list[Restricted]:
    """Sources with bound donations: what came, what was spent for them, what was set free."""
    sums: dict[str, list[Decimal]] = {}
    for entry in booked:
        kept = sums.setdefault(entry.source, [ZERO, ZERO, ZERO])
        if entry.account.startswith("4101") and entry.restriction:
            kept[0] += entry.credit - entry.debit
        elif entry.is_spending:
            kept[1] += entry.debit
        elif entry.account.startswith(RESTRICTED):
            kept[2] += entry.debit - entry.credit
    return [Restricted(source, *kept) for source, kept in sorted(sums.items()) if any(kept)]


def _receivables(by: Actor, today: date) -> list[tuple[Receivable, int]]:
    found = Receivable.objects.visible_to(by).select_related("project").order_by("due_on", "number")
    return [(each, rules.late_days(each.due_on, each.received_on, today)) for each in found]
