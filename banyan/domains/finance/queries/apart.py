"""Whose money each project used, for the controls: agency by agency, with the loans that were agreed (R5.1.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.finance.models import ProjectLoan, VoucherLine
from banyan.domains.finance.queries.funds import LENT, is_cash
from banyan.domains.finance.rules import funds as rules


@dataclass(frozen=True)
class Apart:
    """The bank and cash of one agency up to a day, by project, and what moved between its projects.

    `pages` leads from a voucher's number and day to its page.
    """

    moves: tuple[rules.Move, ...]
    loans: tuple[rules.Loan, ...]
    pages: Mapping[tuple[str, date], UUID]

    def until(self, day: date) -> Apart:
        """As it stood at the end of a day."""
        return Apart(tuple(move for move in self.moves if move.on <= day), self.loans, self.pages)


def apart_of(scopes: Sequence[Scope], today: date) -> dict[int, Apart]:
    """Agency → its money. Two statements."""
    units = tree.current().units
    wanted = {units[scope.unit_id].root.pk for scope in scopes}
    loans = _loans()
    moves: dict[int, list[rules.Move]] = {root: [] for root in wanted}
    pages: dict[int, dict[tuple[str, date], UUID]] = {root: {} for root in wanted}
    rows = VoucherLine.objects.filter(is_cash(), voucher__dated__lte=today).values_list(
        "voucher__unit_id", "voucher__public_id", "voucher__number", "voucher__dated", "project__public_id",
        "debit", "credit",
    )  # fmt: skip
    for unit, page, number, on, owner, debit, credit in rows:
        root = units[unit].root.pk
        if root in wanted:
            moves[root].append(rules.Move(number, on, owner, debit - credit))
            pages[root][number, on] = page
    return {root: Apart(tuple(moves[root]), loans, pages[root]) for root in wanted}


def _loans() -> tuple[rules.Loan, ...]:
    rows: Any = ProjectLoan.objects.filter(state__in=LENT).values_list(
        "project__public_id", "borrower__public_id", "amount", "starts_on", "repaid_on", "repay_by"
    )
    return tuple(
        rules.Loan(lender, borrower, amount, start, repaid or until)
        for lender, borrower, amount, start, repaid, until in rows
    )
