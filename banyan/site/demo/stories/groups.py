"""Group work at the main centre: one that counts, one that does not and says why, one that runs, one being planned.

The carers' group is held from May to July and evaluated in time. The youth group begins after the holidays, loses its
members to homework, and three of its six sessions have two people left: it is evaluated and does not count. The
rehabilitation group runs in December; the record of its third session is late because the worker was ill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.approvals.signing import entitled_to, signed_by
from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from banyan.domains.services.deeds import group_members, group_sessions, groups
from banyan.domains.services.models import Group, GroupAnswer, GroupMember, GroupSession, ServiceUser
from banyan.domains.services.queries.groups import members_of_session
from banyan.site.demo.said import session as told_of
from banyan.site.demo.telling import Moment, actor, at, chance, departments, in_office

WEEK = timedelta(days=7)
TEXTS = {
    "need": "年初需求调查与入户走访中反复提到，现有个别支持不足。",
    "recruitment": "社区公告栏、居委会推荐、社工电话邀请。", "screening": "报名后面谈二十分钟，确认需求与时间。",
    "place": "二楼小组室", "difficulties": "中途缺席：开组前一天电话提醒；冲突：重申小组契约。",
    "evaluation_design": "前后测量表、每节记录、结束时满意度问卷。",
    "ethics": "第一节说明保密及其例外，录音录像另行征得同意。",
}  # fmt: skip


@dataclass(frozen=True)
class Tale:
    """One group of the year: when it is planned, whose it is, and how many come to each session."""

    key: str
    word: str
    title: str
    kind: str
    theory: str
    goals: str
    planned_on: date
    first_on: date
    themes: tuple[str, ...]
    come: tuple[int, ...]
    members: int
    evaluated: bool = True
    submits: bool = True
    record_late: int = 0


TALES = (
    Tale(
        "carers", "长者", "照顾者喘息支持小组", Group.Kind.SUPPORT, "社会支持理论",
        "照顾压力量表平均下降三分；每人找到一位可替手的人。", date(2025, 4, 28), date(2025, 5, 21),
        ("认识彼此", "照顾的一天", "说出委屈", "身体放松", "谁能替我", "约定以后"), (10, 11, 9, 10, 8, 11), 11,
    ),
    Tale(
        "youth", "青少年", "情绪伙伴成长小组", Group.Kind.GROWTH, "认知行为理论", "能说出三种情绪及应对办法。",
        date(2025, 9, 1), date(2025, 9, 20),
        ("破冰", "我的情绪脸谱", "生气的时候", "想法与感受", "求助练习", "回顾"), (6, 5, 4, 2, 2, 2), 6,
    ),
    Tale(
        "rehab", "残障", "居家康复互助小组", Group.Kind.MUTUAL_HELP, "增能理论", "组员彼此示范，每周在家练习三次。",
        date(2025, 11, 3), date(2025, 11, 26),
        ("为什么要练", "上肢练习", "下肢练习", "辅具怎么用", "家人怎么帮", "互助约定"), (8, 7, 8, 7, 8), 8,
        evaluated=False, record_late=3,
    ),
    Tale(
        "parents", "家庭", "亲子沟通教育小组", Group.Kind.EDUCATIONAL, "家庭系统理论", "家长能用三种非指责的说法。",
        date(2025, 12, 22), date(2026, 1, 14), ("听见孩子", "说出期待", "一起定规矩", "回家试试"), (), 0,
        evaluated=False,
    ),
)  # fmt: skip


#: Groups of the year that go as groups go: their word, titles, first session, how many come.
MORE = (
    ("elders-memory", "长者", "记忆训练小组", date(2025, 4, 24), (8, 8, 7, 8, 7)),
    ("elders-phone", "长者", "智能手机互助小组", date(2025, 8, 13), (9, 9, 8, 8, 9)),
    ("elders-falls", "长者", "防跌倒练习小组", date(2025, 9, 24), (8, 7, 8, 6, 7)),
    ("elders-lives", "长者", "人生回顾小组", date(2025, 11, 5), (6, 6, 5, 6, 6)),
    ("youth-talk", "青少年", "人际沟通小组", date(2025, 5, 17), (7, 7, 6, 6, 6)),
    ("youth-plan", "青少年", "生涯探索小组", date(2025, 7, 12), (8, 7, 7, 8, 7)),
    ("family-mothers", "家庭", "新手妈妈互助小组", date(2025, 5, 8), (6, 6, 6, 5, 6)),
    ("family-couples", "家庭", "夫妻对话小组", date(2025, 9, 4), (6, 6, 4, 6, 6)),
    ("family-grandparents", "家庭", "隔代教养小组", date(2025, 10, 16), (7, 7, 6, 7, 7)),
    ("rehab-hands", "残障", "手工康复小组", date(2025, 6, 11), (7, 7, 7, 6, 7)),
    ("rehab-carers", "残障", "照顾者同行小组", date(2025, 8, 20), (6, 6, 5, 6, 6)),
    ("elders-sleep", "长者", "好好睡觉小组", date(2025, 4, 28), (11, 10, 11, 9, 10, 11)),
    ("elders-diet", "长者", "控糖饮食小组", date(2025, 6, 16), (12, 11, 12, 10, 11, 12)),
    ("elders-singing", "长者", "怀旧歌唱小组", date(2025, 8, 4), (12, 12, 11, 12, 10, 12)),
    ("elders-neighbours", "长者", "邻里守望小组", date(2025, 9, 22), (10, 10, 9, 10, 8, 10)),
    ("elders-grief", "长者", "丧偶陪伴小组", date(2025, 11, 10), (8, 8, 7, 8, 8, 7)),
    ("youth-money", "青少年", "零花钱小组", date(2025, 10, 12), (10, 9, 10, 8, 9, 10)),
    ("youth-online", "青少年", "上网有度小组", date(2025, 11, 8), (9, 9, 8, 9, 7, 9)),
    ("family-fathers", "家庭", "爸爸在场小组", date(2025, 4, 29), (9, 8, 9, 7, 8, 9)),
    ("family-anger", "家庭", "情绪降温小组", date(2025, 6, 17), (10, 10, 9, 10, 9, 10)),
    ("family-blended", "家庭", "重组家庭小组", date(2025, 8, 5), (8, 8, 7, 8, 7, 8)),
    ("family-homework", "家庭", "陪写作业小组", date(2025, 9, 23), (12, 11, 12, 10, 11, 12)),
    ("family-migrants", "家庭", "新来姐妹小组", date(2025, 11, 11), (11, 10, 11, 9, 10, 11)),
    ("rehab-sports", "残障", "坐式运动小组", date(2025, 4, 28), (9, 9, 8, 9, 8, 9)),
    ("rehab-jobs", "残障", "就业准备小组", date(2025, 6, 16), (8, 8, 7, 8, 7, 8)),
    ("rehab-travel", "残障", "结伴出行小组", date(2025, 8, 4), (8, 7, 8, 8, 6, 8)),
    ("rehab-parents", "残障", "家长互助小组", date(2025, 9, 22), (10, 9, 10, 8, 9, 10)),
    ("rehab-painting", "残障", "画画小组", date(2025, 11, 10), (9, 9, 8, 9, 9, 8)),
)  # fmt: skip
THEMES = ("认识与约定", "我的情况", "试着做", "遇到的难处", "彼此帮一把", "回顾与约定")


def _told(key: str, word: str, title: str, first_on: date, come: tuple[int, ...]) -> Tale:
    """One of the groups that go as groups go: five or six sessions, planned three weeks before."""
    themes = (*THEMES[: len(come) - 1], THEMES[-1])
    return Tale(
        key, word, title, Group.Kind.MUTUAL_HELP, "增能理论", "组员能说出两个可用的办法，并在家试过一次。",
        first_on - timedelta(days=23), first_on, themes, come, max(come),
    )  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Plan, signatures, members, sessions, answers and evaluation of each group, at each centre with a contract."""
    for centre, project in _centres():
        for tale in (*TALES, *(_told(*each) for each in MORE)):
            for when, key, play in _steps(tale):
                if when.date() <= until:
                    yield Moment(when, f"{centre}/{tale.key}/{key}", partial(play, centre, project, tale))


