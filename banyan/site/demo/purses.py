"""Whose money the demo's stories tell: each project with its contract, and who has a hand in its money."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banyan.core import approvals, door
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import waiting
from banyan.core.approvals.signing import entitled_to, signed_by
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Appointment, Unit
from banyan.domains.finance.deeds import budgets
from banyan.domains.finance.models import Budget, BudgetLine
from banyan.domains.finance.rules.sheets import BUDGET
from banyan.domains.projects import public as projects
from banyan.domains.projects.models import Contract
from banyan.site.demo.files import bring_content, project_number
from banyan.site.demo.telling import actor, departments

#: item, block, name, percent of the contract, how many of what
STATION = (
    ("E1.01", "人员费用", "社工工资与保险", 66, 12, "月"),
    ("E2.01", "专业支持", "外聘督导费", 6, 12, "月"),
    ("E3.01", "服务活动", "社区服务活动", 14, 12, "月"),
    ("E4.01", "日常办公", "办公用品", 3, 12, "月"),
    ("E4.04", "日常办公", "交通差旅", 3, 12, "月"),
    ("E5.01", "机构管理费", "机构管理费", 4, 1, "年"),
    ("E6.01", "税费与审计", "税费与审计费", 2, 1, "年"),
    ("E7.01", "不可预见", "突发需求备用金", 2, 1, "年"),
)
GRANT = (
    ("E3.01", "服务活动", "独居长者探访物资", 70, 12, "月"),
    ("E3.02", "服务活动", "探访志愿者补贴", 20, 12, "月"),
    ("E4.04", "日常办公", "探访交通", 10, 12, "月"),
)
#: The station (by its place) whose wages come as a sheet, and the item that they stand under.
PAID_BY_SHEET, WAGES = 0, "E1.01"
#: Items that fall due when the contract year ends.
AT_THE_END = ("E5.01", "E6.01", "E7.01")
#: What the tender of the main project offered differently from its contract, yuan; both sides still meet.
TENDER_CHANGED = {"E1.01": Decimal(-30000), "E3.01": Decimal(18000), "E2.01": Decimal(12000)}
ZERO = Decimal(0)
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Purse:
    """A running project with its contract; `kind` is main, grant or station, `place` its place among its kind."""

    project: Any
    start: date
    end: date
    amount: Decimal
    kind: str
    place: int

    @property
    def unit(self) -> Any:
        return self.project.unit

    @property
    def plan(self) -> Sequence[tuple[Any, ...]]:
        """The lines of the budget; the main project's came with its files."""
        return {"grant": GRANT, "station": STATION}.get(self.kind, ())

    def above(self, title: str, day: date) -> Any:
        """Who holds a post at headquarters."""
        root = self.unit.root
        return _first(title, day, post__unit__parent=root, post__unit__kind=Unit.Kind.DEPARTMENT)

    def clerk(self, day: date) -> Any:
        """Who keeps the station's papers; where there is nobody, headquarters' accountant does."""
        return _first("行政专员", day, post__unit__path__startswith=self.unit.path) or self.above("会计", day)

    def director(self, day: date) -> Any:
        """The head of the station."""
        return _first("中心主任", day, post__unit__path__startswith=self.unit.path)


def _first(title: str, day: date, **where: Any) -> Any:
    """The first person who holds a post of this title there. One statement."""
    with door.opened("demo"):
        found = Appointment.objects.filter(Appointment.on(day), post__title__endswith=title, **where)
        first = found.select_related("person").order_by("post__unit__path", "person_id").first()
    return first.person if first else None


def purses() -> list[Purse]:
    """The projects whose money is told, in the order of their numbers; always the same ones."""
    with door.opened("demo"):
        by = system_actor("demo")
        found = list(projects.projects_of(by).select_related("unit"))
        signed = Contract.objects.visible_to(by).filter(project__in=found)
        contracts = {each.project_id: each for each in signed}
    homes = {project.unit_id for project in found if project.number == project_number()}
    made: list[Purse] = []
    for project in [each for each in found if each.pk in contracts]:
        contract = contracts[project.pk]
        is_home = project.unit_id in homes
        kind = "station" if not is_home else "main" if project.number == project_number() else "grant"
        place = sum(purse.kind == kind for purse in made)
        made.append(Purse(project, contract.starts_on, contract.ends_on, contract.amount, kind, place))
    return made


