"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.finance.views import execution, reconciliation

urlpatterns = [
    path("finance/execution/", execution.home, name="finance.execution"),
    path("finance/execution/<uuid:public_id>/", execution.page, name="finance.execution.of"),
    path("finance/execution/<uuid:public_id>/findings/", execution.findings, name="finance.findings.of"),
    path("finance/execution/<uuid:public_id>/item/<str:item>/", execution.lines, name="finance.lines.of"),
    path("finance/reconciliation/", reconciliation.home, name="finance.reconciliation"),
    path("finance/reconciliation/<uuid:public_id>/", reconciliation.page, name="finance.reconciliation.of"),
]