def _steps(tale: Tale) -> Iterator[tuple[datetime, str, Any]]:
    yield at(tale.planned_on, 9), "plan", _plan
    for place, how in enumerate(("head", "supervisor")):
        if tale.members:
            yield at(tale.planned_on + timedelta(days=place + 1), 10), f"sign-{how}", _sign
    if tale.members:
        yield at(tale.first_on - timedelta(days=5), 15), "recruit", _recruit
    for place, come in enumerate(tale.come, start=1):
        day = tale.first_on + WEEK * (place - 1)
        yield at(day, 17), f"session-{place}", partial(_hold, place, come)
        late = 9 if place == tale.record_late else 1
        yield at(day + timedelta(days=late), 10), f"record-{place}", partial(_write, place)
    if tale.evaluated:
        last = tale.first_on + WEEK * (len(tale.come) - 1)
        yield at(last, 18), "answers", _answer
        yield at(last + timedelta(days=6), 16), "evaluate", _evaluate
        yield at(last + timedelta(days=8), 10), "accept", _sign


def _centres() -> list[tuple[int, int]]:
    """Centres of running projects that have departments enough to lead a group each."""
    with door.opened("demo"):
        running = Project.objects.filter(state=Project.State.RUNNING).select_related("unit").order_by("pk")
        found = [(each.unit, each.pk) for each in running if each.unit.kind == Unit.Kind.STATION]
    return [(unit.pk, project) for unit, project in found if len(departments(unit)) >= len(TALES)]


