"""Half-yearly reports on the desk: drafts wait for the director, what was handed in waits for headquarters (P4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.finance.models import HalfReport
from banyan.domains.finance.queries.turns import DIRECTOR, FINANCE, turn_of
from banyan.foundation.refusal import Sentence, noop, sentence

State = HalfReport.State
_NEXT = {
    State.DRAFT: ("submit", DIRECTOR, noop("Hand the report in")),
    State.SUBMITTED: ("accept", FINANCE, noop("Read and accept the report")),
}


def half_reports(actor: Actor, today: date) -> Iterator[Todo]:
    """Reports that are begun, for whoever hands them in; reports handed in, for whoever reads them. One statement."""
    turns = {
        state: turn_of(actor, HalfReport.permission(verb), role, today)
        for state, (verb, role, _deed) in _NEXT.items()
        if actor.may(HalfReport.permission(verb))
    }
    if not turns:
        return
    rows = HalfReport.objects.visible_to(actor).filter(state__in=list(turns))
    for report in rows.select_related("unit").order_by("due_on", "pk"):
        is_own = report.state == State.SUBMITTED and report.submitted_by_id == actor.person_id
        if turns[State(report.state)](report.unit) and not is_own:
            yield Todo(
                title=sentence(noop("Half-yearly financial report of %(unit)s"), unit=report.unit.name),
                why=_why(report),
                url=page_of(report),
                deed=_NEXT[State(report.state)][2],
                unit_id=report.unit_id,
                number=report.number,
                due=report.due_on,
                clause="P4.3",
                kind="half_report",
            )


def _why(report: HalfReport) -> Sentence:
    if report.submitted_on:
        return sentence(noop("Handed in on %(day)s; headquarters reads it."), day=report.submitted_on)
    words = noop("From %(start)s to %(end)s; the figures come from the books, the notes from you.")
    return sentence(words, start=report.starts_on, end=report.ends_on)
