"""What other rooms and other projects know of the things that vouchers name; counts and numbers only, for whoever reads
the findings: the register of volunteers, sign-in sheets, invoices in the books of the agency's other projects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from banyan.domains.finance.models import VoucherLine
from banyan.domains.finance.rules.entries import Entry, Paper, invoice_key, papers
from banyan.domains.finance.rules.findings import Records
from banyan.domains.finance.rules.findings.elsewhere import day_of, heads_of
from banyan.domains.finance.rules.heads import Register
from banyan.domains.services import public as services

#: An invoice number written with blanks, dashes, small letters or full-width signs.
_UNUSUAL = r"[^0-9A-Z]"
#: Costs, and things bought to be kept.
_SPENDING = r"^[15]"

Vouchers = Mapping[UUID, Sequence[Paper]]


def records_of(
    booked: Mapping[UUID, Sequence[Entry]], units: Mapping[UUID, Any], until: date
) -> dict[UUID, Records]:
    """Project → what the records say beside its books. At most three statements, however many projects."""
    vouchers = {project: papers(entries) for project, entries in booked.items()}
    registers, present = _registers(vouchers, units), _present(vouchers)
    invoices = _invoices(vouchers, units, until)
    return {
        project: Records(
            registers.get(units[project].pk, {}), present.get(project, {}), invoices.get(project, {})
        )
        for project in booked
    }


def _counting(vouchers: Vouchers, *, register: bool) -> Iterator[tuple[UUID, Paper]]:
    """Vouchers that say for how many people they paid, by the register or at an activity."""
    for project, every in vouchers.items():
        for paper in every:
            heads = heads_of(paper)
            if heads is not None and heads.of_register == register:
                yield project, paper


def _registers(vouchers: Vouchers, units: Mapping[UUID, Any]) -> dict[int, dict[date, Register]]:
    wanted = {(units[project].pk, day_of(paper)) for project, paper in _counting(vouchers, register=True)}
    found: dict[int, dict[date, Register]] = {}
    if wanted:
        counted = services.volunteers_on({unit for unit, _day in wanted}, {day for _unit, day in wanted})
        for (unit, day), (entered, still) in counted.items():
            found.setdefault(unit, {})[day] = Register(day, entered, still)
    return found


def _present(vouchers: Vouchers) -> dict[UUID, dict[str, int]]:
    counting = _counting(vouchers, register=False)
    wanted = {(project, number) for project, paper in counting if (number := paper.said("business"))}
    found: dict[UUID, dict[str, int]] = {}
    if wanted:
        counted = services.present_at(
            {each for each, _number in wanted}, {number for _each, number in wanted}
        )
        for (project, number), count in counted.items():
            found.setdefault(project, {})[number] = count
    return found


@dataclass(frozen=True)
class _Use:
    """An invoice in the books: whose project, under which number it is known, in which voucher of which agency."""

    invoice: str
    project: UUID
    number: str
    voucher: int
    agency: str


def _invoices(
    vouchers: Vouchers, units: Mapping[UUID, Any], until: date
) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """Project → invoice → the numbers of the agency's other projects that booked it in another voucher."""
    own = {
        project: {e.invoice for paper in every for e in paper.spending} - {""}
        for project, every in vouchers.items()
    }
    wanted = set().union(*own.values()) if own else set()
    uses = _uses(wanted, until) if wanted else []
    return {
        project: _of_others(project, own[project], units[project].root.path, uses) for project in vouchers
    }


def _of_others(
    project: UUID, own: Collection[str], agency: str, uses: Sequence[_Use]
) -> dict[str, tuple[str, ...]]:
    shared = {use.voucher for use in uses if use.project == project}
    found: dict[str, set[str]] = {}
    for use in uses:
        if (
            use.invoice in own
            and use.agency == agency
            and use.project != project
            and use.voucher not in shared
        ):
            found.setdefault(use.invoice, set()).add(use.number)
    return {invoice: tuple(sorted(numbers)) for invoice, numbers in found.items()}


def _uses(wanted: Collection[str], until: date) -> list[_Use]:
    """Every booking of these invoices; numbers that somebody wrote with blanks or full-width signs are read as well."""
    plain = [key.rpartition("/")[2] for key in wanted]
    rows = VoucherLine.everything.filter(
        Q(invoice_number__in=plain) | Q(invoice_number__regex=_UNUSUAL),
        account__regex=_SPENDING, debit__gt=0, project__isnull=False, voucher__dated__lte=until,
    ).values_list(
        "invoice_code", "invoice_number", "project__public_id", "project__number", "voucher", "voucher__unit__path"
    )  # fmt: skip
    found = [(invoice_key(code, number), *rest) for code, number, *rest in rows]
    return [
        _Use(invoice, project, number, voucher, f"{path.split('/', 1)[0]}/")
        for invoice, project, number, voucher, path in found
        if invoice in wanted
    ]