def _plan(centre: int, project: int, tale: Tale, when: datetime) -> None:
    """The worker writes the plan and the session table and hands both in."""
    department = _department(centre, tale)
    worker = _worker(department, when)
    with door.opened("demo"):
        group = Group(
            unit=department, project=Project.objects.get(pk=project), title=tale.title, kind=tale.kind,
            theory=tale.theory, goals=tale.goals, target_group=tale.title[:4], least_members=6, most_members=12,
            recruits_until=tale.first_on - timedelta(days=3), budget=Decimal(800), instrument="自编压力量表",
            instrument_version="2025-1", higher_is_better=False, **TEXTS,
        )  # fmt: skip
    group = groups.plan(group, by=worker, now=when)
    rows = [
        {"planned_on": tale.first_on + WEEK * place, "starts_at": time(14, 30), "ends_at": time(16), "theme": theme,
         "goal": f"完成“{theme}”并能复述一点收获", "procedure": "回顾五分钟；热身十分钟；主题六十分钟；总结十五分钟。"}
        for place, theme in enumerate(tale.themes)
    ]  # fmt: skip
    groups.plan_sessions(group, by=worker, now=when, rows=rows)
    if not groups.shares_of(group):
        return
    groups.submit_plan(group, by=worker, now=when)


def _sign(centre: int, project: int, tale: Tale, when: datetime) -> None:
    """Whoever's turn it is signs."""
    group = _group(centre, tale)
    with door.opened("demo"):
        steps = Step.objects.filter(request__record_id=group.public_id, state=Step.State.OPEN)
        waiting = steps.select_related("request").order_by("position").first()
        if waiting is None:
            return
        barred = {waiting.request.asked_by_id, *signed_by(waiting.request)}
        signer = min(entitled_to(waiting, waiting.request, when.date()) - barred)
    approvals.decide(waiting, agreed=True, by=actor(signer, when), now=when)


def _recruit(centre: int, project: int, tale: Tale, when: datetime) -> None:
    """Residents of the centre sign up, are screened, agree, and take the first test."""
    group = _group(centre, tale)
    by = _worker(group.unit, when)
    people = _residents(centre, tale)
    for place, user in enumerate(people):
        made = GroupMember(group=group, user=user, expectation="想听听别人怎么做")
        member = group_members.sign_up(made, by=by, now=when)
        group_members.admit(
            member, by=by, now=when, screening="需求相符，时间可以", consent_on=when.date(),
            guardian_consent_on=when.date(),
        )  # fmt: skip
        _test(group, "before", member, Decimal(24 + place % 5), by, when)


def _hold(place: int, come: int, centre: int, project: int, tale: Tale, when: datetime) -> None:
    """Some come, one is late, the others have their reasons."""
    session = _session(centre, tale, place)
    with door.opened("demo"):
        members = members_of_session(session)
    reasons = ("生病", "上班", "家里有事", "忘记")
    marks = {
        member.public_id: ("absent", reasons[(no + place) % 4]) if no >= come else ("late" if no == place else "present", "")
        for no, member in enumerate(members)
    }  # fmt: skip
    by = _worker(session.group.unit, when)
    group_sessions.take(session, by=by, now=when, held_on=when.date(), marks=marks)


