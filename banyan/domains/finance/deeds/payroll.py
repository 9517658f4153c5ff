"""From a payroll sheet to one voucher a month and project, and back as long as nobody posted it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, pgettext_lazy

from banyan.core import numbering
from banyan.core.audit.trail import Line, note_all
from banyan.core.deeds import bulk, deed
from banyan.core.identity.actor import Actor
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.finance.deeds.booking import enter
from banyan.domains.finance.models import Payroll, Voucher, VoucherLine
from banyan.domains.finance.queries import payroll as known
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.rules import payroll as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.foundation.sheets import CheckedRow, Row

State = Payroll.State


class TakingInPayroll:
    """One import of a payroll: all of it or nothing."""

    def __init__(
        self, *, unit: Any, by: Actor, now: datetime, source: Any = None, project: Any = None
    ) -> None:
        self.unit, self.by, self.now, self.project = unit, by, now, project
        self.rows: list[Row] = []

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Collect the lines; the sheet is written as a whole."""
        self.rows += [checked.row for checked in rows]

    def finish(self) -> Applied:
        """Draw up the vouchers; what changed since the sheet was checked is looked at once more."""
        held = known.payroll_references(
            unit=self.unit, by=self.by, today=self.now.date(), project=self.project
        )
        for row in self.rows:
            row.references = held
        with bulk(Payroll, "import", by=self.by, unit=self.unit, now=self.now) as work:
            for found in rules.against_books(self.rows):
                raise Refused({"": found.message}, clause="P4.4", code=found.code)
            for (project, month), total in rules.totals(self.rows, held["payroll"]).items():
                work.add(self._draw_up(project, month, total), {})
        return Applied(len(self.rows))

    def _draw_up(self, project: Any, month: date, total: rules.Total) -> Payroll:
        made = Payroll(unit=project.unit, project=project, month=month, heads=total.heads, net=total.net)
        made.gross, made.deducted = total.of("gross"), total.of("own_social", "own_fund", "tax")
        made.employer = total.of("unit_social", "unit_fund")
        made.number = numbering.take(Payroll.number_pattern, project.unit, month.year)
        made.created_at = made.changed_at = self.now
        made.voucher = self._enter(made, total)
        made.save()
        return made

    def _enter(self, payroll: Payroll, total: rules.Total) -> Voucher:
        dated, unit = known.last_day(payroll.month), payroll.project.unit
        names = account_names(dated)
        counted = {"month": f"{payroll.month:%Y-%m}", "heads": total.heads}
        summary = gettext("%(month)s wages, %(heads)s people") % counted
        said = {
            "summary": summary,
            "project": payroll.project,
            "business": payroll.number,
            "incurred_on": dated,
        }
        items = known.purse_of(payroll.project, payroll.month).items
        drawn = rules.voucher_lines(total, items, known.accounts_for(unit, dated))
        lines = [said | line | {"account_name": names.get(line["account"][:4], "")} for line in drawn]
        voucher = Voucher(unit=unit, dated=dated, project=payroll.project, entered_by=self.by.person)
        voucher.summary = summary
        voucher.debit = sum((line["debit"] for line in drawn), ZERO)
        voucher.credit = sum((line["credit"] for line in drawn), ZERO)
        return enter(voucher, by=self.by, now=self.now, lines=lines)


@deed(
    Payroll, "take_back", frm=State.DRAWN_UP, to=State.TAKEN_BACK, label=pgettext_lazy("payroll", "Take the payroll back"),
    icon="arrow-back-up", danger=True,
)  # fmt: skip
def take_back(payroll: Payroll, by: Actor, now: datetime, reason: str) -> None:
    """The sheet was wrong: its voucher goes while nobody posted it, and the month can be brought in again."""
    voucher = Voucher.everything.select_for_update(of=("self",)).get(payrolls=payroll)
    if voucher.state == Voucher.State.POSTED:
        raise Refused(
            {"": sentence(noop("Voucher %(number)s is posted; the payroll stands."), number=voucher.number)},
            clause="R5.1.4",
            way_out=noop("Write a voucher for the difference."),
            code="posted",
        )
    payroll.voucher = None
    lines = list(VoucherLine.everything.filter(voucher=voucher))
    note_all(
        by, now, [Line(each, Payroll.permission("take_back"), snapshot(each), {}, reason) for each in (*lines, voucher)]
    )  # fmt: skip
    VoucherLine.everything.filter(voucher=voucher).delete()
    voucher.delete()
