"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.quality.views import circulars, inspections, monitoring, rectifications

urlpatterns = [
    path("quality/board/", rectifications.board_page, name="quality.board"),
    path(
        "quality/rectification/<uuid:public_id>/", rectifications.detail, name="quality.rectification.detail"
    ),
    path("quality/open/<str:model>/<uuid:record_id>/", rectifications.open_from, name="quality.open"),
    path("quality/monitoring/", monitoring.calendar_page, name="quality.monitoring"),
    path("quality/inspection/<uuid:public_id>/", inspections.detail, name="quality.inspection.detail"),
    path("quality/inspection/<uuid:public_id>/write/", inspections.write, name="quality.inspection.write"),
    path("quality/inspection/<uuid:public_id>/sheet/", inspections.paper, name="quality.inspection.sheet"),
    path(
        "quality/inspection/<uuid:public_id>/circular/",
        inspections.circular,
        name="quality.inspection.circular",
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
