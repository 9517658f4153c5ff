"""How the demo centre talks in its year: the plan, the partners, what users said, and the yearly evaluation."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import attachments, door
from banyan.core.identity.models import Unit
from banyan.domains.communication.deeds import feedback, partners, plans, releases, reviews
from banyan.domains.communication.models import (
    CommunicationPlan,
    CommunicationReview,
    FeedbackItem,
    LiaisonEntry,
    PublicNotice,
    Spokesperson,
    Stakeholder,
)
from banyan.domains.projects import public as projects
from banyan.site.demo.telling import Moment, actor, at, calendar, departments, holder, in_office

FIRST_DAY = date(2025, 4, 1)
LINES = (
    ("team", "本周进展与下周安排", "周例会", "每周", "面谈", "项目负责人"),
    ("team", "值班交接", "值班日志", "每班", "书面", "值班社工"),
    ("departments", "跨部门个案与活动", "部门联席会", "每月", "面谈", "主任助理"),
    ("headquarters", "月度进展、重大事项", "月报", "每月", "书面", "项目负责人"),
    ("users", "权利、服务、投诉渠道", "公示栏与入户告知", "每季核对", "张贴、口头", "前台社工"),
    ("partners", "资源与转介", "走访与电话", "每季", "面谈、电话", "联络人"),
    ("authorities", "指标与资金", "书面报告", "每季", "书面", "项目负责人"),
    ("media", "活动与成效", "新闻稿", "有事即发", "先批后发", "发言人"),
)
NOTICES = (
    ("rights", "服务对象权利与义务", "一楼大厅公示栏", 7, True),
    ("services", "服务内容与收费标准", "一楼大厅公示栏", 7, True),
    ("complaints", "投诉渠道与办理时限", "一楼大厅与各活动室", 9, False),
)
#: name, kind, interest, influence, department of the liaison person, agreement with its days, days of contact
PARTNERS = (
    ("社区居委会", "committee", "困难群众帮扶、场地共用", "high", 0, ("共建协议", "2025-04-01", "2026-03-31"),
     (10, 40, 75, 120, 160, 210, 255)),
    ("辖区小学", "school", "四点半课堂、学生心理", "middle", 1, ("家校社合作协议", "2025-04-15", "2026-04-14"), (16, 60, 130, 170, 220)),
    ("社区卫生服务中心", "hospital", "义诊、转介", "middle", 0, ("义诊合作备忘", "2025-04-10", "2025-10-31"), (20, 110, 200)),
    ("派出所社区警务室", "police", "家暴告诫、安全", "high", 2, ("", "", ""), (12, 55, 140)),
    ("爱心企业", "firm", "物资捐赠、员工志愿", "low", 3, ("助残物资协议", "2025-05-01", "2026-04-30"), (33, 115, 190, 262)),
    ("街道公共服务办", "purchaser", "指标完成、群众满意", "high", None, ("", "", ""), (8, 50, 98, 150, 205, 240, 268)),
)  # fmt: skip
MATTERS = ("走访并交换名单", "商量下季度合作", "协调场地", "转介跟进", "活动筹备")
#: day of the year, source, method, about, words, outcome, its words, changed paper, working days until told (None: never)
FEEDBACK = (
    (24, "user", "talk", "长者健康小组", "时间太早，接送孙辈来不及", "changed", "改为九点半开始", "长者健康小组方案第二版", 5),
    (38, "user", "questionnaire", "四点半课堂", "希望多一次阅读", "changed", "周三增加阅读时段", "四点半课堂季度安排", 8),
    (52, "department", "meeting", "跨部门转介", "转介单填写重复", "answered", "合并为一张表", "", 6),
    (70, "partner", "visit", "义诊安排", "希望提前一周给名单", "changed", "名单提前一周提供", "义诊合作流程", 9),
    (95, "user", "visit", "独居长者探访", "想固定同一位社工", "changed", "固定责任社工", "探访排班表", 4),
    (118, "user", "talk", "亲子工作坊", "场地热", "unchanged", "暑期场地只此一处，已加风扇", "", 7),
    (140, "user", "box", "活动报名", "名额公布太晚", "answered", "提前五天公布", "", 16),
    (163, "department", "meeting", "物资领用", "手续多", "unchanged", "专款物资须双人签收", "", 8),
    (185, "user", "talk", "照顾者小组", "想请医生讲一次", "changed", "第五节请医生", "照顾者小组方案第二版", 6),
    (208, "partner", "meeting", "困难家庭名单", "更新太慢", "answered", "改为每月一日更新", "", 9),
    (226, "user", "questionnaire", "重阳活动", "排队太久", "answered", "分时段入场", "", 5),
    (240, "user", "talk", "康复训练小组", "动作示范看不清", "changed", "增加投屏示范", "康复小组方案第三版", 6),
    (251, "user", "phone", "公益课堂", "希望周末再开一班", "", "", "", None),
)  # fmt: skip
ANSWERS = (
    ("staff", "工作信息传达及时", 19, "4.1"), ("staff", "跨部门沟通顺畅", 19, "3.4"), ("staff", "意见得到答复", 18, "3.9"),
    ("partners", "联络人明确", 6, "4.5"), ("partners", "约定事项有回音", 6, "4.2"), ("partners", "突发情况通报及时", 4, "4.0"),
)  # fmt: skip


@dataclass(frozen=True)
class House:
    """A station of the demo with its departments."""

    unit: Unit
    rooms: tuple[Unit, ...]

    def director(self, day: date) -> Any:
        """The centre director, whoever holds the post that day."""
        return next((found for room in self.rooms if (found := holder(room, "中心主任", day))), None)

    def head(self, place: int, day: date) -> Any:
        """The head of a department, or whoever works there while the post is vacant."""
        room = self.rooms[1 + place % (len(self.rooms) - 1)]
        people = in_office(room, day)
        return holder(room, "主管", day) or (people[0] if people else self.director(day))

    def clerk(self, day: date) -> Any:
        """Who keeps the register of papers: the administrative officer, else the director."""
        found = (holder(room, "行政专员", day) for room in self.rooms)
        return next((each for each in found if each), None) or self.director(day)

    def worker(self, place: int, day: date) -> Any:
        """Some frontline worker."""
        people = [each for room in self.rooms[1:] for each in in_office(room, day)]
        return people[place % len(people)]


def houses() -> list[House]:
    """Stations with a running project and departments of their own."""
    with door.opened("demo"):
        units = {project.unit.pk: project.unit for project in projects.projects_of(_everybody())}
    found = [House(unit, tuple(departments(unit))) for unit in units.values()]
    return [house for house in found if len(house.rooms) > 2 and house.director(date(2025, 4, 1))]


def _everybody() -> Any:
    from banyan.core.identity.actor import system_actor

    return system_actor("demo")


def on_day(number: int) -> date:
    """A working day so many days after the year of the contract began."""
    return calendar(2025, 2026).add_workdays(FIRST_DAY + timedelta(days=number), 0)


def later(day: date, workdays: int) -> date:
    """So many working days later."""
    return calendar(2025, 2026).add_workdays(day, workdays)


def one(model: Any, **given: Any) -> Any:
    """A record of an earlier moment."""
    with door.opened("demo"):
        return model.objects.filter(**given).order_by("pk").first()


def moments(until: date) -> Iterator[Moment]:
    """The year of plan, notices, partners, feedback and evaluation."""
    for house in houses():
        yield from _rules_of_talk(house)
        for place, row in enumerate(PARTNERS):
            yield from _partner(house, place, row)
        for place, row in enumerate(FEEDBACK):
            yield from _feedback(house, place, row)
        yield from _evaluation(house)


def _rules_of_talk(house: House) -> Iterator[Moment]:
    key, day = house.unit.code, FIRST_DAY

    def plan(now: datetime) -> None:
        by = actor(house.director(now.date()), now)
        made = plans.draw_up(CommunicationPlan(unit=house.unit, title="2025 年度沟通计划"), by=by, now=now)
        for line in LINES:
            names = ("audience", "topic", "channel", "frequency", "way", "who")
            plans.add_line(made, by=by, now=now, **dict(zip(names, line, strict=True)))
        plans.adopt(made, by=by, now=now, starts_on=now.date())
        voice = Spokesperson(unit=house.unit, person=house.director(now.date()), starts_on=now.date())
        releases.name(voice, by=by, now=now)

    yield Moment(at(day, 9), f"{key}/plan", plan)
    for place, (kind, title, where, number, photo) in enumerate(NOTICES):

        def post(now: datetime, kind=kind, title=title, where=where, photo=photo) -> None:
            by = actor(house.director(now.date()), now)
            made = PublicNotice(unit=house.unit, kind=kind, title=title, place=where, posted_on=now.date())
            notice = plans.post(made, by=by, now=now)
            if photo:
                attachments.attach(notice, "公示照片.png", _picture(), by=by, purpose="张贴照片")

        yield Moment(at(on_day(number), 15, place), f"{key}/notice-{kind}", post)


def _picture() -> bytes:
    """A plain board, as a photo of a notice would be hung on the record."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (320, 200), (222, 230, 224)).save(made, "PNG")
    return made.getvalue()


