"""Summary and next plan in one paper: begun, handed in, read and signed by the superior (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.models import Step
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.queries import latest
from banyan.core.approvals.resolving import StepPlan
from banyan.core.audit.trail import Line as TrailLine
from banyan.core.audit.trail import note_all
from banyan.core.deeds import deed
from banyan.core.records import snapshot
from banyan.domains.projects.models import Contract, Paper, PlanItem
from banyan.domains.projects.queries import papers as queries
from banyan.domains.projects.queries.papers import Line
from banyan.domains.projects.rules import papers as rules
from banyan.domains.projects.rules import weeks
from banyan.foundation.refusal import Refused, noop

State, ItemState = Paper.State, PlanItem.State
KIND = "projects.paper"

flows.declare(
    KIND, label=_("weekly or monthly paper"), steps=(StepPlan("superior", otherwise="centre-director"),)
)


@deed(Paper, "begin", new=True, label=_("Begin a paper"), icon="file-plus")
def begin(paper: Paper, by: Any, now: datetime, look_around: bool = True) -> None:
    """Begin the paper of a week or month; the next plan starts with what is unfinished and what falls due.

    ``look_around`` also asks all other rooms what falls due for the writer in the next week or month.
    """
    place(paper)
    _check_writer(paper, by)
    rules.check_time(paper.ends_on, now.date(), paper.kind)
    rules.check_first(queries.same_paper(paper).exists())
    paper.author = by.person
    paper.created_at = paper.changed_at = now
    paper.save()
    _write_lines(paper, queries.unfinished(paper, by, now.date(), look_around))


@deed(Paper, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(paper: Paper, by: Any, now: datetime, **changes: Any) -> None:
    """Change the words of a paper that was not handed in."""
    _check_writer(paper, by)
    for name, value in changes.items():
        if name in ("summary", "problems"):
            setattr(paper, name, value)


@deed(Paper, "keep", frm=State.DRAFT, label=_("Keep"), icon="device-floppy")
def keep(
    paper: Paper, by: Any, now: datetime, *,
    summary: str, problems: str = "",
    outcomes: Mapping[int, tuple[str, str]] | None = None, lines: Sequence[Line] | None = None,
) -> None:  # fmt: skip
    """Keep what is written so far: the summary, what became of the last plan, the lines of the next.

    ``outcomes`` maps a line of the last plan to its state and what became of it.
    """
    _check_writer(paper, by)
    paper.summary, paper.problems = summary.strip(), problems.strip()
    if outcomes:
        _tick_off(paper, outcomes, by, now)
    if lines is not None:
        _write_lines(paper, lines)


@deed(Paper, "submit", frm=State.DRAFT, to=State.SUBMITTED, label=_("Hand in"), icon="send")
def submit(paper: Paper, by: Any, now: datetime) -> None:
    """Hand summary and next plan in together; the superior reads and signs."""
    _check_writer(paper, by)
    last = queries.last_plan(paper)
    undecided = sum(1 for line in last if line.state == ItemState.OPEN)
    own = queries.lines_of(paper)
    carried = [line for line in last if line.state == ItemState.CARRIED]
    rules.check_paper(paper.kind, paper.summary, len(own) + len(carried), undecided)
    if paper.kind == Paper.Kind.MONTHLY:
        rules.check_weeks_complete(queries.weeks_missing(paper, _begun_on(paper)))
    _carry_over(paper, carried, own)
    paper.author = by.person or paper.author
    paper.submitted_at, paper.submitted_on = now, now.date()
    paper.late_days = rules.lateness(paper.due_on, now.date())
    if not paper.number:
        paper.number = numbering.take(Paper.number_pattern, paper.unit, paper.starts_on.year)
    flows.ask(paper, KIND, by, now)


@deed(Paper, "explain", new=True, label=_("Explain a missing paper"), icon="message-2")
def explain(paper: Paper, by: Any, now: datetime) -> None:
    """Say why a week or month has no paper; it stays visible as missing, with its reason (P3.4)."""
    place(paper)
    _check_writer(paper, by)
    rules.check_explained(paper.explanation, paper.ends_on, now.date())
    rules.check_first(queries.same_paper(paper).exists())
    paper.state, paper.author = State.EXPLAINED, by.person
    paper.created_at = paper.changed_at = now
    paper.number = numbering.take(Paper.number_pattern, paper.unit, paper.starts_on.year)


@deed(Paper, "read", frm=State.SUBMITTED, to=State.READ, label=_("Read and signed"), system=True)
def paper_read(paper: Paper, by: Any, now: datetime) -> None:
    """The superior has read it; the remark stays with the paper."""
    request = latest(paper, KIND)
    signed = Step.everything.filter(request=request, state=Step.State.SIGNED).order_by("-decided_at").first()
    paper.read_by, paper.read_at = by.person, now
    paper.remark = signed.reason if signed else ""


@deed(Paper, "return", frm=(State.SUBMITTED, State.READ), to=State.DRAFT, label=_("Sent back"), system=True)
def paper_returned(paper: Paper, by: Any, now: datetime, reason: str = "") -> None:
    """It comes back to be mended; the day on which it first came in stays written in the trail."""
    paper.read_by = paper.read_at = None
    paper.remark = reason


def place(paper: Paper) -> None:
    """Put a paper into its week or month and say when it is due."""
    is_monthly = paper.kind == Paper.Kind.MONTHLY
    paper.starts_on = weeks.first_of(paper.starts_on, is_monthly)
    paper.ends_on = weeks.last_of(paper.starts_on, is_monthly)
    paper.month = queries.month_for(paper)
    paper.due_on = queries.due_on(paper)
    if paper.due_on is None:
        raise Refused({"starts_on": noop("Nobody works in this week; no paper is asked for.")}, clause="P3.4")


def _check_writer(paper: Paper, by: Any) -> None:
    """One's own paper is written by oneself, and a department's within the project's station."""
    if not paper.unit.path.startswith(paper.project.unit.path):
        raise Refused({"unit": noop("This department does not work in the project.")}, clause="P3.4")
    if paper.person_id and by.person_id != paper.person_id and not by.system:
        raise Refused(
            {"person": noop("This is somebody else's own paper; everybody writes their own.")}, clause="P3.4"
        )


