"""What plans prove: R1.3.3, R2.2.1, R2.2.2, R2.2.5, R3.1.1–R3.1.8, P3.1, P3.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.domains.projects import settings
from banyan.domains.projects.models import (
    Goal,
    GoalSource,
    Scheme,
    Study,
    StudyFinding,
    StudyMethod,
    Task,
    YearPlan,
)
from banyan.domains.projects.queries import facts
from banyan.domains.projects.queries.life_proofs import number_of, rows_of, taken_back
from banyan.domains.projects.rules.plans import FEATURES, SECTIONS, is_indicator_only, missing_kinds
from banyan.domains.projects.rules.proving import Studied, studied
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

Scopes = Sequence[Scope]


@control(
    "R2.2.1",
    kind="duty",
    title=noop("Plan, yearly plan and budget are approved in their exact version"),
    judged=noop(
        "The scheme with goals, tasks and budget is approved as it stands; yearly plans are approved."
    ),
    absent=noop("No service scheme has been written."),
)
def approved(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Schemes and yearly plans with where they stand."""
    schemes, plans = rows_of(Scheme, scopes), rows_of(YearPlan, scopes)
    words = {
        "approved": noop("Approved in this version."),
        "waiting": noop("Signatures are being waited for."),
        "draft": noop("It is still a draft."),
    }
    for scope in scopes:
        for row in (*schemes[scope.id], *plans[scope.id]):
            at_fault = BREACH if isinstance(row, Scheme) and row.state == "draft" else ATTENTION
            verdict = GOOD if row.state == "approved" else at_fault
            yield Finding(scope.id, verdict, words[row.state], row)


