"""The year of the five smaller stations, each with two to four people, told lightly.

A keeps everything and meets every week since the autumn. B meets once a month, wrote its weekly papers for six weeks
only and has not looked at its risks since September. C lost its recorder in August and has met no more. D reports
punctually and never meets. F began in October and does what its rules ask from the first week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Person
from banyan.domains.projects.deeds import risks
from banyan.domains.projects.models import Risk
from banyan.domains.projects.public import projects_of
from banyan.foundation.periods import add_months
from banyan.site.demo.cast import Cast
from banyan.site.demo.stories import frame, meetings, papers, reports
from banyan.site.demo.telling import Moment, actor, at, departments, holder

AUTUMN, NEW_YEAR_WEEK = date(2025, 9, 29), date(2025, 12, 29)
_RISKS = (
    ("personnel", "站点人手少，一人请假即停班", 3, 3, "与邻站约定互相顶班，名单每季核对。"),
    ("users", "高龄长者雨天上门途中跌倒", 2, 4, "雨天改为电话问候，次日补访。"),
)
_NO_RISKS = {"funding": "拨款按期到账。", "policy": "合同期内无政策调整通知。"}
_KICKOFF = {
    "background": "街道购买站点服务，辖区以老旧小区为主。",
    "goals": "完成合同约定的探访与社区活动。",
    "tasks": "入户探访、社区活动、个案跟进。",
    "requirements": "签到当日核对，记录三个工作日内成文。",
    "division": "主任统筹，社工按片区负责。",
}


class Station(Cast):
    """Who does what at a station without departments: the director, and the workers for everything else."""

    @property
    def assistant(self) -> Person:
        """The first worker stands in for the assistant."""
        return self._at(self.centre, "社工")

    @property
    def officer(self) -> Person:
        """Takes the minutes: the administrative officer, where there is none the first worker."""
        return holder(self.centre, "行政专员", date(2025, 12, 1)) or self.assistant

    @property
    def correspondent(self) -> Person:
        """The director notes what the purchaser received; a worker may not."""
        return self.director


def moments(until: date) -> Iterator[Moment]:
    """The year of every station that has a story here."""
    for number, station in _stations().items():
        for moment in _YEARS[number[-1]](station):
            yield Moment(moment.at, f"{number}/{moment.key}", moment.play)


def _stations() -> dict[str, Station]:
    with door.opened("demo"):
        found = list(projects_of(system_actor("demo")).select_related("unit"))
    return {
        each.number: Station(each.number)
        for each in found
        if each.number[-1] in _YEARS and not departments(each.unit)
    }


def _keeps_everything(station: Station) -> Iterator[Moment]:
    yield Moment(at(date(2025, 4, 1), 9, 20), "plan", lambda when: frame.plan_year(station, when))
    yield Moment(at(date(2025, 4, 2), 9, 20), "scheme", lambda when: frame.write_scheme(station, when))
    for title, day in (
        ("建立独居长者名册", date(2025, 4, 25)),
        ("培训探访志愿者", date(2025, 5, 28)),
        ("年中核对探访次数", date(2025, 10, 14)),
    ):
        yield Moment(at(day, 16, 20), f"task/{day}", partial(frame.finish_task, station, title))
    yield from _formed(station, date(2025, 4, 3))
    yield from _risks(station, date(2025, 4, 8), date(2025, 12, 8))
    yield from _kicked_off(station, date(2025, 4, 9))
    yield from _monthly(station, 4, 12, late=())
    yield from _weekly(station, AUTUMN, NEW_YEAR_WEEK)
    yield from _papers(station, AUTUMN, NEW_YEAR_WEEK, late=(), monthly=(10, 11))
    yield from _reports(station, 4, 11)
    yield from _checks(station, AUTUMN, NEW_YEAR_WEEK)


def _meets_once_a_month(station: Station) -> Iterator[Moment]:
    yield Moment(at(date(2025, 4, 7), 9, 20), "plan", lambda when: frame.plan_year(station, when))
    yield Moment(
        at(date(2025, 6, 20), 16, 20), "task", lambda when: frame.finish_task(station, "培训探访志愿者", when)
    )
    yield from _formed(station, date(2025, 4, 10))
    yield from _risks(station, date(2025, 4, 15), date(2025, 9, 8))
    yield from _kicked_off(station, date(2025, 4, 16))
    yield from _monthly(station, 5, 12, late=(8, 11))
    six_weeks = AUTUMN + timedelta(weeks=6)
    yield from _papers(station, AUTUMN, six_weeks, late=(date(2025, 10, 20),), monthly=(10,))
    yield from _reports(station, 4, 11)


def _lost_its_recorder(station: Station) -> Iterator[Moment]:
    yield from _formed(station, date(2025, 4, 14))
    yield from _kicked_off(station, date(2025, 4, 22))
    yield from _monthly(station, 5, 8, late=(8,))
    yield from _reports(station, 4, 7)


def _reports_and_never_meets(station: Station) -> Iterator[Moment]:
    yield from _formed(station, date(2025, 4, 7))
    yield from _risks(station, date(2025, 4, 21), date(2025, 12, 15))
    yield from _reports(station, 4, 11)


def _began_in_autumn(station: Station) -> Iterator[Moment]:
    first = date(2025, 10, 6)
    yield from _formed(station, date(2025, 10, 9))
    yield from _risks(station, date(2025, 10, 10), date(2025, 12, 10))
    yield from _kicked_off(station, date(2025, 10, 10))
    yield from _monthly(station, 10, 12, late=())
    yield from _weekly(station, first, NEW_YEAR_WEEK)
    why = "合同自十月一日起，本周国庆放假，未开展服务。"
    yield Moment(
        at(date(2025, 10, 9), 9),
        "explain",
        lambda when: papers.explain_week(station, station.centre, AUTUMN, why, when),
    )
    yield from _papers(
        station, first, NEW_YEAR_WEEK, late=(date(2025, 11, 3), date(2025, 12, 1)), monthly=(10, 11)
    )
    yield from _reports(station, 10, 11)
    yield from _checks(station, first, NEW_YEAR_WEEK)


def _formed(station: Station, day: date) -> Iterator[Moment]:
    yield Moment(at(day, 14, 20), "team", lambda when: frame.form_team(station, when))


def _risks(station: Station, entered: date, until: date) -> Iterator[Moment]:
    """Entered once, then looked at every month on the same day."""
    yield Moment(at(entered, 10, 20), "risks", lambda when: _enter(station, when))
    day = add_months(entered, 1)
    while day <= until:
        yield Moment(at(day, 10, 20), f"risks/{day:%Y-%m}", lambda when: _review(station, when))
        day = add_months(day, 1)


def _enter(station: Station, when: datetime) -> None:
    for category, title, likelihood, impact, response in _RISKS:
        risk = Risk(
            project=station.project, unit=station.centre, category=category, title=title, likelihood=likelihood,
            impact=impact, response=response, owner=station.assistant,
        )  # fmt: skip
        risks.identify(risk, by=actor(station.director, when), now=when)
    _say_none(station, when)


def _review(station: Station, when: datetime) -> None:
    with door.opened("demo"):
        kept = list(Risk.objects.filter(project=station.project, state="open").order_by("pk"))
    for risk in kept:
        rated: dict[str, Any] = {"likelihood": risk.likelihood, "impact": risk.impact}
        risks.review(risk, by=actor(station.director, when), now=when, note="逐项核对，评级不变。", **rated)
    _say_none(station, when)


def _say_none(station: Station, when: datetime) -> None:
    for category, reason in _NO_RISKS.items():
        by = actor(station.director, when)
        risks.say_no_risk(station.project, by=by, now=when, category=category, reason=reason)


def _kicked_off(station: Station, day: date) -> Iterator[Moment]:
    agenda = "一、项目背景与目标\n二、任务与要求\n三、分工"
    title = f"{station.centre.name}项目启动会"
    yield from meetings.held(station, "kickoff", title, day, _KICKOFF, agenda=agenda, away=0)


def _said(number: int) -> dict[str, str]:
    return {
        "progress": meetings.PROGRESS[number % 4],
        "problems": meetings.PROBLEMS[(number + 1) % 4],
        "plan": meetings.PLANS[(number + 2) % 4],
    }


def _monthly(station: Station, first: int, last: int, late: tuple[int, ...]) -> Iterator[Moment]:
    """On the twentieth or the work day after."""
    for month in range(first, last + 1):
        day, title = station.after(date(2025, month, 19), 1), f"{month}月月例会"
        yield from meetings.held(
            station, "monthly", title, day, _said(month), agenda="一、本月总结\n二、下月任务", away=month % 2,
            late=4 if month in late else 0,
        )  # fmt: skip


def _weeks(station: Station, first: date, before: date) -> Iterator[tuple[int, date, list[date]]]:
    for number, monday in station.weeks(before):
        days = station.worked(monday)
        if first <= monday < before and days:
            yield number, monday, days


def _weekly(station: Station, first: date, before: date) -> Iterator[Moment]:
    for number, _monday, days in _weeks(station, first, before):
        agenda, title = "一、上周事项\n二、本周进展\n三、下周计划", f"第{number + 1}周例会"
        day = days[len(days) // 2]
        yield from meetings.held(station, "weekly", title, day, _said(number), agenda=agenda, away=0)


def _papers(
    station: Station, first: date, before: date, *, late: tuple[date, ...], monthly: Any
) -> Iterator[Moment]:
    """The weekly papers of a span of weeks, and the monthly ones."""
    for number, monday, days in _weeks(station, first, before):
        written = station.after(days[-1], 3) if monday in late else days[-1]
        yield from _paper(station, "weekly", monday, number, written)
    for month in monthly:
        last = add_months(date(2025, month, 1), 1) - timedelta(days=1)
        yield from _paper(
            station, "monthly", date(2025, month, 1), month, station.after(last + timedelta(days=1), -1)
        )


def _paper(station: Station, kind: str, start: date, number: int, written: date) -> Iterator[Moment]:
    def write(when: datetime) -> None:
        if kind == "weekly":
            papers.write_week(station, 0, station.centre, number, start, when)
        else:
            papers.write_month(station, 0, station.centre, start, when)

    def sign(when: datetime) -> None:
        papers.sign_paper(station, station.centre, kind, start, number, when)

    yield Moment(at(written, 16, 40), f"{kind}/{start}/write", write)
    yield Moment(at(station.after(written, 1), 9, 40), f"{kind}/{start}/sign", sign)


def _reports(station: Station, first: int, last: int) -> Iterator[Moment]:
    for month in range(first, last + 1):
        yield from reports.report_month(station, date(2025, month, 1))


def _checks(station: Station, first: date, before: date) -> Iterator[Moment]:
    for _number, monday, days in _weeks(station, first, before):
        yield Moment(at(days[-1], 17, 20), f"check/{monday}", lambda when: frame.check_week(station, when))


_YEARS = {
    "A": _keeps_everything,
    "B": _meets_once_a_month,
    "C": _lost_its_recorder,
    "D": _reports_and_never_meets,
    "F": _began_in_autumn,
}
