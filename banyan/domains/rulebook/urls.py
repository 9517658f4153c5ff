"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.rulebook.views import bringing, comparing, mapping, matrix, reader

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

_BOOKS = [
    path("rulebook/", reader.standing, name="rulebook.standing"),
    path("rulebook/bring/", bringing.bring_page, name="rulebook.bring"),
    path("rulebook/model/", bringing.default, name="rulebook.default"),
    path("rulebook/read/<uuid:public_id>/", reader.read, name="rulebook.read"),
    path("rulebook/read/<uuid:public_id>/sign/", reader.sign, name="rulebook.sign"),
    path("rulebook/read/<uuid:public_id>/signatures/", reader.signatures, name="rulebook.signed"),
    path("rulebook/read/<uuid:public_id>/map/", mapping.page, name="rulebook.map"),
    path("rulebook/read/<uuid:public_id>/against/<uuid:other_id>/", comparing.page, name="rulebook.compare"),
    path("rulebook/item/<uuid:public_id>/attest/", mapping.attestation, name="rulebook.attest"),
    path("rulebook/signatures/", reader.standing_signatures, name="rulebook.signatures"),
]

urlpatterns: list = [*_MATRIX, *_BOOKS]