@control(
    "R2.2.2",
    kind="quality",
    title=noop("A changed scheme is approved anew"),
    judged=noop("After an approved scheme was taken back, the changed version is approved again."),
)
def changed(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Schemes that were taken back once."""
    schemes, back = rows_of(Scheme, scopes), taken_back("projects.scheme", scopes)
    for scope in scopes:
        for row in schemes[scope.id]:
            if back[row.public_id]:
                again = row.state == Scheme.State.APPROVED
                words = (
                    noop("The change was approved.")
                    if again
                    else noop("Changed after approval and not approved again.")
                )
                yield Finding(scope.id, GOOD if again else BREACH, words, row)


@control(
    "R2.2.5",
    kind="duty",
    title=noop("Every task has an owner and a day"),
    judged=noop("Each task of the plan names who does it and until when."),
    absent=noop("No task has been planned."),
)
def tasks_planned(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Tasks that were not dropped."""
    kept = _tasks(scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            whole = row.owner_id is not None and row.due_on is not None
            words = noop("Owner and day are there.") if whole else noop("The task has no owner or no day.")
            yield Finding(scope.id, GOOD if whole else BREACH, words, row, row.due_on)


def _tasks(scopes: Scopes) -> dict:
    kept = rows_of(Task, scopes)
    return {scope.id: [row for row in kept[scope.id] if row.state != Task.State.DROPPED] for scope in scopes}


@control(
    "R1.3.3",
    kind="quality",
    title=noop("Tasks and services are tied to goals"),
    judged=noop("Each task of the plan serves a goal. One that serves none wants attention."),
)
def tasks_serve_goals(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Tasks that were not dropped, with the goal they serve."""
    kept = _tasks(scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            words = noop("It serves a goal.") if row.goal_id else noop("The task serves no goal.")
            yield Finding(scope.id, GOOD if row.goal_id else ATTENTION, words, row, row.due_on)


@control(
    "R3.1.1",
    kind="duty",
    title=noop("Needs research before the start, in several ways"),
    judged=noop(
        "A study finished by the first day of the contract, with at least %(study_methods)s methods. None finished by then is "
        "a breach, too few methods want attention; a further study during the run is judged by its methods alone."
    ),
    settings=(settings.STUDY_METHODS,),
    absent=noop("No needs research is recorded."),
)
def researched(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Each study with its methods and its end."""
    studies, begins = rows_of(Study, scopes), facts.begins(scopes)
    methods = rows_of(StudyMethod, scopes, through="study__project")
    for scope in scopes:
        fewest, begun = number_of(settings.STUDY_METHODS, scope), begins.get(scope.id, scope.period.start)
        in_time = any(row.finished_on and row.finished_on <= begun for row in studies[scope.id])
        for row in studies[scope.id]:
            asked = {each.method for each in methods[scope.id] if each.study_id == row.pk}
            done = Studied(row.finished_on, begun, in_time, len(asked) < fewest)
            yield Finding(scope.id, *studied(done), row, row.finished_on)


@control(
    "R3.1.2",
    kind="duty",
    title=noop("Situation, problems and expectations are found out"),
    judged=noop("Each study has findings of all three kinds."),
    absent=noop("No needs research is recorded."),
)
def three_kinds(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Studies with the kinds of their findings."""
    studies, findings = rows_of(Study, scopes), rows_of(StudyFinding, scopes)
    for scope in scopes:
        for row in studies[scope.id]:
            missing = missing_kinds(each.kind for each in findings[scope.id] if each.study_id == row.pk)
            words = noop("A kind of finding is missing.") if missing else noop("All three kinds are there.")
            yield Finding(scope.id, BREACH if missing else GOOD, words, row)


@control(
    "R3.1.3",
    kind="duty",
    title=noop("Research is the basis of planning"),
    judged=noop(
        "Each specific goal cites the research, and each finding is answered by a goal or says why not."
    ),
    absent=noop("There are neither findings nor goals."),
)
def from_research(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Goals without a finding, findings without a goal."""
    goals, findings = rows_of(Goal, scopes), rows_of(StudyFinding, scopes)
    sources = rows_of(GoalSource, scopes, through="goal__project")
    for scope in scopes:
        studied = {each.goal_id for each in sources[scope.id] if each.kind == GoalSource.Kind.STUDY}
        answered = {each.finding_id for each in sources[scope.id]}
        for row in goals[scope.id]:
            if row.level == Goal.Level.SPECIFIC:
                known = row.pk in studied
                words = (
                    noop("It rests on the research.")
                    if known
                    else noop("No finding stands behind this goal.")
                )
                yield Finding(scope.id, GOOD if known else ATTENTION, words, row)
        for row in findings[scope.id]:
            if row.pk not in answered and not row.left_open:
                yield Finding(scope.id, ATTENTION, noop("No goal answers this need."), row)


@control(
    "R3.1.4",
    kind="duty",
    title=noop("Overall and specific goals"),
    judged=noop("There is an overall goal, and specific goals with measure, target and deadline."),
    absent=noop("No goal has been set."),
)
def goals_set(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Goals by level; a level that is missing is named."""
    kept = rows_of(Goal, scopes)
    missing = {
        Goal.Level.OVERALL: noop("There is no overall goal."),
        Goal.Level.SPECIFIC: noop("There is no specific goal that can be measured."),
    }
    for scope in scopes:
        levels = {row.level for row in kept[scope.id]}
        for level, words in missing.items():
            if levels and level not in levels:
                yield Finding(scope.id, BREACH, words, on=scope.period.end, mend="projects.goal.new")
        for row in kept[scope.id]:
            if row.level in missing:
                yield Finding(scope.id, GOOD, noop("The goal is set."), row, row.deadline)


@control(
    "R3.1.5",
    kind="duty",
    title=noop("A service scheme with its five sections"),
    judged=noop("Services, methods, workflow, team and resources are written."),
    absent=noop("No service scheme has been written."),
)
def sections(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Schemes with an empty section are at fault."""
    kept = rows_of(Scheme, scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            whole = all(getattr(row, name).strip() for name in SECTIONS)
            words = (
                noop("All five sections are written.") if whole else noop("A section of the scheme is empty.")
            )
            yield Finding(scope.id, GOOD if whole else BREACH, words, row)


@control(
    "R3.1.6",
    kind="quality",
    title=noop("Professional features and what is new"),
    judged=noop("The scheme names its theory or methods and what is new in it."),
)
def features(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Schemes without theory or innovation want attention."""
    kept = rows_of(Scheme, scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            whole = all(getattr(row, name).strip() for name in FEATURES)
            words = (
                noop("Theory and innovation are named.")
                if whole
                else noop("Theory or innovation is not named.")
            )
            yield Finding(scope.id, GOOD if whole else ATTENTION, words, row)


@control(
    "R3.1.7",
    kind="duty",
    title=noop("Every task has a cost or none"),
    judged=noop(
        "Each task has a cost or says that it costs nothing; together they are the budget of the scheme."
    ),
    absent=noop("No task has been planned."),
)
def costs(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Tasks without cost, and a sum that does not tie."""
    kept, schemes = _tasks(scopes), rows_of(Scheme, scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            said = bool(row.cost) or row.no_cost
            words = noop("The cost is said.") if said else noop("Neither a cost nor “costs nothing” is said.")
            yield Finding(scope.id, GOOD if said else BREACH, words, row)
        total = sum((row.cost for row in kept[scope.id]), Decimal(0))
        for scheme in schemes[scope.id] if kept[scope.id] else ():
            if scheme.budget != total:
                yield Finding(scope.id, ATTENTION, noop("The tasks do not sum to the budget."), scheme)


@control(
    "R3.1.8",
    kind="quality",
    title=noop("Prices have a basis"),
    judged=noop("A price says what it rests on; a lump sum gives its reason."),
)
def prices(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Tasks that cost something."""
    kept = _tasks(scopes)
    for scope in scopes:
        for row in kept[scope.id]:
            if not row.cost:
                continue
            if row.price_basis.strip():
                verdict, words = GOOD, noop("The price has its basis.")
            elif row.lump_sum:
                verdict, words = BREACH, noop("A lump sum without reason.")
            else:
                verdict, words = ATTENTION, noop("A price without basis.")
            yield Finding(scope.id, verdict, words, row)


@control(
    "P3.1",
    kind="duty",
    title=noop("Yearly plans that say where their goals come from"),
    judged=noop("Each goal of a yearly plan cites the contract, home visits, research or a policy."),
    absent=noop("No department has written a yearly plan."),
)
def year_plans(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Plans of the period with their goals."""
    plans, goals = rows_of(YearPlan, scopes), rows_of(Goal, scopes)
    sources = rows_of(GoalSource, scopes, through="goal__project")
    for scope in scopes:
        cited = {each.goal_id for each in sources[scope.id]}
        for plan in plans[scope.id]:
            if plan.starts_on > scope.period.end or plan.ends_on < scope.period.start:
                continue
            own = [goal for goal in goals[scope.id] if goal.plan_id == plan.pk]
            for goal in own:
                known = goal.pk in cited
                words = noop("Its source is cited.") if known else noop("It cites no source.")
                yield Finding(scope.id, GOOD if known else BREACH, words, goal)
            if not own:
                yield Finding(scope.id, BREACH, noop("The plan has no goals."), plan)


@control(
    "P3.2",
    kind="quality",
    title=noop("Goals serve more than the contract's count"),
    judged=noop("A specific goal serves a goal of the strategy or cites more than the contract."),
)
def strategy(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Goals that exist because the contract counts them and for nothing else want attention."""
    goals = rows_of(Goal, scopes)
    sources = rows_of(GoalSource, scopes, through="goal__project")
    for scope in scopes:
        for row in goals[scope.id]:
            if row.level == Goal.Level.SPECIFIC:
                kinds = [each.kind for each in sources[scope.id] if each.goal_id == row.pk]
                only = is_indicator_only(kinds, row.above_id is not None)
                words = (
                    noop("Only the contract asks for it.") if only else noop("It serves more than the count.")
                )
                yield Finding(scope.id, ATTENTION if only else GOOD, words, row)
