"""A project from preparing to closed: each step is guarded by the clauses that ask for something."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.contracts import begin
from banyan.domains.projects.models import Project
from banyan.domains.projects.queries.life import facts_of
from banyan.domains.projects.rules import life

State = Project.State


@deed(Project, "prepare", new=True, label=_("Prepare a project"), icon="plus")
def prepare(project: Project, by: Actor, now: datetime) -> None:
    """Take on a project that has not begun: research, goals, scheme, team and kick-off come first."""
    project.state = State.PREPARING
    begin(project, now)


@deed(
    Project, "start", frm=State.PREPARING, to=State.RUNNING, label=_("Start the project"), icon="player-play"
)
def start(project: Project, by: Actor, now: datetime) -> None:
    """Begin the work: contract, legal basis, lead, approved scheme and kick-off are there (R2.2.1, R3.2.1)."""
    life.check_all(life.guards_of_start(facts_of(project, now.date())))


@deed(Project, "sum_up", frm=State.RUNNING, to=State.SUMMING_UP, label=_("Begin summing up"), icon="list")
def sum_up(project: Project, by: Actor, now: datetime) -> None:
    """The services have ended; the final report is written now, and late evidence still comes in."""


@deed(
    Project,
    "close",
    frm=State.SUMMING_UP,
    to=State.CLOSED,
    label=_("Close the project"),
    danger=True,
    icon="lock",
)
def close(project: Project, by: Actor, now: datetime, reason: str) -> None:
    """Close a project whose final report was accepted (R2.2.11); its ledger stays readable."""
    life.check_all(life.guards_of_close(facts_of(project, now.date())))


@deed(
    Project,
    "reopen",
    frm=(State.SUMMING_UP, State.CLOSED),
    to=State.RUNNING,
    label=_("Open the project again"),
    icon="lock-open",
)
def reopen(project: Project, by: Actor, now: datetime, reason: str) -> None:
    """Open a project again that was closed too early."""
