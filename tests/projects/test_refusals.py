"""What the deeds of a project refuse by themselves: each guard seen refusing, with its field and its clause."""

from datetime import date, timedelta

import pytest

from banyan.core import door
from banyan.core.identity.models import User
from banyan.domains.projects.deeds import (
    action_items,
    contracts,
    decisions,
    indicators,
    intake,
    meetings,
    papers,
    plans,
    problems,
    reports,
    risks,
    teams,
    work,
)
from banyan.domains.projects.models import (
    ActionItem,
    Contract,
    Decision,
    Goal,
    Indicator,
    Member,
    Paper,
    ProgressCheck,
    Project,
    Report,
    ResourceRequest,
    Risk,
    RiskTable,
    Study,
    Task,
    YearPlan,
)
from banyan.foundation.refusal import Refused
from banyan.foundation.sheets import CheckedRow, Row
from tests.guards import refused
from tests.makers import make_actor, make_person, make_unit
from tests.projects import life as made
from tests.projects.makers import END, START, SYSTEM, make_indicator, make_project
from tests.projects.meeting_makers import WEDNESDAY, agree, at, call, hold, make_team, minutes

NOW = at(WEDNESDAY)
BEFORE, TOMORROW = WEDNESDAY - timedelta(days=365), WEDNESDAY + timedelta(days=1)
MONDAY, FRIDAY = date(2025, 10, 20), date(2025, 10, 24)
BY_SYSTEM = {"by": SYSTEM, "now": NOW}


@pytest.fixture
def team(north):
    return make_team(north)


@pytest.fixture
def mine(team):
    """The project and its unit, as every part of it asks for them."""
    return {"project": team.project, "unit": team.unit}


def test_projects_contracts_and_indicators_have_their_own_number_and_days_in_order(team, mine):
    project = team.project
    with door.opened("test"):
        contract = project.contracts.get()
    twin = Project(unit=team.unit, number=project.number, name="同号", type="综合", purchaser="街道")
    refused(contracts.make_project, twin, "number", **BY_SYSTEM)
    days = {"starts_on": START, "ends_on": END}
    again = Contract(**mine, number=contract.number, amount=1, **days)
    refused(contracts.make_contract, again, "number", **BY_SYSTEM)
    backwards = Contract(**mine, number="HT-9", amount=1, starts_on=END, ends_on=START)
    refused(contracts.make_contract, backwards, "ends_on", **BY_SYSTEM)
    refused(contracts.edit_contract, contract, "ends_on", ends_on=BEFORE, **BY_SYSTEM)
    first, second = make_indicator(project, "A1"), make_indicator(project, "A2")
    told = {"name": "活动", "service_type": "活动", "counted_in": "场", "wording": "", "target": 1}
    refused(indicators.make_indicator, Indicator(**mine, number="A1", **days, **told), "number", **BY_SYSTEM)
    backwards = Indicator(**mine, number="A3", starts_on=END, ends_on=START, **told)
    refused(indicators.make_indicator, backwards, "ends_on", **BY_SYSTEM)
    refused(indicators.edit_indicator, second, "number", number="A1", **BY_SYSTEM)
    refused(indicators.edit_indicator, first, "ends_on", ends_on=BEFORE, **BY_SYSTEM)


def test_a_risk_is_rated_answered_and_denied_only_where_none_stands(team, mine):
    told = {"category": "policy", "title": "政策调整", "owner": team.lead.person}
    wild = Risk(**mine, **told, likelihood=6, impact=1, response="每月问询")
    refused(risks.identify, wild, "likelihood", "R3.2.9", **BY_SYSTEM)
    idle = Risk(**mine, **told, likelihood=1, impact=1, response=" ")
    refused(risks.identify, idle, "response", "R3.2.9", **BY_SYSTEM)
    risk = risks.identify(Risk(**mine, **told, likelihood=1, impact=1, response="每月问询"), **BY_SYSTEM)
    refused(risks.edit, risk, "response", "R3.2.9", response=" ", **BY_SYSTEM)
    refused(risks.review, risk, "impact", "R3.2.9", likelihood=1, impact=9, note="无", **BY_SYSTEM)
    none = {"category": "policy", "reason": "无变化"}
    refused(risks.say_no_risk, team.project, "", "R3.2.9", **none, **BY_SYSTEM)
    table = risks.draw_up(RiskTable(**mine, as_of=WEDNESDAY, view="总体平稳"), **BY_SYSTEM)
    refused(risks.table_way.submit, table, "personnel", "R3.2.9", **BY_SYSTEM)


