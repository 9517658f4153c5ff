"""The addresses of this room's own pages."""

from django.urls import path

from banyan.domains.projects.views import cockpit, ledger

urlpatterns = [
    path("projects/cockpit/", cockpit.home, name="projects.cockpit"),
    path("projects/cockpit/<uuid:public_id>/", cockpit.page, name="projects.cockpit.of"),
    path("projects/cockpit/<uuid:public_id>/team/", cockpit.team, name="projects.cockpit.team"),
    path("projects/cockpit/<uuid:public_id>/waiting/", cockpit.waiting, name="projects.cockpit.waiting"),
    path("projects/ledger/", ledger.home, name="projects.ledger"),
    path("projects/ledger/<uuid:public_id>/", ledger.page, name="projects.ledger.of"),
    path(
        "projects/ledger/<uuid:public_id>/<str:code>/<slug:state>/",
        ledger.panel,
        name="projects.ledger.panel",
    ),
]
