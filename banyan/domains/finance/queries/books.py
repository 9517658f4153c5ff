"""The books of a project or a unit as plain lines, through the door of whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BankAccount, BankLine, VoucherLine
from banyan.domains.finance.rules.entries import Entry, invoice_key
from banyan.domains.finance.rules.reconciling import BankMove, BookMove

_PLAIN = (
    "position", "account", "debit", "credit", "summary", "account_name", "department", "item", "source", "restriction",
    "business", "incurred_on", "place", "purpose", "handler", "witness", "checker", "approver", "supplier",
    "attachments", "way", "bank_reference",
)  # fmt: skip


def lines_visible(by: Actor, *, project: Any = None, unit: Any = None, until: date | None = None) -> Any:
    """Lines of vouchers that the actor may see: of one project, or of everything at and below a unit."""
    found = VoucherLine.objects.visible_to(by)
    if project is not None:
        found = found.filter(project=project)
    if unit is not None:
        found = found.filter(voucher__unit__path__startswith=unit.path)
    if until is not None:
        found = found.filter(voucher__dated__lte=until)
    return found


def entries(lines: Any) -> list[Entry]:
    """Lines as plain values, in the order of the books; one statement."""
    rows = lines.order_by("voucher__dated", "voucher__number", "position").values_list(*names_read())
    return [entry_of(row) for row in rows]


def names_read() -> tuple[str, ...]:
    """What is read of a line, in the order that `entry_of` takes."""
    return (
        "voucher__number",
        "voucher__dated",
        "voucher__payment",
        "invoice_code",
        "invoice_number",
        *_PLAIN,
    )


def entry_of(row: Sequence[Any]) -> Entry:
    """One line as it was read."""
    number, dated, payment, code, invoice, *rest = row
    said = dict(zip(_PLAIN, rest, strict=True))
    return Entry(number, dated, **said, payment=payment, invoice=invoice_key(code, invoice))


def voucher_pages(lines: Any) -> dict[str, Any]:
    """Voucher number → public id, for links; one statement."""
    return dict(lines.values_list("voucher__number", "voucher__public_id").distinct())


def bank_accounts(by: Actor, *, project: Any = None, unit: Any = None) -> list[BankAccount]:
    """Accounts of a project, else of its unit; without either, all that the actor may see."""
    found = BankAccount.objects.visible_to(by).select_related("unit", "project").order_by("number")
    if project is not None:
        return list(found.filter(project=project)) or list(found.filter(project=None, unit=project.unit))
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    return list(found)


def bank_moves(by: Actor, account: BankAccount, until: date) -> list[BankMove]:
    """The statement of an account up to a day, in its order."""
    lines = (
        BankLine.objects.visible_to(by).filter(account=account, day__lte=until).order_by("day", "position")
    )
    return [
        BankMove(
            line.reference,
            line.day,
            line.amount,
            line.summary,
            line.counterpart,
            line.balance,
            line.public_id,
        )
        for line in lines
    ]


def book_moves(by: Actor, account: BankAccount, until: date) -> list[BookMove]:
    """What the books say of the account up to a day."""
    lines = lines_visible(by, project=account.project, unit=account.unit, until=until)
    lines = lines.filter(account__startswith=account.account).select_related("voucher")
    return [
        BookMove(
            line.voucher.number, line.voucher.dated, line.debit - line.credit, line.bank_reference, line.supplier,
            line.summary, line.voucher.public_id,
        )
        for line in lines.order_by("voucher__dated", "voucher__number", "position")
    ]  # fmt: skip
