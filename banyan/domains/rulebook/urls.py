"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.rulebook.views import matrix

_MATRIX = [
    path("rulebook/matrix/", matrix.page, name="rulebook.matrix"),
    path("rulebook/matrix/list/", matrix.listed, name="rulebook.matrix.list"),
    path("rulebook/matrix/time/", matrix.over_time, name="rulebook.matrix.time"),
    path("rulebook/matrix/judge/", matrix.judge, name="rulebook.matrix.judge"),
    path("rulebook/matrix/<uuid:public_id>/sheet/", matrix.sheet, name="rulebook.matrix.sheet"),
    path("rulebook/matrix/<uuid:public_id>/<str:clause>/", matrix.cell, name="rulebook.matrix.cell"),
    path(
        "rulebook/matrix/<uuid:public_id>/<str:clause>/judge/",
        matrix.judge_cell,
        name="rulebook.matrix.judge_cell",
    ),
]

urlpatterns: list = [*_MATRIX]
