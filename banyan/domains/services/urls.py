"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

from django.urls import path

from banyan.domains.services.views import (
    activity,
    codes,
    community,
    day_class,
    group,
    group_session,
    hours,
    papers,
    people,
    prints,
    signin,
    visits,
    volunteer_room,
    volunteers,
)
from banyan.domains.services.views.cases import contacts as case_contacts
from banyan.domains.services.views.cases import evidence as case_evidence
from banyan.domains.services.views.cases import files as case_files
from banyan.domains.services.views.cases import papers as case_papers
from banyan.domains.services.views.cases import work as case_work

__all__ = ["case_evidence", "urlpatterns"]

urlpatterns = [
    path("services/class/", day_class.classes, name="services.class"),
    path("services/class/<uuid:public_id>/", day_class.day, name="services.class.day"),
    path("services/community/", community.resources_map, name="services.community"),
    path("services/community/<uuid:public_id>/", community.area, name="services.community.area"),
    path(
        "services/residentteam/<uuid:public_id>/held/", community.held_with, name="services.residentteam.held"
    ),
    path("services/needs/", volunteers.matching, name="services.needs"),
    path("services/volunteers/", volunteer_room.room, name="services.volunteers.room"),
    path("services/festivals/", volunteer_room.festivals, name="services.festivals"),
    path(
        "services/volunteercertificate/<uuid:public_id>/print/",
        volunteer_room.certificate_paper,
        name="services.certificate.print",
    ),
    path("certificate/", volunteer_room.check_certificate, name="services.certificate.check"),
    path("services/activity/<uuid:public_id>/safety/", prints.safety_sheet, name="services.activity.safety"),
    path("services/round/", visits.round_page, name="services.round"),
    path("services/rosterentry/<uuid:public_id>/visit/", visits.write, name="services.rosterentry.visit"),
    path("services/visit/<uuid:public_id>/correct/", visits.correct, name="services.visit.correct"),
    path("services/case/new/", case_files.opening, name="services.case.new"),
    path("services/case/break-glass/", case_files.glass, name="services.case.glass"),
    path("services/case/<uuid:public_id>/", case_files.detail, name="services.case.detail"),
    path("services/case/<uuid:public_id>/client/", case_files.client, name="services.case.client"),
    path("services/case/<uuid:public_id>/contact/", case_contacts.write, name="services.case.contact"),
    path("services/case/<uuid:public_id>/form/<slug:kind>/", case_papers.write, name="services.case.paper"),
    path("services/case/<uuid:public_id>/goal/", case_work.goal, name="services.case.goal"),
    path("services/case/<uuid:public_id>/team/", case_work.join, name="services.case.team"),
    path("services/case/<uuid:public_id>/crisis/", case_work.crisis, name="services.case.crisis"),
    path(
        "services/casecontact/<uuid:public_id>/correct/",
        case_contacts.correct,
        name="services.casecontact.correct",
    ),
    path("services/casecontact/<uuid:public_id>/note/", case_contacts.note, name="services.casecontact.note"),
    path("services/casedocument/<uuid:public_id>/", case_papers.detail, name="services.casedocument.detail"),
    path(
        "services/casedocument/<uuid:public_id>/write/",
        case_papers.rewrite,
        name="services.casedocument.write",
    ),
    path("services/casegoal/<uuid:public_id>/change/", case_work.regoal, name="services.casegoal.change"),
    path("services/casegoal/<uuid:public_id>/score/", case_work.score, name="services.casegoal.score"),
    path("services/caseworker/<uuid:public_id>/leave/", case_work.leave, name="services.caseworker.leave"),
    path("services/casecrisis/<uuid:public_id>/lift/", case_work.lift, name="services.casecrisis.lift"),
    path("services/casecrisis/<uuid:public_id>/", case_work.called, name="services.casecrisis.detail"),
    path("services/casecall/<uuid:public_id>/told/", case_work.told, name="services.casecall.told"),
    path("services/activity/<uuid:public_id>/", activity.detail, name="services.activity.detail"),
    path("services/activity/<uuid:public_id>/lines/<slug:which>/", activity.lines, name="services.lines"),
    path("services/activity/<uuid:public_id>/shares/", activity.shares, name="services.shares"),
    path(
        "services/activity/<uuid:public_id>/deed/submit_summary/", activity.summary, name="services.summary"
    ),
    path("services/serviceuser/<uuid:public_id>/", people.detail, name="services.serviceuser.detail"),
    path("services/serviceuser/<uuid:public_id>/numbers/", people.numbers, name="services.numbers"),
    path("services/serviceuser/<uuid:public_id>/consent/", people.consent, name="services.consents"),
    path("services/sign-in/<uuid:public_id>/", signin.page, name="services.signin"),
    path("services/sign-in/<uuid:public_id>/open/", signin.open_sheet, name="services.signin.open"),
    path("services/sign-in/<uuid:public_id>/by/<slug:mode>/", signin.page, name="services.signin.mode"),
    path("services/sheet/<uuid:public_id>/in/", signin.sign_in, name="services.signin.in"),
    path("services/sheet/<uuid:public_id>/walk-in/", signin.walk_in, name="services.signin.walk_in"),
    path("services/sheet/<uuid:public_id>/out/", signin.sign_out, name="services.signin.out"),
    path("services/sheet/<uuid:public_id>/clarify/", signin.clarify, name="services.signin.clarify"),
    path("services/sheet/<uuid:public_id>/close/", signin.close, name="services.signin.close"),
    path("services/sheet/<uuid:public_id>/code/", signin.code, name="services.signin.code"),
    path("services/sheet/<uuid:public_id>/paper/", papers.paper, name="services.paper"),
    path("services/sheet/<uuid:public_id>/match/", papers.match, name="services.match"),
    path("services/hours/", hours.centre, name="services.hours"),
    path("services/hours/records/", hours.records, name="services.hours.records"),
    path("services/hours/needed/", hours.needed, name="services.hours.needed"),
    path("services/hours/of/<uuid:public_id>/", hours.worker, name="services.hours.of"),
    path("services/day/", hours.day, name="services.day"),
    path("services/forms/", prints.shelf, name="services.forms"),
    path("services/load/", case_files.load, name="services.load"),
    path("services/case/<uuid:public_id>/print/", prints.case_file, name="services.case.print"),
    path(
        "services/casedocument/<uuid:public_id>/print/", prints.case_paper, name="services.casedocument.print"
    ),
    path(
        "services/casecontact/<uuid:public_id>/print/", prints.case_contact, name="services.casecontact.print"
    ),
    path("services/activity/<uuid:public_id>/print/", prints.activity_file, name="services.activity.print"),
    path("services/renewals/", papers.renewals, name="services.renewals"),
    path("come-in/<uuid:public_id>/<slug:shown>/", codes.own_phone, name="services.code"),
    path("services/group/<uuid:public_id>/", group.detail, name="services.group.detail"),
    path("services/group/<uuid:public_id>/print/", prints.group_file, name="services.group.print"),
    path(
        "services/group/<uuid:public_id>/print/<slug:sheet>/", prints.group_paper, name="services.group.paper"
    ),
    path(
        "services/groupsession/<uuid:public_id>/print/",
        prints.group_session,
        name="services.groupsession.print",
    ),
    path("services/group/<uuid:public_id>/table/", group.table, name="services.group.table"),
    path("services/group/<uuid:public_id>/shares/", group.shares, name="services.group.shares"),
    path("services/group/<uuid:public_id>/tests/<slug:moment>/", group.tests, name="services.group.tests"),
    path(
        "services/group/<uuid:public_id>/deed/submit_evaluation/",
        group.evaluation,
        name="services.group.evaluation",
    ),
    path(
        "services/groupsession/<uuid:public_id>/attendance/",
        group_session.sheet,
        name="services.groupsession.sheet",
    ),
    path(
        "services/groupsession/<uuid:public_id>/record/",
        group_session.record,
        name="services.groupsession.record",
    ),
]
