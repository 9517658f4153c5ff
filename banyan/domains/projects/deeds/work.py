"""Resources asked for and answered, and progress checks that list what is behind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated, numbering
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import CheckLine, ProgressCheck, ResourceRequest
from banyan.domains.projects.queries.progress import behind_on
from banyan.domains.projects.rules import plans as rules
from banyan.foundation.refusal import Refused, noop

State = ResourceRequest.State


@deed(ResourceRequest, "ask", new=True, label=_("Ask for resources"), icon="hand-stop")
def ask(request: ResourceRequest, by: Actor, now: datetime) -> None:
    """Say what the work needs; whoever is asked has so many working days for the answer (R2.2.7)."""
    rules.check_answerer(by.person_id, request.asked_of.pk)
    today = now.date()
    request.unit = request.project.unit
    request.number = numbering.take(ResourceRequest.number_pattern, request.unit, now.year)
    request.asked_by, request.asked_on = by.person, today
    days = int(dated.value("projects.resource_answer_days", on=today, unit=request.unit))
    request.answer_by = calendar_around(today).add_workdays(today, days)


@deed(ResourceRequest, "grant", frm=State.OPEN, to=State.GRANTED, label=_("Grant"), icon="check")
def grant(request: ResourceRequest, by: Actor, now: datetime, answer: str) -> None:
    """Say what is made available, by whom and from when."""
    _answer(request, by, now, answer)


@deed(ResourceRequest, "decline", frm=State.OPEN, to=State.DECLINED, label=_("Decline the request"), icon="x")
def decline(request: ResourceRequest, by: Actor, now: datetime, reason: str) -> None:
    """Say why it cannot be had, and what else may help."""
    _answer(request, by, now, reason)


def _answer(request: ResourceRequest, by: Actor, now: datetime, words: str) -> None:
    rules.check_answerer(by.person_id, getattr(request.asked_by, "pk", None))
    if not words.strip():
        raise Refused({"answer": noop("Say what is made available, or why not.")}, clause="R2.2.7")
    request.answer, request.answered_on, request.answered_by = words.strip(), now.date(), by.person


@deed(ProgressCheck, "check", new=True, label=_("Check the progress"), icon="list-check")
def check_progress(check: ProgressCheck, by: Actor, now: datetime) -> None:
    """Compare plan and reality; what is behind is listed by itself, and something is done about it (R2.2.8)."""
    if check.checked_on > now.date():
        raise Refused({"checked_on": noop("This day has not come yet.")})
    behind = behind_on(check.project, check.checked_on)
    rules.check_measure(len(behind), check.measure)
    check.unit, check.checked_by = check.project.unit, by.person
    check.number = numbering.take(ProgressCheck.number_pattern, check.unit, now.year)
    check.save()
    for each in behind:
        CheckLine(check_of=check, task=each.task, problem=each.problem, days=each.days).save()


@deed(ProgressCheck, "edit", label=_("Edit"), icon="pencil")
def edit_check(check: ProgressCheck, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct what was written; the list of what was behind stays as it was."""
    for name, value in changes.items():
        setattr(check, name, value)
