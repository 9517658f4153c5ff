"""Papers that are missing from one's files, as the desk shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.core.ui.wording import say
from banyan.domains.services.models import Activity, Case
from banyan.domains.services.queries import dossiers
from banyan.domains.services.rules.cases.stages import OVER
from banyan.domains.services.rules.dossiers import Standing
from banyan.foundation.refusal import noop, sentence

_BACK = timedelta(days=90)
_MOST = 100
#: What other lines of the desk speak of already.
_SAID_ELSEWHERE = {
    Activity: {"summary", "plan"},
    Case: {
        "inquiry",
        "intake",
        "assessment",
        "plan",
        "consent",
        "agreement",
        "review",
        "follow_up",
        "contact",
    },
}


def missing_papers(actor: Any, today: date) -> Iterator[Todo]:
    """Activities of the last three months and cases of one's own whose file lacks a paper that is overdue."""
    for model, records in ((Activity, _activities(actor, today)), (Case, _cases(actor))):
        if records:
            found = dossiers.lines_of_all(model, records, today, lacking_only=True)
            for record in records:
                yield from _todo(model, record, found[record.pk])


def _activities(actor: Any, today: date) -> list[Activity]:
    mine = Activity.objects.visible_to(actor, "submit_summary").filter(
        responsible=actor.person, held_on__range=(today - _BACK, today)
    )
    return list(mine.exclude(state=Activity.State.CANCELLED).order_by("held_on")[:_MOST])


def _cases(actor: Any) -> list[Case]:
    mine = Case.objects.visible_to(actor).filter(key_worker=actor.person)
    return list(mine.exclude(state__in=[str(stage) for stage in OVER]).order_by("number")[:_MOST])


def _todo(model: Any, record: Any, lines: list[Any]) -> Iterator[Todo]:
    missing = [
        line
        for line in lines
        if line.standing == Standing.MISSING and line.requirement.document not in _SAID_ELSEWHERE[model]
    ]
    if missing:
        named = "、".join(say(dossiers.paper_label(model, line.requirement.document)) for line in missing)
        yield Todo(
            title=sentence(noop("Papers missing from a file")),
            why=sentence(noop("Missing: %(papers)s."), papers=named),
            url=page_of(record),
            deed=noop("Complete the file"),
            number=record.number,
            due=min(line.due_on for line in missing),
            kind="dossier",
        )
