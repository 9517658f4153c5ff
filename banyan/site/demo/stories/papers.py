"""A year of weekly and monthly papers of the main centre's departments.

The volunteers' department has no head and is often late; the youth department was at the summer camp for a week and
said why; the department for the disabled forgot a week and cannot close its month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import door
from banyan.domains.projects.deeds import papers
from banyan.domains.projects.models import Paper, PlanItem
from banyan.domains.projects.queries.papers import Line, last_plan, lines_of
from banyan.foundation.periods import month_of
from banyan.site.demo.cast import Cast, sign
from banyan.site.demo.telling import Moment, actor, at

CAMP, FORGOTTEN = date(2025, 7, 21), date(2025, 11, 17)
_WORK = {
    "管理层": ("督导与计划", ("审阅部门总结", "走访两个社工点", "准备购买方会商材料", "梳理指标进度")),
    "长者部": ("长者服务", ("独居长者探访 40 户", "长者生日会筹备", "更新探访名册", "慢病小组第二节")),
    "青少年部": ("青少年服务", ("四点半课堂五天", "与学校对接名单", "情绪小组招募", "家长沟通八人次")),
    "家庭部": ("家庭服务", ("个案面谈六次", "亲子活动一场", "困难家庭走访五户", "个案会商一次")),
    "残障康复部": ("残障康复服务", ("康复训练六场", "上门评估三户", "辅具租借登记", "照顾者支持小组")),
    "志愿服务部": ("志愿服务", ("志愿者排班", "新志愿者岗前学习", "送餐服务五天", "时数核对")),
    "行政部": ("行政保障", ("合并预算表", "会议纪要与归档", "采购询价", "数据上报")),
}
_REMARKS = (
    "已阅，按计划推进。",
    "已阅，注意雨天改电访。",
    "已阅，待计入记录请当周核对。",
    "已阅，问题在例会上再议。",
)
_HINDERED = "因降雨与社区场地检修顺延"


def moments(until: date) -> Iterator[Moment]:
    """Every paper of every department so far."""
    cast = Cast()
    for place, department in enumerate(cast.departments):
        for number, monday in cast.weeks(until):
            yield from _weekly(cast, place, department, number, monday)
        for month in range(4, 13):
            yield from _monthly(cast, place, department, date(2025, month, 1), until)


def _work(department: Any) -> tuple[str, tuple[str, ...]]:
    return _WORK.get(department.name, ("部门工作", ("日常服务", "记录归档", "活动筹备", "数据核对")))


def _weekly(cast: Cast, place: int, department: Any, number: int, monday: date) -> Iterator[Moment]:
    days = [day for day in cast.worked(monday) if day >= date(2025, 4, 1)]
    key = f"{department.code}/{monday}"
    is_youth, is_disabled = place == 2, place == 4
    if is_youth and monday == CAMP:
        why = "全部门带队参加夏令营，营地无网络，周报并入下周。"
        yield Moment(
            at(monday + timedelta(days=8), 9),
            f"{key}/explain",
            lambda when: explain_week(cast, department, monday, why, when),
        )
        return
    if not days or (is_disabled and monday == FORGOTTEN):
        return
    late = (0, 0, 3, 0, 1)[number % 5] if place == 5 and days[-1].day < 20 else 0
    written = days[-1] + timedelta(days=late)
    yield Moment(
        at(written, 16, place),
        f"{key}/write",
        lambda when: write_week(cast, place, department, number, monday, when),
    )
    if monday < date(2025, 12, 22):
        signed = cast.after(days[-1], 1 if not late else 3)
        yield Moment(
            at(signed, 9, place),
            f"{key}/sign",
            lambda when: sign_paper(cast, department, "weekly", monday, number, when),
        )


def _monthly(cast: Cast, place: int, department: Any, month: date, until: date) -> Iterator[Moment]:
    last = month_of(month).end
    day = last if cast.calendar.is_workday(last) else cast.after(last, -1)
    key = f"{department.code}/{month:%Y-%m}"
    if (place == 4 and month.month == 11) or month.month == 12:
        return
    late = 2 if place == 5 and month.month in (6, 9) else 0
    written = day + timedelta(days=late)
    number = month.month
    yield Moment(
        at(written, 17, 30 + place),
        f"{key}/write",
        lambda when: write_month(cast, place, department, month, when),
    )
    signed = cast.after(written, 2)
    yield Moment(
        at(signed, 10, place),
        f"{key}/sign",
        lambda when: sign_paper(cast, department, "monthly", month, number, when),
    )


def _begin(cast: Cast, department: Any, kind: str, start: date, when: datetime) -> Paper:
    paper = Paper(project=cast.project, unit=department, kind=kind, starts_on=start)
    return papers.begin(paper, by=actor(cast.writer(department), when), now=when, look_around=False)


def write_week(cast: Cast, place: int, department: Any, number: int, monday: date, when: datetime) -> None:
    field, tasks = _work(department)
    paper = _begin(cast, department, "weekly", monday, when)
    done = tasks[number % len(tasks)]
    summary = f"本周{field}：{done}完成，{tasks[(number + 1) % 4]}进行中；记录当周归档，签到表逐条核对。"
    problems = "雨天到访率偏低，请协调提前电话确认。" if (number + place) % 5 == 0 else ""
    plan = [f"{tasks[(number + step) % 4]}（{monday + timedelta(days=7):%m-%d} 当周）" for step in (1, 2)]
    hindered = (number + place) % 7 == 3
    _hand_in(cast, department, paper, summary, problems, plan=plan, is_hindered=hindered, when=when)


def write_month(cast: Cast, place: int, department: Any, month: date, when: datetime) -> None:
    field, tasks = _work(department)
    paper = _begin(cast, department, "monthly", month, when)
    summary = f"{month.month} 月{field}按月度计划完成，{tasks[0]}、{tasks[1]}达到进度；指标与台账一致。"
    plan = [f"{task}（{month.month % 12 + 1} 月）" for task in tasks[:3]]
    hindered = (month.month + place) % 6 == 0
    _hand_in(cast, department, paper, summary, "", plan=plan, is_hindered=hindered, when=when)


def _hand_in(
    cast: Cast, department: Any, paper: Paper, summary: str, problems: str, *, plan: list[str], is_hindered: bool,
    when: datetime,
) -> None:  # fmt: skip
    by = actor(cast.writer(department), when)
    with door.opened("demo"):
        last, own = last_plan(paper), lines_of(paper)
    outcomes = {line.pk: (PlanItem.State.DONE.value, "已完成") for line in last}
    if is_hindered and last:
        outcomes[last[0].pk] = (PlanItem.State.CARRIED.value, _HINDERED)
    lines = [Line(line.what, line.due_on, line.source) for line in own]
    papers.keep(
        paper, by=by, now=when, summary=summary, problems=problems, outcomes=outcomes,
        lines=[*lines[:6], *(Line(what) for what in plan)],
    )  # fmt: skip
    papers.submit(paper, by=by, now=when)


def explain_week(cast: Cast, department: Any, monday: date, why: str, when: datetime) -> None:
    paper = Paper(project=cast.project, unit=department, kind="weekly", starts_on=monday, explanation=why)
    papers.explain(paper, by=actor(cast.writer(department), when), now=when)


def sign_paper(cast: Cast, department: Any, kind: str, start: date, number: int, when: datetime) -> None:
    with door.opened("demo"):
        found = Paper.objects.select_related("project", "unit")
        paper = found.get(project=cast.project, unit=department, person=None, kind=kind, starts_on=start)
    sign(paper, papers.KIND, when, _REMARKS[number % 4])
