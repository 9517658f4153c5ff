"""The regular programme of the main centre: morning exercise, birthdays, evenings for families, women and everybody.

Who comes is chosen among those of the register for whom it is held; a quarter of them come again and again. The last of
December's evenings still wait for their summary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db.models import Q

from banyan.core import door
from banyan.domains.services.models import ServiceUser
from banyan.domains.services.rules.ages import age_on, band
from banyan.site.demo import year
from banyan.site.demo.cast import Cast
from banyan.site.demo.telling import Moment, chance, in_office

LAST, UNFINISHED = date(2025, 12, 27), date(2025, 12, 22)
WOMAN = Q(sex="female") & Q(born_on__lt=date(2005, 1, 1))


@dataclass(frozen=True)
class Series:
    """A run of alike evenings or mornings, every so many days from a first one."""

    title: str
    share: str
    first: date
    every: int
    place: str
    word: str
    turn: int
    begins: time
    ends: time
    came: int
    whom: Q
    need: str
    goals: str
    target: str


SERIES = (
    Series(
        "清晨八段锦", "K04", date(2025, 4, 15), 14, "榕树社区广场", "长者", 2, time(8), time(8, 50), 80,
        Q(born_on__lt=date(1966, 1, 1)), "长者晨间聚在广场，缺少领练和血压看护。", "每人记住三式；血压异常者当日转介。", "五十九岁以上居民",
    ),
    Series(
        "长者生日茶会", "K04", date(2025, 4, 25), 30, "桂花社区活动室", "长者", 3, time(16), time(17, 30), 64,
        Q(born_on__lt=date(1966, 1, 1)), "独居长者的生日少有人记得。", "每位寿星有一位邻居到场。", "当月生日的长者与邻居",
    ),
    Series(
        "夜读自习室", "K11", date(2025, 4, 22), 42, "站内多功能室", "青少年", 2, time(19), time(20, 30), 26,
        Q(born_on__range=(date(2007, 1, 1), date(2018, 12, 31))), "学生晚间缺少安静的自习处。", "八成学生完成当日作业。", "中小学生",
    ),
    Series(
        "周末亲子电影", "K15", date(2025, 4, 19), 16, "街道文化广场", "家庭", 2, time(19), time(21), 80,
        Q(born_on__range=(date(1978, 1, 1), date(1999, 12, 31))) | Q(born_on__gte=date(2012, 1, 1)),
        "家庭共处的时间少。", "家长与孩子一起说出一处喜欢的情节。", "有孩子的家庭",
    ),
    Series(
        "姐妹夜校", "K17", date(2025, 5, 13), 40, "紫荆社区活动室", "家庭", 3, time(19), time(20, 30), 40, WOMAN,
        "妇女想学手艺与法律常识，白天要上班。", "每人学会一样；八成愿意再来。", "辖区妇女",
    ),
    Series(
        "融合晚间茶座", "K21", date(2025, 4, 29), 25, "站内小组室", "残障", 1, time(17, 30), time(18, 30), 32,
        ~Q(disability="") | Q(born_on__range=(date(1975, 1, 1), date(1995, 12, 31))),
        "残障居民晚间少有去处。", "每桌有残障与非残障居民各半。", "残障居民、家人与邻居",
    ),
)  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Each evening from its plan to its accepted summary."""
    for series in SERIES:
        for held_on, story in _told(series):
            for step in year.steps_of([story], held_on):
                if step.at.date() <= until:
                    yield Moment(
                        step.at,
                        f"{series.title}/{held_on}/{step.what}",
                        partial(_play, series, story, step.what),
                    )


def _told(series: Series) -> Iterator[tuple[date, dict[str, str]]]:
    """The evenings of a series as rows of the year's table; their numbers are taken when a plan is handed in."""
    held_on = series.first
    while held_on <= LAST:
        expected = series.came + 6
        yield held_on, {
            "编号": "", "活动名称": f"{series.title} {held_on.month}月{held_on.day}日", "计入指标": f"{series.share}:100",
            "日期": held_on.isoformat(), "开始": f"{series.begins:%H:%M}", "结束": f"{series.ends:%H:%M}", "地点": series.place,
            "预计人数": str(expected), "需求": series.need, "目标": series.goals,
            "对象": series.target, "流程": "签到十分钟；主体环节；分享五分钟；清场。",
            "安全预案": "两名工作人员巡场；急救箱在签到处；雨天改室内。", "预算": str(expected * 4),
            "进度": "held" if held_on >= UNFINISHED else "accepted",
        }  # fmt: skip
        held_on += timedelta(days=series.every)


def _play(series: Series, story: dict[str, str], what: str, when: datetime) -> None:
    """One step, by whoever answers for the series: a worker of its department by turn."""
    teller, held_on = year.Teller(partial(_sheet, series)), date.fromisoformat(story["日期"])
    department = next(each for each in Cast().departments if series.word in each.name)
    people = in_office(department, held_on)
    owner = people[series.turn % len(people)]
    number = next(number for number, each in teller.people.items() if each.pk == owner.pk)
    getattr(teller, what)(story | {"责任人": number}, when)


def _sheet(series: Series, story: dict[str, str]) -> bytes:
    """Who came: a quarter are regulars of the series, the others came as it happened."""
    held_on, luck = date.fromisoformat(story["日期"]), chance("programme", story["活动名称"])
    with door.opened("demo"):
        known = ServiceUser.objects.filter(
            series.whom, unit__path__startswith=Cast().centre.path, state=ServiceUser.State.ACTIVE
        )
        every = list(known.order_by("number", "pk").values_list("pk", flat=True))
        regulars = chance("regulars", series.title).sample(every, min(len(every), series.came * 3 // 4))
        come = min(len(every), series.came - luck.randint(0, 6))
        chosen = dict.fromkeys(luck.sample(regulars, min(len(regulars), come // 4)))
        others = luck.sample(every, min(len(every), come))
        picked = list(chosen | dict.fromkeys(others))[:come]
        people = {each.pk: each for each in ServiceUser.objects.filter(pk__in=picked)}
    same = {name: story[known] for name, known in (("活动编号", "编号"), ("活动名称", "活动名称"))}
    lines = (_line(series, people[pk], place, held_on, luck) for place, pk in enumerate(picked, 1))
    return year.written([line | same for line in lines])


def _line(series: Series, user: Any, place: int, held_on: date, luck: Random) -> dict[str, str]:
    arrived = datetime.combine(held_on, series.begins) + timedelta(minutes=luck.randint(-10, 10))
    return dict.fromkeys(year.COLUMNS, "") | {
        "场次日期": held_on.isoformat(), "序号": str(place), "姓名": user.name, "性别": "女" if user.sex == "female" else "男",
        "年龄段": _band(user, held_on), "社区": user.community, "居民编号": user.number, "身份": "居民", "首次参加": "否",
        "签到时间": f"{arrived:%H:%M}", "签退时间": f"{series.ends:%H:%M}", "签到方式": luck.choice(("扫码", "手签")), "影像同意": "是",
    }  # fmt: skip


def _band(user: Any, on: date) -> str:
    return band(age_on(user.born_on, on)) if user.born_on else ""
