"""The addresses of signatures."""

from django.urls import path

from banyan.core.approvals import views
from banyan.core.approvals.flows import views as flows

urlpatterns = [
    path("settings/flows/", flows.matters, name="approvals.flows"),
    path("settings/flows/<str:code>/<str:kind>/", flows.flow, name="approvals.flow"),
    path("signatures/", views.inbox, name="approvals.inbox"),
    path("signatures/sent/", views.sent, name="approvals.sent"),
    path("signatures/decided/", views.decided, name="approvals.decided"),
    path("signatures/<uuid:public_id>/", views.step, name="approvals.step"),
    path("signatures/requests/<uuid:public_id>/", views.asked, name="approvals.request.detail"),
    path("signatures/requests/<uuid:public_id>/withdraw/", views.withdraw, name="approvals.withdraw"),
    path("signatures/requests/<uuid:public_id>/sheet.pdf", views.sheet, name="approvals.sheet"),
    path("signatures/requests/<uuid:public_id>/sheet.docx", views.word, name="approvals.word"),
]
