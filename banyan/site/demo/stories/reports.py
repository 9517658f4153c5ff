"""What the main centre reported to headquarters and to the purchaser, and what its team shared.

August's report came late over the summer leave; of two incidents one was reported at once and one a day later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import door
from banyan.domains.projects.deeds import reports, sharing
from banyan.domains.projects.models import Post, Report
from banyan.foundation.periods import month_of
from banyan.site.demo.cast import Cast
from banyan.site.demo.telling import Moment, actor, at

_SHARED = (
    ("difficulty", "长者多次不愿开门", "三次上门未开门，家属联系不上，担心安全。", "请楼长陪同，改在居民茶座先见面；已约到。"),
    ("lesson", "签到提前一天电话提醒", "提前一天电话提醒，到场率由六成升到八成；签到处增设一人可缩短等候。", ""),
    ("progress", "送餐路线并为五条", "按楼栋重排后每餐节省四十分钟，志愿者反馈良好。", ""),
    ("difficulty", "课堂空间与棋牌室冲突", "四点半课堂与社区棋牌活动同室，噪音影响作业。", "与居委会商定周一至周四错开，周五改到图书角。"),
    ("lesson", "雨季探访改前一日确认", "雨季入户前一日电话确认，空访率明显下降。", ""),
    ("difficulty", "影像同意书漏签", "大型活动后补签困难。", "签到台旁单设同意书台，先签后领号。"),
    ("progress", "独居长者名册合并完成", "三个部门名册合并，重复探访减少。", ""),
    ("lesson", "联合活动先定牵头部门", "牵头部门先报计划，协办部门在同一张分工表上签字，少返工。", ""),
    ("difficulty", "末期材料归档分散", "电子与纸质两套目录对不上。", ""),
)  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Reports month by month, two incidents, and what was shared."""
    cast = Cast()
    for month in range(4, 12):
        yield from report_month(cast, date(2025, month, 1))
    yield from _incidents(cast)
    for number, told in enumerate(_SHARED):
        yield from _share(cast, number, *told)


def report_month(cast: Cast, month: date) -> Iterator[Moment]:
    end = month_of(month).end
    sent = cast.after(end, 8 if month.month == 8 else 3)
    for addressee, hour in (("superior", 10), ("purchaser", 15)):
        key = f"{month:%Y-%m}/{addressee}"
        yield Moment(at(sent, hour), f"{key}/send", lambda when, to=addressee: _send(cast, month, to, when))
        received = cast.after(sent, 1)
        yield Moment(
            at(received, hour), f"{key}/receive", lambda when, to=addressee: _receive(cast, month, to, when)
        )


def _send(cast: Cast, month: date, addressee: str, when: datetime) -> None:
    report = Report(
        project=cast.project, unit=cast.centre, kind="monthly", addressee=addressee, month=month,
        title=f"{month.month}月{'工作月报' if addressee == 'superior' else '指标月报'}",
        words=f"{month.month} 月服务按计划开展，指标进度见附表；落后指标已说明原因与追赶安排。",
        measures="请支持协调社区场地。" if addressee == "superior" else "",
    )  # fmt: skip
    by = actor(cast.director, when)
    reports.send(reports.begin(report, by=by, now=when), by=by, now=when)


def _receive(cast: Cast, month: date, addressee: str, when: datetime) -> None:
    with door.opened("demo"):
        found = Report.objects.select_related("project", "unit")
        report = found.get(project=cast.project, kind="monthly", month=month, addressee=addressee)
    if addressee == "superior":
        reports.receive(report, by=actor(cast.overseer, when), now=when, received_by="总部项目部")
    else:
        reports.receive(report, by=actor(cast.correspondent, when), now=when, received_by="街道公共服务办")


def _incidents(cast: Cast) -> Iterator[Moment]:
    fall = at(date(2025, 8, 19), 14, 20)
    told = (
        "长者活动中跌倒送医",
        "活动中一名长者滑倒，随即送医，家属到场。",
        "已送医、通知家属、封存场地照片；请求保险对接。",
    )
    yield from _incident(cast, "fall", fall, told, minutes=(75, 100))
    late = at(date(2025, 11, 26), 9, 10)
    told = (
        "课堂学生走失后找回",
        "一名学生放学后未到课堂，两小时后在商场找到。",
        "已与学校、家长核对接送名单；检讨上报迟延原因。",
    )
    yield from _incident(cast, "lost", late, told, minutes=(27 * 60 + 5, 28 * 60))


def _incident(
    cast: Cast, key: str, happened_at: datetime, told: tuple[str, str, str], minutes: tuple[int, int]
) -> Iterator[Moment]:
    title, words, measures = told
    for addressee, after in zip(("superior", "purchaser"), minutes, strict=True):

        def play(when: datetime, to: str = addressee) -> None:
            by = actor(cast.director, when)
            report = Report(
                project=cast.project, unit=cast.centre, kind="incident", addressee=to, title=title,
                happened_at=happened_at, words=words, measures=measures,
            )  # fmt: skip
            reports.send(reports.begin(report, by=by, now=when), by=by, now=when)

        yield Moment(happened_at + timedelta(minutes=after), f"{key}/{addressee}", play)


def _share(cast: Cast, number: int, kind: str, title: str, words: str, answer: str) -> Iterator[Moment]:
    day = cast.after(date(2025, 4 + number, 12), 0)
    author: Any = cast.writer(cast.departments[1 + number % 5])
    yield Moment(
        at(day, 11), f"share{number}", lambda when: _tell(cast, author, kind, title, words, when=when)
    )
    if answer:
        yield Moment(
            at(cast.after(day, 2), 14), f"answer{number}", lambda when: _answer(cast, title, answer, when)
        )


def _tell(cast: Cast, author: Any, kind: str, title: str, words: str, *, when: datetime) -> None:
    post = Post(project=cast.project, unit=cast.centre, kind=kind, title=title, words=words)
    sharing.share(post, by=actor(author, when), now=when)


def _answer(cast: Cast, title: str, answer: str, when: datetime) -> None:
    with door.opened("demo"):
        post = Post.objects.select_related("project", "unit").get(project=cast.project, title=title)
    sharing.solve(post, by=actor(cast.assistant, when), now=when, words=answer)