def _begun_on(paper: Paper) -> date:
    first = Contract.everything.filter(project=paper.project_id).order_by("starts_on").first()
    return first.starts_on if first else paper.starts_on


def _tick_off(paper: Paper, outcomes: Mapping[int, tuple[str, str]], by: Any, now: datetime) -> None:
    """Say what became of the lines of the last plan, each with its line in the trail."""
    rules.check_outcomes(outcomes.values())
    rows, lines = [row for row in queries.last_plan(paper) if row.pk in outcomes], []
    for row in rows:
        before = snapshot(row)
        state, outcome_ = outcomes[row.pk]
        row.state, row.outcome = ItemState(state), outcome_.strip()[:200]
        if snapshot(row) != before:
            row.paper.unit = paper.unit
            lines.append(TrailLine(row, PlanItem.permission("tick_off"), before, snapshot(row)))
    PlanItem.everything.bulk_update(rows, ["state", "outcome"])
    note_all(by, now, lines)


def _write_lines(paper: Paper, lines: Sequence[Line]) -> None:
    """Make the plan of the paper exactly these lines."""
    PlanItem.everything.filter(paper=paper).delete()
    PlanItem.everything.bulk_create(
        PlanItem(
            paper=paper,
            position=position,
            what=line.what.strip()[:200],
            due_on=line.due_on,
            source=line.source[:60],
            carried_from_id=line.carried_from,
        )
        for position, line in enumerate(lines, start=1)
        if line.what.strip()
    )


def _carry_over(paper: Paper, carried: Sequence[PlanItem], own: Sequence[PlanItem]) -> None:
    """What is carried over stands in the next plan by itself, unless it was written there already."""
    known = {line.carried_from_id for line in own}
    PlanItem.everything.bulk_create(
        PlanItem(
            paper=paper,
            position=len(own) + number,
            what=line.what,
            due_on=line.due_on,
            source=line.source,
            carried_from=line,
        )
        for number, line in enumerate((each for each in carried if each.pk not in known), start=1)
    )


def _signed_plan(paper: Paper) -> list[str]:
    return [line.what for line in queries.lines_of(paper)]


outcome(
    Paper, KIND, approved=paper_read, returned=paper_returned, label=_("weekly or monthly paper"),
    fields=("summary", "problems", "starts_on", "kind"), extra=_signed_plan,
)  # fmt: skip
