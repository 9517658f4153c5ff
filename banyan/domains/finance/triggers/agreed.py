"""What was agreed, released or drawn up stands: budgets, months, advances, moves, payrolls, funds."""

from __future__ import annotations

from django.db import migrations

from banyan.domains.finance.triggers.laying import Guard, any_differs, step

AGREED_SAYS = "what was agreed, released or drawn up cannot be changed or deleted"
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
#: What stands, which of its columns never change, and which other changes are refused.
Standing = tuple[str, tuple[str, ...], str]
#: Table → what of it stands, and when: from then on none of these columns changes and no row goes.
_AGREED: dict[str, Standing] = {
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
LINES_OF_WHAT_WAS_AGREED = {
    "finance_budgetline": _AGREED_LINE, "finance_budgetphase": _AGREED_MONTH, "finance_monthlyline": _RELEASED_LINE,
}  # fmt: skip


def standing(things: dict[str, Standing], lines: dict[str, str], differs: str) -> dict[str, Guard]:
    """The guards of things that stand, and of lines that stand as soon as what they belong to does."""
    made: dict[str, Guard] = {}
    for table, (stands, columns, backwards) in things.items():
        moved = f"{any_differs(columns, differs)} OR {backwards.format(differs=differs)}"
        made[f"{table}_stands_update"] = (table, "UPDATE", f"({stands}) AND ({moved})")
        made[f"{table}_stands_delete"] = (table, "DELETE", stands)
    for table, stands in lines.items():
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            made[f"{table}_stands_{verb.lower()}"] = (table, verb, stands.format(row=row))
    return made


def agreed_guards(differs: str) -> dict[str, Guard]:
    """Budgets in force, released months, advances, moves, payrolls, earmarked funds."""
    return standing(_AGREED, LINES_OF_WHAT_WAS_AGREED, differs)


def what_was_agreed_stands() -> migrations.RunPython:
    """The migration step that lets budgets in force, released months, advances and payrolls stand."""
    return step(agreed_guards, AGREED_SAYS)
