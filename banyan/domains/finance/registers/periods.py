"""Months of the books, explanations, analyses, half-yearly reports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.finance.deeds import half_reports, periods
from banyan.domains.finance.models import AccountingPeriod, ExecutionAnalysis, HalfReport, VarianceNote
from banyan.domains.finance.queries.half_reports import as_amounts, figures_of
from banyan.foundation.periods import Period


def _figures(report: HalfReport, by: Any) -> dict[str, Any]:
    """The figures as handed in; those of today while it is a draft."""
    half = Period(report.starts_on, report.ends_on)
    figures = as_amounts(report.figures or figures_of(report.project, half, by))
    return {"report": report, "figures": figures, "items": figures["items"]}


period_register = register(
    Register(
        model=AccountingPeriod,
        words=Words(
            _("Months of the books"),
            _(
                "Closed months stand here: stations close first, then their agency; only from above is one opened again."
            ),
            _("Close a month"),
            "R5.1.2",
            "lock",
        ),
        area="finance",
        columns=("number", "unit", "starts_on", "vouchers", "debit", "closed_on", "closed_by", "state"),
        fields=("starts_on",),
        filters=("state", "unit", "starts_on"),
        search=("number",),
        create=periods.close,
        deeds=(periods.close_again, periods.reopen),
    )
)

note_register = register(
    Register(
        model=VarianceNote,
        words=Words(
            _("Explanations of deviations"),
            _("Why items went another way than planned belongs here, with the measure taken."),
            _("Explain a deviation"),
            "R5.2.4",
            "message-2",
        ),
        area="finance",
        columns=("number", "project", "month", "item", "due", "spent", "cause", "act_by"),
        fields=("project", "month", "item", "cause", "words", "action", "act_by"),
        filters=("project", "cause", "month"),
        search=("number", "item"),
        create=periods.explain,
    )
)

analysis_register = register(
    Register(
        model=ExecutionAnalysis,
        words=Words(
            _("Analyses of budget execution"),
            _("What each quarter's execution says belongs here, with the figures of its last day."),
            _("Write the analysis"),
            "R5.2.3",
            "report-analytics",
        ),
        area="finance",
        columns=("number", "project", "quarter", "budget", "due", "spent", "written_by"),
        fields=("project", "quarter", "words", "measures"),
        filters=("project", "quarter"),
        search=("number", "words"),
        create=periods.analyse,
    )
)

report_register = register(
    Register(
        model=HalfReport,
        words=Words(
            _("Half-yearly financial reports"),
            _(
                "Each station reports its money to headquarters twice in a contract year; the reports stand here."
            ),
            _("Begin a half-yearly report"),
            "P4.3",
            "report-money",
        ),
        area="finance",
        columns=("number", "project", "starts_on", "ends_on", "due_on", "submitted_on", "state"),
        fields=("project", "starts_on", "notes", "outlook"),
        filters=("state", "project"),
        search=("number",),
        create=half_reports.begin,
        edit=half_reports.edit,
        editable_in=(HalfReport.State.DRAFT,),
        deeds=(half_reports.submit, half_reports.accept, half_reports.send_back),
        panels=(Panel("figures", _("Figures of the half"), "finance/panels/half_report.html", _figures),),
        views=(View("submitted", _("At headquarters"), "state=submitted"),),
    )
)