def _partner(house: House, place: int, row: tuple) -> Iterator[Moment]:
    name, kind, interest, influence, room, agreed, days = row
    key = f"{house.unit.code}/{kind}"

    def enter(now: datetime) -> None:
        who = house.director(now.date()) if room is None else house.head(room, now.date())
        title, first, last = agreed
        made = Stakeholder(
            unit=house.unit, name=name, kind=kind, interest=interest, influence=influence, liaison=who
        )
        made.agreement, made.known_since = title, now.date()
        made.agreed_from = date.fromisoformat(first) if first else None
        made.agreed_until = date.fromisoformat(last) if last else None
        partners.enter(made, by=actor(house.director(now.date()), now), now=now)

    yield Moment(at(on_day(1), 10, place), f"{key}/enter", enter)
    for turn, number in enumerate(days):
        yield from _contact(house, key, (kind, turn), on_day(number))


def _contact(house: House, key: str, said: tuple[str, int], day: date) -> Iterator[Moment]:
    kind, turn = said
    promised = turn % 2 == 0

    def speak(now: datetime) -> None:
        body = one(Stakeholder, unit=house.unit, kind=kind)
        by = actor(body.liaison or house.director(now.date()), now)
        step = {"next_step": "送交材料并回复", "next_due": later(now.date(), 10)} if promised else {}
        channel = ("visit", "meeting", "phone")[turn % 3]
        matter = MATTERS[turn % len(MATTERS)]
        partners.log_contact(body, by=by, now=now, held_on=now.date(), channel=channel, matter=matter,
                             agreed="双方同意继续", **step)  # fmt: skip

    yield Moment(at(day, 16), f"{key}/contact-{turn}", speak)
    if promised and (kind, turn) != ("police", 2):

        def keep(now: datetime) -> None:
            body = one(Stakeholder, unit=house.unit, kind=kind)
            entry = one(LiaisonEntry, stakeholder=body, held_on=day)
            partners.finish_step(entry, by=actor(entry.who, now), now=now, done_how="材料已送，对方已回复")

        yield Moment(at(later(day, 6), 11), f"{key}/step-{turn}", keep)


