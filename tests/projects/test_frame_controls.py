"""What team, plan, risks, decisions and problems prove: a good year is met, one mutated record flips it,
an unrelated one does not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.domains.projects.deeds import decisions, plans, problems, risks, teams, work
from banyan.domains.projects.models import (
    Decision,
    FinalReport,
    Goal,
    GoalSource,
    Hearing,
    LeadTerm,
    Member,
    NoRisk,
    Problem,
    ProblemStep,
    ProgressCheck,
    Project,
    ResourceRequest,
    Risk,
    RiskReview,
    Scheme,
    Study,
    StudyFinding,
    StudyMethod,
    Task,
    YearPlan,
)
from tests.controls import faults, verdict
from tests.projects import life as made
from tests.projects.life import Office
from tests.projects.makers import SYSTEM, make_project
from tests.services.makers import make_activity

BEFORE = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
OCTOBER = datetime(2025, 10, 9, 2, 0, tzinfo=UTC)
DECEMBER = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
CLAUSES = (
    "R1.3.3", "R2.1.3", "R2.2.1", "R2.2.2", "R2.2.3", "R2.2.5", "R2.2.6", "R2.2.7", "R2.2.8", "R2.2.11", "R3.1.1", "R3.1.2",
    "R3.1.3", "R3.1.4", "R3.1.5", "R3.1.6", "R3.1.7", "R3.1.8", "R3.2.9", "R3.2.10", "R9.3.1", "P3.1", "P3.2",
    "P3.6", "P3.7",
)  # fmt: skip


def good(project, office):
    """A project that did everything its rulebook asks for."""
    part = {"project": project, "unit": project.unit}
    made.lead(project, office.head)
    study = plans.begin_study(Study(**part, title="需求", starts_on=date(2025, 2, 1)), by=SYSTEM, now=BEFORE)
    for method in ("questionnaire", "interview"):
        plans.ask_people(study, by=SYSTEM, now=BEFORE, method=method, held_on=date(2025, 2, 5), people=30)
    found = [
        plans.add_finding(
            StudyFinding(study=study, unit=project.unit, kind=kind, text=kind), by=SYSTEM, now=BEFORE
        )
        for kind in ("situation", "problem", "expectation")
    ]
    plans.finish_study(study, by=SYSTEM, now=BEFORE, finished_on=date(2025, 3, 1), conclusion="需要陪伴")
    plan = YearPlan(
        **part, title="长者部", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31), approach="走访"
    )
    plans.write_year_plan(plan, by=SYSTEM, now=BEFORE)
    made.goal(project, "overall")
    goal = made.goal(project, plan=plan)
    for finding in found:
        plans.cite(goal, by=SYSTEM, now=BEFORE, kind="study", reference="报告", finding=finding)
    price = {"unit_price": Decimal(10), "quantity": Decimal(3), "no_cost": False, "price_basis": "三家询价"}
    made.task(project, owner=office.worker, due_on=date(2025, 12, 1), goal=goal, **price)
    scheme = made.scheme(project, budget=Decimal(30))
    for paper, way in ((scheme, plans.scheme_way), (plan, plans.year_plan_way)):
        way.submit(paper, by=office.as_head, now=BEFORE)
        made.sign_all(paper, office.as_director, now=BEFORE)
    plans.scheme_way.reopen(scheme, by=office.as_head, now=OCTOBER, reason="加一项")
    plans.scheme_way.submit(scheme, by=office.as_head, now=OCTOBER)
    made.sign_all(scheme, office.as_director, now=OCTOBER)
    _people(project, part, office)
    _risks(project, part, office)
    _decision(part, office)
    _work(project, part, office)
    with door.opened("test"):
        Project.everything.filter(pk=project.pk).update(state="summing_up")
        FinalReport(**part, state="approved", approved_at=DECEMBER).save()


def _people(project, part, office):
    member = Member(**part, person=office.worker, role="社工", duties="走访", starts_on=date(2025, 4, 1))
    teams.name_member(member, by=SYSTEM, now=BEFORE)
    teams.assign(member, by=office.as_head, now=BEFORE)
    teams.induct(member, by=office.as_head, now=BEFORE, inducted_on=date(2025, 3, 2), topics="要求")
    teams.acknowledge(member, by=office.as_worker, now=BEFORE)
    make_activity(project.unit, project=project, responsible=office.worker, state="accepted", counts_for="01")


def _risks(project, part, office):
    rated = {"title": "拨款迟", "likelihood": 4, "impact": 4, "owner": office.head, "response": "催款"}
    risk = risks.identify(Risk(**part, category="funding", **rated), by=SYSTEM, now=OCTOBER)
    risks.review(risk, by=SYSTEM, now=DECEMBER, likelihood=4, impact=4, note="仍高")
    for category in ("policy", "personnel", "users"):
        risks.say_no_risk(project, by=SYSTEM, now=DECEMBER, category=category, reason="逐项核过")


def _decision(part, office):
    words = {"title": "活动室", "situation": "不够用", "facts": "每周两场冲突", "criteria": "居民方便"}
    decision = decisions.prepare(Decision(**part, **words), by=office.as_director, now=OCTOBER)
    for way in ("租用", "错峰"):
        decisions.weigh(decision, by=office.as_director, now=OCTOBER, way=way, effects="利与弊")
    decisions.hear(
        decision,
        by=office.as_director,
        now=OCTOBER,
        heard=office.head,
        opinion="错峰",
        heard_on=OCTOBER.date(),
    )
    days = {"due_on": date(2025, 11, 1), "review_on": date(2026, 2, 1)}
    decisions.decide(decision, by=office.as_director, now=OCTOBER, chosen=2, reason="不花钱", **days)


def _work(project, part, office):
    raised = problems.raise_problem(project, "排期", "冲突", owner=office.worker, by=SYSTEM, now=OCTOBER)
    for reason in ("一", "二"):
        problems.pass_on(raised, by=SYSTEM, now=OCTOBER, reason=reason)
    problems.decide(
        raised, by=SYSTEM, now=OCTOBER, cause="两份表", decision="合一", carried_out_by=date(2025, 10, 20)
    )
    problems.close(raised, by=SYSTEM, now=OCTOBER + timedelta(days=1), result="好了")
    wanted = ResourceRequest(**part, kind="people", wanted="志愿者", purpose="义诊", asked_of=office.head)
    work.ask(wanted, by=office.as_worker, now=OCTOBER)
    work.grant(wanted, by=office.as_head, now=OCTOBER, answer="四人")
    for week in range(13):
        day = date(2025, 10, 5) + timedelta(days=7 * week)
        check = ProgressCheck(**part, checked_on=day, summary="照计划", measure="催办")
        work.check_progress(check, by=SYSTEM, now=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def office(north):
    return Office(north)


@pytest.fixture
def project(north, office):
    made_project = make_project(north, legal_basis="合同")
    good(made_project, office)
    return made_project


def change(model, project, through="project", **values):
    """One record written over past every guard, as a mutation."""
    with door.opened("test"):
        row = model.everything.filter(**{through: project}).order_by("pk").first()
        model.everything.filter(pk=row.pk).update(**values)


def drop(model, project, through="project", **which):
    with door.opened("test"):
        model.everything.filter(**{through: project}, **which).delete()


MUTATIONS = {
    "R2.1.3": ("breached", lambda p: change(LeadTerm, p, ends_on=date(2025, 11, 30))),
    "R2.2.1": ("breached", lambda p: change(Scheme, p, state="draft")),
    "R2.2.2": ("breached", lambda p: change(Scheme, p, state="draft")),
    "R2.2.3": (
        "breached",
        lambda p: change(Problem, p, state="open", decided_on=None, answer_by=date(2025, 11, 1)),
    ),
    "R1.3.3": ("attention", lambda p: change(Task, p, goal=None)),
    "R2.2.5": ("breached", lambda p: change(Task, p, owner=None)),
    "R2.2.6": ("breached", lambda p: change(Member, p, acknowledged_on=date(2025, 11, 1))),
    "R2.2.7": ("breached", lambda p: change(ResourceRequest, p, answered_on=None)),
    "R2.2.8": ("attention", lambda p: drop(ProgressCheck, p, checked_on=date(2025, 11, 16))),
    "R2.2.11": ("breached", lambda p: drop(FinalReport, p)),
    "R3.1.1": ("attention", lambda p: drop(StudyMethod, p, "study__project", method="interview")),
    "R3.1.2": ("breached", lambda p: change(StudyFinding, p, kind="problem")),
    "R3.1.3": ("attention", lambda p: change(GoalSource, p, "goal__project", finding=None)),
    "R3.1.4": ("breached", lambda p: drop(Goal, p, level="overall")),
    "R3.1.5": ("breached", lambda p: change(Scheme, p, workflow=" ")),
    "R3.1.6": ("attention", lambda p: change(Scheme, p, innovation="")),
    "R3.1.7": ("breached", lambda p: change(Task, p, unit_price=None)),
    "R3.1.8": ("attention", lambda p: change(Task, p, price_basis="")),
    "R3.2.9": ("breached", lambda p: drop(NoRisk, p, category="users")),
    "R3.2.10": ("breached", lambda p: drop(RiskReview, p, "risk__project", reviewed_on=DECEMBER.date())),
    "R9.3.1": ("attention", lambda p: change(ProblemStep, p, "problem__project", passed_by_clock=True)),
    "P3.1": ("breached", lambda p: drop(GoalSource, p, "goal__project")),
    "P3.2": ("attention", lambda p: _only_counted(p)),
    "P3.6": ("breached", lambda p: drop(Hearing, p, "decision__project")),
    "P3.7": ("attention", lambda p: change(Decision, p, review_on=date(2025, 12, 1))),
}


def _only_counted(project):
    with door.opened("test"):
        GoalSource.everything.filter(goal__project=project).update(kind="contract")


@pytest.mark.clause("R2.1.3", "R2.2.1", "R2.2.5", "R2.2.6", "R2.2.7", "R2.2.8", "R2.2.11", "R3.1.1", "R3.2.9")
def test_a_good_year_meets_every_clause(project):
    assert {clause: verdict(clause, project) for clause in CLAUSES} == dict.fromkeys(CLAUSES, "met")
    later = ("2026-Q1", date(2026, 3, 31))
    assert verdict("R2.2.7", project, *later) == "not_applicable"
    change(ResourceRequest, project, answered_on=None)
    assert verdict("R2.2.7", project, *later) == "breached", "nobody answered since the quarter before"


@pytest.mark.clause("R3.1.1")
def test_needs_are_studied_before_the_start_and_again_later(project):
    change(Study, project, finished_on=date(2025, 5, 2))
    assert verdict("R3.1.1", project) == "breached", "the only study came after the start"
    change(Study, project, finished_on=date(2025, 3, 1))
    again = Study(project=project, unit=project.unit, title="年中复查", starts_on=date(2025, 9, 1))
    again = plans.begin_study(again, by=SYSTEM, now=OCTOBER)
    assert (verdict("R3.1.1", project), faults("R3.1.1", project)) == ("attention", [again.number])
    for method in ("interview", "focus_group"):
        plans.ask_people(again, by=SYSTEM, now=OCTOBER, method=method, held_on=OCTOBER.date(), people=9)
    with door.opened("test"):
        Study.everything.filter(pk=again.pk).update(finished_on=OCTOBER.date())
    assert verdict("R3.1.1", project) == "met"


@pytest.mark.clause(
    "R1.3.3", "R2.2.2", "R2.2.3", "R3.1.2", "R3.1.3", "R3.1.4", "R3.1.5", "R3.1.6", "R3.1.7", "R3.1.8"
)
@pytest.mark.clause("R3.2.10", "R9.3.1", "P3.1", "P3.2", "P3.6", "P3.7")
def test_one_mutated_record_flips_its_clause_and_leaves_the_neighbour_alone(project, south, office):
    from django.db import transaction

    neighbour = make_project(south)
    assert set(MUTATIONS) == set(CLAUSES)
    wrong = {}
    for clause, (expected, mutate) in MUTATIONS.items():
        with transaction.atomic():
            mutate(project)
            found = verdict(clause, project)
            if found != expected or not faults(clause, project):
                wrong[clause] = found
            transaction.set_rollback(True)
    assert wrong == {}
    assert verdict("R3.2.9", neighbour) == "breached"


@pytest.mark.clause("R3.2.9", "R2.1.3")
def test_records_of_another_project_change_nothing(project, south):
    before = {clause: verdict(clause, project) for clause in CLAUSES}
    other = make_project(south)
    elsewhere = Office(south)
    made.lead(other, elsewhere.head, first=date(2025, 6, 1))
    made.task(other)
    made.scheme(other, workflow="")
    risk = {"title": "甲", "likelihood": 5, "impact": 5, "owner": elsewhere.head, "response": "乙"}
    risks.identify(Risk(project=other, unit=south, category="users", **risk), by=SYSTEM, now=OCTOBER)
    problems.raise_problem(other, "甲", "乙", owner=elsewhere.worker, by=SYSTEM, now=OCTOBER)
    assert {clause: verdict(clause, project) for clause in CLAUSES} == before


def test_nothing_done_is_a_breach_of_duties_and_no_word_about_quality(north):
    empty = make_project(north)
    duties = (
        "R2.1.3",
        "R2.2.1",
        "R2.2.5",
        "R2.2.6",
        "R2.2.8",
        "R3.1.1",
        "R3.1.4",
        "R3.1.5",
        "R3.2.9",
        "P3.1",
    )
    assert {verdict(clause, empty) for clause in duties} == {"breached"}
    assert {verdict(clause, empty) for clause in ("R2.2.7", "R3.2.10", "R9.3.1", "P3.6", "P3.7")} == {
        "not_applicable"
    }
