"""What team, problems, requests and checks prove: R2.1.3, R2.2.3, R2.2.6–R2.2.8, R2.2.11, R9.3.1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.domains.projects import settings
from banyan.domains.projects.models import (
    FinalReport,
    LeadTerm,
    Member,
    Problem,
    ProblemStep,
    ProgressCheck,
    Project,
    ResourceRequest,
)
from banyan.domains.projects.queries.leads import term
from banyan.domains.projects.queries.life_proofs import number_of, projects_of_scopes, rows_of
from banyan.domains.projects.queries.people import first_services
from banyan.domains.projects.rules.gaps import gaps
from banyan.domains.projects.rules.teams import served_too_early, troubles
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

TROUBLES = {
    "gap": noop("Nobody answers for the project from %(first)s to %(last)s."),
    "overlap": noop("More than one person answers for the project from %(first)s to %(last)s."),
}


@control(
    "R2.1.3",
    kind="duty",
    title=noop("One accountable lead on every date"),
    judged=noop("On each day exactly one person is answerable; whoever acts stands in for the lead."),
    absent=noop("Nobody was appointed as project lead."),
)
def one_lead(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every stretch without exactly one lead is named by its days."""
    kept = rows_of(LeadTerm, scopes, "person")
    for scope in scopes:
        rows = kept[scope.id]
        for each in troubles(map(term, rows), scope.period) if rows else ():
            days = {"first": each.period.start.isoformat(), "last": each.period.end.isoformat()}
            words = sentence(TROUBLES[each.kind], **days)
            yield Finding(scope.id, BREACH, words, on=each.period.start, mend="projects.leadterm.new")
        for row in rows:
            if row.starts_on <= scope.period.end and (
                row.ends_on is None or row.ends_on >= scope.period.start
            ):
                yield Finding(scope.id, GOOD, noop("Answers for the project."), row, row.starts_on)