def test_an_item_is_agreed_in_a_meeting_that_was_held_and_reopened_with_a_reason(team):
    meeting = call(team)
    item = ActionItem(
        meeting=meeting, project=meeting.project, unit=meeting.unit, what="核对名册",
        owner=team.worker.person, department=team.elders, due_on=WEDNESDAY,
    )  # fmt: skip
    refused(action_items.agree, item, "meeting", "R9.1.5", by=team.head, now=NOW)
    refused(meetings.edit, meeting, "agenda", "R9.1.4", agenda=" ", by=team.head, now=NOW)
    hold(team, meeting)
    done = action_items.finish(agree(team, meeting, WEDNESDAY), by=team.worker, now=NOW, result="已核对")
    refused(action_items.reopen, done, "reason", "R9.1.5", reason=" ", by=team.head, now=NOW)
    back = {"reason": "漏了决议", "by": team.other, "now": NOW}
    refused(meetings.send_back, minutes(team, meeting), "", "R9.1.6", **back)


def test_only_who_was_there_briefs_the_absent(team):
    meeting = call(team)
    hold(team, meeting, team.worker, team.other)
    with door.opened("test"):
        absent = meeting.attendees.get(person=team.worker.person)
    when = {"briefed_on": WEDNESDAY, "now": NOW}
    outsider, oneself = (
        "Who was not there cannot brief; somebody who was there does.",
        "Nobody briefs themselves; somebody who was there does it.",
    )
    assert refused(meetings.brief, absent, "", "R3.2.1", by=team.other, **when) == outsider
    assert refused(meetings.brief, absent, "", "R3.2.1", by=team.worker, **when) == oneself
    assert meetings.brief(absent, by=team.head, **when).briefed_by == team.head.person


def test_a_decision_weighs_hears_chooses_and_looks_back(team, mine):
    draft = Decision(**mine, title="换场地", situation="漏水", facts="报修三次", criteria="就近")
    decision = decisions.prepare(draft, **BY_SYSTEM)
    refused(decisions.weigh, decision, "effects", "P3.7", way="租用", effects=" ", **BY_SYSTEM)
    told = {"heard": team.worker.person, **BY_SYSTEM}
    refused(decisions.hear, decision, "opinion", "P3.6", opinion=" ", heard_on=WEDNESDAY, **told)
    refused(decisions.hear, decision, "heard_on", opinion="同意", heard_on=TOMORROW, **told)
    final = {"chosen": 1, "reason": "省时", "due_on": TOMORROW, "review_on": TOMORROW, **BY_SYSTEM}
    refused(decisions.decide, decision, "", "P3.7", **final | {"chosen": 0})
    for way in ("租用", "维修"):
        decisions.weigh(decision, way=way, effects="有利有弊", **BY_SYSTEM)
    refused(decisions.decide, decision, "", "P3.6", **final)
    decisions.hear(decision, opinion="同意", heard_on=WEDNESDAY, **told)
    refused(decisions.decide, decision, "chosen", "P3.7", **final | {"chosen": 3})
    refused(decisions.decide, decision, "due_on", "P3.7", **final | {"due_on": BEFORE})
    decision = decisions.decide(decision, **final)
    refused(decisions.review, decision, "outcome", "P3.7", outcome=" ", **BY_SYSTEM)


def test_a_problem_is_decided_with_cause_measure_and_a_day_to_come(team):
    problem = problems.raise_problem(
        team.project, "漏水", "大厅漏水", owner=team.worker.person, by=SYSTEM, now=NOW
    )
    told = {"decision": "报修", "carried_out_by": TOMORROW, "by": team.head, "now": NOW}
    refused(problems.decide, problem, "cause", "R2.2.3", cause=" ", **told)


def test_a_study_a_goal_and_a_task_want_what_proves_them(team, mine):
    study = plans.begin_study(Study(**mine, title="长者需求", starts_on=WEDNESDAY), **BY_SYSTEM)
    asked = {"method": "interview", "held_on": WEDNESDAY, **BY_SYSTEM}
    refused(plans.ask_people, study, "people", "R3.1.1", people=0, **asked)
    ended = {"finished_on": WEDNESDAY, "conclusion": "需要助餐"}
    refused(plans.finish_study, study, "", "R3.1.1", **ended, **BY_SYSTEM)
    refused(plans.set_goal, Goal(**mine, level="specific", title="助餐"), "indicator", "R3.1.4", **BY_SYSTEM)
    goal, overall = made.goal(team.project), made.goal(team.project, "overall")
    refused(plans.edit_goal, goal, "indicator", "R3.1.4", indicator="", **BY_SYSTEM)
    refused(plans.edit_goal, overall, "above", "P3.2", above=goal, **BY_SYSTEM)
    refused(plans.cite, goal, "reference", "P3.1", kind="contract", reference=" ", **BY_SYSTEM)
    split = Task(**mine, title="走访", unit_price=5)
    refused(plans.plan_task, split, "quantity", "R3.1.8", **BY_SYSTEM)
    task = made.task(team.project)
    refused(plans.edit_task, task, "no_cost", "R3.1.7", lump_sum=5, **BY_SYSTEM)
    refused(plans.finish_task, task, "done_on", done_on=TOMORROW, result="已走访", **BY_SYSTEM)
    bare = made.scheme(team.project, content="")
    refused(plans.scheme_way.submit, bare, "content", "R3.1.5", by=team.head, now=NOW)


