"""The addresses of this room's own pages."""

from django.urls import path

from banyan.domains.projects.views import cockpit, exact, ledger, life, meetings, papers, printing

urlpatterns = [
    path("projects/cockpit/", cockpit.home, name="projects.cockpit"),
    path("projects/cockpit/<uuid:public_id>/", cockpit.page, name="projects.cockpit.of"),
    path("projects/cockpit/<uuid:public_id>/team/", cockpit.team, name="projects.cockpit.team"),
    path("projects/cockpit/<uuid:public_id>/waiting/", cockpit.waiting, name="projects.cockpit.waiting"),
    path("projects/papers/missing/", papers.missing, name="projects.papers.missing"),
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
    path("projects/figures/<uuid:public_id>/paper/", exact.paper, name="projects.figures.paper"),
    path("projects/team/", life.team_home, name="projects.people"),
    path("projects/team/<uuid:public_id>/", life.team, name="projects.people.of"),
    path("projects/plan/", life.plan_home, name="projects.plan"),
    path("projects/plan/<uuid:public_id>/", life.plan, name="projects.plan.of"),
    path("projects/risks/", life.risks_home, name="projects.risks"),
    path("projects/risks/<uuid:public_id>/", life.risks, name="projects.risks.of"),
    path("projects/letter/<uuid:public_id>/", life.letter, name="projects.letter"),
    path("projects/risktable/<uuid:public_id>/paper/", life.risk_table, name="projects.risktable.paper"),
    path("projects/decision/<uuid:public_id>/", life.decision_sheet, name="projects.decision.detail"),
    path("projects/decision/<uuid:public_id>/paper/", life.decision, name="projects.decision.paper"),
]
