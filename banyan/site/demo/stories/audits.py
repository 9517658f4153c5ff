"""Audits of the demo's year: the internal one of the first half, with a finding put right, and the evaluator's, under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import attachments, door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.deeds import access
from banyan.core.identity.models import Grant, Role, User
from banyan.domains.finance.deeds import audits as deeds
from banyan.domains.finance.models import Audit, AuditFinding, AuditRequest, AuditSample
from banyan.domains.quality import public as quality
from banyan.domains.quality.deeds import rectifications
from banyan.domains.quality.models import Rectification
from banyan.site.demo.people import AUDITOR
from banyan.site.demo.purses import Purse, purses
from banyan.site.demo.telling import Moment, actor, at

INTERNAL = "机构监事"
ASKED = (
    (
        "各月用款审批单与下拨凭据",
        date(2025, 10, 15),
        date(2025, 10, 20),
        date(2025, 10, 17),
        "4—9 月审批单原件 6 份",
    ),
    (
        "五金店维修询价记录",
        date(2025, 10, 15),
        date(2025, 10, 22),
        date(2025, 10, 21),
        "询价单 3 份，复印件盖章",
    ),
)
FOUND = "抽查的一张凭证只附打印的转账记录，没有收款方签收。"
PUT_RIGHT = "补收款方签收，付款岗位增加“签收齐全再归档”一步。"
OPINIONS = {
    "compliance": "收支按合同科目使用，审批齐全；一张凭证附件不全，已整改。",
    "reasonableness": "办公与交通支出与服务量相称，维修先询价后施工。",
    "benefit": "走访与陪同支出对应服务记录，单位成本低于上年。",
}
OUTSIDE = "示例会计师事务所"
FROM, UNTIL = date(2025, 12, 22), date(2026, 1, 16)
WANTED = (
    (
        "购买服务合同、补充协议与预算批复",
        date(2025, 12, 23),
        date(2025, 12, 29),
        "合同与附件二、预算批复复印件",
    ),
    ("全年银行对账单与余额调节表", date(2025, 12, 23), date(2026, 1, 6), ""),
)
SEEN = "抽到的这张凭证，验收人与经办人同属一个部门，请说明是否另有人验收。"


def moments(until: date) -> Iterator[Moment]:
    """The main project's audits."""
    for purse in purses():
        if purse.kind == "main" and not purse.place:
            yield from _internal(purse)
            yield from _outside(purse)


def _head(purse: Purse, when: datetime) -> Any:
    return actor(purse.above("财务主管", when.date()), when)


def _audit(purse: Purse, kind: str) -> Audit:
    with door.opened("demo"):
        return Audit.objects.get(project=purse.project, kind=kind)


def _internal(purse: Purse) -> Iterator[Moment]:
    key = f"{purse.project.number}/internal"
    yield Moment(at(date(2025, 10, 13), 10), f"{key}/plan", lambda when: _plan_internal(purse, when))
    yield Moment(at(date(2025, 10, 15), 9), f"{key}/begin", lambda when: _begin_internal(purse, when))
    for place, row in enumerate(ASKED):
        yield Moment(
            at(row[3], 15),
            f"{key}/deliver-{place}",
            lambda when, row=row: _hand_over(purse, row[0], row[4], when),
        )
    yield Moment(at(date(2025, 10, 23), 16), f"{key}/finding", lambda when: _note_internal(purse, when))
    for name, day, step in _RECTIFYING:
        yield Moment(at(day, 16, 30), f"{key}/{name}", lambda when, step=step: step(purse, when))
    yield Moment(at(date(2025, 11, 14), 10), f"{key}/close", lambda when: _close(purse, when))


def _plan_internal(purse: Purse, when: datetime) -> None:
    audit = Audit(
        project=purse.project, unit=purse.unit, kind=Audit.Kind.INTERNAL, auditor=INTERNAL, starts_on=date(2025, 10, 15),
        ends_on=date(2025, 11, 14), covers_from=date(2025, 4, 1), covers_to=date(2025, 9, 30), covers_income=True,
        covers_budget=True, covers_claims=True, seed=20251015, size=5,
    )  # fmt: skip
    deeds.plan(audit, by=_head(purse, when), now=when)


def _begin_internal(purse: Purse, when: datetime) -> None:
    audit = deeds.start(_audit(purse, Audit.Kind.INTERNAL), by=_head(purse, when), now=when)
    for what, asked, due, _delivered, _answer in ASKED:
        request = AuditRequest(audit=audit, unit=audit.unit, what=what, asked_on=asked, due_on=due)
        deeds.ask(request, by=_head(purse, when), now=when)


def _hand_over(purse: Purse, what: str, answer: str, when: datetime) -> None:
    with door.opened("demo"):
        request = AuditRequest.objects.get(audit__project=purse.project, what=what)
    deeds.deliver(request, by=_head(purse, when), now=when, answer=answer)


