"""What the tables of budgets, vouchers and statements look things up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BankAccount, BankLine, Budget, BudgetLine, Voucher, VoucherLine
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.projects import public as projects
from banyan.foundation.sheets import Row


def budget_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """A budget looks nothing up."""
    return {"today": today}


def voucher_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """The chart, and the projects at or below the unit by number and by name."""
    reachable = [each for each in projects.projects_of(by) if each.unit.path.startswith(unit.path)]
    known = {each.name: each for each in reachable} | {each.number: each for each in reachable}
    return {"today": today, "accounts": account_names(today), "projects": known, "project": project}


def bank_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """A statement looks nothing up."""
    return {"today": today}


def budget_review(
    rows: Sequence[Row], *, unit: Any, by: Actor, today: date, project: Any = None
) -> dict[str, Any]:
    """What the file comes to: `income`, `expense`, `difference` in yuan, `blocks` with share in per cent, `hhi`."""
    items = [_item(row) for row in rows]
    income, expense = rules.total(items, "income"), rules.total(items, "expense")
    sums = rules.by_block(items)
    blocks = [
        {"block": block, "amount": str(sums[block]), "share": _text(share)}
        for block, share in rules.shares(sums).items()
    ]
    found = rules.concentration(item.amount for item in items if item.side == "income")
    return {
        "income": str(income),
        "expense": str(expense),
        "difference": str(income - expense),
        "blocks": blocks,
        "hhi": _text(found.index),
    }


def voucher_review(
    rows: Sequence[Row], *, unit: Any, by: Actor, today: date, project: Any = None
) -> dict[str, Any]:
    """How many vouchers the file holds and what they come to, in yuan."""
    return {
        "vouchers": len({row.values["number"] for row in rows}),
        "debit": str(sum((row.values["debit"] or ZERO for row in rows), ZERO)),
        "credit": str(sum((row.values["credit"] or ZERO for row in rows), ZERO)),
    }


def newest_budget(project: Any) -> Budget | None:
    """The newest edition of a project's budget; the tender's is none that a contract goes on from."""
    kept = Budget.everything.filter(project=project).exclude(state=Budget.State.TENDER)
    return kept.order_by("-edition").first()


def lines_of_budget(budget: Budget) -> dict[str, BudgetLine]:
    """Item → line."""
    return {line.code: line for line in BudgetLine.everything.filter(budget=budget).select_related("budget")}


def spelled_as_budgeted(project: Any) -> dict[str, str]:
    """Item without regard to capitals → as the newest budget of the project writes it."""
    newest = newest_budget(project)
    return {code.upper(): code for code in lines_of_budget(newest)} if newest else {}


def vouchers_named(unit: Any, numbers: Sequence[str]) -> dict[str, Voucher]:
    """Number → voucher of a unit."""
    found = Voucher.everything.filter(unit=unit, number__in=numbers).select_related("unit", "project")
    return {voucher.number: voucher for voucher in found}


def months_of_vouchers(unit: Any, numbers: Sequence[str]) -> dict[str, list[date]]:
    """Number → the month in which the unit's books have it."""
    found = Voucher.everything.filter(unit=unit, number__in=numbers).values_list("number", "dated")
    return {number: [dated.replace(day=1)] for number, dated in found}


def lines_of_vouchers(vouchers: Sequence[Voucher]) -> dict[tuple[int, int], VoucherLine]:
    """(voucher id, position) → line."""
    found = VoucherLine.everything.filter(voucher__in=vouchers).select_related("project")
    return {(line.voucher_id, line.position): line for line in found}


def bank_account_of(unit: Any, project: Any) -> BankAccount | None:
    """The account whose statements this unit, or this project of it, brings in.

    Where no project is named and the unit has one account, it is that one: most stations have a single one.
    """
    found = BankAccount.everything.filter(unit=unit).order_by("pk")
    named = found.filter(project=project).first()
    if named is not None or project is not None:
        return named
    others = list(found[:2])
    return others[0] if len(others) == 1 else None


def bank_lines_of(account: BankAccount, references: Sequence[str]) -> dict[str, BankLine]:
    """The bank's number → line."""
    return {
        line.reference: line for line in BankLine.everything.filter(account=account, reference__in=references)
    }


def next_bank_position(account: BankAccount) -> int:
    """Where the next line of the statement stands."""
    last = BankLine.everything.filter(account=account).order_by("-position").first()
    return last.position + 1 if last else 1


def _item(row: Row) -> rules.Item:
    values = row.values
    return rules.Item(
        values["code"], values["side"], values["block"], values["name"], values["amount"] or Decimal(0)
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