def test_a_plan_ends_after_it_begins_and_is_not_submitted_without_goals(team, mine):
    days = {"title": "2026 年计划", "approach": "分季推进", "starts_on": date(2026, 1, 1)}
    short = YearPlan(**mine, **days, ends_on=date(2025, 12, 31))
    refused(plans.write_year_plan, short, "ends_on", **BY_SYSTEM)
    plan = plans.write_year_plan(YearPlan(**mine, **days, ends_on=date(2026, 12, 31)), **BY_SYSTEM)
    refused(plans.edit_year_plan, plan, "ends_on", ends_on=date(2025, 12, 31), **BY_SYSTEM)
    refused(plans.year_plan_way.submit, plan, "", "P3.1", by=team.head, now=NOW)


def test_goals_and_tasks_stand_still_while_the_scheme_is_signed(north):
    project = make_project(north)
    made.approved_scheme(project, made.Office(north))
    with door.opened("test"):
        goal, task = Goal.everything.filter(level="specific").get(), Task.everything.get()
    refused(plans.edit_goal, goal, "", "R2.2.2", title="另一目标", **BY_SYSTEM)
    refused(plans.edit_task, task, "", "R2.2.2", title="另一任务", **BY_SYSTEM)
    another = Task(project=project, unit=north, title="加一项", no_cost=True)
    refused(plans.plan_task, another, "", "R2.2.2", **BY_SYSTEM)


def test_the_team_wants_names_letters_inductions_and_days_in_order(team, mine):
    term = made.lead(team.project, team.head.person, WEDNESDAY, acting=True)
    refused(teams.edit_term, term, "ends_on", ends_on=BEFORE, **BY_SYSTEM)
    refused(teams.end_term, term, "ends_on", ends_on=BEFORE, **BY_SYSTEM)
    nobody = Member(**mine, role="志愿者", duties="探访", starts_on=WEDNESDAY)
    refused(teams.name_member, nobody, "person", "R2.1.4", **BY_SYSTEM)
    named = Member(**mine, person=team.worker.person, role="社工", duties=" ", starts_on=WEDNESDAY)
    member = teams.name_member(named, **BY_SYSTEM)
    refused(teams.leave, member, "ends_on", ends_on=BEFORE, reason="调岗", **BY_SYSTEM)
    refused(teams.assign, member, "duties", "R2.2.6", by=team.lead, now=NOW)
    teams.edit_member(member, duties="探访", **BY_SYSTEM)
    member = teams.assign(member, by=team.lead, now=NOW)
    told = {"topics": "入户流程", "now": NOW}
    refused(teams.induct, member, "inducted_on", inducted_on=TOMORROW, by=team.lead, **told)
    member = teams.induct(member, inducted_on=WEDNESDAY, by=team.lead, **told)
    refused(teams.take_paper, member, "", "R2.2.6", acknowledged_on=WEDNESDAY, **BY_SYSTEM)


def test_whoever_has_no_sign_in_signs_on_paper_after_the_induction(team, mine):
    User.objects.create_user(username="nobody's")
    named = Member(**mine, volunteer_number="V1", role="志愿者", duties="探访", starts_on=WEDNESDAY)
    member = teams.assign(teams.name_member(named, **BY_SYSTEM), by=team.lead, now=NOW)
    member = teams.induct(member, inducted_on=WEDNESDAY, topics="入户流程", by=team.lead, now=NOW)
    refused(teams.take_paper, member, "acknowledged_on", acknowledged_on=BEFORE, **BY_SYSTEM)
    assert teams.take_paper(member, acknowledged_on=WEDNESDAY, **BY_SYSTEM).state == "ready"
    named = Member(**mine, person=make_person(team.unit), role="护理员", duties="助浴", starts_on=WEDNESDAY)
    member = teams.assign(teams.name_member(named, **BY_SYSTEM), by=team.lead, now=NOW)
    member = teams.induct(member, inducted_on=WEDNESDAY, topics="入户流程", by=team.lead, now=NOW)
    assert teams.take_paper(member, acknowledged_on=WEDNESDAY, **BY_SYSTEM).on_paper