def _note_internal(purse: Purse, when: datetime) -> None:
    """The finding of the audit goes on the list of rectifications the same day."""
    audit = _audit(purse, Audit.Kind.INTERNAL)
    with door.opened("demo"):
        drawn = AuditSample.objects.filter(audit=audit).select_related("voucher").order_by("position").first()
    finding = AuditFinding(
        audit=audit,
        unit=audit.unit,
        voucher=drawn.voucher.number if drawn else "",
        clause="R5.3.2",
        found_on=when.date(),
        words=FOUND,
    )
    finding = deeds.note_finding(finding, by=_head(purse, when), now=when)
    quality.open_rectification(
        finding, "audit", unit=purse.unit, scope=purse.project.public_id, finding=FOUND, clause="R5.4.4",
        by=actor(purse.director(when.date()), when), now=when,
    )  # fmt: skip


def _record(purse: Purse) -> Rectification:
    with door.opened("demo"):
        return Rectification.objects.filter(project=purse.project, finding=FOUND).order_by("-round")[0]


def _analyse(purse: Purse, when: datetime) -> None:
    by = actor(purse.director(when.date()), when)
    rectifications.analyse(_record(purse), by=by, now=when, cause="付款后没有人核对签收，归档前不看附件。")


def _settle(purse: Purse, when: datetime) -> None:
    rectifications.plan(
        _record(purse), by=actor(purse.director(when.date()), when), now=when, measure=PUT_RIGHT,
        owner=purse.clerk(when.date()), due_on=when.date() + timedelta(days=14),
    )  # fmt: skip


def _report(purse: Purse, when: datetime) -> None:
    record = _record(purse)
    by = actor(record.owner, when)
    attachments.attach(record, "签收补件.txt", PUT_RIGHT.encode(), by=by, purpose="整改佐证", now=when)
    rectifications.report_done(record, by=by, now=when, outcome="签收已补齐，归档清单增加一栏。")


def _verify(purse: Purse, when: datetime) -> None:
    """Somebody else than the owner looks whether it helped."""
    by = actor(purse.director(when.date()), when)
    rectifications.confirm(_record(purse), by=by, now=when, effect="抽查十一月上旬付款五笔，签收齐全。")


_RECTIFYING = (
    ("cause", date(2025, 10, 24), _analyse),
    ("measure", date(2025, 10, 27), _settle),
    ("done", date(2025, 11, 5), _report),
    ("verified", date(2025, 11, 12), _verify),
)


def _close(purse: Purse, when: datetime) -> None:
    deeds.close(_audit(purse, Audit.Kind.INTERNAL), by=_head(purse, when), now=when, **OPINIONS)


def _outside(purse: Purse) -> Iterator[Moment]:
    """The evaluator's accountant comes with a sign-in of their own, for these days and this project."""
    key = f"{purse.project.number}/outside"
    yield Moment(at(date(2025, 12, 19), 10), f"{key}/plan", lambda when: _let_in(purse, when))
    yield Moment(at(FROM, 9), f"{key}/begin", lambda when: _draw(purse, when))
    yield Moment(at(WANTED[0][1], 10), f"{key}/ask", lambda when: _ask(purse, when))
    yield Moment(
        at(date(2025, 12, 26), 11),
        f"{key}/deliver",
        lambda when: _hand_over(purse, WANTED[0][0], WANTED[0][3], when),
    )
    yield Moment(at(date(2025, 12, 30), 15), f"{key}/finding", lambda when: _note_outside(purse, when))


def _auditor() -> User:
    with door.opened("demo"):
        return User.objects.select_related("person").get(username=AUDITOR)


def _let_in(purse: Purse, when: datetime) -> None:
    user = _auditor()
    with door.opened("demo"):
        role = Role.objects.get(code="auditor")
    given = Grant(
        user=user, role=role, unit=purse.unit, scope_id=purse.project.public_id, starts_on=FROM, until=UNTIL,
        reason=f"{OUTSIDE}年度项目审计",
    )  # fmt: skip
    access.grant(given, by=system_actor("demo"), now=when)
    audit = Audit(
        project=purse.project, unit=purse.unit, kind=Audit.Kind.PROJECT, auditor=OUTSIDE, account=user, starts_on=FROM, ends_on=UNTIL,
        covers_from=date(2025, 4, 1), covers_to=date(2025, 12, 19), covers_income=True, covers_budget=True,
        covers_claims=True, seed=20251222, size=6,
    )  # fmt: skip
    deeds.plan(audit, by=_head(purse, when), now=when)


def _draw(purse: Purse, when: datetime) -> None:
    deeds.start(_audit(purse, Audit.Kind.PROJECT), by=_head(purse, when), now=when)


def _ask(purse: Purse, when: datetime) -> None:
    audit, by = _audit(purse, Audit.Kind.PROJECT), actor(_auditor().person, when)
    for what, asked, due, _answer in WANTED:
        deeds.ask(
            AuditRequest(audit=audit, unit=audit.unit, what=what, asked_on=asked, due_on=due), by=by, now=when
        )


def _note_outside(purse: Purse, when: datetime) -> None:
    audit = _audit(purse, Audit.Kind.PROJECT)
    with door.opened("demo"):
        drawn = AuditSample.objects.filter(audit=audit).select_related("voucher").order_by("position").first()
    finding = AuditFinding(
        audit=audit, unit=audit.unit, voucher=drawn.voucher.number if drawn else "", clause="R5.3.3", amount=Decimal(0),
        found_on=when.date(), words=SEEN,
    )  # fmt: skip
    deeds.note_finding(finding, by=actor(_auditor().person, when), now=when)