def _write(place: int, centre: int, project: int, tale: Tale, when: datetime) -> None:
    """The record of a session, with what members said midway."""
    session = _session(centre, tale, place)
    by = _worker(session.group.unit, when)
    said = (
        {"feedback": "希望多些时间练习。", "adjustment": "下节热身减五分钟，练习加五分钟。"}
        if place == 3
        else {}
    )
    with door.opened("demo"):
        members = members_of_session(session)
    words = told_of(chance("session", tale.key, place), session.theme, session.present, session.absent)
    first = members[place % len(members)]
    group_sessions.record(
        session, by=by, now=when, began_at=time(14, 30), ended_at=time(16), preparation_minutes=90, record_minutes=40,
        notes={first.public_id: f"谈到“{session.theme}”时发言比上节多，约课后单独谈。"}, **words, **said,
    )  # fmt: skip


def _answer(centre: int, project: int, tale: Tale, when: datetime) -> None:
    """A colleague collects the answers, for the worker is the one who is rated; the last test is taken."""
    group = _group(centre, tale)
    worker = _worker(group.unit, when)
    by = next(_colleagues(centre, group, when))
    with door.opened("demo"):
        members = list(GroupMember.objects.filter(group=group).order_by("pk"))
    for place, member in enumerate(members[: max(tale.come[-1], 2)]):
        _test(group, "after", member, Decimal(20 + place % 6), worker, when)
        marks = {
            "attitude": 5,
            "ability": 4 + place % 2,
            "content": 5 - place % 3,
            "venue": 4,
            "effect": 4,
            "again": 5,
        }
        groups.give_answer(GroupAnswer(group=group, given_on=when.date(), **marks), by=by, now=when)


def _colleagues(centre: int, group: Group, when: datetime) -> Iterator[Any]:
    """Those of other departments who may enter answers."""
    for department in departments(_unit(centre)):
        for person in in_office(department, when.date()):
            by = actor(person, when)
            if department != group.unit and by.can("services.groupanswer.add", group):
                yield by


def _evaluate(centre: int, project: int, tale: Tale, when: datetime) -> None:
    group = _group(centre, tale)
    texts = {
        "results": "对照目标与前后测写明：达成与未达成各是什么。", "process": "形成期拘谨，第三节起彼此回应，末节自行约定联系。",
        "recommendations": "愿意继续的组员转为互助小组，每月一次。",
    }  # fmt: skip
    groups.submit_evaluation(group, by=_worker(group.unit, when), now=when, actual_cost=Decimal(760), **texts)


def _test(group: Any, moment: str, member: Any, score: Decimal, by: Any, when: datetime) -> None:
    given = {"moment": moment, "taken_on": when.date(), "scores": {member.public_id: score}}
    group_members.note_tests(group, by=by, now=when, **given)


def _unit(centre: int) -> Unit:
    with door.opened("demo"):
        return Unit.objects.get(pk=centre)


def _department(centre: int, tale: Tale) -> Unit:
    every = departments(_unit(centre))
    return next((each for each in every if tale.word in each.name), every[0])


def _worker(department: Unit, when: datetime) -> Any:
    """The last in office of a department leads its group; nobody commands them from inside the group."""
    return actor(in_office(department, when.date())[-1], when)


def _group(centre: int, tale: Tale) -> Group:
    with door.opened("demo"):
        found = Group.objects.select_related("unit", "project")
        return found.get(unit=_department(centre, tale), title=tale.title)


def _session(centre: int, tale: Tale, place: int) -> GroupSession:
    with door.opened("demo"):
        found = GroupSession.objects.select_related("group__unit", "group__project")
        return found.get(group=_group(centre, tale), position=place)


def _residents(centre: int, tale: Tale) -> Sequence[ServiceUser]:
    """Residents of the centre, each group others, always the same ones."""
    with door.opened("demo"):
        found = ServiceUser.objects.filter(
            unit__path__startswith=_unit(centre).path,
            state=ServiceUser.State.ACTIVE,
            born_on__lt=date(1995, 1, 1),
        )
        every = [*(each.key for each in TALES), *(each[0] for each in MORE)]
        first = every.index(tale.key) * 20 % max(found.count() - tale.members, 1)
        return list(found.order_by("number", "pk")[first : first + tale.members])
