"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.communication.views import alarms, box, goals, liaison, papers

urlpatterns = [
    path("communication/box/", box.box, name="communication.box"),
    path("communication/box/new/", box.new, name="communication.box.new"),
    path("communication/box/participation/", box.participation, name="communication.participation"),
    path("communication/suggestion/<uuid:public_id>/", box.detail, name="communication.suggestion.detail"),
    path("communication/suggestion/<uuid:public_id>/vote/", box.vote, name="communication.vote"),
    path("communication/suggestion/<uuid:public_id>/count/", box.count, name="communication.count"),
    path("communication/goals/", goals.goals, name="communication.goals"),
    path("communication/goals/open/", goals.open_survey, name="communication.goals.open"),
    path("communication/goals/answer/", goals.answer, name="communication.goals.answer"),
    path("communication/goals/close/", goals.close, name="communication.goals.close"),
    path("communication/quarters/", liaison.quarters, name="communication.quarters"),
    path("communication/dependence/", liaison.dependence, name="communication.dependence"),
    path("communication/document/<uuid:public_id>/", papers.detail, name="communication.document.detail"),
    path("communication/document/<uuid:public_id>/slip/", papers.slip, name="communication.slip"),
    path("communication/document/<uuid:public_id>/read/", papers.read, name="communication.read"),
    path("communication/crisis/<uuid:public_id>/", alarms.detail, name="communication.crisis.detail"),
    path("communication/crisis/<uuid:public_id>/calls/", alarms.calls, name="communication.calls"),
    path(
        "communication/crisis/<uuid:public_id>/calls/<int:position>/",
        alarms.informed,
        name="communication.informed",
    ),
]