def _feedback(house: House, place: int, row: tuple) -> Iterator[Moment]:
    number, source, method, about, words, outcome, told, paper, workdays = row
    key, day = f"{house.unit.code}/feedback-{place}", on_day(number)

    def hear(now: datetime) -> None:
        item = FeedbackItem(
            unit=house.unit, source=source, method=method, about=about, words=words, given_on=now.date()
        )
        item.during_service = source == "user"
        item.stakeholder = (
            one(Stakeholder, unit=house.unit, kind="committee") if source == "partner" else None
        )
        feedback.enter(item, by=actor(house.worker(place, now.date()), now), now=now)

    yield Moment(at(day, 17), f"{key}/hear", hear)
    if workdays is not None:

        def tell(now: datetime) -> None:
            item = one(FeedbackItem, unit=house.unit, about=about, given_on=day)
            by = actor(house.head(place, now.date()), now)
            feedback.settle(item, by=by, now=now, outcome=outcome, words=told, changed_paper=paper)

        yield Moment(at(later(day, workdays), 10), f"{key}/tell", tell)


def _evaluation(house: House) -> Iterator[Moment]:
    def evaluate(now: datetime) -> None:
        by = actor(house.director(now.date()), now)
        made = CommunicationReview(unit=house.unit, year=now.year, title=f"{now.year} 年度沟通评估")
        made.findings, made.measures = (
            "跨部门沟通得分偏低，转介信息常要再问一次。",
            "每月部门联席会固定一个转介议题，简报每两周一期。",
        )
        review = reviews.begin_review(made, by=by, now=now)
        for group, question, people, mean in ANSWERS:
            reviews.enter_answers(
                review, by=by, now=now, group=group, question=question, people=people, mean=Decimal(mean)
            )
        reviews.finish(review, by=by, now=now)

    yield Moment(at(date(2025, 12, 19), 15), f"{house.unit.code}/evaluation", evaluate)
