"""How the services room shows what it keeps."""

from banyan.core import attachments, calendar, todo
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import evidences
from banyan.domains.services.deeds.cases.counting import evidences_of as evidences_of_case
from banyan.domains.services.deeds.class_counting import evidences_of as evidences_of_afternoon
from banyan.domains.services.deeds.counting import evidences_of as evidences_of_activity
from banyan.domains.services.deeds.counting import picture_changed
from banyan.domains.services.deeds.group_counting import evidences_of as evidences_of_group
from banyan.domains.services.deeds.month_hours import evidence_of as evidence_of_hours
from banyan.domains.services.deeds.visit_counting import evidences_of as evidences_of_visit
from banyan.domains.services.models import Activity, Case, ClassDay, Group, HoursSheet, Visit
from banyan.domains.services.queries import case_words, dossier_sources, group_papers, group_words
from banyan.domains.services.queries import hours as told_hours
from banyan.domains.services.queries import words as _words  # noqa: F401
from banyan.domains.services.queries.activities import due_summaries, lines_to_clarify
from banyan.domains.services.queries.activity_hours import activity_minutes
from banyan.domains.services.queries.calendar import activities_between, sessions_between
from banyan.domains.services.queries.cases import desk
from banyan.domains.services.queries.cases.minutes import contact_minutes
from banyan.domains.services.queries.community_todo import community_waits
from banyan.domains.services.queries.consents import consents_to_renew
from banyan.domains.services.queries.day_class import children_inside, class_minutes
from banyan.domains.services.queries.day_sheet import entry_minutes
from banyan.domains.services.queries.dossier_todo import missing_papers
from banyan.domains.services.queries.first_services import first_services
from banyan.domains.services.queries.group_hours import session_minutes
from banyan.domains.services.queries.groups import due_evaluations, due_sessions
from banyan.domains.services.queries.month_hours import hours_waiting
from banyan.domains.services.queries.served import (
    activities_served,
    afternoons_served,
    cases_served,
    groups_served,
    visits_served,
)
from banyan.domains.services.queries.visits import due_visits, visit_minutes
from banyan.domains.services.registers import (
    activities,
    cases,
    community,
    day_class,
    dossiers,
    groups,
    hotline,
    hours,
    people,
    public_life,
    teams,
    visits,
    volunteer_work,
    volunteers,
)
from banyan.domains.staff import public as staff

__all__ = [
    "activities", "cases", "community", "day_class", "dossiers", "groups", "hotline", "hours", "people", "public_life", "teams",
    "visits", "volunteer_work", "volunteers",
]  # fmt: skip

calendar.provider(activities_between)
calendar.provider(desk.case_days)
todo.provider(desk.case_work)
todo.provider(desk.follow_ups)
todo.provider(desk.crisis_calls)
todo.provider(desk.opinions_wanted)
todo.provider(due_summaries)
todo.provider(lines_to_clarify)
todo.provider(consents_to_renew)
todo.provider(missing_papers)
calendar.provider(sessions_between)
todo.provider(due_sessions)
todo.provider(due_evaluations)

projects.hands_in(
    projects.Kind.ACTIVITY,
    projects.Kind.GROUP,
    projects.Kind.CASE_OPENED,
    projects.Kind.CASE_CLOSED,
    projects.Kind.CONTACT,
    projects.Kind.VOLUNTEER_HOURS,
    projects.Kind.SATISFACTION,
    projects.Kind.WORK_HOURS,
)
projects.may_be_closed(
    "services.case", "services.casecontact", "services.casedocument", "services.hotlinecall"
)
projects.first_services_known_by(first_services)
evidences.source(Activity, evidences_of_activity, "project", "unit", "summary")
evidences.source(Group, evidences_of_group, "project", "unit")
evidences.source(Case, evidences_of_case, "project", "unit", "client__household", "client__merged_into")
evidences.source(HoursSheet, lambda sheet: [evidence_of_hours(sheet)], "project", "unit")
todo.provider(hours_waiting)
todo.provider(community_waits)
told_hours.source("services.activity", activity_minutes)
told_hours.source("services.workentry", entry_minutes)
dossier_sources.declare()
group_papers.declare()
told_hours.source("services.groupsession", session_minutes)
case_words.declare()
group_words.declare()
attachments.follow(Activity, picture_changed)
told_hours.source("services.casecontact", contact_minutes)
todo.provider(due_visits)
told_hours.source("services.visit", visit_minutes)
projects.hands_in(projects.Kind.VISIT)
evidences.source(Visit, evidences_of_visit, "entry__project", "entry__user__household")
todo.provider(children_inside)
told_hours.source("services.classday", class_minutes)
projects.hands_in(projects.Kind.DAY_CARE)
evidences.source(ClassDay, evidences_of_afternoon, "day_class__project", "day_class__unit")
staff.tell_whom_it_served("services.activity", activities_served)
staff.tell_whom_it_served("services.groupsession", groups_served)
staff.tell_whom_it_served("services.visit", visits_served)
staff.tell_whom_it_served("services.casecontact", cases_served)
staff.tell_whom_it_served("services.classday", afternoons_served)