def provide_budget(purse: Purse, when: datetime) -> None:
    """The budget of the contract is brought in by its sheet, its months are planned, and it comes into effect."""
    if purse.plan:
        sheet = _sheet(purse)
        name = f"预算-{purse.project.number}.csv"
        bring_content("budget", sheet, name, purse.unit.code, purse.project.number, when)
    with door.opened("demo"):
        draft = Budget.objects.filter(project=purse.project, state=Budget.State.DRAFT).first()
    if draft is None:
        return
    if purse.kind == "station":
        last = purse.end.replace(day=1)
        months = {code: {last: _amount(purse, row)} for code, *row in purse.plan if code in AT_THE_END}
        budgets.phase(draft, by=system_actor("demo"), now=when, months=months)
        draft.refresh_from_db()
    aside = "专项资助协议只列服务活动与交通" if purse.kind == "grant" else ""
    budgets.put_in_force(draft, by=system_actor("demo"), now=when, basis="购买服务合同附件二", in_spite=aside)


def provide_tender(purse: Purse, when: datetime) -> None:
    """What was offered is brought in and kept beside the contract's: fewer heads at a higher price, less for activities."""
    with door.opened("demo"):
        standing = BudgetLine.objects.filter(
            budget__project=purse.project, budget__state=Budget.State.EFFECTIVE
        )
        lines = list(standing.order_by("position"))
    rows = [_offered(line, TENDER_CHANGED.get(line.code, ZERO)) for line in lines]
    name = f"投标预算-{purse.project.number}.csv"
    bring_content("budget", _table(rows), name, purse.unit.code, purse.project.number, when)
    with door.opened("demo"):
        draft = Budget.objects.get(project=purse.project, state=Budget.State.DRAFT)
    budgets.keep_as_tender(draft, by=system_actor("demo"), now=when, basis="投标文件第三册 报价表")


def _offered(line: BudgetLine, change: Decimal) -> dict[str, str]:
    row = {
        "side": "收入" if line.side == "income" else "支出", "code": line.code, "block": line.block, "name": line.name,
        "use": line.use, "price": "", "quantity": "", "measure": line.measure, "amount": str(line.amount + change),
        "department": line.department, "is_restricted": "是" if line.is_restricted else "否", "account": line.account,
        "is_year_end": "是" if line.is_year_end else "否", "note": "投标报价",
    }  # fmt: skip
    if not change and line.price is not None:
        row |= {"price": str(line.price), "quantity": str(line.quantity)}
    return row


def _amount(purse: Purse, row: Sequence[Any]) -> Decimal:
    percent, quantity = row[2], row[3]
    return (purse.amount * percent / 100 / quantity).quantize(_CENT) * quantity


def _sheet(purse: Purse) -> bytes:
    """The budget as a table in which both sides meet."""
    rows = [_expense(purse, line) for line in purse.plan]
    total = sum((Decimal(row["amount"]) for row in rows), Decimal(0))
    income = {
        "side": "收入", "code": "I1", "block": "收入", "name": "合同款", "use": "按合同分期拨付", "amount": str(total),
        "department": "机构总部", "is_restricted": "是", "account": "4301", "is_year_end": "否",
    }  # fmt: skip
    return _table([income, *rows])


def _table(rows: Sequence[dict[str, str]]) -> bytes:
    heads = {name: BUDGET.by_name[name].header for name in BUDGET.names}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(heads.values()))
    writer.writeheader()
    writer.writerows({heads[name]: said for name, said in row.items()} for row in rows)
    return out.getvalue().encode()


def _expense(purse: Purse, line: Sequence[Any]) -> dict[str, str]:
    code, block, name, percent, quantity, measure = line
    amount = _amount(purse, (block, name, percent, quantity))
    room = purse.unit.name if purse.kind == "station" else departments(purse.unit)[1].name
    return {
        "side": "支出", "code": code, "block": block, "name": name, "use": "按服务方案测算",
        "price": str(amount / quantity), "quantity": str(quantity), "measure": measure, "amount": str(amount),
        "department": room, "is_restricted": "是", "account": "5101", "is_year_end": "是" if code in AT_THE_END else "否",
    }  # fmt: skip


def open_step(record: Any) -> Any:
    """The signature whose turn it is, or None."""
    with door.opened("demo"):
        request = waiting(record)
        return Step.objects.filter(request=request, state=Step.State.OPEN).first() if request else None


def entitled(step: Any, record: Any, when: datetime) -> set[int]:
    """Whose turn it is and who has no other hand in it."""
    with door.opened("demo"):
        request = step.request
        others = {request.asked_by_id, getattr(record, "witness_id", None), *signed_by(request)}
        return entitled_to(step, request, when.date()) - others


def sign_up(record: Any, when: datetime, sent_back_by: str = "", reason: str = "") -> bool:
    """Whoever's turn it is signs, up to headquarters; a role may send it back. Says whether all signed."""
    while (step := open_step(record)) is not None:
        by = actor(min(entitled(step, record, when)), when)
        if sent_back_by and step.who == sent_back_by:
            approvals.decide(step, agreed=False, by=by, now=when, reason=reason)
            return False
        approvals.decide(step, agreed=True, by=by, now=when)
    return True
