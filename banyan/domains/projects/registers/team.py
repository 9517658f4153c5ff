"""The lists of the team: who answers on which days, who works in the project, and the final report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects.deeds import closing as final
from banyan.domains.projects.deeds import teams as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import FinalReport, LeadTerm, Member
from banyan.domains.projects.queries import people

MEMBER = ("project", "person", "volunteer_number", "kind", "role", "duties", "starts_on")
TERM = ("project", "person", "starts_on", "ends_on", "acting", "reason")
REPORT = ("project", "achievements", "evaluation", "problems", "experience", "money")

lead_terms = register(
    Register(
        model=LeadTerm,
        words=Words(
            _("Terms of project leads"),
            _("On every day exactly one person answers for a project; acting is written down as such."),
            _("Appoint a project lead"),
            "R2.1.3",
            "user-check",
        ),
        area="projects",
        columns=("number", "person", "project", "starts_on", "ends_on", "acting", "reason"),
        fields=TERM,
        filters=("project", "acting", "starts_on"),
        search=("number",),
        create=deeds.appoint,
        edit=deeds.edit_term,
        deeds=(deeds.end_term,),
        form=part_form(LeadTerm, *TERM),
    )
)

members = register(
    Register(
        model=Member,
        words=Words(
            _("Project team"),
            _(
                "Social workers, administrative staff and volunteers of a project stand here, each with a letter."
            ),
            _("Take into the team"),
            "R2.1.4",
            "users",
        ),
        area="projects",
        columns=(
            "number",
            "person",
            "volunteer_number",
            "role",
            "kind",
            "starts_on",
            "assigned_on",
            "inducted_on",
            "acknowledged_on",
            "project",
            "state",
        ),
        fields=MEMBER,
        filters=("state", "kind", "project", "starts_on"),
        search=("number", "role", "volunteer_number"),
        order="-id",
        create=deeds.name_member,
        edit=deeds.edit_member,
        editable_in=(Member.State.NAMED, Member.State.ASSIGNED, Member.State.INDUCTED, Member.State.READY),
        deeds=(deeds.assign, deeds.induct, deeds.acknowledge, deeds.take_paper, deeds.leave),
        panels=(Panel("letter", _("Assignment letter"), "projects/panels/letter.html", people.letter_of),),
        views=(
            View("new", _("To be inducted"), "state=named&state=assigned&state=inducted"),
            View("ready", _("Ready to serve"), "state=ready"),
        ),
        form=part_form(Member, *MEMBER),
    )
)

final_reports = register(
    Register(
        model=FinalReport,
        words=Words(
            _("Final reports"),
            _("The summary of a whole project; without its acceptance the project is not closed."),
            _("Write the final report"),
            "R2.2.11",
            "file-text",
        ),
        area="projects",
        columns=("number", "project", "approved_at", "state"),
        fields=REPORT,
        filters=("state", "project"),
        search=("number",),
        order="-id",
        create=final.write,
        edit=final.edit,
        editable_in=(FinalReport.State.DRAFT,),
        deeds=(final.way.submit, final.way.reopen),
        form=part_form(FinalReport, *REPORT),
    )
)

todo.provider(people.letters_waiting)
