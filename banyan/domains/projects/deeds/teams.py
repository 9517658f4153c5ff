"""Who answers for a project and who works in it: terms of leads, letters, inductions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor, system_actor
from banyan.core.identity.models import User
from banyan.domains.projects.models import LeadTerm, Member, Project
from banyan.domains.projects.queries.leads import term, terms_of
from banyan.domains.projects.rules import teams as rules
from banyan.foundation.refusal import Refused, noop

State = Member.State


@deed(LeadTerm, "appoint", new=True, label=_("Appoint a project lead"), icon="user-check")
def appoint(row: LeadTerm, by: Actor, now: datetime) -> None:
    """From a day on one person answers for the project; acting for somebody is written down as such (R2.1.3)."""
    rules.check_term(term(row), terms_of(row.project))
    row.unit = row.project.unit
    row.number = numbering.take(LeadTerm.number_pattern, row.unit, now.year)
    row.save()
    _show_on_project(row.project, now)


@deed(LeadTerm, "edit", label=_("Edit"), icon="pencil")
def edit_term(row: LeadTerm, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct the days of a term."""
    for name, value in changes.items():
        setattr(row, name, value)
    rules.check_term(term(row), terms_of(row.project, without=row))
    row.save()
    _show_on_project(row.project, now)


@deed(LeadTerm, "end", label=_("End the term"), icon="calendar-off")
def end_term(row: LeadTerm, by: Actor, now: datetime, ends_on: date) -> None:
    """Say the last day on which this person answers."""
    row.ends_on = ends_on
    rules.check_term(term(row), terms_of(row.project, without=row))
    row.save()
    _show_on_project(row.project, now)


def follow_lead(project: Project, since: date, now: datetime) -> None:
    """A project that came with a lead gets the lead's first term; later terms are nobody's business here."""
    if project.lead is not None and not LeadTerm.everything.filter(project=project).exists():
        row = LeadTerm(project=project, unit=project.unit, person=project.lead, starts_on=since)
        appoint(row, by=system_actor("import"), now=now)


def _show_on_project(project: Project, now: datetime) -> None:
    """The project names whoever answers for it today."""
    standing = rules.answerable(terms_of(project), now.date())
    if standing is not None and standing.person != getattr(project.lead, "pk", None):
        Project.everything.filter(pk=project.pk).update(lead_id=standing.person)


@deed(Member, "name", new=True, label=_("Take into the team"), icon="user-plus")
def name_member(member: Member, by: Actor, now: datetime) -> None:
    """Name somebody for the team; the letter and the induction come before the first service."""
    if member.person is None and not member.volunteer_number.strip():
        raise Refused(
            {"person": noop("Name an employee, or give the number of a volunteer.")}, clause="R2.1.4"
        )
    member.unit = member.project.unit


@deed(
    Member,
    "edit",
    frm=(State.NAMED, State.ASSIGNED, State.INDUCTED, State.READY),
    label=_("Edit"),
    icon="pencil",
)
def edit_member(member: Member, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct role, duties or days. Changed duties want a new letter."""
    for name, value in changes.items():
        setattr(member, name, value)
    if {"duties", "role"} & set(changes) and member.state != State.NAMED:
        member.state = State.NAMED
        member.assigned_on = member.inducted_on = member.acknowledged_on = None


@deed(
    Member,
    "assign",
    frm=State.NAMED,
    to=State.ASSIGNED,
    label=_("Hand out the assignment letter"),
    icon="file-text",
)
def assign(member: Member, by: Actor, now: datetime) -> None:
    """The lead hands out the letter that says role and duties; it can be printed (R2.2.6)."""
    rules.check_letter(member.duties, member.role)
    member.number = member.number or numbering.take(Member.number_pattern, member.unit, now.year)
    member.assigned_on, member.assigned_by = now.date(), by.person


@deed(Member, "induct", frm=State.ASSIGNED, to=State.INDUCTED, label=_("Record the induction"), icon="school")
def induct(member: Member, by: Actor, now: datetime, inducted_on: date, topics: str) -> None:
    """Requirements and workflow were explained to the person."""
    rules.check_inductor(by.person_id, getattr(member.person, "pk", None))
    if inducted_on > now.date():
        raise Refused({"inducted_on": noop("This day has not come yet.")})
    member.inducted_on, member.inducted_by, member.topics = inducted_on, by.person, topics.strip()


@deed(Member, "acknowledge", frm=State.INDUCTED, to=State.READY, label=_("I have understood"), icon="check")
def acknowledge(member: Member, by: Actor, now: datetime) -> None:
    """The person says with their own sign-in that they know requirements and workflow."""
    rules.check_acknowledger(by.person_id, getattr(member.person, "pk", None))
    member.acknowledged_on, member.on_paper = now.date(), False


@deed(
    Member, "take_paper", frm=State.INDUCTED, to=State.READY, label=_("Signed on paper"), icon="writing-sign"
)
def take_paper(member: Member, by: Actor, now: datetime, acknowledged_on: date) -> None:
    """Volunteers and people without a sign-in sign the printed letter; whoever has a sign-in uses it."""
    person = member.person
    if person is not None and User.objects.filter(person=person, is_active=True).exists():
        raise Refused(
            noop("This person has a sign-in and acknowledges it there."),
            clause="R2.2.6",
            way_out=noop("Ask them to open their assignment letter."),
        )
    if member.inducted_on and not member.inducted_on <= acknowledged_on <= now.date():
        raise Refused({"acknowledged_on": noop("It is signed after the induction and not in the future.")})
    member.acknowledged_on, member.on_paper = acknowledged_on, True


@deed(Member, "leave", frm=(State.NAMED, State.ASSIGNED, State.INDUCTED, State.READY), to=State.LEFT,
      label=_("Leaves the team…"), danger=True, icon="logout")  # fmt: skip
def leave(member: Member, by: Actor, now: datetime, ends_on: date, reason: str) -> None:
    """Somebody leaves the project; what they did stays."""
    if ends_on < member.starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")})
    member.ends_on = ends_on
