"""Where a project stands and what stands before its next state, for its page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Project
from banyan.domains.projects.queries.life import facts_of, where_mended
from banyan.domains.projects.rules.life import next_guards, states
from banyan.foundation.refusal import noop


def life_of(project: Project, by: Actor, today: date) -> dict[str, Any]:
    """The line of states with the one of today, and every guard of the next with the page that meets it."""
    with door.opened("projects.guards"):
        facts = facts_of(project, today)
    guards = next_guards(project.state, facts)
    return {
        "steps": _steps(project.state),
        "guards": [{"guard": guard, "url": where_mended(guard, project, by)} for guard in guards],
        "missing": sum(not guard.is_met for guard in guards),
        "title": noop("Before the work begins")
        if project.state == "preparing"
        else noop("Before the project is closed"),
    }


def _steps(state: str) -> list[dict[str, Any]]:
    order = [code for code, _words in states()]
    here = order.index(state)
    found = []
    for place, (_code, words) in enumerate(states()):
        mark = "done" if place < here else "now" if place == here else "next"
        found.append({"label": gettext(words), "note": "", "state": mark, "late": "", "place": "p50"})
    return found
