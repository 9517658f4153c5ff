"""The checks of service records of the demo's year: the third quarter in time, the second one late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import attachments, door
from banyan.core.jobs.running import run_now
from banyan.domains.quality.deeds import record_checks as deeds
from banyan.domains.quality.deeds import rectifications
from banyan.domains.quality.models import RecordCheck, Rectification
from banyan.domains.quality.queries.record_checks import frame_of, whose_record
from banyan.domains.quality.rules.record_checks import period_of
from banyan.site.demo.stories.quality import Station, stations
from banyan.site.demo.telling import Moment, actor, at, calendar

OPINION = "抽查记录总体真实；个别记录缺下一步、补录偏晚，已开整改，由主管逐份复核。"
#: Quarter, day of the drawing, day of the signature.
CHECKS = ((2, date(2025, 8, 18), date(2025, 8, 29)), (3, date(2025, 10, 16), date(2025, 10, 30)))
ANSWERS = (
    ("confirmed", "来过，谈了孩子的事。"),
    ("confirmed", "记得那天来家里的。"),
    ("not_reached", ""),
    ("confirmed", "来过，时间差不多。"),
    ("declined", ""),
    ("confirmed", "来过两次，都有帮上忙。"),
    ("denied", "那天没来，是打的电话。"),
)


def moments(until: date) -> Iterator[Moment]:
    """Drawn, called back, judged and signed, in every station with records of the quarter."""
    for station in stations():
        for quarter, drawn_on, signed_on in CHECKS:
            yield from _check(station, quarter, drawn_on, signed_on)


def _check(station: Station, quarter: int, drawn_on: date, signed_on: date) -> Iterator[Moment]:
    key = f"{station.unit.code}/{quarter}"
    middle = calendar(2025, 2026).add_workdays(drawn_on, 4)
    yield Moment(at(drawn_on, 9, 40), f"{key}/drawn", lambda now: _draw(station, quarter, now))
    yield Moment(at(middle, 14, 20), f"{key}/judged", lambda now: _judge(station, quarter, now))
    yield Moment(at(signed_on, 16, 40), f"{key}/signed", lambda now: _sign(station, quarter, now))
    days = calendar(2025, 2026)
    for name, after, step in (
        ("cause", 2, _cause),
        ("plan", 4, _plan),
        ("done", 15, _done),
        ("verified", 22, _verified),
    ):
        day = days.add_workdays(signed_on, after)
        yield Moment(
            at(day, 11, 30), f"{key}/{name}", lambda now, step=step: _each(station, quarter, step, now)
        )


def _each(station: Station, quarter: int, step: Any, now: datetime) -> None:
    """One step of every rectification of the check, by the director; who works on it is a head."""
    sheet = _sheet(station, quarter)
    number = sheet.number if sheet else None
    with door.opened("demo"):
        found = Rectification.objects.filter(source_kind="records", source_number=number, unit=station.unit)
        records = list(found.select_related("unit", "owner").order_by("pk"))
    heads = [each for each in station.heads(now.date()) if each != station.director(now.date())]
    for record in records if heads else ():
        step(record, actor(station.director(now.date()), now), heads[0], now)


def _cause(record: Rectification, boss: Any, head: Any, now: datetime) -> None:
    rectifications.analyse(
        record, by=boss, now=now, cause="外出后集中补写，照着上一次的格式填，空项没有人核对。"
    )


def _plan(record: Rectification, boss: Any, head: Any, now: datetime) -> None:
    measure = "逐份补齐缺项，写明更正理由；主管每周抽看两份新记录。"
    rectifications.plan(
        record, by=boss, now=now, measure=measure, owner=head, due_on=now.date() + timedelta(days=21)
    )


def _done(record: Rectification, boss: Any, head: Any, now: datetime) -> None:
    by = actor(head, now)
    attachments.attach(
        record, "补写清单.txt", "已逐份补写并说明更正理由".encode(), by=by, purpose="整改佐证", now=now
    )
    rectifications.report_done(record, by=by, now=now, outcome="缺项已补齐，雷同记录已重写。")


def _verified(record: Rectification, boss: Any, head: Any, now: datetime) -> None:
    """Whose record it was does not verify, so that the director leaves their own to headquarters."""
    if whose_record(record) != boss.person.public_id:
        rectifications.confirm(record, by=boss, now=now, effect="抽看新记录六份，项目齐全，无照抄。")


def _sheet(station: Station, quarter: int) -> RecordCheck | None:
    with door.opened("demo"):
        found = RecordCheck.objects.filter(project=station.project, year=2025, quarter=quarter)
        return found.select_related("unit", "project__unit").first()


def _draw(station: Station, quarter: int, now: datetime) -> None:
    boss = actor(station.director(now.date()), now)
    sheet = RecordCheck(unit=station.unit, project=station.project, year=2025, quarter=quarter)
    if now.date() > period_of(2025, quarter).end and frame_of(sheet, now.date()):
        made = deeds.draw(sheet, by=boss, now=now)
        run_now(deeds.COMPARE, by=boss, unit=made.unit, sheet=str(made.public_id))


def _judge(station: Station, quarter: int, now: datetime) -> None:
    """Whoever took no part in a contact calls back and judges: the director, else the head of a department."""
    sheet = _sheet(station, quarter)
    if sheet is None:
        return
    with door.opened("demo"):
        lines = list(sheet.lines.select_related("worker").order_by("position"))
        pairs = list(sheet.pairs.order_by("first"))
    for place, line in enumerate(lines):
        by = _apart(station, (line.worker_id, *line.others), now)
        if by is None:
            continue
        answer, words = ANSWERS[(place + quarter) % len(ANSWERS)]
        deeds.call_back(line, by=by, now=now, answer=answer, consented=bool(words), words=words)
        deeds.judge(
            line, by=by, now=now, complete="no" if line.gaps else "yes", accurate="no" if line.contradictions else "yes",
            remark="缺项见系统所列。" if line.gaps else "时间与其他记录不符。" if line.contradictions else "",
        )  # fmt: skip
    for place, pair in enumerate(pairs):
        by = _apart(station, (pair.worker_id,), now)
        if by is not None:
            copied = place == 1
            words = "只改了日期，照抄上一次。" if copied else "同一约定的例行跟进，内容属实。"
            deeds.read_pair(pair, by=by, now=now, verdict="copied" if copied else "rightly", words=words)


def _apart(station: Station, hands: tuple[int, ...], now: datetime) -> Any:
    people = (station.director(now.date()), *station.heads(now.date()))
    return next((actor(each, now) for each in people if each and each.pk not in hands), None)


def _sign(station: Station, quarter: int, now: datetime) -> None:
    sheet = _sheet(station, quarter)
    if sheet is not None:
        with door.opened("demo"):
            waiting = sheet.lines.filter(answer="").exists() or sheet.pairs.filter(verdict="").exists()
        if not waiting:
            boss = actor(station.director(now.date()), now)
            deeds.sign(sheet, by=boss, now=now, opinion=OPINION)
