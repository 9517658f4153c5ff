"""What is posted stays as it is: the database itself refuses to change or delete it, on both databases."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SAYS = "a posted voucher cannot be changed or deleted"
_VOUCHER, _LINE = "finance_voucher", "finance_voucherline"
_POSTED_LINE = "EXISTS (SELECT 1 FROM finance_voucher v WHERE v.id = {row}.voucher_id AND v.state = 'posted')"
#: Trigger → table, verb and what makes it refuse.
_GUARDS = {
    "finance_voucher_stands_update": (_VOUCHER, "UPDATE", "OLD.state = 'posted'"),
    "finance_voucher_stands_delete": (_VOUCHER, "DELETE", "OLD.state = 'posted'"),
    "finance_line_stands_insert": (_LINE, "INSERT", _POSTED_LINE.format(row="NEW")),
    "finance_line_stands_update": (_LINE, "UPDATE", _POSTED_LINE.format(row="OLD")),
    "finance_line_stands_delete": (_LINE, "DELETE", _POSTED_LINE.format(row="OLD")),
}
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN RAISE EXCEPTION '{says}'; END IF;
    RETURN {row};
END $$;
"""


def books_stand() -> migrations.RunPython:
    """The migration step that lays the triggers; undone when the migration is."""
    return migrations.RunPython(_lay, _lift)


def _lay(apps: Any, schema_editor: Any) -> None:
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgres
    for name, guard in _GUARDS.items():
        for statement in make(name, *guard):
            schema_editor.execute(statement, params=None)


def _lift(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _GUARDS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


def _sqlite(name: str, table: str, verb: str, when: str, says: str = _SAYS) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} {refuse}"]


def _postgres(name: str, table: str, verb: str, when: str, says: str = _SAYS) -> list[str]:
    row = "OLD" if verb == "DELETE" else "NEW"
    function = _FUNCTION.format(name=f"banyan_{name}", when=when, says=says, row=row)
    trigger = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION banyan_{name}()"
    return [function, trigger]


_PAID_SAYS = "what was approved or paid cannot be changed or deleted"
_CLAIM, _CLAIM_LINE, _PAYMENT = "finance_claim", "finance_claimline", "finance_payment"
_SIGNED = (
    "unit_id", "project_id", "claimant_id", "happened_on", "place", "reason", "payee", "payee_account", "payee_bank",
    "business", "witness_id", "witnessed_at", "advance_id", "explanation", "resolution", "amount", "payable", "number",
)  # fmt: skip
_MOVED = (
    "unit_id", "claim_id", "advance_id", "project_id", "amount", "cleared", "way", "payee", "paid_on", "paid_by_id",
    "reverses_id", "number", "bank_reference",
)  # fmt: skip
_STANDING_CLAIM = (
    "EXISTS (SELECT 1 FROM finance_claim c WHERE c.id = {row}.claim_id AND c.state IN ('approved', 'paid'))"
)


def _claim_guards(differs: str) -> dict[str, tuple[str, str, str]]:
    def any_differs(columns: tuple[str, ...]) -> str:
        return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)

    stands = "OLD.state IN ('approved', 'paid')"
    backwards = "(OLD.state = 'paid' AND NEW.state NOT IN ('paid', 'approved'))"
    backwards += " OR (OLD.state = 'approved' AND NEW.state NOT IN ('approved', 'paid', 'returned'))"
    revived = "(OLD.state <> 'paid' AND NEW.state <> OLD.state)"
    rebooked = f"(OLD.voucher_id IS NOT NULL AND NEW.voucher_id {differs} OLD.voucher_id)"
    return {
        "finance_claim_stands_update": (_CLAIM, "UPDATE", f"{stands} AND ({any_differs(_SIGNED)} OR {backwards})"),
        "finance_claim_stands_delete": (_CLAIM, "DELETE", stands),
        "finance_claimline_stands_insert": (_CLAIM_LINE, "INSERT", _STANDING_CLAIM.format(row="NEW")),
        "finance_claimline_stands_update": (_CLAIM_LINE, "UPDATE", _STANDING_CLAIM.format(row="OLD")),
        "finance_claimline_stands_delete": (_CLAIM_LINE, "DELETE", _STANDING_CLAIM.format(row="OLD")),
        "finance_payment_stands_update": (_PAYMENT, "UPDATE", f"{any_differs(_MOVED)} OR {revived} OR {rebooked}"),
        "finance_payment_stands_delete": (_PAYMENT, "DELETE", "1 = 1"),
    }  # fmt: skip


