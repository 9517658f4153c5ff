"""Questions about the team: letters to acknowledge, the team over time, who served before the induction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import LeadTerm, Member, Project
from banyan.domains.projects.queries.leads import term
from banyan.domains.projects.rules.teams import Trouble, troubles
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

MOST = 50
State = Member.State


@dataclass(frozen=True)
class Served:
    """The first service of somebody in a project: the day and the record. `who` is a person's id or a printed number."""

    project: UUID
    who: Any
    on: date
    model: str
    record_id: UUID
    number: str


FirstServices = Callable[[Sequence[UUID]], Iterator[Served]]
_sources: list[FirstServices] = []


def first_services_known_by(function: FirstServices) -> FirstServices:
    """Whoever keeps services says who served first when: (projects) → `Served`; asked while a control holds the door open."""
    if function not in _sources:
        _sources.append(function)
    return function


def first_services(projects: Sequence[UUID]) -> Mapping[tuple[UUID, Any], Served]:
    """The first service of everybody in these projects."""
    found: dict[tuple[UUID, Any], Served] = {}
    for ask in _sources:
        for each in ask(projects):
            standing = found.get((each.project, each.who))
            if standing is None or each.on < standing.on:
                found[each.project, each.who] = each
    return found


def letter_of(member: Member, by: Actor) -> dict[str, Any]:
    """What the letter of a member says, with the three days that make somebody ready."""
    steps = (
        (noop("assigned on"), member.assigned_on, member.assigned_by),
        (noop("induction on"), member.inducted_on, member.inducted_by),
        (noop("acknowledged on"), member.acknowledged_on, None),
    )
    return {"member": member, "steps": steps, "has_letter": member.assigned_on is not None}


def team_page(project: Project, by: Actor, span: Period, today: date) -> dict[str, Any]:
    """The team of a project over time: leads with gaps and overlaps, members with their days."""
    terms = list(
        LeadTerm.objects.visible_to(by).filter(project=project).select_related("person").order_by("starts_on")
    )
    members = list(
        Member.objects.visible_to(by)
        .filter(project=project)
        .select_related("person")
        .order_by("starts_on", "pk")
    )
    return {
        "leads": [_bar(row, span, str(row.person), page_of(row)) for row in terms],
        "troubles": [
            _trouble(each) for each in troubles(map(term, terms), Period(span.start, min(span.end, today)))
        ]
        if span.start <= today
        else [],
        "groups": [
            (kind.label, [_bar(m, span, str(m), page_of(m)) for m in members if m.kind == kind])
            for kind in Member.Kind
        ],
        "waiting": [
            member for member in members if member.state in (State.NAMED, State.ASSIGNED, State.INDUCTED)
        ],
        "count": len([member for member in members if member.state != State.LEFT]),
    }


def _trouble(trouble: Trouble) -> dict[str, Any]:
    words = {
        "gap": noop("Nobody answers for the project from %(first)s to %(last)s."),
        "overlap": noop("More than one person answers for the project from %(first)s to %(last)s."),
    }
    days = {"first": trouble.period.start.isoformat(), "last": trouble.period.end.isoformat()}
    return {"sentence": sentence(words[trouble.kind], **days), "kind": trouble.kind}


def _bar(row: Any, span: Period, name: str, url: str) -> dict[str, Any]:
    """A row with the place of its days on the ruler, in thousandths of the span."""
    first, last = max(row.starts_on, span.start), min(row.ends_on or span.end, span.end)
    left = (first - span.start).days * 1000 // span.days
    width = max((last - first).days + 1, 0) * 1000 // span.days
    return {"row": row, "name": name, "url": url, "left": left, "width": width}


def letters_waiting(actor: Actor, today: date) -> Iterator[Todo]:
    """Letters that the actor has to acknowledge, and members that the actor may induct."""
    if actor.person_id is None:
        return
    own = Member.objects.visible_to(actor, "acknowledge").filter(person=actor.person_id, state=State.INDUCTED)
    for member in own[:MOST]:
        yield Todo(
            title=sentence(noop("Acknowledge your induction: %(role)s"), role=member.role),
            why=noop("It comes before the first service."),
            url=page_of(member),
            deed=noop("I have understood"),
            unit_id=member.unit_id,
            number=member.number,
            clause="R2.2.6",
            kind="induction",
        )
    others = Member.objects.visible_to(actor, "induct").filter(state__in=(State.NAMED, State.ASSIGNED))
    for member in others.exclude(person=actor.person_id).order_by("starts_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Letter and induction for %(role)s"), role=member.role),
            why=noop("It comes before the first service."),
            url=page_of(member),
            deed=noop("Record the induction"),
            unit_id=member.unit_id,
            number=member.number,
            due=member.starts_on,
            clause="R2.2.6",
            kind="induction",
        )
