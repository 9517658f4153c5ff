"""How the main centre planned its year, formed its team, watched its risks, decided, and let a problem rise.

The funding risk was not looked at again after November because the director was at the mid-term evaluation; one
worker began before the induction was acknowledged; two weekly checks fell out in the typhoon weeks of September.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.domains.projects.deeds import decisions, plans, problems, risks, teams, work
from banyan.domains.projects.models import (
    Decision,
    Goal,
    Member,
    Problem,
    ProgressCheck,
    ResourceRequest,
    Risk,
    Scheme,
    Study,
    StudyFinding,
    Task,
)
from banyan.site.demo.cast import Cast, sign
from banyan.site.demo.telling import Moment, actor, at

_FOUND = (
    ("situation", "独居与空巢长者占常住长者三成，外出频次低。"),
    ("problem", "长者突发疾病时无人知晓，家属多在外地。"),
    ("expectation", "长者希望有人定期上门、节日有活动。"),
)
_RISKS = (
    ("funding", "第二期拨款迟到影响活动开支", 4, 4, "每周与街道沟通一次，大额活动排在到账之后。"),
    ("personnel", "志愿服务部主管空缺", 3, 3, "由主任助理兼管，每两周面试一批。"),
    ("users", "高龄长者参加大型活动时跌倒", 2, 4, "八十岁以上一对一陪同，急救箱在场。"),
)
_NO_CHECK = (date(2025, 9, 22), date(2025, 9, 29))


def moments(until: date) -> Iterator[Moment]:
    """The frame of the year, from research to the checks of December."""
    cast = Cast()
    yield Moment(at(date(2025, 4, 1), 9), "plan", lambda when: plan_year(cast, when))
    yield Moment(at(date(2025, 4, 2), 9), "scheme", lambda when: write_scheme(cast, when))
    yield Moment(at(date(2025, 4, 2), 14), "team", lambda when: form_team(cast, when))
    yield Moment(at(date(2025, 4, 7), 10), "risks", lambda when: _enter_risks(cast, when))
    for month in range(5, 13):
        yield Moment(at(date(2025, month, 6), 10), f"risks/{month}", lambda when: _review(cast, when))
    for title, day in (("建立独居长者名册", date(2025, 4, 28)), ("培训探访志愿者", date(2025, 6, 6))):
        yield Moment(at(day, 16), f"task/{day}", lambda when, title=title: finish_task(cast, title, when))
    yield Moment(at(date(2025, 6, 3), 10), "request", lambda when: _request(cast, when))
    yield Moment(at(date(2025, 6, 6), 10), "request/answer", lambda when: _grant(cast, when))
    yield Moment(at(date(2025, 7, 1), 10), "decision", lambda when: _decide(cast, when))
    yield Moment(at(date(2025, 11, 3), 9), "problem", lambda when: _problem(cast, when))
    for day in (date(2025, 11, 7), date(2025, 11, 17)):
        yield Moment(at(day, 7), f"problem/{day}", lambda when: problems.escalate_overdue(when))
    yield Moment(at(date(2025, 11, 20), 15), "problem/decided", lambda when: _settle(cast, when))
    for _number, monday in cast.weeks(until):
        if monday not in _NO_CHECK and date(2025, 4, 1) <= monday + timedelta(days=4) <= until:
            friday = at(monday + timedelta(days=4), 17)
            yield Moment(friday, f"check/{monday}", lambda when: check_week(cast, when))


def _of(cast: Cast) -> dict[str, Any]:
    return {"project": cast.project, "unit": cast.centre}


def plan_year(cast: Cast, when: datetime) -> None:
    """Research of the spring, an overall goal, a specific one, and the tasks."""
    by, part, spring = actor(cast.director, when), _of(cast), date(2025, 3, 1)
    study = plans.begin_study(Study(**part, title="社区服务需求调研", starts_on=spring), by=by, now=when)
    for method, people in (("questionnaire", 412), ("focus_group", 24)):
        plans.ask_people(study, by=by, now=when, method=method, held_on=date(2025, 3, 14), people=people)
    found = [
        plans.add_finding(StudyFinding(study=study, unit=cast.centre, kind=kind, text=text), by=by, now=when)
        for kind, text in _FOUND
    ]
    plans.finish_study(
        study, by=by, now=when, finished_on=date(2025, 3, 28), conclusion="以独居长者探访与邻里互助为重点。"
    )
    whole = plans.set_goal(Goal(**part, level="overall", title="居民有人可找，长者有人可依"), by=by, now=when)
    goal = Goal(
        **part, level="specific", title="独居长者每月有人上门", above=whole, indicator="独居长者探访人次",
        baseline=Decimal(0), target=Decimal(1800), measured_in="人次", deadline=date(2026, 3, 31),
    )  # fmt: skip
    goal = plans.set_goal(goal, by=by, now=when)
    for finding in found:
        plans.cite(goal, by=by, now=when, kind="study", reference="调研报告第三章", finding=finding)
    for title, due_on, price in (
        ("建立独居长者名册", date(2025, 4, 30), 0),
        ("培训探访志愿者", date(2025, 5, 31), 1200),
        ("年中核对探访次数", date(2025, 10, 15), 0),
    ):
        cost = {"no_cost": True} if not price else _priced(price)
        owner = cast.planner
        plans.plan_task(
            Task(**part, goal=goal, title=title, owner=owner, starts_on=date(2025, 4, 1), due_on=due_on, **cost),
            by=by, now=when,
        )  # fmt: skip


def _priced(price: int) -> dict[str, Any]:
    return {
        "unit_price": Decimal(price) / 40,
        "quantity": Decimal(40),
        "cost_kind": "training",
        "price_basis": "去年培训结算单",
    }


def write_scheme(cast: Cast, when: datetime) -> None:
    by = actor(cast.director, when)
    scheme = Scheme(
        **_of(cast), title="街道社工服务方案", content="探访、小组、社区活动、个案。", methods="个案工作、小组工作、社区工作。",
        workflow="需求—计划—服务—评估—改进。", team="五个服务部门与行政部。", resources="活动室两间、志愿者队伍。",
        theory="优势视角与生态系统理论。", innovation="楼长与社工结对探访。", budget=Decimal(1200),
    )  # fmt: skip
    scheme = plans.write_scheme(scheme, by=by, now=when)
    plans.scheme_way.submit(scheme, by=by, now=when)
    sign(scheme, "scheme", when + timedelta(hours=2))


def finish_task(cast: Cast, title: str, when: datetime) -> None:
    with door.opened("demo"):
        task = Task.objects.select_related("owner").get(project=cast.project, title=title)
    plans.finish_task(
        task, by=actor(task.owner, when), now=when, done_on=when.date(), result="已按计划完成。"
    )


def form_team(cast: Cast, when: datetime) -> None:
    """Everybody gets a letter; all but one acknowledge the induction at once."""
    by = actor(cast.director, when)
    for number, person in enumerate(cast.team(date(2025, 4, 1))):
        if person == cast.director:
            continue
        member = Member(
            **_of(cast),
            person=person,
            role="项目成员",
            duties="按部门分工开展服务并及时记录。",
            starts_on=when.date(),
        )
        member = teams.name_member(member, by=by, now=when)
        member = teams.assign(member, by=by, now=when)
        member = teams.induct(
            member, by=by, now=when, inducted_on=when.date(), topics="工作要求、流程与记录规范。"
        )
        if number != 5:
            teams.acknowledge(member, by=actor(person, when), now=when)


def _enter_risks(cast: Cast, when: datetime) -> None:
    by = actor(cast.director, when)
    for category, title, likelihood, impact, response in _RISKS:
        risk = Risk(
            **_of(cast), category=category, title=title, likelihood=likelihood, impact=impact, response=response,
            owner=cast.assistant if category != "funding" else cast.director,
        )  # fmt: skip
        risks.identify(risk, by=by, now=when)
    risks.say_no_risk(cast.project, by=by, now=when, category="policy", reason="合同期内无政策调整通知。")


def _review(cast: Cast, when: datetime) -> None:
    """Once a month; the funding risk was left out in December."""
    by = actor(cast.director, when)
    with door.opened("demo"):
        kept = list(Risk.objects.filter(project=cast.project, state="open").order_by("pk"))
    for risk in kept:
        if risk.category != "funding" or when.month != 12:
            rated = {"likelihood": risk.likelihood, "impact": risk.impact}
            risks.review(risk, by=by, now=when, note="逐项核对，评级不变。", **rated)
    risks.say_no_risk(cast.project, by=by, now=when, category="policy", reason="合同期内无政策调整通知。")


def _request(cast: Cast, when: datetime) -> None:
    wanted = ResourceRequest(
        **_of(cast),
        kind="people",
        wanted="探访志愿者十人",
        purpose="独居长者月度探访。",
        asked_of=cast.director,
    )
    work.ask(wanted, by=actor(cast.assistant, when), now=when)


def _grant(cast: Cast, when: datetime) -> None:
    with door.opened("demo"):
        wanted = ResourceRequest.objects.get(project=cast.project, state="open", asked_of=cast.director)
    work.grant(wanted, by=actor(cast.director, when), now=when, answer="从志愿服务队调十人，六月起。")


def _decide(cast: Cast, when: datetime) -> None:
    """The activity room is too small; two ways, two people heard, one choice, looked at again in October."""
    by = actor(cast.director, when)
    decision = Decision(
        **_of(cast), level="centre", title="暑期活动场地", situation="暑期两部门同用一间活动室，冲突频繁。",
        facts="六月登记冲突五次，借用社区图书角每周可开三场。", criteria="居民方便、不增加费用、安全。",
    )  # fmt: skip
    decision = decisions.prepare(decision, by=by, now=when)
    for way, effects in (
        ("错峰使用现有活动室", "不增加费用；晚间场次增多，需加班调休。"),
        ("借用社区图书角", "场次增加三场；需与居委会签场地协议。"),
    ):
        decisions.weigh(decision, by=by, now=when, way=way, effects=effects)
    for person, opinion in (
        (cast.assistant, "图书角离小区近，居民更愿意来。"),
        (cast.writer(cast.departments[1]), "长者不宜晚间外出，支持图书角。"),
    ):
        decisions.hear(decision, by=by, now=when, heard=person, opinion=opinion, heard_on=when.date())
    days = {"due_on": date(2025, 7, 15), "review_on": date(2025, 10, 15)}
    decisions.decide(decision, by=by, now=when, chosen=2, reason="近、不花钱、长者白天可到。", **days)


def _problem(cast: Cast, when: datetime) -> None:
    """Two departments use one room at one hour; nobody answers, and the clock passes it upwards twice."""
    owner = cast.writer(cast.departments[2])
    problems.raise_problem(
        cast.project, "周六上午活动室重复排期", "两部门同时排了活动，居民到场后被劝回。", owner=owner,
        by=actor(owner, when), now=when, kind="conflict", parties="两个服务部门",
    )  # fmt: skip


def _settle(cast: Cast, when: datetime) -> None:
    with door.opened("demo"):
        problem = Problem.objects.get(project=cast.project, title="周六上午活动室重复排期")
    problems.decide(
        problem, by=actor(cast.director, when), now=when, cause="两份排期表各自登记。", decision="合并为一张排期表，周四前锁定。",
        carried_out_by=date(2025, 12, 5),
    )  # fmt: skip


def check_week(cast: Cast, when: datetime) -> None:
    check = ProgressCheck(
        **_of(cast),
        checked_on=when.date(),
        summary="逐项对照本周计划与实际。",
        measure="落后事项由责任人下周内补上。",
    )
    work.check_progress(check, by=actor(cast.assistant, when), now=when)
