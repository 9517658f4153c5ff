"""The addresses of this room's own pages."""

from django.urls import path

from banyan.domains.projects.views import cockpit, ledger, meetings, papers, printing

urlpatterns = [
    path("projects/cockpit/", cockpit.home, name="projects.cockpit"),
    path("projects/cockpit/<uuid:public_id>/", cockpit.page, name="projects.cockpit.of"),
    path("projects/cockpit/<uuid:public_id>/team/", cockpit.team, name="projects.cockpit.team"),
    path("projects/cockpit/<uuid:public_id>/waiting/", cockpit.waiting, name="projects.cockpit.waiting"),
    path("projects/papers/board/", papers.board, name="projects.papers.board"),
    path("projects/paper/<uuid:public_id>/", papers.detail, name="projects.paper.detail"),
    path("projects/paper/<uuid:public_id>/edit/", papers.write, name="projects.paper.edit"),
    path("projects/paper/<uuid:public_id>/print/", printing.paper, name="projects.paper.paper"),
    path("projects/meeting/<uuid:public_id>/print/", printing.minutes, name="projects.meeting.paper"),
    path("projects/meeting/<uuid:public_id>/", meetings.detail, name="projects.meeting.detail"),
    path("projects/meeting/<uuid:public_id>/minutes/", meetings.minutes, name="projects.meeting.minutes"),
    path("projects/meeting/<uuid:public_id>/read/", meetings.read, name="projects.meeting.read"),
    path("projects/attendee/<uuid:public_id>/brief/", meetings.brief, name="projects.meeting.brief"),
    path("projects/ledger/", ledger.home, name="projects.ledger"),
    path("projects/ledger/<uuid:public_id>/", ledger.page, name="projects.ledger.of"),
    path(
        "projects/ledger/<uuid:public_id>/<str:code>/<slug:state>/",
        ledger.panel,
        name="projects.ledger.panel",
    ),
]
