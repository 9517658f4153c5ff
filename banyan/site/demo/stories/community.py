"""Community work at the main centre: what is known of its communities, what they give, their teams, their volunteers.

Counts and resources are written down in April, five communities are analysed in spring. Teams grow out of the year's
regular activities; one of them is left alone after the summer because its worker was ill. One partner's agreement runs
out in autumn and is not renewed. Families' needs meet volunteers' skills; for one of them nobody has the skill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from banyan.core import door
from banyan.domains.services.deeds import community, teams, volunteers
from banyan.domains.services.models import (
    Activity,
    CommunityAnalysis,
    CommunityResource,
    FamilyNeed,
    GroupCount,
    ResidentTeam,
    ResourceUse,
    ServiceUser,
    TeamMeeting,
    TeamPlace,
    Volunteer,
    VolunteerHonour,
)
from banyan.domains.staff import public as staff
from banyan.site.demo.cast import Cast, sign
from banyan.site.demo.telling import Moment, actor, at

COUNTED, KNOWN, FOUNDED, HONOURED = date(2025, 4, 15), date(2025, 4, 17), date(2025, 5, 6), date(2025, 12, 5)
ANALYSED = (date(2025, 4, 22), date(2025, 5, 13), date(2025, 5, 27), date(2025, 6, 10), date(2025, 6, 24))
LEFT_ALONE = "手工"
#: Women and children from elsewhere, community by community.
COUNTS = ((163, 31), (148, 27), (127, 24), (118, 22), (104, 23), (92, 19))


@dataclass(frozen=True)
class Tale:
    """A team that grew out of regular activities: the word in their title, its name, what it is."""

    word: str
    title: str
    kind: str
    members: int


TEAMS = (
    Tale("健康操", "晨光健身队", "fitness", 12),
    Tale("妇女之家茶话", "姐妹互助队", "mutual_help", 10),
    Tale("手工坊", "巧手队", "arts", 8),
    Tale("阅读会", "故事家长队", "volunteers", 9),
)
#: Partner, kind, what they give, agreement, until, and the word in the title of activities that used it.
GIVEN = (
    ("社区卫生服务站", "health", "义诊医护、血压计", "健康共建协议", date(2026, 3, 31), "义诊"),
    ("社区小学", "school", "周末操场与教室", "校社共建协议", date(2026, 6, 30), "运动"),
    ("社区党群服务中心", "place", "多功能室每周三场", "场地使用约定", date(2026, 2, 15), "茶话"),
    ("街道司法所", "law", "每月一次法律咨询", "", None, "防诈骗"),
    ("沿街商户联合会", "goods", "节日米油、打折券", "爱心商户协议", date(2025, 10, 31), "端午"),
    ("退休教师联谊会", "people", "课业辅导、书法", "", None, "阅读会"),
    ("街道融媒体中心", "publicity", "公众号推送", "宣传合作备忘", None, "游园"),
    ("社区慈善基金", "money", "微项目资助", "基金使用协议", date(2026, 12, 31), "手工坊"),
)
#: Housing, family, skill, what for, asked on, and how it goes on: matched, served, or waiting.
NEEDS = (
    ("own", "elder_alone", "家电维修", "水龙头漏水、灯管不亮", date(2025, 5, 12), "done"),
    ("resettled", "elder_alone", "理发", "行动不便，每月上门理发", date(2025, 6, 9), "done"),
    ("rented", "migrant", "课业辅导", "孩子五年级数学跟不上", date(2025, 9, 8), "matched"),
    ("village", "migrant", "粤语", "刚来，想听懂菜市场的话", date(2025, 10, 13), "done"),
    ("resettled", "disabled", "医护", "学习翻身与换药", date(2025, 11, 10), "matched"),
    ("own", "elders", "摄影", "金婚照", date(2025, 11, 24), "waiting"),
    ("rented", "single_parent", "法律", "抚养费怎么追", date(2025, 12, 15), "waiting"),
    ("village", "migrant", "电工", "出租屋线路老化", date(2025, 10, 20), "waiting"),
)
PARTS = {
    "people": "老年人约占五分之一，外来务工家庭集中在东片；近两年年轻家庭迁入。",
    "places": "广场、小学、菜市场为主要聚集处；北片上坡，轮椅难行。",
    "power": "居委会、业主代表与两位楼长说话有人听；商户联合会出力多。",
    "resources": "卫生服务站、小学、党群服务中心可用；司法所按月来人。",
    "needs": "独居长者陪伴、流动儿童课后照看、妇女就业信息，来自年初问卷与入户。",
    "assets": "退休教师多，广场队伍自发活动多年，邻里愿意搭把手。",
    "conclusion": "先扶持队伍自主，再由队伍带动互助；北片服务改为上门。",
}


def moments(until: date) -> Iterator[Moment]:
    """What was counted and found, then analyses, teams month by month, needs, and thanks in December."""
    yield Moment(at(COUNTED, 10), "counts", _count)
    yield Moment(at(KNOWN, 10), "resources", _find)
    for place, day in enumerate(ANALYSED):
        yield Moment(at(day, 9), f"analysis/{place}", partial(_analyse, place))
        yield Moment(at(day, 16), f"analysis/{place}/signed", partial(_sign, place))
    for tale in TEAMS:
        yield Moment(at(FOUNDED, 15), f"team/{tale.word}", partial(_found, tale))
        for month in range(6, 13):
            yield Moment(
                at(date(2025, month, 27), 19), f"team/{tale.word}/{month:02}", partial(_month, tale, month)
            )
    for place, need in enumerate(NEEDS):
        yield Moment(at(need[4], 11), f"need/{place}", partial(_need, place))
    yield Moment(at(date(2025, 12, 22), 15), "uses", _use)
    yield Moment(at(HONOURED, 15), "honours", _honour)


def _worker(when: datetime) -> Any:
    return actor(Cast().assistant, when)


def _areas(by: Any) -> list[Any]:
    """The communities of the main centre, those with most of the work first."""
    centre = Cast().centre
    return [each for each in staff.communities_for(by) if each.unit_id == centre.pk]


def _count(when: datetime) -> None:
    by = _worker(when)
    for area, (women, children) in zip(_areas(by), COUNTS, strict=False):
        for group, people in (("流动妇女", women), ("流动儿童", children)):
            counted = GroupCount(
                area=area, group=group, people=people, counted_on=when.date(), source="社区居委会流动人口登记"
            )
            community.count_group(counted, by=by, now=when)


def _find(when: datetime) -> None:
    by = _worker(when)
    areas = _areas(by)
    for place, (partner, kind, gives, agreement, until, _word) in enumerate(GIVEN * 2):
        area = areas[(place * 3 + place // len(GIVEN)) % len(areas)]
        later = place >= len(GIVEN)
        resource = CommunityResource(
            unit=Cast().centre, area=area, kind=kind, gives=gives, partner=f"{area.name[:-2]}{partner.removeprefix('社区')}",
            agreement="" if later and place % 2 else agreement, agreed_until=None if later and place % 2 else until,
        )  # fmt: skip
        community.find_resource(resource, by=by, now=when)


def _analyse(place: int, when: datetime) -> None:
    by = _worker(when)
    area = _areas(by)[place]
    analysis = CommunityAnalysis(
        unit=Cast().centre, area=area, project=Cast().project, data_on=date(2025, 3, 31),
        source="街道统计年报、年初需求调查", **PARTS,
    )  # fmt: skip
    community.submit(community.begin(analysis, by=by, now=when), by=by, now=when)


def _sign(place: int, when: datetime) -> None:
    area = _areas(_worker(when))[place]
    with door.opened("demo"):
        analysis = CommunityAnalysis.objects.select_related("unit").get(unit=Cast().centre, area=area)
    sign(analysis, community.ANALYSIS, when)


def _found(tale: Tale, when: datetime) -> None:
    """A team of those who live where the activity is held, with a leader of their own."""
    by = _worker(when)
    area = _where(tale, by)
    made = ResidentTeam(
        unit=Cast().centre, title=tale.title, kind=tale.kind, area=area, project=Cast().project, founded_on=when.date(),
        counsellor=Cast().assistant, women_target=1 if tale.kind == "fitness" else None,
    )  # fmt: skip
    team = teams.found(made, by=by, now=when)
    places = [
        teams.join(TeamPlace(team=team, user=user, since=when.date()), by=by, now=when)
        for user in _neighbours(area, tale.members)
    ]
    if places:
        teams.lead(places[0], by=by, now=when, on=when.date())


def _where(tale: Tale, by: Any) -> Any:
    areas = _areas(by)
    with door.opened("demo"):
        held = (
            Activity.objects.filter(project=Cast().project, title__contains=tale.word)
            .order_by("held_on")
            .first()
        )
    return next((area for area in areas if held and area.name in held.place), areas[0])


def _neighbours(area: Any, people: int) -> list[ServiceUser]:
    """Adults of the area, then of the next ones."""
    with door.opened("demo"):
        known = ServiceUser.objects.filter(
            unit__path__startswith=Cast().centre.path,
            state=ServiceUser.State.ACTIVE,
            born_on__lt=date(2005, 1, 1),
        ).select_related("unit")
        here = list(known.filter(community=area.name).order_by("number")[:people])
        return here + list(known.exclude(community=area.name).order_by("number")[: people - len(here)])


def _month(tale: Tale, month: int, when: datetime) -> None:
    """Activities of the month are its own too; every second month a talk, in between something done by itself."""
    by = _worker(when)
    with door.opened("demo"):
        team = ResidentTeam.objects.select_related("unit", "area", "project").get(
            title=tale.title, unit=Cast().centre
        )
        held = Activity.objects.filter(
            project=team.project,
            title__contains=tale.word,
            held_on__range=(team.founded_on, when.date()),
            team=None,
        ).exclude(state=Activity.State.CANCELLED)
        rows = list(held.select_related("unit", "project").order_by("held_on", "pk"))
    for activity in rows:
        teams.hold_with(activity, by=by, now=when, team=team)
    if month > 8 and LEFT_ALONE in tale.word:
        return
    talked = month % 2 == 0
    meeting = TeamMeeting(
        team=team, kind="talk" if talked else "own_work", held_on=when.date(), began_at=time(16), ended_at=time(17),
        present=max(team.members - month % 3, 1),
        matter="回顾两个月的活动，商量下阶段分工。" if talked else "自行组织一次邻里活动，社工未到场。",
        agreed="由队长排出值日表。" if talked else "",
    )  # fmt: skip
    teams.meet(meeting, by=by, now=when)
    if month == 6:
        teams.adopt_rules(_again(team), by=by, now=when, on=when.date())
    if month == 11 and tale.kind == "fitness":
        teams.file(_again(team), by=by, now=when, on=when.date(), number="社备〔2025〕3")


def _again(team: ResidentTeam) -> ResidentTeam:
    with door.opened("demo"):
        return ResidentTeam.objects.select_related("unit").get(pk=team.pk)


def _need(place: int, when: datetime) -> None:
    """A need is noted; where somebody fits, they are sent the same week, and tell what came of it."""
    housing, family, skill, wanted, asked_on, goes = NEEDS[place]
    by = _worker(when)
    areas = _areas(by)
    user = _neighbours(areas[place % len(areas)], 3)[place % 3]
    need = FamilyNeed(
        unit=Cast().centre, user=user, project=Cast().project, housing=housing, family=family, skill=skill, wanted=wanted,
        asked_on=asked_on,
    )  # fmt: skip
    need = volunteers.ask(need, by=by, now=when)
    somebody = _able(skill, place) if goes != "waiting" else None
    if somebody is None:
        return
    need = volunteers.match(need, by=by, now=when, volunteer=somebody)
    if goes == "done":
        volunteers.finish(need, by=by, now=when, outcome="上门两次，家里人说管用；志愿者愿意再来。")


def _able(skill: str, place: int) -> Volunteer | None:
    with door.opened("demo"):
        there = Volunteer.objects.filter(
            unit=Cast().centre, state=Volunteer.State.REGISTERED, skills__contains=skill
        )
        found = list(there.exclude(trained_on=None).select_related("unit").order_by("number"))
    return found[place % len(found)] if found else None


def _use(when: datetime) -> None:
    """At the end of the year it is written down which resource served which activity."""
    by = _worker(when)
    with door.opened("demo"):
        kept = list(
            CommunityResource.objects.filter(unit=Cast().centre).select_related("unit").order_by("number")
        )
        held = Activity.objects.filter(project=Cast().project, state=Activity.State.ACCEPTED).select_related(
            "unit"
        )
        found = {
            word: list(held.filter(title__contains=word).order_by("held_on")[:4]) for *_rest, word in GIVEN
        }
    for resource, (*_given, word) in zip(kept, GIVEN * 2, strict=False):
        for activity in found[word]:
            community.use(
                ResourceUse(resource=resource, activity=activity, what=resource.gives), by=by, now=when
            )


def _honour(when: datetime) -> None:
    """On the volunteers' day those with most hours are commended."""
    by = _worker(when)
    with door.opened("demo"):
        there = Volunteer.objects.filter(
            unit=Cast().centre, state=Volunteer.State.REGISTERED, hours_before__gt=0
        )
        best = list(there.select_related("unit").order_by("-hours_before", "number")[:3])
    for volunteer in best:
        honour = VolunteerHonour(
            volunteer=volunteer, given_on=when.date(), reason="国际志愿者日表彰：坚持服务、热心助人"
        )
        volunteers.commend(honour, by=by, now=when)
