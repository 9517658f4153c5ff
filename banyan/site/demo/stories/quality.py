"""What went wrong in the demo's year, who mended it, and the inspection of the first half year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import attachments, door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Unit
from banyan.domains.projects import public as projects
from banyan.domains.quality import public as quality
from banyan.domains.quality.deeds import circulars, inspections, monitoring
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.domains.quality.models import Circular, CircularReading, Inspection, MonitoringItem, Rectification
from banyan.domains.quality.queries.circulars import drafted
from banyan.site.demo.telling import Moment, actor, at, calendar, departments, holder

SHOW = "整改佐证.txt"
OPINION = (
    "例会、纪要和风险评审制度基本建立，个别周次缺会、纪要偏晚。各站主任须在九月底前完成整改，由总部核验。"
)


@dataclass(frozen=True)
class Fault:
    """A fault of the year: days after it was found on which cause, measure, end and verification came (None: never)."""

    key: str
    found_on: date
    kind: str
    clause: str
    finding: str
    cause: tuple[int, str] | None = None
    plan: tuple[int, str, int] | None = None
    done: tuple[int, str] | None = None
    verified: tuple[int, str, bool] | None = None
    looks: tuple[tuple[int, str], ...] = ()
    extended: tuple[int, int, str] | None = None


FAULTS = (
    Fault("minutes", date(2025, 5, 12), "monitoring", "R3.2.7", "五月第一周例会纪要迟了四天才交。",
          (2, "记录人外出培训，没有指定代记。"), (4, "例会设主记、副记各一人，会后次日交纪要。", 20),
          (15, "已排出主记副记表并公布。"), (30, "连续四周纪要都在两个工作日内。", True)),
    Fault("minutes-again", date(2025, 9, 15), "monitoring", "R3.2.7", "九月第二周没有例会，也没有登记停开理由。",
          (3, "台风红色预警停工，恢复后忘了补开。"), (5, "停开当天在系统登记理由，三个工作日内补开。", 16),
          (14, "已补开例会并补登停开理由。"), (35, "十月、十一月各周都有例会或停开理由。", True)),
    Fault("records", date(2025, 6, 20), "evaluation", "R4.2.2", "中期自评抽查十份个案记录，三份缺签名。",
          (4, "外出登记在纸上，回站后未补签。"), (7, "改用手机当场签名，主管每周抽查五份。", 30),
          (28, "已全员培训并改用手机签名。"), (50, "七月抽查二十份，仍有两份缺签名。", False),
          looks=((16, "八人已会用，两人尚未培训。"),)),
    Fault("hearing", date(2025, 7, 8), "complaint", "R9.2.3", "居民投诉活动名额公布太晚，答复超过期限两天。",
          (2, "首问登记后没有人跟进。"), (3, "首问人负责到答复为止，每日晨会过投诉清单。", 14),
          (10, "晨会已列投诉清单，本件已答复。"), (30, "此后五件投诉全部按期答复。", True)),
    Fault("risk", date(2025, 9, 2), "problem", "R3.2.9", "连续两个月风险登记没有评审。",
          (5, "评审日与活动高峰冲突，没有改期。"), (9, "评审改在每月第一个周一晨会，由主任助理记录。", 20),
          None, None, looks=((20, "十月评审已做，表格未补齐。"),),
          extended=(28, 40, "主任助理休产假，交接后补齐。")),
    Fault("handover", date(2025, 10, 27), "meeting", "R9.1.8", "值班交接三次没有签收。",
          (2, "交接班时间与四点半课堂重叠。"), (4, "交接提前半小时，由行政专员在场签收。", 25),
          (22, "十一月起交接单均有签收。"), None),
    Fault("safety", date(2025, 11, 20), "audit", "R3.2.10", "活动室两具灭火器过期，稽核当场拍照。",
          (1, "年检台账没有到期提醒。"), (3, "更换灭火器，把年检列入监测日历。", 20), None, None),
    Fault("feedback", date(2025, 12, 15), "monitoring", "R9.2.2", "十二月两条居民意见没有登记处理结果。",
          (4, "负责同事交接时漏了清单。")),
    Fault("plan", date(2025, 12, 26), "control", "R3.2.7", "十二月第三周没有例会。"),
)  # fmt: skip
LOOKS = (
    ("抽查服务记录真实、完整、准确", "R4.2.2", "month", 0, (7, 11)),
    ("消防与场地安全巡查", "R3.2.10", "month", 1, ()),
    ("核对公示栏内容", "R9.1.1", "quarter", 0, ()),
    ("抽查例会纪要与行动项", "R3.2.7", "month", 0, (9,)),
)


@dataclass(frozen=True)
class Station:
    """A station of the demo with its first project and the people who see to quality."""

    unit: Unit
    project: Any
    rooms: tuple[Unit, ...]

    def director(self, day: date) -> Any:
        """The centre director of the day."""
        return next((found for room in self.rooms if (found := holder(room, "中心主任", day))), None)

    def heads(self, day: date) -> list[Any]:
        """The heads of departments of the day; in a station without departments its first worker, at last the director."""
        for titles in (("主管", "主任助理"), ("社工",)):
            found = [holder(room, title, day) for title in titles for room in self.rooms]
            if any(found):
                return [each for each in found if each]
        return [self.director(day)]


def stations() -> list[Station]:
    """Every station with a running project and a director, the one with most departments first."""
    found: dict[int, Station] = {}
    with door.opened("demo"):
        for project in projects.projects_of(system_actor("demo")).select_related("unit"):
            found.setdefault(
                project.unit_id,
                Station(project.unit, project, tuple(departments(project.unit)) or (project.unit,)),
            )
    led = [each for each in found.values() if each.director(date(2025, 5, 1))]
    return sorted(led, key=lambda each: (-len(each.rooms), each.unit.code))


def inspector(unit: Unit, day: date) -> Any:
    """Who inspects for the agency: somebody at headquarters with the right to do so."""
    found = (holder(room, title, day) for title in ("项目总监", "总干事") for room in departments(unit))
    return next((each for each in found if each), None)


def moments(until: date) -> Iterator[Moment]:
    """The faults of every station, its monitoring, and the inspection of the first half year."""
    known = stations()
    for place, station in enumerate(known):
        for each in FAULTS if place == 0 else FAULTS[place % 3 :: 3]:
            yield from _fault(station, each)
        yield from _monitoring(station)
    if known and inspector(known[0].unit.root, date(2025, 8, 12)):
        yield from _inspection(known[0].unit.root)


def _fault(station: Station, fault: Fault) -> Iterator[Moment]:
    key = f"{station.unit.code}/{fault.key}"

    def boss(now: datetime) -> Any:
        return actor(station.director(now.date()), now)

    def found(now: datetime) -> None:
        source = (station.project._meta.label_lower, station.project.public_id, station.project.number)
        quality.open_rectification(
            source, fault.kind, unit=station.unit, scope=station.project.public_id, finding=fault.finding,
            clause=fault.clause, by=boss(now), now=now,
        )  # fmt: skip

    yield Moment(at(fault.found_on, 9, 10), f"{key}/found", found)
    for name, days, play in _steps(station, fault, boss):
        day = calendar(2025, 2026).add_workdays(fault.found_on + timedelta(days=days), 0)
        yield Moment(at(day, 15, 10), f"{key}/{name}", play)


def _steps(station: Station, fault: Fault, boss: Any) -> Iterator[tuple[str, int, Any]]:
    """The steps that were taken, each with the days after the finding."""

    def record() -> Rectification:
        with door.opened("demo"):
            mine = Rectification.objects.filter(
                unit__path__startswith=station.unit.path, finding=fault.finding
            )
            return mine.order_by("-round")[0]

    def owner(now: datetime) -> Any:
        heads = station.heads(now.date())
        return heads[len(fault.key) % len(heads)]

    if fault.cause:
        yield (
            "cause",
            fault.cause[0],
            lambda now: deeds.analyse(record(), by=boss(now), now=now, cause=fault.cause[1]),
        )
    if fault.plan:
        yield "plan", fault.plan[0], lambda now: deeds.plan(
            record(), by=boss(now), now=now, measure=fault.plan[1], owner=owner(now),
            due_on=now.date() + timedelta(days=fault.plan[2]),
        )  # fmt: skip
    for place, (days, words) in enumerate(fault.looks):
        yield (
            f"look-{place}",
            days,
            lambda now, words=words: deeds.follow_up(record(), by=boss(now), now=now, words=words),
        )
    if fault.extended:
        yield "extend", fault.extended[0], lambda now: deeds.extend(
            record(), by=boss(now), now=now, due_on=now.date() + timedelta(days=fault.extended[1]),
            reason=fault.extended[2], agreed_by=station.director(now.date()),
        )  # fmt: skip
    if fault.done:
        yield "done", fault.done[0], lambda now: _show_and_report(record(), now, fault.done[1])
    if fault.verified:
        yield "verified", fault.verified[0], lambda now: _verify(station, record(), now, fault.verified)


def _show_and_report(record: Rectification, now: datetime, words: str) -> None:
    by = actor(record.owner, now)
    attachments.attach(record, SHOW, words.encode(), by=by, purpose="整改佐证", now=now)
    deeds.report_done(record, by=by, now=now, outcome=words)


def _verify(station: Station, record: Rectification, now: datetime, said: tuple[int, str, bool]) -> None:
    deed = deeds.confirm if said[2] else deeds.reject
    who = next(
        each for each in (station.director(now.date()), *station.heads(now.date()))
        if each not in (record.owner, record.done_by)
    )  # fmt: skip
    deed(record, by=actor(who, now), now=now, effect=said[1])


def _monitoring(station: Station) -> Iterator[Moment]:
    for place, (title, clause, rhythm, who, missed) in enumerate(LOOKS):
        key = f"{station.unit.code}/look-{place}"

        def add(now: datetime, title=title, clause=clause, rhythm=rhythm, who=who) -> None:
            heads = station.heads(now.date())
            item = MonitoringItem(
                unit=station.unit, project=station.project, title=title, clause=clause, rhythm=rhythm,
                checker=heads[who % len(heads)], starts_on=date(2025, 4, 1),
            )  # fmt: skip
            monitoring.add_item(item, by=actor(station.director(now.date()), now), now=now)

        yield Moment(at(date(2025, 4, 1), 16, place), f"{key}/add", add)
        for month in (5, 8, 11) if rhythm == "quarter" else range(4, 13):
            if month not in missed:
                yield Moment(_look_day(month, place), f"{key}/{month}", _look(station, title, month))


def _look_day(month: int, place: int) -> datetime:
    return at(calendar(2025, 2026).add_workdays(date(2025, month, 18 + place), 0), 16, 30)


def _look(station: Station, title: str, month: int) -> Any:
    def play(now: datetime) -> None:
        with door.opened("demo"):
            item = MonitoringItem.objects.select_related("checker").get(unit=station.unit, title=title)
        seen = "抽查十份，两份缺签名。" if month == 6 else "按清单逐项查看，无异常。"
        by = actor(item.checker, now)
        monitoring.write_check(item, by=by, now=now, checked_on=now.date(), seen=seen, in_order=month != 6)

    return play


def _inspection(agency: Unit) -> Iterator[Moment]:
    """The first half year, inspected in August, its breaches mended in September and verified in October."""

    def who(now: datetime) -> Any:
        return actor(inspector(agency, now.date()), now)

    def sheet() -> Inspection:
        with door.opened("demo"):
            return Inspection.objects.get(unit=agency, year=2025, half=1)

    def begin(now: datetime) -> None:
        inspections.begin(Inspection(unit=agency, year=2025, half=1), by=who(now), now=now)

    def write(now: datetime) -> None:
        with door.opened("demo"):
            lines = list(sheet().lines.filter(own="breached"))
        remarks = {str(line.public_id): ("breached", "现场查看记录，情况与系统判定一致。") for line in lines}
        inspections.write(sheet(), by=who(now), now=now, remarks=remarks, opinion=OPINION)
        inspections.sign(sheet(), by=who(now), now=now)

    def tell(now: datetime) -> None:
        with door.opened("demo"):
            circular = Circular(unit=agency, **drafted(sheet(), who(now)))
        made = circulars.add_circular(circular, by=who(now), now=now)
        circulars.publish(made, by=who(now), now=now)

    yield Moment(at(date(2025, 8, 12), 9), "inspection/begin", begin)
    yield Moment(at(date(2025, 8, 19), 16), "inspection/sign", write)
    yield Moment(at(date(2025, 8, 20), 9), "inspection/mend", lambda now: _mend(sheet(), who(now), now))
    yield Moment(at(date(2025, 8, 21), 10), "inspection/tell", tell)
    yield Moment(at(date(2025, 8, 25), 10), "inspection/read", _read)
    yield Moment(at(date(2025, 8, 25), 11), "inspection/cause", lambda now: _each("open", now, _cause))
    yield Moment(at(date(2025, 8, 28), 11), "inspection/plan", lambda now: _each("analysed", now, _plan))
    yield Moment(at(date(2025, 9, 26), 11), "inspection/done", lambda now: _each("planned", now, _done))
    yield Moment(
        at(date(2025, 10, 9), 11), "inspection/verified", lambda now: _each("done", now, _helped(who(now)))
    )


def _mend(inspection: Inspection, by: Any, now: datetime) -> None:
    with door.opened("demo"):
        breaches = inspection.lines.filter(own="breached").exists()
    if breaches:
        inspections.mend(inspection, by=by, now=now)


def _each(state: str, now: datetime, play: Any) -> None:
    """One step for every rectification of the inspection that stands where the step begins."""
    with door.opened("demo"):
        found = Rectification.objects.filter(source_kind="inspection", state=state).select_related(
            "unit", "owner"
        )
        records = list(found.order_by("pk"))
    known = {each.unit.pk: each for each in stations()}
    for place, record in enumerate(records):
        station = known.get(record.unit.centre.pk)
        if station is not None:
            play(station, record, place, now)


def _cause(station: Station, record: Rectification, place: int, now: datetime) -> None:
    deeds.analyse(
        record, by=actor(station.director(now.date()), now), now=now, cause="分工不清，交接时没有写明由谁做。"
    )


def _plan(station: Station, record: Rectification, place: int, now: datetime) -> None:
    heads = station.heads(now.date())
    deeds.plan(
        record, by=actor(station.director(now.date()), now), now=now, measure="写入岗位清单，指定一人负责，主任每月核对。",
        owner=heads[place % len(heads)], due_on=date(2025, 9, 30),
    )  # fmt: skip


def _done(station: Station, record: Rectification, place: int, now: datetime) -> None:
    if place % 7 != 3:
        _show_and_report(record, now, "已写入岗位清单并补齐记录。")


def _helped(by: Any) -> Any:
    def play(station: Station, record: Rectification, place: int, now: datetime) -> None:
        if by.person not in (record.owner, record.done_by):
            deeds.confirm(record, by=by, now=now, effect="九月记录齐全，按时。")

    return play


def _read(now: datetime) -> None:
    """Most people have read the circular within two days; some never do."""
    with door.opened("demo"):
        readings = list(
            CircularReading.objects.filter(read_at=None).select_related("user__person").order_by("pk")
        )
    for place, reading in enumerate(readings):
        if place % 6:
            circulars.confirm_reading(reading, by=actor(reading.user.person, now), now=now)
