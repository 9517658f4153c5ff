"""Letters, papers, the duty desk and the alarm of the demo centre's year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.queries import inbox
from banyan.domains.communication.deeds import crises, documents, duty, releases, suggestions
from banyan.domains.communication.models import (
    Ballot,
    CallTree,
    Circulation,
    Crisis,
    CrisisCall,
    Document,
    Matter,
    MediaRelease,
    Shift,
    Suggestion,
)
from banyan.site.demo.stories.communication import FIRST_DAY, House, houses, later, on_day, one
from banyan.site.demo.telling import Moment, actor, at

#: day, about, title, words, named, outcome, answer, working days until answered (None: never), supporters
SUGGESTIONS = (
    (15, "own", "活动物资提前领", "活动前三天领齐物资，免得当天找人。", True, "adopted", "自五月起实行。", 6, 2),
    (44, "whole", "排班提前两周公布", "排班表提前两周公布，方便安排家访。", True, "adopted", "已写入值班办法。", 8, 6),
    (80, "own", "小组评估表太长", "评估表压缩成一页。", True, "partly", "量表不能删，其余压缩成一页。", 9, 1),
    (101, "whole", "会议少一点", "周例会和部门会合并一次。", False, "declined", "周例会是制度要求，部门会改为隔周。", 17, 3),
    (137, "whole", "督导时间固定", "督导日期按月公布。", True, "adopted", "每月第一周公布。", 5, 4),
    (172, "own", "储物柜上锁", "个人物品柜加锁。", False, "adopted", "已采购。", 10, 0),
    (196, "whole", "弹性上下班", "家访晚的第二天可晚到一小时。", True, "adopted", "表决通过，十一月起试行。", 9, 8),
    (222, "own", "打印机维修", "二楼打印机常坏。", True, "later", "列入下年预算。", 7, 1),
    (249, "whole", "年终总结合并材料", "同一数据不要填三张表。", True, "", "", None, 2),
)  # fmt: skip
VOTED = 196
#: day, direction, kind, title, correspondent, number, working days until dealt with (None: never), readers
PAPERS = (
    (6, "in", "notice", "关于报送年度服务计划的通知", "街道公共服务办", "街公服〔2025〕8号", 6, 3),
    (22, "out", "report", "关于报送年度服务计划的报告", "街道公共服务办", "", 0, 0),
    (51, "in", "letter", "关于协助开展入户调查的函", "区民政局", "区民函〔2025〕31号", 8, 2),
    (77, "in", "notice", "关于防汛值守的通知", "街道办事处", "街办〔2025〕19号", 1, 6),
    (90, "out", "request", "关于调整活动场地的请示", "街道公共服务办", "", 0, 0),
    (96, "in", "reply", "关于调整活动场地的批复", "街道公共服务办", "街公服〔2025〕22号", 4, 2),
    (121, "in", "notice", "关于开展中期评估的通知", "区民政局", "区民〔2025〕40号", 13, 6),
    (166, "in", "letter", "关于共同开展义诊的函", "社区卫生服务中心", "卫服函〔2025〕5号", 7, 1),
    (180, "out", "letter", "关于联合开展义诊的复函", "社区卫生服务中心", "", 0, 0),
    (213, "in", "notice", "关于冬季安全检查的通知", "街道办事处", "街办〔2025〕47号", 9, 5),
    (239, "in", "notice", "关于报送困难群众名单的通知", "街道公共服务办", "街公服〔2025〕61号", 8, 2),
    (246, "in", "letter", "关于核对年度指标的函", "街道公共服务办", "街公服〔2025〕66号", None, 2),
)  # fmt: skip
CALLS = (
    ("first", "现场社工", "中心主任", "020-00000001"),
    ("first", "现场社工", "部门主管", "020-00000002"),
    ("second", "中心主任", "项目总监", "020-00000003"),
    ("second", "中心主任", "街道公共服务办", "020-00000004"),
    ("last", "主任助理", "全体员工", ""),
)
#: day, hour, title, level, whether a drill, minutes until each call
ALARMS = (
    (78, 10, "消防疏散演练", "orange", True, (8, 12, 50, 164, 400)),
    (203, 15, "服务对象走失", "yellow", False, (6, 9, 35, 60, 240)),
)
MATTERS = (
    ("visit", "咨询低保复核材料", False),
    ("phone", "邻居反映独居老人两天未出门", True),
    ("visit", "询问四点半课堂报名", False),
    ("phone", "家属询问残疾证办理", False),
    ("online", "预约心理辅导", True),
)
SHIFT_EVERY_DAYS = 9


def moments(until: date) -> Iterator[Moment]:
    """The year of letters, papers, shifts and alarms."""
    for house in houses():
        for place, row in enumerate(SUGGESTIONS):
            yield from _suggestion(house, place, row)
        for place, paper in enumerate(PAPERS):
            yield from _paper(house, place, paper)
        for place in range((until - FIRST_DAY).days // SHIFT_EVERY_DAYS):
            yield from _shift(house, place, on_day(3 + SHIFT_EVERY_DAYS * place))
        yield from _alarms(house)
        yield from _release(house, "重阳敬老活动侧记", on_day(210), "区报第二版")


def _suggestion(house: House, place: int, row: tuple) -> Iterator[Moment]:
    number, about, title, words, named, outcome, told, workdays, supporters = row
    key, day = f"{house.unit.code}/suggestion-{place}", on_day(number)

    def put_in(now: datetime) -> None:
        made = Suggestion(unit=house.unit, about=about, title=title, words=words)
        if named:
            suggestions.put_in_by_name(made, actor(house.worker(place, now.date()), now), now)
        else:
            suggestions.put_in_without_a_name(made, now)
        for each in range(supporters):
            suggestions.support(made, by=actor(house.worker(place + each + 1, now.date()), now), now=now)

    yield Moment(at(day, 12), f"{key}/in", put_in)
    if number == VOTED:
        yield from _vote(house, key, title, day)
    if workdays is not None:

        def reply(now: datetime) -> None:
            letter = one(Suggestion, unit=house.unit, title=title)
            by = actor(house.director(now.date()), now)
            suggestions.answer(letter, by=by, now=now, outcome=outcome, answer=told)

        yield Moment(at(later(day, workdays), 9), f"{key}/answer", reply)


def _vote(house: House, key: str, title: str, day: date) -> Iterator[Moment]:
    def ask(now: datetime) -> None:
        letter = one(Suggestion, unit=house.unit, title=title)
        suggestions.put_to_vote(letter, by=actor(house.director(now.date()), now), now=now,
                                question="是否试行弹性上下班？", opens_on=now.date(), closes_on=later(now.date(), 4))  # fmt: skip

    def vote(now: datetime) -> None:
        ballot = one(Ballot, suggestion__unit=house.unit)
        for place, choice in enumerate(("yes",) * 9 + ("no",) * 3 + ("abstain",)):
            suggestions.vote(ballot, by=actor(house.worker(place, now.date()), now), now=now, choice=choice)

    def count(now: datetime) -> None:
        ballot = one(Ballot, suggestion__unit=house.unit)
        suggestions.count(ballot, by=actor(house.director(now.date()), now), now=now)

    yield Moment(at(later(day, 1), 9), f"{key}/ask", ask)
    yield Moment(at(later(day, 3), 12), f"{key}/vote", vote)
    yield Moment(at(later(day, 6), 9), f"{key}/count", count)


def _paper(house: House, place: int, row: tuple) -> Iterator[Moment]:
    number, direction, kind, title, other, document_number, workdays, readers = row
    key, day = f"{house.unit.code}/paper-{place}", on_day(number)

    def register(now: datetime) -> None:
        made = Document(unit=house.unit, direction=direction, kind=kind, title=title, correspondent=other)
        made.document_number, made.passed_on = document_number, now.date()
        by = actor(house.clerk(now.date()), now)
        paper = documents.register_document(made, by=by, now=now)
        if direction == "out":
            documents.close(paper, by=by, now=now, result="已送达")
            return
        documents.propose(paper, by=by, now=now, proposal="请相关部门办理，主任阅示。")

    yield Moment(at(day, 9, 30), f"{key}/register", register)
    if direction == "in":
        yield from _handling(house, key, (title, place), day, (workdays, readers))


def _handling(
    house: House, key: str, paper: tuple[str, int], day: date, way: tuple[int | None, int]
) -> Iterator[Moment]:
    title, place = paper
    workdays, readers = way

    def instruct(now: datetime) -> None:
        found = one(Document, unit=house.unit, title=title)
        by = actor(house.director(now.date()), now)
        who = house.head(place + 1, now.date())
        documents.instruct(
            found, by=by, now=now, instruction="同意，按期办结。", handler=who, due_on=found.due_on
        )
        for each in range(readers):
            documents.circulate(found, by=by, now=now, reader=house.worker(place + each, now.date()))

    yield Moment(at(day, 16), f"{key}/instruct", instruct)
    if workdays is not None:

        def deal_with(now: datetime) -> None:
            found = one(Document, unit=house.unit, title=title)
            with door.opened("demo"):
                rounds = list(
                    Circulation.objects.filter(document=found, read_at=None).select_related("person")
                )
            for each in rounds:
                documents.read(each, by=actor(each.person, now), now=now)
            documents.close(found, by=actor(found.handler, now), now=now, result="已按要求办结并报送。")

        yield Moment(at(later(day, workdays), 17), f"{key}/close", deal_with)


def _shift(house: House, place: int, day: date) -> Iterator[Moment]:
    key = f"{house.unit.code}/shift-{place}"
    channel, words, urgent = MATTERS[place % len(MATTERS)]

    def sit(now: datetime) -> None:
        who = house.worker(place, now.date())
        by = actor(who, now)
        made = Shift(
            unit=house.unit, person=who, held_on=now.date(), starts_at=time(9), ends_at=time(12), place="前台"
        )
        shift = duty.begin_shift(made, by=by, now=now)
        came = Matter(
            unit=house.unit, shift=shift, asked_on=now.date(), asked_time=time(9, 40), channel=channel
        )
        came.words, came.urgent = words, urgent
        duty.take_in(came, by=by, now=at(now.date(), 9, 45))

    def hand_over(now: datetime) -> None:
        shift = one(Shift, unit=house.unit, held_on=day)
        by, to = actor(shift.person, now), house.worker(place + 3, now.date())
        left = one(Matter, shift=shift)
        if not urgent:
            duty.finish(left, by=by, now=now, answer="当场答复，并给了材料清单。")
        said = {"urgent": f"{left.number} {words}，请下午回电。"} if urgent else {"nothing_urgent": True}
        duty.hand_over(shift, by=by, now=now, to=to, **said)

    def take_over(now: datetime) -> None:
        shift = one(Shift, unit=house.unit, held_on=day)
        by = actor(shift.handed_to, now)
        duty.take_over(shift, by=by, now=now)
        left = one(Matter, shift=shift)
        if left.state != Matter.State.DONE:
            duty.finish(left, by=by, now=now + timedelta(hours=2), answer="已上门查看，平安。")

    yield Moment(at(day, 9, 50), f"{key}/sit", sit)
    yield Moment(at(day, 12), f"{key}/hand", hand_over)
    hours = 30 if place == 20 else 1
    yield Moment(at(day, 12) + timedelta(hours=hours), f"{key}/take", take_over)


def _alarms(house: House) -> Iterator[Moment]:
    def draw_up(now: datetime) -> None:
        by = actor(house.director(now.date()), now)
        tree = crises.draw_up(CallTree(unit=house.unit, title="突发事件通讯树"), by=by, now=now)
        for wave, caller, callee, phone in CALLS:
            crises.add_call(tree, by=by, now=now, wave=wave, caller=caller, callee=callee, phone=phone)
        crises.adopt(tree, by=by, now=now, starts_on=now.date())

    yield Moment(at(FIRST_DAY, 11), f"{house.unit.code}/tree", draw_up)
    for place, row in enumerate(ALARMS):
        yield from _alarm(house, place, row)


def _alarm(house: House, place: int, row: tuple) -> Iterator[Moment]:
    number, hour, title, level, drill, minutes = row
    key, day = f"{house.unit.code}/alarm-{place}", on_day(number)

    def ring(now: datetime) -> None:
        made = Crisis(unit=house.unit, title=title, level=level, drill=drill, words=f"{title}，见现场记录。")
        made.noticed_on, made.noticed_time = now.date(), time(hour)
        by = actor(house.worker(place, now.date()), now)
        crisis = crises.raise_alarm(made, by=by, now=now)
        for position, after in enumerate(minutes, start=1):
            crises.inform(_call(crisis, position), by=by, now=at(now.date(), hour) + timedelta(minutes=after))

    def close(now: datetime) -> None:
        crisis = one(Crisis, unit=house.unit, title=title)
        by = actor(house.director(now.date()), now)
        crises.close(crisis, by=by, now=now, lessons="街道电话占线，改为两个号码同时通知。")

    yield Moment(at(day, hour, 5), f"{key}/ring", ring)
    yield Moment(at(later(day, 2), 10), f"{key}/close", close)


def _call(crisis: Any, position: int) -> CrisisCall:
    return one(CrisisCall, crisis=crisis, position=position)


def _release(house: House, title: str, day: date, where: str) -> Iterator[Moment]:
    key = f"{house.unit.code}/release"

    def write(now: datetime) -> None:
        by = actor(house.head(0, now.date()), now)
        made = MediaRelease(unit=house.unit, title=title, medium="区报", words="中心与社区共同举办敬老活动。")
        made.planned_on = later(now.date(), 3)
        releases.submit(releases.write(made, by=by, now=now), by=by, now=now)

    def agree(now: datetime) -> None:
        director = actor(house.director(now.date()), now)
        found = one(MediaRelease, unit=house.unit, title=title)
        step = next(each for each in inbox(director, now.date()) if each.request.record_id == found.public_id)
        approvals.decide(step, agreed=True, by=director, now=now)

    def publish(now: datetime) -> None:
        found = one(MediaRelease, unit=house.unit, title=title)
        by = actor(house.head(0, now.date()), now)
        releases.publish(found, by=by, now=now, published_on=now.date(), where=where)

    yield Moment(at(day, 10), f"{key}/write", write)
    yield Moment(at(later(day, 1), 10), f"{key}/agree", agree)
    yield Moment(at(later(day, 3), 10), f"{key}/publish", publish)
