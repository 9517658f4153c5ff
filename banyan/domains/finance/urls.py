"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.finance.views import (
    analysis,
    claims,
    deviations,
    evidence,
    execution,
    funds,
    monthly,
    papers,
    reconciliation,
    statements,
)

#: The page of a signature asks for it; it has no address of its own.
__all__ = ["evidence", "urlpatterns"]

urlpatterns = [
    path("finance/claim/phone/", claims.phone, name="finance.claim.phone"),
    path("finance/claim/<uuid:public_id>/", claims.detail, name="finance.claim.detail"),
    path("finance/claim/<uuid:public_id>/paper/", claims.paper, name="finance.claim.paper"),
    path("finance/claim/<uuid:public_id>/sheet/", papers.claim_sheet, name="finance.claim.sheet"),
    path("finance/payment/<uuid:public_id>/slip/", papers.payment_slip, name="finance.payment.slip"),
    path(
        "finance/monthlybudget/<uuid:public_id>/sheet/",
        papers.month_sheet,
        name="finance.monthlybudget.sheet",
    ),
    path("finance/paymentrun/<uuid:public_id>/bank/", claims.bank_list, name="finance.paymentrun.bank"),
    path("finance/execution/", execution.home, name="finance.execution"),
    path("finance/execution/<uuid:public_id>/", execution.page, name="finance.execution.of"),
    path("finance/execution/<uuid:public_id>/findings/", execution.findings, name="finance.findings.of"),
    path("finance/execution/<uuid:public_id>/item/<str:item>/", execution.lines, name="finance.lines.of"),
    path("finance/limits/", analysis.limits, name="finance.limits"),
    path("finance/results/", analysis.results_home, name="finance.results"),
    path("finance/execution/<uuid:public_id>/results/", analysis.results, name="finance.results.of"),
    path("finance/execution/<uuid:public_id>/rush/", analysis.rush, name="finance.rush.of"),
    path("finance/execution/<uuid:public_id>/sources/", analysis.sources, name="finance.sources.of"),
    path("finance/reconciliation/", reconciliation.home, name="finance.reconciliation"),
    path("finance/reconciliation/<uuid:public_id>/", reconciliation.page, name="finance.reconciliation.of"),
    path("finance/department/", execution.department, name="finance.department"),
    path("finance/months/", monthly.home, name="finance.months"),
    path("finance/months/<uuid:public_id>/", monthly.board, name="finance.months.of"),
    path("finance/monthlyform/<uuid:public_id>/", monthly.form, name="finance.monthlyform.detail"),
    path("finance/monthlybudget/<uuid:public_id>/settle/", monthly.settle, name="finance.months.settle"),
    path("finance/funds/", funds.page, name="finance.funds"),
    path("finance/allocationbasis/<uuid:public_id>/shares/", funds.shares, name="finance.shares"),
    path("finance/budget/<uuid:public_id>/months/", funds.months, name="finance.phases"),
    path("finance/statements/", statements.page, name="finance.statements"),
    path("finance/statements/<uuid:public_id>/<slug:kind>/", statements.export, name="finance.export"),
    path("finance/execution/<uuid:public_id>/deviations/", deviations.deviations, name="finance.deviations"),
    path(
        "finance/halfreport/<uuid:public_id>/print/", statements.half_report, name="finance.halfreport.paper"
    ),
]
