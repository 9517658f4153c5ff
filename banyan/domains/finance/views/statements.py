"""Statements of the books, files for other programs, the half-yearly report on paper."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.domains.finance.models import HalfReport
from banyan.domains.finance.queries import statements as queries
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.queries.half_reports import figures_of
from banyan.domains.finance.queries.lines import project_or_none
from banyan.domains.finance.rules import exports, statements
from banyan.foundation.periods import Period, day_of
from banyan.foundation.refusal import noop

KINDS = {
    "beancount": "Beancount",
    "kingdee": noop("Kingdee import sheet"),
    "ufida": noop("UFIDA import sheet"),
}


@require_GET
@needs("finance.accountingperiod.view")
def page(request: HttpRequest) -> HttpResponse:
    """Trial balance, balance sheet, statement of activities and cash flow of a project's calendar year."""
    project = project_or_none(request.actor, _uuid(request.GET.get("project", "")))
    if project is None:
        crumbs = [(_("Statements"), "")]
        return render(request, "finance/nothing.html", {"title": _("Statements"), "crumbs": crumbs})
    period = _period(request)
    found = queries.statements_of(request.actor, period, project.unit, project)
    names = account_names(period.end) | {each.code: each.name for each in found.balance.accounts if each.name}
    context = {
        "project": project,
        "found": found,
        "income": [
            (code, names.get(code, ""), amount) for code, amount in sorted(found.activities.income.items())
        ],
        "expense": [
            (code, names.get(code, ""), amount) for code, amount in sorted(found.activities.expense.items())
        ],
        "flow": [
            (_(name), found.flow.lines[code])
            for code, name in (
                *((code, name) for code, name, _accounts in statements.CASH_LINES),
                statements.OTHER,
            )
        ],
        "kinds": [(kind, _(label)) for kind, label in KINDS.items()],
        "crumbs": [(project.name, page_of(project)), (_("Statements"), "")],
    }
    return render(request, "finance/statements.html", context)


@require_GET
@needs("finance.voucher.export")
def export(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """The vouchers of a project's year as another program takes them in."""
    project = project_or_none(request.actor, public_id)
    if project is None or kind not in KINDS:
        raise Http404
    period = _period(request)
    papers = queries.journal(request.actor, period, project.unit, project)
    if kind == "beancount":
        text = exports.beancount(papers, account_names(period.end), project.name)
    else:
        text = _as_csv(exports.kingdee(papers) if kind == "kingdee" else exports.ufida(papers))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    ending = "beancount" if kind == "beancount" else "csv"
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{period.end:%Y-%m-%d}.{ending}"'
    return answer


def _as_csv(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return "\ufeff" + file.getvalue()


@require_GET
@needs("finance.halfreport.view")
def half_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The half-yearly report as the form that is filed."""
    report = find(register_for(HalfReport), request.actor, public_id)
    half = Period(report.starts_on, report.ends_on)
    told = report.figures or figures_of(report.project, half, request.actor)
    form = a4.Form(
        _("Half-yearly financial report"),
        "BY-CW-01",
        report.unit,
        report.number,
        _blocks(report, told),
        facts=(report.project.name, _("in yuan")),
        wide=True,
    )
    return a4.answer(form, by=request.actor, now=clock.now())


def _items(told: dict[str, Any]) -> a4.Block:
    """Every item of the budget with its year, this half and what is left; the sums last."""
    parts = ("budget", "half", "spent", "left")
    rows = [
        (each["item"], each["name"], *(_yuan(each[part]) for part in parts), each["rate"])
        for each in told["items"]
    ]
    total = told["total"]
    rows.append(("", _("together"), *(_yuan(total[part]) for part in parts[:3]), "", ""))
    heads = (
        _("Item"), _("name"), _("budget of the year"), _("in this half"), _("spent"), _("left of the year"), "%",
    )  # fmt: skip
    return a4.lines(heads, rows, widths=(2, 5, 3, 3, 3, 3, 2), right=(2, 3, 4, 5, 6))


def _blocks(report: Any, told: dict[str, Any]) -> tuple[Any, ...]:
    income = [
        (each["source"] or _("source not said"), _yuan(each["budget"]), _yuan(each["received"]))
        for each in told["income"]
    ]
    departments = [(each["department"], _yuan(each["spent"])) for each in told["departments"]]
    large = [(each["voucher"], each["day"], each["what"], _yuan(each["amount"])) for each in told["large"]]
    return (
        a4.fields(
            (_("Project"), report.project.name),
            (_("from"), report.starts_on.isoformat()),
            (_("until"), report.ends_on.isoformat()),
        ),
        a4.lines((_("fund source"), _("budget"), _("received")), income, widths=(6, 2, 2), right=(1, 2)),
        _items(told),
        a4.lines((_("Department"), _("spent")), departments, widths=(6, 2), right=(1,)),
        a4.lines(
            (_("voucher"), _("day"), _("large items"), _("Amount")), large, widths=(3, 2, 6, 2), right=(3,)
        ),
        a4.fields(
            (_("advances that are open"), _yuan(told["advances"])),
            (_("year's end at the present pace"), _yuan(told["total"]["forecast"])),
            (_("cost of an attendance"), told["costs"]["per_attendance"] or "–"),
        ),
        a4.words(_("notes on deviations"), report.notes),
        a4.words(_("forecast until the end of the year"), report.outlook),
        a4.signatures(*_hands(report)),
    )


def _yuan(amount: Any) -> str:
    """An amount as paper shows it: with separators and two places; nothing stays nothing."""
    return f"{Decimal(str(amount)):,.2f}" if amount not in (None, "") else ""


def _hands(report: Any) -> tuple[Any, ...]:
    handed = report.submitted_by.name if report.submitted_by else ""
    accepted = report.accepted_by.name if report.accepted_by else ""
    seal = a4.seal_of_the_station()
    return (
        a4.Hand(_("Centre director"), name=handed, day=report.submitted_on, seal=seal),
        a4.Hand(_("Headquarters' finance"), name=accepted),
    )


def _period(request: HttpRequest) -> Period:
    """January to the day that is asked for."""
    until = _day(request.GET.get("until", "")) or clock.today()
    return Period(date(until.year, 1, 1), until)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
