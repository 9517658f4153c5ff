"""What is known of a project when it wants to go on to its next state."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import Contract, FinalReport, Problem, Project, Scheme
from banyan.domains.projects.queries.kickoff import kickoff_held
from banyan.domains.projects.queries.leads import terms_of
from banyan.domains.projects.rules import life
from banyan.domains.projects.rules.teams import answerable


def facts_of(project: Project, today: date) -> life.Facts:
    """Everything that a guard asks; called with the door open."""
    return life.Facts(
        has_contract=Contract.everything.filter(project=project).exists(),
        has_legal_basis=bool(project.legal_basis.strip()),
        has_lead=answerable(terms_of(project), today) is not None,
        has_scheme=Scheme.everything.filter(project=project, state=Scheme.State.APPROVED).exists(),
        has_kick_off=kickoff_held(project, today) is not None,
        has_final_report=FinalReport.everything.filter(
            project=project, state=FinalReport.State.APPROVED
        ).exists(),
        open_problems=Problem.everything.filter(project=project).exclude(state=Problem.State.CLOSED).count(),
    )


def where_mended(guard: life.Guard, project: Project, by: Actor) -> str:
    """The page on which a guard is met, if the actor may open it."""
    if guard.kind in ("legal_basis",):
        return page_of(project)
    names = {
        "contract": "projects.contract",
        "lead": "projects.leadterm",
        "scheme": "projects.scheme",
        "kick_off": "projects.meeting",
        "final_report": "projects.finalreport",
        "problems": "projects.problem",
    }
    name = names[guard.kind]
    return _list_of(name, project) if by.may(f"{name}.view") else ""


def _list_of(name: str, project: Project) -> str:
    from django.urls import NoReverseMatch

    try:
        return f"{reverse(f'{name}.list')}?project={project.public_id}"
    except NoReverseMatch:
        return ""
