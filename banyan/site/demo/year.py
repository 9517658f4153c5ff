"""The demo's year, told by deeds in the order in which it happened: plans, signatures, sign-in sheets, summaries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from banyan.core import door, numbering
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import waiting
from banyan.core.approvals.signing import entitled_to, signed_by
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.services.deeds import activities
from banyan.domains.services.models import Activity, Volunteer
from banyan.domains.staff import public as staff
from banyan.site.commands.finding import project_numbered, unit_numbered
from banyan.site.demo.files import FOLDER, bring_content, project_number
from banyan.site.demo.people import actor_of

PLAN, SUMMARY = activities.PLAN, activities.SUMMARY
HELPERS = 12
#: A sign-in sheet as the station writes it.
COLUMNS = (
    "活动编号", "活动名称", "场次日期", "序号", "姓名", "性别", "年龄段", "社区", "手机后四位", "居民编号", "志愿者编号",
    "身份", "首次参加", "签到时间", "签退时间", "签到方式", "影像同意", "备注",
)  # fmt: skip
#: Words of a title that name its festival.
_FESTIVALS = {
    "新春": "spring", "春节": "spring", "元宵": "lanterns", "妇女节": "women", "六一": "children", "端午": "dragon_boat",
    "中秋": "mid_autumn", "国庆": "national", "重阳": "double_ninth",
}  # fmt: skip
_HELD = ("held", "summary_waiting", "accepted")
_WORDS = {
    "process": "按计划签到、开展主体环节与分享，全程两名工作人员在场，无安全事件。",
    "results": "参加者能说出本次主题要点，现场反馈多为满意。",
    "experience": "提前一天电话提醒到场率更高；签到处增设一人可缩短等候。",
}


@dataclass(frozen=True)
class Moment:
    """Something that happens in the demo year."""

    at: datetime
    what: str
    story: dict[str, str]


def tell(until: date) -> None:
    """Play the year up to a day."""
    stories = _read("activities.csv")
    sheets = _sheets()
    teller = Teller(lambda story: sheets[story["编号"]])
    for moment in sorted(steps_of(stories, until), key=lambda each: each.at):
        getattr(teller, moment.what)(moment.story, moment.at)


def steps_of(stories: Iterable[dict[str, str]], until: date) -> Iterator[Moment]:
    """What happens to activities, as far as each has come: planned, signed, held, summed up, accepted."""
    for story in stories:
        held_on, stage = date.fromisoformat(story["日期"]), story["进度"]
        planned_on = min(held_on - timedelta(days=9), until - timedelta(days=2))
        yield Moment(_at(planned_on, 10), "plan", story)
        if stage != "draft":
            yield Moment(_at(planned_on, 11), "submit", story)
        if stage in ("approved", *_HELD):
            yield Moment(_at(planned_on + timedelta(days=1), 9), "sign", story)
        if stage in _HELD:
            yield Moment(_at(held_on, 12), "hold", story)
        if stage in ("summary_waiting", "accepted"):
            yield Moment(_at(held_on + timedelta(days=4), 16), "sum_up", story)
        if stage == "accepted":
            yield Moment(_at(held_on + timedelta(days=5), 9), "accept", story)


_SAFETY = {
    "weather": "雷雨、高温红色预警改期；小雨改到室内。", "crowd": "出入口各一人值守，通道不摆桌椅。",
    "children": "儿童由家长陪同，签到处登记。", "food": "只供应瓶装饮用水。",
    "first_aid": "急救箱在签到处，社区卫生站当日备班。", "stop_rule": "红色预警或人数超出场地容量即停，由安全负责人宣布。",
}  # fmt: skip


class Teller:
    """Does what happens, as the people who would. `sheet_of` is the sign-in sheet of an activity as a file."""

    def __init__(self, sheet_of: Callable[[dict[str, str]], bytes]) -> None:
        self.sheet_of = sheet_of
        self.centre, self.project = unit_numbered("U-G"), project_numbered(project_number())
        with door.opened("demo"):
            self.people = staff.people_by_employee_number(unit_numbered("U0"))

    def plan(self, story: dict[str, str], at: datetime) -> None:
        """The responsible worker begins a plan."""
        owner = self.people[story["责任人"]]
        activity = Activity(
            unit=owner.unit, number=story["编号"] if story["进度"] != "draft" else "", title=story["活动名称"],
            project=self.project, responsible=owner, held_on=date.fromisoformat(story["日期"]),
            starts_at=time.fromisoformat(story["开始"]), ends_at=time.fromisoformat(story["结束"]),
            place=story["地点"], expected=int(story["预计人数"]), need=story["需求"], goals=story["目标"],
            festival=next((name for word, name in _FESTIVALS.items() if word in story["活动名称"]), ""),
            target_group=story["对象"], procedure=story["流程"], safety=story["安全预案"],
            budget=Decimal(story["预算"]), posts="社工两名、志愿者十二名", publicity="社区公告栏与居民群",
            materials="签到表、桌椅、饮用水", insurance="公众责任险", plan_item="2025 年度服务计划·社区活动", evaluation="现场满意度问卷",
            safety_notice="已向街道报备" if int(story["预计人数"]) >= 150 else "", safety_lead=owner, **_SAFETY,
        )  # fmt: skip
        shares = {
            code: Decimal(share) for code, share in (part.split(":") for part in story["计入指标"].split("|"))
        }
        by = actor_of(owner.pk, at)
        activities.plan(activity, by=by, now=at)
        activities.share_out(activity, by=by, now=at, shares=shares)
        with door.opened("demo"):
            numbering.keep_above(Activity.number_pattern, activity.unit, activity.number)

    def submit(self, story: dict[str, str], at: datetime) -> None:
        """The plan goes to those who must sign it."""
        activities.submit_plan(self._activity(story), by=self._owner(story, at), now=at)

    def sign(self, story: dict[str, str], at: datetime) -> None:
        """Everybody whose turn it is signs."""
        _sign_all(self._activity(story), PLAN, at)

    def hold(self, story: dict[str, str], at: datetime) -> None:
        """The sign-in sheet of the day is brought in."""
        number = self._activity(story).number
        sheet = self.sheet_of(story | {"编号": number})
        lines = sum(1 for _line in sheet.decode().splitlines()) - 1
        content = sheet + written(self._helpers(story, number, lines), with_head=False)
        bring_content("signin", content, f"签到表-{number}.csv", "U-G", self.project.number, at)

    def _helpers(self, story: dict[str, str], number: str, lines: int) -> list[dict[str, str]]:
        """Volunteers who helped that day, by their turn: inducted before, with the times they came and left."""
        held_on = date.fromisoformat(story["日期"])
        with door.opened("demo"):
            kept = Volunteer.objects.filter(unit=self.centre, trained_on__lte=held_on).exclude(
                left_on__lte=held_on
            )
            able = list(kept.order_by("number"))
        turn = held_on.toordinal()
        return [
            _helper(story | {"编号": number}, able[(turn + 3 * place) % len(able)], lines + place + 1)
            for place in range(min(HELPERS, len(able)))
        ]

    def sum_up(self, story: dict[str, str], at: datetime) -> None:
        """The responsible worker hands the summary in."""
        cost = Decimal(story["预算"]) * Decimal("0.92")
        activities.submit_summary(
            self._activity(story), by=self._owner(story, at), now=at, actual_cost=cost.quantize(Decimal("0.01")), **_WORDS
        )  # fmt: skip

    def accept(self, story: dict[str, str], at: datetime) -> None:
        """The superior accepts the summary."""
        _sign_all(self._activity(story), SUMMARY, at)

    def _owner(self, story: dict[str, str], at: datetime) -> Actor:
        return actor_of(self.people[story["责任人"]].pk, at)

    def _activity(self, story: dict[str, str]) -> Activity:
        found = Activity.objects.visible_to(system_actor("demo")).filter(
            unit__path__startswith=self.centre.path
        )
        if story["编号"]:
            return found.get(number=story["编号"])
        return found.get(title=story["活动名称"], held_on=date.fromisoformat(story["日期"]))


def _sign_all(record: Any, kind: str, at: datetime) -> None:
    while True:
        with door.opened("demo"):
            request = waiting(record, kind)
            step = Step.objects.filter(request=request, state=Step.State.OPEN).first() if request else None
            if request is None or step is None:
                return
            barred = {request.asked_by_id, *signed_by(request)}
            signer = min(entitled_to(step, request, at.date()) - barred)
        approvals.decide(step, agreed=True, by=actor_of(signer, at), now=at)


def _sheets() -> dict[str, bytes]:
    by_number: dict[str, list[dict[str, str]]] = {}
    for row in _read("signins.csv"):
        by_number.setdefault(row["活动编号"], []).append(row)
    return {number: written(rows) for number, rows in by_number.items()}


def _helper(story: dict[str, str], volunteer: Volunteer, place: int) -> dict[str, str]:
    """The line of a volunteer: there half an hour before it begins, gone when it ends."""
    begins = datetime.combine(date.fromisoformat(story["日期"]), time.fromisoformat(story["开始"]))
    return dict.fromkeys(COLUMNS, "") | {
        "活动编号": story["编号"], "活动名称": story["活动名称"], "场次日期": story["日期"], "序号": str(place), "姓名": volunteer.name,
        "志愿者编号": volunteer.number, "身份": "志愿者", "首次参加": "否",
        "签到时间": f"{begins - timedelta(minutes=30):%H:%M}", "签退时间": story["结束"], "签到方式": "手签", "影像同意": "是",
    }  # fmt: skip


def written(rows: list[dict[str, str]], with_head: bool = True) -> bytes:
    """Lines of a sign-in sheet as a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [])
    if with_head:
        writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE))
