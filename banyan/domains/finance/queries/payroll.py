"""What a payroll sheet is held against: staff, projects, months that are in or closed, the budget's items for staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import AccountingPeriod, Budget, BudgetLine, Payroll, Voucher, VoucherLine
from banyan.domains.finance.queries.chart import chart_map
from banyan.domains.finance.queries.intake import voucher_references
from banyan.domains.finance.queries.spending import left_of
from banyan.domains.finance.rules import payroll as rules
from banyan.domains.finance.rules.chart import translated
from banyan.domains.staff import public as staff
from banyan.foundation.sheets import Row


def payroll_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """Everything that the cells of a payroll are held against."""
    return {"today": today, "payroll": known_for(unit=unit, by=by, today=today, project=project)}


def known_for(*, unit: Any, by: Actor, today: date, project: Any = None) -> rules.Known:
    """The staff of the agency by number, the projects at or below the unit, and what is asked of each."""
    found = voucher_references(unit=unit, by=by, today=today, project=project)
    return rules.Known(
        projects=found["projects"],
        chosen=project,
        staff={
            each.number: rules.Staff(each.name, each.hired_on, each.left_on)
            for each in staff.employed_at(_units_of_agency(unit))
        },
        taken=taken_as,
        is_closed=is_closed,
        purse=purse_of,
    )


def _units_of_agency(unit: Any) -> list[int]:
    """People of one centre may be paid by another one's money: the whole agency's."""
    units = list(tree.current().units.values())
    above = sorted(
        (each for each in units if unit.path.startswith(each.path)), key=lambda each: len(each.path)
    )
    agencies = [each for each in above if each.kind == each.Kind.AGENCY]
    top = (agencies or above[:1])[-1]
    return [each.pk for each in units if each.path.startswith(top.path)]


def taken_as(project: Any, month: date) -> str:
    """The number under which the month's payroll is in already."""
    found = Payroll.everything.filter(project=project, month=month, state=Payroll.State.DRAWN_UP)
    return found.values_list("number", flat=True).first() or ""


def is_closed(project: Any, month: date) -> bool:
    """Whether the books of the month are closed for the project's unit or above it."""
    last = last_day(month)
    return AccountingPeriod.everything.filter(
        unit__in=tree.current().above([project.unit.path]),
        state=AccountingPeriod.State.CLOSED,
        starts_on__lte=last,
        ends_on__gte=last,
    ).exists()


def last_day(month: date) -> date:
    """The day of the voucher."""
    return rules.next_month(month) - timedelta(days=1)


def purse_of(project: Any, month: date) -> rules.Purse:
    """The items for staff in the budget in force, and what each has left in the contract year of the month."""
    lines = _staff_lines(project, month)
    left = left_of(lines, project, last_day(month))
    words = value(settings.PAYROLL_ITEMS.key, month, project.unit)
    given = {str(kind): str(each).split("|") for kind, each in words}
    return rules.Purse(rules.items_for([(code, line.name) for code, line in lines.items()], given), left)


def _staff_lines(project: Any, month: date) -> dict[str, BudgetLine]:
    found = BudgetLine.everything.filter(
        budget__project=project,
        budget__state=Budget.State.EFFECTIVE,
        side=BudgetLine.Side.EXPENSE,
        block__in=list(value(settings.PERSONNEL_BLOCKS.key, month, project.unit)),
    )
    return {line.code: line for line in found.order_by("position")}


def accounts_for(unit: Any, on: date) -> dict[str, str]:
    """What a payroll line is booked under on a day, in the chart in force."""
    mapped = chart_map(on, unit)
    pairs = value(settings.PAYROLL_ACCOUNTS.key, on, unit)
    return {str(kind): translated(str(code), mapped) for kind, code in pairs}


def payroll_review(
    rows: Sequence[Row], *, unit: Any, by: Actor, today: date, project: Any = None
) -> dict[str, Any]:
    """What the sheet comes to before it is taken in: vouchers, people, gross and net pay in yuan."""
    found = rules.totals(rows, known_for(unit=unit, by=by, today=today, project=project))
    return {
        "vouchers": len(found),
        "people": len({row.values["number"] for row in rows}),
        "gross": str(sum(total.of("gross") for total in found.values())),
        "net": str(sum(total.net for total in found.values())),
    }


def lines_of_payroll(payroll: Payroll, by: Actor) -> dict[str, Any]:
    """The voucher drawn up from it, as it stands on the voucher's own page."""
    voucher = Voucher.objects.visible_to(by).filter(payrolls=payroll).first()
    lines = (
        VoucherLine.objects.visible_to(by).filter(voucher=voucher) if voucher else VoucherLine.objects.none()
    )
    return {"voucher": voucher, "lines": list(lines.order_by("position")) if voucher else [], "first": None}