def test_an_asked_resource_is_answered_by_another_in_words_and_checks_look_back(team, mine):
    told = {**mine, "kind": "people", "wanted": "两名志愿者", "purpose": "重阳"}
    own = ResourceRequest(**told, asked_of=team.worker.person)
    refused(work.ask, own, "", "R2.2.7", by=team.worker, now=NOW)
    request = work.ask(ResourceRequest(**told, asked_of=team.lead.person), by=team.worker, now=NOW)
    refused(work.grant, request, "", "R2.2.7", answer="给", by=team.worker, now=NOW)
    refused(work.grant, request, "answer", "R2.2.7", answer=" ", by=team.lead, now=NOW)
    ahead = ProgressCheck(**mine, checked_on=TOMORROW, summary="按期")
    refused(work.check_progress, ahead, "checked_on", **BY_SYSTEM)
    made.task(team.project, owner=team.worker.person, due_on=BEFORE)
    idle = ProgressCheck(**mine, checked_on=WEDNESDAY, summary="有拖延")
    refused(work.check_progress, idle, "measure", "R2.2.8", **BY_SYSTEM)


def test_a_paper_belongs_to_a_department_of_the_project_and_to_its_writer(team, south):
    strange = make_unit("S1-E", "南站长者部", south, "department")
    week = {"project": team.project, "kind": "weekly", "starts_on": MONDAY}
    refused(papers.begin, Paper(**week, unit=strange), "unit", "P3.4", **BY_SYSTEM)
    told = {"by": team.head, "now": at(FRIDAY)}
    own = papers.begin(
        Paper(**week, unit=team.elders, person=team.worker.person), by=team.worker, now=at(FRIDAY)
    )
    refused(papers.edit, own, "person", "P3.4", summary="代写", **told)
    refused(papers.keep, own, "person", "P3.4", summary="代写", **told)
    refused(papers.submit, own, "person", "P3.4", **told)
    assert papers.edit(own, by=SYSTEM, now=at(FRIDAY), summary="补录").summary == "补录"
    late = {"by": team.head, "now": at(MONDAY + timedelta(days=9))}
    excuse = {**week, "unit": team.elders, "explanation": "台风停工"}
    refused(papers.explain, Paper(**excuse, person=team.worker.person), "person", "P3.4", **late)
    papers.explain(Paper(**excuse), **late)
    refused(papers.explain, Paper(**excuse), "starts_on", "P3.4", **late)


def test_a_report_says_its_month_and_is_received_by_another_only_at_headquarters(team, mine):
    monthly = Report(**mine, kind="monthly", month=date(2025, 9, 1), addressee="superior", words="九月服务")
    report = reports.begin(monthly, by=team.head, now=NOW)
    refused(reports.edit, report, "month", "R3.2.8", month=None, by=team.head, now=NOW)
    sent = reports.send(report, by=team.head, now=NOW)
    refused(reports.receive, sent, "", "R3.2.8", received_by="总部", by=team.head, now=NOW)
    assert reports.receive(sent, by=SYSTEM, now=NOW, received_by="总部").state == "received"
    took = reports.begin(Report(**mine, kind="monthly", month=date(2025, 8, 1), words="八月"), **BY_SYSTEM)
    took = reports.send(took, **BY_SYSTEM)
    assert reports.receive(took, received_by="总部", **BY_SYSTEM).state == "received"
    outward = Report(**mine, kind="monthly", month=date(2025, 9, 1), addressee="purchaser", words="九月服务")
    outward = reports.send(reports.begin(outward, by=team.head, now=NOW), by=team.head, now=NOW)
    assert reports.receive(outward, by=team.head, now=NOW, received_by="街道办").received_by == "街道办"


def checked(**values):
    """A row of a sheet that passed its checks."""
    return CheckedRow(Row(2, {}, values))


def test_a_number_of_another_unit_and_indicators_without_a_contract_are_not_taken_in(north, south, team):
    taking = intake.TakingInProjects(unit=south, by=make_actor(south, "projects.*"), now=NOW)
    with pytest.raises(Refused) as caught:
        taking.chunk([checked(number=team.project.number)])
    assert ([*caught.value.problems], caught.value.code) == (["number"], "not_unique")
    told = {
        "name": "新项目",
        "type": "综合",
        "unit": south,
        "purchaser": "街道",
        "legal_basis": "",
        "lead": None,
    }
    agreed = {"contract": "HT-9", "starts_on": START, "ends_on": END, "amount": 1, "places": None}
    taking.chunk([checked(number="NEW-1", instalments="", **told, **agreed)])
    assert taking.finish().accepted == 1
    with door.opened("test"):
        bare = Project.everything.create(
            unit=north, number="P-0", name="新项目", type="综合", purchaser="街道"
        )
    for project in (None, bare):
        with pytest.raises(Refused) as caught:
            intake.TakingInIndicators(unit=north, by=SYSTEM, now=NOW, project=project).chunk([])
        assert ([*caught.value.problems], caught.value.code) == (["project"], "required")