def claims_stand() -> migrations.RunPython:
    """The migration step that lets approved claims and payments stand; undone when the migration is."""
    return migrations.RunPython(_lay_claims, _lift_claims)


def _lay_claims(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, guard in _claim_guards("IS NOT" if is_sqlite else "IS DISTINCT FROM").items():
        make = _sqlite if is_sqlite else _postgres
        for statement in make(name, *guard, says=_PAID_SAYS):
            schema_editor.execute(statement, params=None)


def _lift_claims(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _claim_guards("IS NOT").items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


#: What an approved claim is paid from stands too (W3.1).
_FUND_GUARDS = {
    "finance_claim_fund_stands_update": (
        _CLAIM, "UPDATE", "OLD.state IN ('approved', 'paid') AND NEW.fund_id {differs} OLD.fund_id",
    ),
}  # fmt: skip


def funds_of_claims_stand() -> migrations.RunPython:
    """The migration step that lets the fund of an approved claim stand; undone when the migration is."""
    return migrations.RunPython(_lay_funds, _lift_funds)


def _lay_funds(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, (table, verb, when) in _FUND_GUARDS.items():
        guard = (table, verb, when.format(differs="IS NOT" if is_sqlite else "IS DISTINCT FROM"))
        for statement in (_sqlite if is_sqlite else _postgres)(name, *guard, says=_PAID_SAYS):
            schema_editor.execute(statement, params=None)


def _lift_funds(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _FUND_GUARDS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


_CLOSED_SAYS = "the books of this month are closed"
_CLOSED = (
    "EXISTS (SELECT 1 FROM finance_accountingperiod p JOIN identity_unit above ON above.id = p.unit_id"
    " JOIN identity_unit own ON own.id = {row}.unit_id WHERE p.state = 'closed'"
    " AND {row}.dated BETWEEN p.starts_on AND p.ends_on"
    " AND substr(own.path, 1, length(above.path)) = above.path)"
)
#: Nothing is entered, changed or taken out in a month that the unit or one above it has closed (R5.1.2).
_CLOSED_GUARDS = {
    "finance_closed_month_insert": (_VOUCHER, "INSERT", _CLOSED.format(row="NEW")),
    "finance_closed_month_update": (
        _VOUCHER, "UPDATE", f"{_CLOSED.format(row='OLD')} OR {_CLOSED.format(row='NEW')}",
    ),
    "finance_closed_month_delete": (_VOUCHER, "DELETE", _CLOSED.format(row="OLD")),
}  # fmt: skip


def closed_months_stand() -> migrations.RunPython:
    """The migration step that lets closed months stand; undone when the migration is."""
    return migrations.RunPython(_lay_closed, _lift_closed)


def _lay_closed(apps: Any, schema_editor: Any) -> None:
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgres
    for name, guard in _CLOSED_GUARDS.items():
        for statement in make(name, *guard, says=_CLOSED_SAYS):
            schema_editor.execute(statement, params=None)


def _lift_closed(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _CLOSED_GUARDS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


_AGREED_SAYS = "what was agreed, released or drawn up cannot be changed or deleted"
_AGREED_LINE = "EXISTS (SELECT 1 FROM finance_budget b WHERE b.id = {row}.budget_id AND b.state <> 'draft')"
_AGREED_MONTH = (
    "EXISTS (SELECT 1 FROM finance_budgetline l JOIN finance_budget b ON b.id = l.budget_id"
    " WHERE l.id = {row}.line_id AND b.state <> 'draft')"
)
_RELEASED_LINE = (
    "EXISTS (SELECT 1 FROM finance_monthlyform f JOIN finance_monthlybudget m ON m.id = f.merged_into_id"
    " WHERE f.id = {row}.form_id AND m.state IN ('approved', 'released', 'closed'))"
)
_RELEASED_FORM = (
    "EXISTS (SELECT 1 FROM finance_monthlybudget m WHERE m.id = OLD.merged_into_id"
    " AND m.state IN ('released', 'closed'))"
)
_POSTED_WAGES = "EXISTS (SELECT 1 FROM finance_voucher v WHERE v.id = OLD.voucher_id AND v.state = 'posted')"
#: Table → what of it stands, and when: from then on none of these columns changes and no row goes.
_AGREED = {
    "finance_budget": (
        "OLD.state <> 'draft'", ("unit_id", "project_id", "edition", "effective_on", "basis", "number"),
        "(OLD.state <> 'effective' AND NEW.state <> OLD.state) OR NEW.state NOT IN ('effective', 'superseded', 'tender')",
    ),
    "finance_monthlybudget": (
        "OLD.state IN ('approved', 'released', 'closed')",
        ("unit_id", "project_id", "month", "round", "total", "merged_by_id", "number"),
        "(OLD.state = 'closed' AND NEW.state <> 'closed')"
        " OR (OLD.state = 'released' AND NEW.state NOT IN ('released', 'closed'))",
    ),
    "finance_monthlyform": (
        _RELEASED_FORM, ("unit_id", "project_id", "month", "total", "merged_into_id", "submitted_by_id", "number"),
        "NEW.state <> OLD.state",
    ),
    "finance_monthsettled": ("1 = 1", ("budget_id", "item", "released", "used", "carried", "reason"), "1 = 0"),
    "finance_advance": (
        "OLD.state IN ('approved', 'paid', 'settled')",
        ("unit_id", "project_id", "holder_id", "budget_line_id", "amount", "needed_on", "number"),
        "(OLD.state IN ('paid', 'settled') AND NEW.state IN ('draft', 'waiting'))",
    ),
    "finance_budgetmove": (
        "OLD.state = 'agreed'",
        ("unit_id", "project_id", "from_item", "to_item", "amount", "consent", "number"), "1 = 0",
    ),
    "finance_payroll": (
        "1 = 1", ("unit_id", "project_id", "month", "heads", "gross", "deducted", "net", "employer", "number"),
        f"(OLD.state = 'taken_back' AND NEW.state <> OLD.state) OR (NEW.voucher_id {{differs}} OLD.voucher_id AND {_POSTED_WAGES})",
    ),
    "finance_earmarkedfund": ("1 = 1", ("unit_id", "project_id", "source", "number"), "1 = 0"),
}  # fmt: skip
_AGREED_LINES = {
    "finance_budgetline": _AGREED_LINE, "finance_budgetphase": _AGREED_MONTH, "finance_monthlyline": _RELEASED_LINE,
}  # fmt: skip


def _agreed_guards(differs: str) -> dict[str, tuple[str, str, str]]:
    made: dict[str, tuple[str, str, str]] = {}
    for table, (stands, columns, backwards) in _AGREED.items():
        changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)
        moved = f"{changed} OR {backwards.format(differs=differs)}"
        made[f"{table}_stands_update"] = (table, "UPDATE", f"({stands}) AND ({moved})")
        made[f"{table}_stands_delete"] = (table, "DELETE", stands)
    for table, stands in _AGREED_LINES.items():
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            made[f"{table}_stands_{verb.lower()}"] = (table, verb, stands.format(row=row))
    return made


def what_was_agreed_stands() -> migrations.RunPython:
    """The migration step that lets budgets in force, released months, advances and payrolls stand."""
    return migrations.RunPython(_lay_agreed, _lift_agreed)


def _lay_agreed(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, guard in _agreed_guards("IS NOT" if is_sqlite else "IS DISTINCT FROM").items():
        for statement in (_sqlite if is_sqlite else _postgres)(name, *guard, says=_AGREED_SAYS):
            schema_editor.execute(statement, params=None)


def _lift_agreed(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _agreed_guards("IS NOT").items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


def names() -> tuple[str, ...]:
    """All triggers of this room; `banyan verify` names those that are gone."""
    return (
        *_GUARDS, *_claim_guards("IS NOT"), *_FUND_GUARDS, *_CLOSED_GUARDS, *_agreed_guards("IS NOT"),
    )  # fmt: skip
