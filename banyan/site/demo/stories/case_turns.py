"""Cases that take a turn: one runs long, is reviewed and handed over; one is sent on; violence is reported by law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Person, Unit
from banyan.domains.services.deeds.cases import crises, papers
from banyan.domains.services.models import Case, CaseCall, CaseDocument
from banyan.domains.services.queries.cases.opinions import has_served
from banyan.domains.staff import public as staff
from banyan.site.demo.stories import casework
from banyan.site.demo.stories.casework import SIGNED, Told
from banyan.site.demo.telling import Moment, actor, at, departments, in_office


@dataclass(frozen=True)
class Turn:
    """One such case: its place among the residents, the Saturday of the inquiry, and its steps with their days."""

    place: int
    began: date
    steps: tuple[tuple[str, int], ...]
    decision: str = "accept"


_FIRST = (
    ("inquiry", 0), ("referral_in", 2), ("intake", 2), ("assessment", 9), ("plan", 18), ("consent", 18), ("agreement", 19),
    ("contact-1", 20), ("contact-2", 34), ("contact-3", 51),
)  # fmt: skip
LONG = Turn(
    10, date(2025, 4, 19),
    (*_FIRST, ("contact-4", 79), ("review", 107), ("contact-5", 114), ("transfer", 142), ("contact-6", 156), ("review", 198)),
)  # fmt: skip
SENT_ON = Turn(15, date(2025, 6, 14), (("inquiry", 0), ("referral_out", 2), ("intake", 3)), "refer")
REPORTED = ("safety", "report")
GUARDED = next(told for told in casework.CASES if told.guarded)

WORDS = {
    "referral_in": {
        "other_side": "社区卫生服务中心", "referral_reason": "慢病随访时发现长期独居、情绪低落，建议社工跟进。", "consent": "given",
        "material": "转介单一份、随访记录摘要。", "reply": "已收到，两个工作日内联系。",
    },
    "referral_out": {
        "other_side": "区妇女儿童活动中心", "referral_reason": "需要系统的感觉统合训练，本站没有这项条件。", "consent": "guardian",
        "material": "转介单一份，不含个案记录。", "reply": "已安排初访。",
    },
    "review": {
        "progress": "外出次数比计划时多，家里的事能自己安排一部分。", "client_view": "比以前愿意出门。",
        "feedback": "社工来得准时，希望多教用手机。",
        "analysis": "固定时间的陪同有效，子女参与仍少。", "adjustment": "增加手机使用的练习，邀请子女参加一次会谈。", "next": "go_on",
    },
    "transfer": {
        "informed": "yes", "state_of_case": "介入中，目标达到一半，每两周见面一次。", "open_risks": "无",
        "papers": "见卷内目录。", "transfer_reason": "主责社工岗位调整，由同部门同事接手。",
    },
    "safety": {
        "signs": "对方饮酒后争吵、摔东西。", "own_ways": "先带孩子到邻居家。", "people": "邻居、妹妹，本人同意联系。",
        "means": "证件和备用钥匙放在妹妹家。", "agreed": "每天通一次电话，有危险立即报警。",
    },
    "report": {
        "duty": "minor_harmed", "suspicion": "孩子身上有新伤，说是被父亲推倒。", "suspected_at": "当日下午家访时",
        "reported_at": "当日家访后一小时内", "receiver": "辖区派出所值班室", "receipt": "已取得接报回执",
    },
}  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Each step on its day; what lies after the last day has not happened yet."""
    for centre in casework.centres():
        yield from _of_a_turn(centre, LONG, until)
        yield from _of_a_turn(centre, SENT_ON, until)
        when = at(GUARDED.began + timedelta(days=2), 17)
        if when.date() <= until:
            yield Moment(when, f"{centre.code}/guarded/reported", partial(_report, centre.pk))


def _of_a_turn(centre: Unit, turn: Turn, until: date) -> Iterator[Moment]:
    for step, days in turn.steps:
        when = at(turn.began + timedelta(days=days), 14)
        if when.date() <= until:
            key = f"{centre.code}/{turn.place}/{step}/{days}"
            yield Moment(when, key, partial(_play, centre.pk, turn, step))


def _play(centre_id: int, turn: Turn, step: str, when: datetime) -> None:
    department, people = _department(centre_id, turn.place, turn.began)
    with door.opened("demo"):
        grown_up = casework.clients(department.parent).filter(born_on__lt=date(1990, 1, 1))  # type: ignore[arg-type]
        client = grown_up[turn.place * 7]
    if step == "inquiry":
        told = Told(turn.place, turn.began, "follow_up")
        casework.open_file(told, department, client, actor(people[-1], when), when)
        return
    with door.opened("demo"):
        found = Case.objects.select_related("unit__parent", "key_worker")
        case = found.get(unit=department, client=client, inquired_on=turn.began, reopens=None)
    _step(case, turn, step, people, when)


def _step(case: Case, turn: Turn, step: str, people: list[Person], when: datetime) -> None:
    by = actor(case.key_worker, when)
    if step in WORDS:
        write(case, step, by, when, _successor(case, people, when) if step == "transfer" else None)
        return
    told = Told(turn.place, turn.began, "follow_up", decision=turn.decision)
    casework.take_step(case, told, step, by, when)
    if step in SIGNED:
        casework.sign_case(case, when)


def write(case: Case, kind: str, by: Any, when: datetime, successor: Person | None = None) -> None:
    """A form with its words; whoever must sign it signs."""
    if kind == "transfer" and successor is None:
        return
    paper = CaseDocument(case=case, kind=kind, happened_on=when.date(), successor=successor)
    asked = {"asked_by": _somebody_else(case, when)} if kind == "review" else {}
    papers.write(paper, by=by, now=when, answers=WORDS[kind] | asked)
    casework.sign_case(case, when)


def _somebody_else(case: Case, when: datetime) -> str:
    """Somebody of the department who did not serve the client: they ask how the service is seen."""
    others = (each for each in in_office(case.unit, when.date()) if not has_served(case, each.pk))
    return str(next(others).public_id)


def _successor(case: Case, people: list[Person], when: datetime) -> Person | None:
    """A colleague who may lead cases; the head does not take them over."""
    colleagues = [each for each in people[1:] if each != case.key_worker]
    with door.opened("demo"):
        may = staff.may_lead_cases([each.pk for each in colleagues])
        return next((each for each in colleagues if may(each.pk, when.date())), None)


def _report(centre_id: int, when: datetime) -> None:
    """The worker of the guarded case agrees on a safety plan and reports at once; nobody is asked first."""
    department, _people = _department(centre_id, GUARDED.place, GUARDED.began)
    with door.opened("demo"):
        case = Case.objects.select_related("unit", "key_worker").get(
            unit=department, confidentiality="L3", inquired_on=GUARDED.began
        )
        calls = list(CaseCall.objects.filter(case=case, told_at=None).order_by("position"))
    by = actor(case.key_worker, when)
    for kind in REPORTED:
        write(case, kind, by, when)
    for call in calls:
        crises.told(call, by=by, now=when, whom=f"{call.role_word}，电话")


def _department(centre_id: int, place: int, on: date) -> tuple[Unit, list[Person]]:
    with door.opened("demo"):
        centre = Unit.objects.get(pk=centre_id)
        department = departments(centre)[place % len(departments(centre))]
        return department, in_office(department, on)
