"""Who has signed a version and who has not; what waits to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from banyan.core import door
from banyan.core.identity import tree
from banyan.core.todo import Todo
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.models import Acknowledgement, Interpretation, Review, Version
from banyan.domains.rulebook.rules import signing as rules
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Line:
    """Somebody who has to sign: name, number, department, until when, and when they did."""

    name: str
    number: str
    unit: str
    due_on: date
    signed_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Overview:
    """A version with everybody who has to sign it, those who are late first."""

    lines: list[Line]
    share: rules.Share
    days: int


def overview(version: Version, by: Any, today: date) -> Overview:
    """Everybody within the actor's reach who works here today, with their signature. Three statements."""
    adopted = version.adopted_on or today
    days = settings.number_on("rulebook.sign_days", adopted, version.unit)
    reached = by.unit_ids(Acknowledgement.permission("view"))
    signed = dict(
        Acknowledgement.objects.visible_to(by).filter(edition=version).values_list("person_id", "signed_on")
    )
    people = [each for each in staff.members(version.unit, today) if each.unit_id in reached]
    members = [
        rules.Member(
            each.person_id,
            each.hired_on,
            rules.due_on(adopted, each.hired_on, days),
            signed.get(each.person_id),
        )
        for each in people
    ]
    units = tree.current().units
    lines = [
        Line(each.name, each.number, units[each.unit_id].name, m.due_on, m.signed_on, m.is_late(today))
        for each, m in zip(people, members, strict=True)
    ]
    lines.sort(key=lambda line: (line.signed_on is not None, line.due_on, line.number))
    return Overview(lines, rules.share(members, today), days)


def signature_of(version: Version, person_id: int | None) -> Acknowledgement | None:
    """The paper that somebody signed for a version."""
    if person_id is None:
        return None
    with door.opened("rulebook"):
        return Acknowledgement.objects.filter(edition=version, person_id=person_id).first()


def due_for_reader(version: Version, by: Any) -> date | None:
    """Until when the reader has to sign an adopted version; nothing for those who may not or do not work here."""
    if by.person_id is None or not by.may(Acknowledgement.permission("sign")):
        return None
    hired = staff.hired_on(by.person_id)
    if hired is None or version.adopted_on is None:
        return None
    days = settings.number_on("rulebook.sign_days", version.adopted_on, version.unit)
    return rules.due_on(version.adopted_on, hired, days)


def to_read(by: Any, today: date) -> Iterator[Todo]:
    """Adopted versions that the actor has not signed: a line on their desk."""
    if by.person_id is None or not by.may(Acknowledgement.permission("sign")):
        return
    hired = staff.hired_on(by.person_id)
    if hired is None:
        return
    adopted = Version.objects.visible_to(by).filter(state=Version.State.ADOPTED)
    with door.opened("rulebook"):
        waiting = adopted.exclude(acknowledgements__person_id=by.person_id).select_related("rulebook", "unit")
        for version in waiting:
            days = settings.number_on("rulebook.sign_days", version.adopted_on, version.unit)
            due = rules.due_on(version.adopted_on, hired, days)
            yield Todo(
                title=sentence(noop("Read and sign %(name)s"), name=str(version)),
                why=sentence(noop("In force from %(day)s."), day=str(version.in_force_on)),
                url=reverse("rulebook.read", args=(version.public_id,)),
                deed=noop("Read and sign"),
                unit_id=version.unit_id,
                number=version.number,
                due=due,
                clause="R10.2.5",
            )


def reviews_due(by: Any, today: date) -> Iterator[Todo]:
    """Reviews of the rulebook that wait for the actor."""
    if not by.may(Review.permission("conclude")):
        return
    waiting = Review.objects.visible_to(by, "conclude").filter(state=Review.State.DUE)
    for review in waiting.filter(due_on__lte=settings.soon(today)).select_related("rulebook"):
        yield Todo(
            title=sentence(noop("Review the rulebook %(name)s"), name=str(review.rulebook)),
            why=sentence(noop("It is looked at every year and when the law changes.")),
            url=review.get_absolute_url(),
            deed=noop("Write down the review"),
            unit_id=review.unit_id,
            number=review.number,
            due=review.due_on,
            clause="R10.2.4",
        )


def questions_open(by: Any, today: date) -> Iterator[Todo]:
    """Questions about the rules that wait for an answer of the actor's body."""
    if not by.may(Interpretation.permission("answer")):
        return
    waiting = Interpretation.objects.visible_to(by, "answer").filter(state=Interpretation.State.ASKED)
    for note in waiting.exclude(asked_by_id=by.person_id or 0).select_related("unit"):
        yield Todo(
            title=sentence(noop("Answer a question about the rules")),
            why=sentence(noop("It was asked on %(day)s."), day=str(note.asked_on)),
            url=note.get_absolute_url(),
            deed=noop("Answer"),
            unit_id=note.unit_id,
            number=note.number,
            due=settings.answer_due(note.asked_on or today, note.unit),
            clause=note.clause or "R10.2.2",
        )
