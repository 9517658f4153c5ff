"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.quality.views import (
    circulars,
    inspections,
    monitoring,
    record_checks,
    rectifications,
    reports,
)

urlpatterns = [
    path("quality/board/", rectifications.board_page, name="quality.board"),
    path(
        "quality/rectification/<uuid:public_id>/", rectifications.detail, name="quality.rectification.detail"
    ),
    path("quality/open/<str:model>/<uuid:record_id>/", rectifications.open_from, name="quality.open"),
    path("quality/report/", reports.hand_in, name="quality.report"),
    path("quality/report/letter/", reports.letter, name="quality.report.letter"),
    path("quality/breachreport/<uuid:public_id>/", reports.detail, name="quality.breachreport.detail"),
    path(
        "quality/breachreport/<uuid:public_id>/panel/<slug:code>/",
        reports.panel,
        name="quality.breachreport.panel",
    ),
    path("quality/monitoring/", monitoring.calendar_page, name="quality.monitoring"),
    path("quality/inspection/<uuid:public_id>/", inspections.detail, name="quality.inspection.detail"),
    path("quality/inspection/<uuid:public_id>/write/", inspections.write, name="quality.inspection.write"),
    path("quality/inspection/<uuid:public_id>/sheet/", inspections.paper, name="quality.inspection.sheet"),
    path(
        "quality/inspection/<uuid:public_id>/circular/",
        inspections.circular,
        name="quality.inspection.circular",
    ),
    path("quality/recordcheck/<uuid:public_id>/", record_checks.detail, name="quality.recordcheck.detail"),
    path(
        "quality/recordcheck/<uuid:public_id>/frame/", record_checks.frame, name="quality.recordcheck.frame"
    ),
    path("quality/circular/<uuid:public_id>/", circulars.detail, name="quality.circular.detail"),
    path("quality/circulars/", circulars.own, name="quality.circulars"),
    path("quality/circulars/<uuid:public_id>/", circulars.reading, name="quality.circularreading.detail"),
    path(
        "quality/circulars/<uuid:public_id>/read/",
        circulars.read,
        name="quality.circularreading.confirm_reading",
    ),
]
