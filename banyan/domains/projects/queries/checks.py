"""What the pages of requests and progress checks show, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import CheckLine, ProgressCheck, ResourceRequest
from banyan.foundation.refusal import noop, sentence

MOST = 50


def request_of(request: ResourceRequest, by: Actor) -> dict[str, Any]:
    """Who asked whom when, and the answer."""
    late = request.answered_on and request.answer_by and request.answered_on > request.answer_by
    return {
        "request": request,
        "days_late": (request.answered_on - request.answer_by).days if late else 0,  # type: ignore[operator]
    }


def behind_of(check: ProgressCheck, by: Actor) -> dict[str, Any]:
    """The tasks and problems that were behind on the day of the check."""
    kept = (
        CheckLine.objects.visible_to(by)
        .filter(check_of=check)
        .select_related("task__owner", "problem__owner")
    )
    lines = [
        {"line": line, "of": line.task or line.problem, "url": page_of(line.task or line.problem)}
        for line in kept.order_by("-days", "pk")
        if line.task or line.problem
    ]
    return {"lines": lines, "check": check}


def requests_to_answer(actor: Actor, today: date) -> Iterator[Todo]:
    """Requests that the actor was asked."""
    if actor.person_id is None:
        return
    asked = ResourceRequest.objects.visible_to(actor, "grant").filter(
        asked_of=actor.person_id, state=ResourceRequest.State.OPEN
    )
    for request in asked.order_by("answer_by")[:MOST]:
        yield Todo(
            title=sentence(noop("Resource request: %(wanted)s"), wanted=request.wanted),
            why=noop("Somebody waits for people, material or money."),
            url=page_of(request),
            deed=noop("Grant"),
            unit_id=request.unit_id,
            number=request.number,
            due=request.answer_by,
            clause="R2.2.7",
            kind="resource",
        )
