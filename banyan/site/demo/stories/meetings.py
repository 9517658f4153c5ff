"""A year of meetings at the main centre: kick-off, every week, every month, between departments, with the purchaser.

What goes wrong has its reasons: a typhoon week without meeting (signed), the week before the evaluation without a
meeting and without a word, minutes late because the officer was ill, items late because a list did not come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import door
from banyan.domains.projects.deeds import action_items, exemptions, meetings
from banyan.domains.projects.models import ActionItem, Attendee, Exemption, Meeting
from banyan.domains.projects.queries import meetings as queries
from banyan.site.demo.cast import Cast, sign
from banyan.site.demo.telling import Moment, actor, at

TYPHOON = date(2025, 9, 22)
FORGOTTEN = date(2025, 11, 10)
AWAITED = date(2025, 12, 22)
OFFICER_ILL = (date(2025, 6, 16), date(2025, 8, 18), date(2025, 10, 27))
DEPUTY = {
    date(2025, 5, 19): "主任到街道参加部署会",
    date(2025, 9, 8): "主任参加市级培训",
    date(2025, 12, 1): "主任外出接待督查",
}
APOLOGIES = ("外出探访", "社区值班", "病假", "参加街道会议", "送长者就医")
PROGRESS = (
    "本周入户探访按片区推进，完成率与计划相当；社区活动一场，签到表当日核对。",
    "四点半课堂每日开班，缺勤家庭逐户电话回访；新接个案两宗完成预估。",
    "志愿者排班补齐，送餐路线由六条并为五条；两处社工点恢复开放。",
    "中期数据核对，台账与签到表逐条对应，查出三条待核实并已认领。",
)
PROBLEMS = (
    "雨天到访率低，集中在两个无电梯小区；原因是提前告知不足，改为前一日电话确认。",
    "活动报名与实际到场相差较大，分析为同日社区另有活动，今后先核对社区日程。",
    "个别过程记录晚交，因外勤连续两日未回站；约定外勤当日先写要点。",
    "本周未出现新问题；上周反映的场地冲突已与居委会协商错开。",
)
PLANS = (
    "完成两个片区的探访；准备下一场主题活动的物资与安全预案。",
    "与学校对接课后服务名单；个案会商一次。",
    "志愿者岗前学习一次；更新独居长者联系人名册。",
    "整理月度指标，核对待计入记录；准备月例会材料。",
)
DUTIES = (
    "核对独居长者名册",
    "补齐活动影像同意书",
    "联系居委会确认下月场地",
    "整理个案过程记录要点",
    "汇总志愿者排班表",
)
RESULTS = (
    "已完成，名单报行政备案",
    "已补齐并归档",
    "场地已确认，留书面回复",
    "要点已交主管审阅",
    "排班表已公布",
)


def moments(until: date) -> Iterator[Moment]:
    """Every meeting of the year so far."""
    cast = Cast()
    yield from _kickoff(cast)
    for number, monday in cast.weeks(until):
        yield from _week(cast, number, monday)
    for month in _months(until):
        yield from _monthly(cast, month)
        yield from _between_departments(cast, month)
    for number, day in enumerate((date(2025, 6, 24), date(2025, 9, 18), date(2025, 12, 17))):
        yield from _with_the_purchaser(cast, number, day)


def _months(until: date) -> Iterator[date]:
    return (date(2025, month, 1) for month in range(4, 13) if date(2025, month, 1) <= until)


def _meeting(cast: Cast, number: str) -> Meeting:
    with door.opened("demo"):
        found = Meeting.objects.select_related("project__unit", "unit")
        return found.get(project=cast.project, title=number)


def _call(cast: Cast, kind: str, title: str, day: date, agenda: str, when: datetime, **more: Any) -> None:
    meeting = Meeting(
        project=cast.project, unit=cast.centre, kind=kind, title=title, held_on=day, agenda=agenda,
        starts_at=at(day, 15).time(), ends_at=at(day, 16, 30).time(), place="二楼会议室", **more,
    )  # fmt: skip
    meetings.call(meeting, by=actor(cast.assistant, when), now=when)


def _hold(cast: Cast, title: str, away: int, when: datetime, chair_reason: str = "") -> None:
    meeting = _meeting(cast, title)
    with door.opened("demo"):
        people = list(
            Attendee.objects.filter(meeting=meeting).order_by("pk").values_list("person_id", flat=True)
        )
    chair = cast.assistant if chair_reason else cast.director
    keep = {chair.pk, cast.officer.pk, cast.assistant.pk, cast.director.pk} - (
        {cast.director.pk} if chair_reason else set()
    )
    gone = [pk for pk in people if pk not in keep]
    gone = [gone[(when.day * 3 + each * 5) % len(gone)] for each in range(away)] if gone else []
    gone += [cast.director.pk] if chair_reason else []
    answers = dict.fromkeys(people, ("present", ""))
    answers |= {pk: ("excused", APOLOGIES[(pk + when.day) % len(APOLOGIES)]) for pk in gone}
    if chair_reason:
        answers[cast.director.pk] = ("excused", chair_reason)
    meetings.hold(
        meeting,
        by=actor(cast.officer, when),
        now=when,
        answers=answers,
        chair=chair,
        chair_reason=chair_reason,
    )


def _agree(
    cast: Cast, title: str, what: str, owner: Any, due_on: date, *, when: datetime, supporting: Any = None
) -> None:
    meeting = _meeting(cast, title)
    item = ActionItem(
        meeting=meeting, project=cast.project, unit=cast.centre, what=what, owner=owner, due_on=due_on,
        department=owner.unit, supporting=supporting,
    )  # fmt: skip
    action_items.agree(item, by=actor(cast.officer, when), now=when)


def _write(cast: Cast, title: str, texts: dict[str, str], when: datetime) -> None:
    meeting, by = _meeting(cast, title), actor(cast.officer, when)
    with door.opened("demo"):
        open_items = queries.open_before(meeting)
    reviews = {
        item.pk: "已办结，会上通报结果" if item.state != "open" else "正在办理，按期完成"
        for item in open_items
    }
    meetings.keep(meeting, by=by, now=when, texts=texts, reviews=reviews)
    meetings.write(meeting, by=by, now=when)


def _confirm(cast: Cast, title: str, when: datetime) -> None:
    meeting = _meeting(cast, title)
    with door.opened("demo"):
        chair = meeting.chair_id
    meetings.confirm(meeting, by=actor(chair, when), now=when)


def _read(cast: Cast, title: str, leave: int, when: datetime) -> None:
    with door.opened("demo"):
        rows = Attendee.objects.filter(meeting__project=cast.project, meeting__title=title, read_at=None)
        waiting = list(rows.select_related("meeting__unit", "meeting__project").order_by("pk"))
    for row in waiting[: len(waiting) - leave]:
        meetings.read(row, by=actor(row.person_id, when), now=when)


def _brief(cast: Cast, title: str, most: int, when: datetime) -> None:
    with door.opened("demo"):
        rows = Attendee.objects.filter(meeting__project=cast.project, meeting__title=title, answer="excused")
        missed = list(rows.select_related("meeting__unit", "meeting__project").order_by("pk"))
    for row in missed[:most]:
        meetings.brief(row, by=actor(cast.assistant, when), now=when, briefed_on=when.date())


def held(
    cast: Cast, kind: str, title: str, day: date, texts: dict[str, str], *, agenda: str, away: int = 1,
    late: int = 0, chair_reason: str = "", leave: int = 0, **more: Any,
) -> Iterator[Moment]:  # fmt: skip
    """A meeting from its call to the read receipts, as moments."""
    written = cast.after(day, 1 + late)
    confirmed = cast.after(written, 1)

    def then(when: datetime, what: str, play: Callable[[datetime], Any]) -> Moment:
        return Moment(when, f"{title}/{what}", play)

    called = cast.after(day, -2)
    yield then(at(called, 9), "call", lambda when: _call(cast, kind, title, day, agenda, when, **more))
    yield then(at(day, 17), "hold", lambda when: _hold(cast, title, away, when, chair_reason))
    yield then(at(written, 10), "write", lambda when: _write(cast, title, texts, when))
    yield then(at(confirmed, 9), "confirm", lambda when: _confirm(cast, title, when))
    yield then(at(cast.after(confirmed, 1), 12), "read", lambda when: _read(cast, title, leave, when))


def _kickoff(cast: Cast) -> Iterator[Moment]:
    day, title = date(2025, 4, 8), f"{cast.centre.name}项目启动会"
    texts = {
        "background": "街道购买综合服务第二个合同年度，辖区独居长者与困难家庭比例上升。",
        "goals": "完成合同指标，独居长者按月走访全覆盖，困难家庭建档跟进。",
        "tasks": "社区活动、探访、个案、小组、志愿服务与四点半课堂。",
        "requirements": "签到当日核对，记录三个工作日内成文，重大事件两小时内上报。",
        "division": "长者部牵头探访，青少年部牵头课堂，家庭部牵头个案，残障康复部协办，志愿服务部排班。",
    }
    yield from held(
        cast, "kickoff", title, day, texts, agenda="一、项目背景与目标\n二、任务与要求\n三、分工", away=2
    )
    yield Moment(at(date(2025, 4, 11), 16), f"{title}/brief", lambda when: _brief(cast, title, 9, when))


def _week(cast: Cast, number: int, monday: date) -> Iterator[Moment]:
    if monday == TYPHOON:
        yield Moment(
            at(date(2025, 9, 24), 9),
            f"停开{monday}/ask",
            lambda when: _excuse(cast, monday, "台风红色预警，全市停工，转为应急值守。", when),
        )
        yield Moment(
            at(date(2025, 9, 26), 9), f"停开{monday}/sign", lambda when: _sign_excuse(cast, monday, when)
        )
        return
    if monday == AWAITED:
        yield Moment(
            at(date(2025, 12, 26), 16),
            f"停开{monday}/ask",
            lambda when: _excuse(cast, monday, "末期材料集中核对，全员参加，本周例会停开。", when),
        )
        return
    days = [day for day in cast.worked(monday) if day >= date(2025, 4, 1)]
    if monday == FORGOTTEN or not days:
        return
    day = next((each for each in days if each >= monday + timedelta(days=2)), days[-1])
    title = f"第{number + 1}周项目例会"
    texts = {
        "progress": PROGRESS[number % 4], "problems": PROBLEMS[(number + 1) % 4], "plan": PLANS[(number + 2) % 4],
    }  # fmt: skip
    recent = monday >= date(2025, 12, 8)
    yield from held(
        cast, "weekly", title, day, texts, agenda="一、回顾上次会议事项\n二、本周进展与问题\n三、下周计划",
        away=(1, 2, 0, 3, 1, 5)[number % 6], late=3 if monday in OFFICER_ILL else 0,
        chair_reason=DEPUTY.get(monday, ""), leave=3 if recent else 0,
    )  # fmt: skip
    yield from _items(cast, number, title, day)


def _items(cast: Cast, number: int, title: str, day: date) -> Iterator[Moment]:
    """One thing agreed each week; most are done in time, some late, some go to the superior."""
    owner = cast.writer(cast.departments[1 + number % (len(cast.departments) - 2)])
    due, what = cast.after(day, 5), f"{DUTIES[number % 5]}（{day:%m-%d}）"
    yield Moment(
        at(day, 17, 20), f"{title}/agree", lambda when: _agree(cast, title, what, owner, due, when=when)
    )
    slip = {6: 2, 13: 6, 20: 1, 27: 9, 36: 99, 37: 99}.get(number, -1)
    if slip >= 5:
        yield Moment(at(due + timedelta(days=4), 10), f"{title}/raise", lambda when: _raise(cast, what, when))
    if number == 36 or slip < 99:
        done = due + timedelta(days=slip) if slip < 99 else due + timedelta(days=30)
        result = RESULTS[number % 5]
        yield Moment(at(done, 16), f"{title}/finish", lambda when: _finish(cast, what, result, when))


def _item(cast: Cast, what: str) -> ActionItem:
    with door.opened("demo"):
        return ActionItem.objects.select_related("project", "unit", "owner").get(
            project=cast.project, what=what
        )


def _finish(cast: Cast, what: str, result: str, when: datetime) -> None:
    item = _item(cast, what)
    action_items.finish(item, by=actor(item.owner_id, when), now=when, result=result)


def _raise(cast: Cast, what: str, when: datetime) -> None:
    action_items.raise_up(_item(cast, what), by=actor(cast.officer, when), now=when)


def _excuse(cast: Cast, monday: date, reason: str, when: datetime) -> None:
    asked = Exemption(project=cast.project, unit=cast.centre, kind="weekly", starts_on=monday, reason=reason)
    exemptions.register_exemption(asked, by=actor(cast.assistant, when), now=when)


def _sign_excuse(cast: Cast, monday: date, when: datetime) -> None:
    with door.opened("demo"):
        asked = Exemption.objects.select_related("project", "unit").get(
            project=cast.project, starts_on=monday
        )
    sign(asked, exemptions.KIND, when)


def _monthly(cast: Cast, month: date) -> Iterator[Moment]:
    last = date(2025, month.month + 1, 1) if month.month < 12 else date(2026, 1, 1)
    day = cast.after(last, -2)
    texts = {
        "progress": f"{month.month} 月各部门汇报：活动、探访与课堂按月度计划推进，指标逐条对照台账。",
        "problems": "待计入记录集中在签到缺项；末位指标由责任部门说明原因并提出追赶安排。",
        "plan": "下月任务按部门计划执行，行政汇总预算表，主任审签后报总部。",
    }
    if day <= date(2025, 12, 29):
        title = f"{month.month}月月例会"
        yield from held(cast, "monthly", title, day, texts, agenda="一、本月总结\n二、下月任务", away=2)


def _between_departments(cast: Cast, month: date) -> Iterator[Moment]:
    """Every month but July, when two departments were at the summer camp."""
    if month.month == 7:
        return
    day = cast.after(date(2025, month.month, 14), 0)
    title, lead = f"{month.month}月跨部门会", cast.departments[1 + month.month % 4]
    other = cast.departments[1 + (month.month + 1) % 4]
    texts = {
        "progress": "共同服务的家庭逐户核对，明确主责社工。",
        "problems": "同一家庭被两个部门分别上门，原因是名册未合并；以牵头部门名册为准。",
        "plan": "合并名册后按周同步，联合活动由牵头部门报计划。",
    }
    agenda = "一、共同个案\n二、联合活动分工"
    yield from held(cast, "cross", title, day, texts, agenda=agenda, away=0, lead_department=lead)
    what, owner = f"合并共同服务家庭名册（{month.month}月）", cast.writer(lead)
    due = cast.after(day, 8)
    yield Moment(
        at(day, 17, 20),
        f"{title}/agree",
        lambda when: _agree(cast, title, what, owner, due, when=when, supporting=other),
    )
    if due <= date(2025, 12, 20):
        yield Moment(
            at(due, 15), f"{title}/finish", lambda when: _finish(cast, what, "名册已合并，双方签收", when)
        )


def _with_the_purchaser(cast: Cast, number: int, day: date) -> Iterator[Moment]:
    title = f"第{number + 2}季度与购买方会商"
    texts = {"decisions": "通报指标进度与满意度；购买方建议加强独居长者雨季探访，已列入下月计划。"}
    yield from held(
        cast,
        "purchaser",
        title,
        day,
        texts,
        agenda="一、指标进度\n二、购买方意见",
        away=0,
        guests="街道公共服务办两人",
    )
