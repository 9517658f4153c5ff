"""Budgets and vouchers for tests: say only what matters."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection

from banyan.core import approvals, door
from banyan.core.approvals.models import Step
from banyan.core.identity.actor import system_actor
from banyan.domains.finance.deeds import budgets, intake, monthly
from banyan.domains.finance.models import Budget, MonthlyBudget, MonthlyForm
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.rules.monthly import Wish
from banyan.domains.finance.rules.sheets import BANK, BUDGET, VOUCHERS
from banyan.foundation.sheets import Row, check_rows
from tests.makers import make_grant, make_user

NOW = datetime(2025, 12, 31, 1, 0, tzinfo=UTC)
SYSTEM = system_actor("test")
_BUDGET = {
    "side": "支出", "code": "E1", "block": "服务活动", "name": "长者活动", "use": "按方案测算", "price": "1000", "quantity": "60",
    "measure": "次", "amount": "60000", "department": "长者部", "is_restricted": "是", "account": "5101", "is_year_end": "否",
    "note": "",
}  # fmt: skip
_LINE = {
    "dated": "2025-10-15", "number": "记-1", "position": "1", "summary": "活动物资", "account": "5101",
    "account_name": "业务活动成本", "debit": "300", "credit": "", "project": "", "department": "长者部", "item": "E1",
    "source": "合同款", "restriction": "", "business": "ACT-1", "incurred_on": "2025-10-10", "place": "社区广场",
    "purpose": "购买物资", "handler": "P1", "witness": "P2", "checker": "P3", "approver": "机构总干事", "invoice_code": "9",
    "invoice_number": "1", "supplier": "文具店", "attachments": "2", "way": "转账", "bank_reference": "T1",
}  # fmt: skip
_MOVE = {
    "day": "2025-10-15", "reference": "T1", "summary": "活动物资", "counterpart": "文具店", "received": "", "paid": "300",
    "balance": "700",
}  # fmt: skip


def unguarded(table, verb="update"):
    """Take the trigger away that lets what was agreed stand, until the test ends: records of another past are planted."""
    name = f"{table}_stands_{verb}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}")


def budget_rows(*changes):
    """An income of 60,000 and one expense of it, each with what a test says differently."""
    rows = [
        _BUDGET
        | {"side": "收入", "code": "I1", "block": "收入", "name": "购买服务", "price": "", "quantity": ""},
        _BUDGET,
    ]
    return [row | change for row, change in zip(rows, [*changes, {}, {}], strict=False)]


def voucher_rows(number="记-1", **said):
    """A purchase paid by bank: two lines."""
    line = _LINE | {"number": number} | said
    paid = line | {"position": "2", "account": "1002", "account_name": "银行存款", "item": ""}
    return [line, paid | {"debit": "", "credit": line["debit"]}]


def move_row(**said):
    """One line of a statement."""
    return _MOVE | said


def checked(sheet, rows, **references):
    """The rows read and checked as the importer does."""
    given = {"accounts": account_names(NOW.date()), "projects": {}, "project": None, "today": NOW.date()}
    return check_rows(sheet, [Row(line, row) for line, row in enumerate(rows, start=2)], given | references)


def bring_budget(project, rows=None):
    """A budget taken in."""
    return _taken(intake.TakingInBudget, checked(BUDGET, rows or budget_rows()), project.unit, project)


def bring_vouchers(project, *vouchers):
    """Vouchers taken in; each is the rows of one."""
    rows = [row for each in vouchers or (voucher_rows(),) for row in each]
    return _taken(intake.TakingInVouchers, checked(VOUCHERS, rows, project=project), project.unit, project)


def bring_statement(project, *rows):
    """A statement taken in."""
    return _taken(intake.TakingInStatement, checked(BANK, rows or (move_row(),)), project.unit, project)


def _taken(kind, table, unit, project):
    assert table.errors == [], [str(finding.message) for finding in table.errors]
    taking = kind(unit=unit, by=SYSTEM, now=NOW, project=project)
    taking.chunk(table.rows)
    with door.opened("test"):
        return taking.finish()


def make_office(unit):
    """Who takes part in a month's money, by role: head, clerk, centre-director, finance, programme-director."""
    return {
        role: _in_role(unit, role)
        for role in ("department-head", "clerk", "centre-director", "finance", "programme-director")
    }


def _in_role(unit, role):
    from banyan.core.identity.actor import actor_for
    from banyan.core.identity.models import User
    from banyan.site.roles import ROLES

    user = make_user(unit)
    permissions = next(given for code, _name, given in ROLES if code == role)
    make_grant(user, unit, *permissions, role=role)
    return actor_for(User.objects.select_related("person").get(pk=user.pk), NOW.date())


def hand_in(project, unit, month, wishes, by=SYSTEM, now=NOW):
    """A department's form with its lines, handed in; `wishes` maps items to yuan."""
    form = monthly.begin(MonthlyForm(unit=unit, project=project, month=month), by=by, now=now)
    lines = [Wish(item, Decimal(amount), "按计划开展") for item, amount in wishes.items()]
    monthly.write(form, by=by, now=now, wishes=lines)
    return monthly.submit(form, by=by, now=now)


def sign_all(record, *signers, now=NOW):
    """Each signs in turn what waits for a signature."""
    for each in signers:
        with door.opened("test"):
            step = Step.everything.get(request__record_id=record.public_id, state=Step.State.OPEN)
        approvals.decide(step, agreed=True, by=each, now=now)
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)


def release_month(project, month, wishes, now=NOW):
    """A month whose money was asked for, signed and released, by people made for it; answers the monthly budget."""
    office = make_office(project.unit)
    hand_in(project, project.unit, month, wishes, now=now)
    merged = monthly.merge(
        MonthlyBudget(unit=project.unit, project=project, month=month), by=office["clerk"], now=now
    )
    monthly.send_up(merged, by=office["clerk"], now=now)
    signed = sign_all(
        merged, office["centre-director"], office["finance"], office["programme-director"], now=now
    )
    return monthly.release(signed, by=office["finance"], now=now)


def in_force(project, rows=None, months=None):
    """A budget that the books are judged by; `months` maps items to what is planned for each month."""
    bring_budget(project, rows)
    with door.opened("test"):
        kept = Budget.everything.get(project=project, state="draft")
    if months:
        kept = budgets.phase(kept, by=SYSTEM, now=NOW, months=months)
    return budgets.put_in_force(kept, by=SYSTEM, now=NOW, basis="合同附件")