@control(
    "R2.2.6",
    kind="duty",
    title=noop("Letter and acknowledged induction before the first service"),
    judged=noop(
        "Whoever served in the project had acknowledged the induction by the day of the first service."
    ),
    absent=noop("No assignment letter has been handed out and no induction recorded."),
)
def inducted(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Members who are ready prove it; services before the induction are at fault."""
    kept, served = rows_of(Member, scopes, "person"), first_services([scope.id for scope in scopes])
    for scope in scopes:
        members = {row.person_id or row.volunteer_number: row for row in kept[scope.id]}
        for (project, who), first in served.items():
            known = members.get(who)
            own = project == scope.id and first.on <= scope.period.end
            if own and served_too_early(known.acknowledged_on if known else None, first.on):
                yield _too_early(scope, first)
        yield from (_readiness(scope, row) for row in kept[scope.id] if row.starts_on <= scope.period.end)


def _too_early(scope: Scope, first: Any) -> Finding:
    words = noop("Served on this day without an acknowledged induction.")
    return Finding.of(
        scope.id, BREACH, words, model=first.model, public_id=first.record_id, number=first.number, on=first.on,
        mend="projects.member.list",
    )  # fmt: skip


def _readiness(scope: Scope, row: Member) -> Finding:
    if row.acknowledged_on and row.acknowledged_on <= scope.period.end:
        return Finding(scope.id, GOOD, noop("Inducted and acknowledged."), row, row.acknowledged_on)
    return Finding(scope.id, ATTENTION, noop("Named for the team, but not inducted yet."), row, row.starts_on)


@control(
    "R2.2.7",
    kind="quality",
    title=noop("Resource requests are answered"),
    judged=noop(
        "Each request is answered within %(resource_answer_days)s working days; one that nobody answered is asked for "
        "again in every later period."
    ),
    settings=(settings.RESOURCE_DAYS,),
)
def requests_answered(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Answered, late, or still waiting past its day."""
    kept = rows_of(ResourceRequest, scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            if row.asked_on and row.asked_on <= scope.period.end and _still_counts(row, scope.period):
                yield _request(scope, row)


def _still_counts(row: ResourceRequest, period: Period) -> bool:
    """A request of the period, and an older one that was open when the period began."""
    return row.asked_on in period or row.answered_on is None or row.answered_on >= period.start


def _request(scope: Scope, row: ResourceRequest) -> Finding:
    due: date = row.answer_by or scope.period.end
    answered = row.answered_on if row.answered_on and row.answered_on <= scope.period.end else None
    if answered:
        late = answered > due
        words = noop("Answered after its day.") if late else noop("Answered in time.")
        return Finding(scope.id, ATTENTION if late else GOOD, words, row, row.asked_on)
    if due < scope.period.end:
        return Finding(scope.id, BREACH, noop("Nobody answered in time."), row, due)
    return Finding(scope.id, GOOD, noop("Waits within its days."), row, row.asked_on)


@control(
    "R2.2.8",
    kind="duty",
    title=noop("Plan and reality are compared regularly"),
    judged=noop(
        "A progress check at least every %(progress_check_days)s days; twice as long without one is a breach."
    ),
    settings=(settings.CHECK_DAYS,),
    absent=noop("No progress check was made in this period."),
)
def checked(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each check proves it; each stretch that is too long is named."""
    kept = rows_of(ProgressCheck, scopes)
    for scope in scopes:
        rows = [row for row in kept[scope.id] if row.checked_on in scope.period]
        days = number_of(settings.CHECK_DAYS, scope)
        for row in rows:
            yield Finding(scope.id, GOOD, noop("Plan and reality were compared."), row, row.checked_on)
        for gap in gaps([row.checked_on for row in rows], scope.period, days) if rows else ():
            words = sentence(
                noop("No progress check between %(first)s and %(last)s."),
                first=gap.start.isoformat(),
                last=gap.end.isoformat(),
            )
            verdict = BREACH if gap.days > 2 * days else ATTENTION
            yield Finding(scope.id, verdict, words, on=gap.start, mend="projects.progresscheck.new")


@control(
    "R2.2.11",
    kind="quality",
    title=noop("A final report for the whole project"),
    judged=noop("A project that is being summed up or is closed has an accepted final report."),
)
def final_report(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Asked of projects whose services have ended."""
    reports, projects = rows_of(FinalReport, scopes), projects_of_scopes(scopes)
    for scope in scopes:
        state = projects[scope.id].state
        if state not in (Project.State.SUMMING_UP, Project.State.CLOSED):
            continue
        rows = reports[scope.id]
        for row in rows:
            accepted = row.state == FinalReport.State.APPROVED
            words = (
                noop("The final report is accepted.")
                if accepted
                else noop("The final report is not accepted yet.")
            )
            yield Finding(scope.id, GOOD if accepted else ATTENTION, words, row)
        if not rows:
            words = noop("No final report has been written.")
            yield Finding(scope.id, BREACH, words, on=scope.period.end, mend="projects.finalreport.new")


@control(
    "R2.2.3",
    kind="quality",
    title=noop("Escalated problems are decided"),
    judged=noop(
        "A problem that reached the project lead or the committee has a decision or is within its days."
    ),
)
def escalated(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Problems above the department, raised up to the end of the period."""
    kept = rows_of(Problem, scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            high = row.stage in (Problem.Stage.LEAD, Problem.Stage.COMMITTEE)
            if not high or row.raised_on is None or row.raised_on > scope.period.end:
                continue
            if row.decided_on and row.decided_on < scope.period.start:
                continue
            if row.state != Problem.State.OPEN:
                yield Finding(scope.id, GOOD, noop("Decided above the department."), row, row.decided_on)
            elif row.answer_by and row.answer_by < scope.period.end:
                yield Finding(scope.id, BREACH, noop("No decision within its days."), row, row.answer_by)
            else:
                yield Finding(scope.id, GOOD, noop("Waits within its days."), row, row.answer_by)


@control(
    "R9.3.1",
    kind="quality",
    title=noop("Conflicts go up by the clock"),
    judged=noop(
        "Parties, department head, project lead and committee each answer within their working days."
    ),
    settings=tuple(
        f"projects.problem_days_{stage}" for stage in ("parties", "department", "lead", "committee")
    ),
)
def answered_on_the_way(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each stage of each problem that began in the period."""
    kept = rows_of(ProblemStep, scopes, through="problem__project")
    for scope in scopes:
        for step in kept[scope.id]:
            if step.since in scope.period:
                verdict, words = _stage(step, scope.period.end)
                yield Finding(scope.id, verdict, words, step.problem, step.since)


def _stage(step: ProblemStep, end: date) -> tuple[str, str]:
    if step.passed_by_clock:
        return ATTENTION, noop("Nobody answered in time; the clock passed it upwards.")
    if step.answered_on:
        late = step.answered_on > step.answer_by
        return (ATTENTION, noop("Answered after its day.")) if late else (GOOD, noop("Answered in time."))
    late = step.answer_by < end
    return (BREACH, noop("Nobody answered in time.")) if late else (GOOD, noop("Waits within its days."))
