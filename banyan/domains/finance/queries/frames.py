"""By what the books of a project are judged: its budget, its year, the limits of the day, the people who signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.rules.budget import Item
from banyan.domains.finance.rules.findings import Frame
from banyan.domains.finance.rules.limits import Authority, Signer, read_tiers
from banyan.domains.projects import public as projects
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period


def budget_of(project: Any, by: Actor) -> Budget | None:
    """The budget in force; where none is, the newest draft."""
    found = Budget.objects.visible_to(by).filter(project=project).exclude(state=Budget.State.TENDER)
    return found.filter(state=Budget.State.EFFECTIVE).first() or found.order_by("-edition").first()


def items_of(budget: Budget | None, by: Actor) -> list[Item]:
    """The lines of a budget as plain values."""
    if budget is None:
        return []
    lines = BudgetLine.objects.visible_to(by).filter(budget=budget).order_by("position")
    return [plain_item(line) for line in lines]


def plain_item(line: BudgetLine) -> Item:
    """A line of a budget as plain values."""
    return Item(
        line.code, line.side, line.block, line.name, line.amount, line.use, line.department, line.is_restricted,
        line.is_year_end, line.price, line.quantity, line.note,
    )  # fmt: skip


def phases_of(budget: Budget | None, by: Actor) -> dict[str, dict[date, Decimal]]:
    """Item → first of month → yuan, for items whose months somebody planned."""
    found: dict[str, dict[date, Decimal]] = {}
    if budget is not None:
        rows = BudgetPhase.objects.visible_to(by).filter(line__budget=budget)
        for code, month, amount in rows.values_list("line__code", "month", "amount"):
            found.setdefault(code, {})[month] = amount
    return found


def year_of(project: Any, on: date) -> Period:
    """The contract year that a day belongs to; the calendar year where there is no contract."""
    return projects.contract_years([project.public_id], on).get(project.public_id) or calendar_year(on)


def calendar_year(on: date) -> Period:
    """January to December."""
    return Period(date(on.year, 1, 1), date(on.year, 12, 31))


def signers_of(unit: Any) -> dict[str, tuple[str, str]]:
    """Employee number → title and path of the unit, for everybody of the agency: whom the books name."""
    posts = staff.posts_by_employee_number(unit)
    return {number: (title, home.path) for number, (title, home) in posts.items()}


def authority_on(unit: Any, on: date, people: Mapping[str, tuple[str, str]]) -> Authority:
    """The table of limits of the day; whoever works outside the centre works at headquarters."""
    centre = unit.centre
    signers = {
        number: Signer(title, not path.startswith(centre.path)) for number, (title, path) in people.items()
    }
    tiers = read_tiers(value(settings.AUTHORITY.key, on, unit))
    return Authority(tiers, signers, tuple(value(settings.HEAD_OFFICE.key, on, unit)))


def frame_of(project: Any, items: Sequence[Item], on: date) -> Frame:
    """Everything `findings.look` asks for, valid on a day, for one project."""
    return frame_for(project.unit, year_of(project, on), items, on, signers_of(project.unit))


def frame_for(
    unit: Any, year: Period, items: Sequence[Item], on: date, people: Mapping[str, tuple[str, str]]
) -> Frame:
    """The same from what was read for many projects at once; asks the database nothing."""

    def number(setting: Any) -> Decimal:
        return Decimal(str(value(setting.key, on, unit)))

    blocks = value(settings.ACTIVITY_BLOCKS.key, on, unit)
    expenses = [item for item in items if item.side == "expense"]
    return Frame(
        year=year,
        until=on,
        budget={item.code: item.amount for item in expenses},
        activity_items=frozenset(i.code for i in expenses if i.block in blocks and not i.is_year_end),
        authority=authority_on(unit, on, people),
        purchase_limit=number(settings.PURCHASE_LIMIT),
        split_days=int(number(settings.SPLIT_DAYS)),
        claim_days=int(number(settings.CLAIM_DAYS)),
        tail_months=int(number(settings.TAIL_MONTHS)),
        rush_amber=number(settings.RUSH_AMBER),
        rush_red=number(settings.RUSH_RED),
        early=number(settings.EARLY_WARNING),
    )
