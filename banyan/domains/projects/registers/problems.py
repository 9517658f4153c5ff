"""The list of problems, each with its way up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock, todo
from banyan.core.identity.actor import Actor
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects.deeds import problems as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import Problem
from banyan.domains.projects.queries import problems as queries


def way_of(problem: Problem, by: Actor) -> dict[str, Any]:
    """Who had it since when, and who comes next."""
    return queries.way_of(problem, by, clock.today())


problems = register(
    Register(
        model=Problem,
        words=Words(
            _("Problems"),
            _(
                "What stands in the way of the work belongs here. Whoever does not answer in time loses it to the "
                "next above."
            ),
            _("Raise a problem"),
            "R9.3.1",
            "alert-triangle",
            also=("R2.2.3",),
        ),
        area="projects",
        columns=("number", "title", "stage", "holder", "answer_by", "raised_on", "kind", "project", "state"),
        fields=("project", "title", "kind", "facts", "parties", "owner"),
        filters=("state", "stage", "kind", "project", "answer_by"),
        search=("number", "title"),
        create=deeds.raise_,
        edit=deeds.edit,
        editable_in=(Problem.State.OPEN,),
        deeds=(deeds.decide, deeds.close, deeds.pass_on, deeds.reopen),
        panels=(Panel("way", _("The way of the problem"), "projects/panels/problem_way.html", way_of),),
        views=(
            View("open", _("Open"), "state=open"),
            View("decided", _("To be carried out"), "state=decided"),
        ),
        form=part_form(Problem, "project", "title", "kind", "facts", "parties", "owner"),
    )
)

todo.provider(queries.problems_waiting)
