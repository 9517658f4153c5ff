"""`python -m bench.bookkeeping`: fills an installation with one year's books of an agency and asks what a month's end asks.

Six stations, each with a project, a budget of 34 items and 102 posted vouchers of three lines a month: 22,032 lines.
Prints seconds and statements as JSON.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
STATIONS, MONTHS, ITEMS, VOUCHERS = 6, 12, 34, 102
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
COST = Decimal("50.00")
#: Seconds that a question may take: one agency, one year, two cores.
LIMITS = {"trial balance": 0.5, "closed month": 10.0}


def main() -> dict[str, Any]:
    """Fill, then ask; the first answer counts, the second shows what a warm process takes."""
    from django.core.management import call_command

    from banyan.core import door

    call_command("migrate", verbosity=0)
    with door.opened("bench"):
        agency, stations = _fill()
        rows = [_asked(name, ask) for name, ask in _questions(agency, stations)]
        rows.append(_asked("closed month", lambda: _close(agency, stations), again=False))
    return {"lines": _count(), "rows": rows}


def _questions(agency: Any, stations: list[Any]) -> list[tuple[str, Callable[[], Any]]]:
    from banyan.core.identity.actor import system_actor
    from banyan.domains.finance.queries.execution import execution_of
    from banyan.domains.finance.queries.statements import balance_of, statements_of
    from banyan.domains.projects.models import Project
    from banyan.foundation.periods import Period

    house, year = system_actor("bench"), Period(date(2025, 1, 1), date(2025, 12, 31))
    project = Project.everything.select_related("unit").get(unit=stations[0])
    return [
        ("trial balance", lambda: balance_of(house, year, unit=agency)),
        ("all statements", lambda: statements_of(house, year, agency)),
        ("execution of a project", lambda: execution_of(project, house, year.end).findings),
    ]


def _asked(name: str, ask: Callable[[], Any], again: bool = True) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    with CaptureQueriesContext(connection) as seen:
        for _turn in range(2 if again else 1):
            began, busy = time.perf_counter(), time.process_time()
            ask()
            took.append((round(time.perf_counter() - began, 3), round(time.process_time() - busy, 3)))
    return {
        "question": name, "seconds": took[0][0], "of_the_processor": took[0][1], "again": took[-1][0] if again else None,
        "statements": len(seen) // len(took), "limit": LIMITS.get(name),
    }  # fmt: skip


def _close(agency: Any, stations: list[Any]) -> None:
    """December of every station and then of the agency, as the deed closes it."""
    from banyan.core.identity.actor import system_actor
    from banyan.domains.finance.deeds import periods
    from banyan.domains.finance.models import AccountingPeriod

    for unit in (*stations, agency):
        closing = AccountingPeriod(unit=unit, starts_on=date(2025, 12, 1))
        periods.close(closing, by=system_actor("bench"), now=NOW)


def _fill() -> tuple[Any, list[Any]]:
    from django.db import transaction

    from banyan.core.identity.models import Unit

    agency = Unit.everything.create(code="A0", name="示例机构", kind="agency", parent=None)
    stations = []
    for place in range(STATIONS):
        with transaction.atomic():
            station = Unit.everything.create(
                code=f"S{place}", name=f"{place}站", kind="station", parent=agency
            )
            project = _project(station, place)
            _budget(project)
            _books(project)
            _closed(station)
            stations.append(station)
    return agency, stations


def _project(station: Any, place: int) -> Any:
    from banyan.domains.projects.models import Contract, Project

    project = Project.everything.create(
        unit=station,
        number=f"P-{place}",
        name=f"{place}街项目",
        type="综合服务",
        purchaser="街道",
        state="running",
    )
    Contract.everything.create(
        project=project, unit=station, number=f"C-{place}", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
        amount=Decimal(2_000_000),
    )  # fmt: skip
    return project


def _budget(project: Any) -> None:
    from banyan.domains.finance.models import Budget, BudgetLine

    budget = Budget(project=project, unit=project.unit, edition=1, state="draft")
    budget.number = f"YS-{project.pk}"
    budget.save()
    year = COST * VOUCHERS * 2 // ITEMS * MONTHS
    for place in range(1, ITEMS + 1):
        block = "服务活动" if place % 3 == 0 else "人员费用"
        BudgetLine.everything.create(
            budget=budget, position=place, side="expense", code=f"E{place}", block=block, name=f"科目{place}",
            amount=year, department="长者部",
        )  # fmt: skip
    budget.state, budget.effective_on = "effective", date(2025, 1, 1)
    budget.save()


def _books(project: Any) -> None:
    from banyan.core.records import new_public_id
    from banyan.domains.finance.models import Voucher, VoucherLine

    kept = [
        Voucher(
            unit=project.unit, project=project, number=f"记-{project.pk}-{month:02}-{number:03}", summary="活动物资",
            dated=date(2025, month, 1 + number % 28), debit=COST * 2, credit=COST * 2, created_at=NOW, changed_at=NOW,
        )
        for month in range(1, MONTHS + 1)
        for number in range(VOUCHERS)
    ]  # fmt: skip
    Voucher.everything.bulk_create(kept)
    lines = [
        VoucherLine(public_id=new_public_id(), voucher=voucher, project=project, source="合同款", **line)
        for place, voucher in enumerate(kept)
        for line in _lines(place, voucher)
    ]
    VoucherLine.everything.bulk_create(lines, batch_size=2_000)
    Voucher.everything.filter(project=project).update(state="posted", posted_on=date(2025, 12, 31))


def _lines(place: int, voucher: Any) -> list[dict[str, Any]]:
    said = {
        "summary": "活动物资", "incurred_on": voucher.dated, "place": "社区广场", "purpose": "购买物资", "handler": "甲",
        "witness": "乙", "checker": "丙", "approver": "总部财务主管", "supplier": f"供应商{place % 97}",
        "invoice_number": f"{70_000_000 + voucher.pk}", "bank_reference": f"T{voucher.pk}", "business": "ACT-1",
    }  # fmt: skip
    costs = [
        {"position": at + 1, "account": "5101", "debit": COST, "item": f"E{(place * 2 + at) % ITEMS + 1}"}
        | said
        for at in range(2)
    ]
    return [*costs, {"position": 3, "account": "1002", "credit": COST * 2} | said]


def _closed(station: Any) -> None:
    """January to November are closed."""
    from banyan.domains.finance.models import AccountingPeriod
    from banyan.foundation.periods import month_of

    for month in range(1, MONTHS):
        first = date(2025, month, 1)
        AccountingPeriod(
            unit=station, starts_on=first, ends_on=month_of(first).end, state="closed", number=f"JZ-{month:02}",
            closed_on=first,
        ).save()  # fmt: skip


def _count() -> int:
    from banyan.core import door
    from banyan.domains.finance.models import VoucherLine

    with door.opened("bench"):
        return VoucherLine.everything.count()


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
