"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.quality.views import rectifications

urlpatterns = [
    path("quality/board/", rectifications.board_page, name="quality.board"),
    path(
        "quality/rectification/<uuid:public_id>/", rectifications.detail, name="quality.rectification.detail"
    ),
    path("quality/open/<str:model>/<uuid:record_id>/", rectifications.open_from, name="quality.open"),
]
