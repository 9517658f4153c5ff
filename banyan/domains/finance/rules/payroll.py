"""A payroll sheet: what it says of each person, what is wrong with it, and what it comes to for one voucher."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.funds import divide
from banyan.foundation.readers import Decimal_, Text, YearMonth
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

HUNDRED = Decimal(100)
#: What the employee is given, what is kept back of it, what the agency adds.
_PARTS = ("base", "allowance", "bonus")
_KEPT = ("own_social", "own_fund", "tax")
_SUMMED = ("gross", *_KEPT, "unit_social", "unit_fund")
_NEEDED = ("month", "number", "gross", *_KEPT, "net", "unit_social", "unit_fund")
_CUT = re.compile(r"[;；,，、\n]+")
_SHARE = re.compile(r"^(?P<name>.*\S)\s*[\s:：]\s*(?P<share>\d+(?:\.\d+)?)\s*[%％]?$")
_MONEY = Decimal_(places=2, min=ZERO)


@dataclass(frozen=True)
class Staff:
    """Somebody of the staff register: name and days of service."""

    name: str
    hired_on: date
    left_on: date | None = None

    def served_in(self, month: date) -> bool:
        """Whether one day of service lies in the month."""
        return self.hired_on < next_month(month) and (self.left_on is None or self.left_on >= month)


@dataclass(frozen=True)
class Purse:
    """The personnel items of a project's budget in force by what they pay (wages, social, fund), and what each has left."""

    items: Mapping[str, str]
    left: Mapping[str, Decimal]


@dataclass(frozen=True)
class Known:
    """What a payroll is held against: number or name → project, number → staff, and what is asked project by project."""

    projects: Mapping[str, Any]
    chosen: Any
    staff: Mapping[str, Staff]
    taken: Callable[[Any, date], str]
    is_closed: Callable[[Any, date], bool]
    purse: Callable[[Any, date], Purse]


@dataclass
class Total:
    """What a payroll comes to for one project: heads, and yuan by department and item and by kind of amount."""

    heads: int = 0
    parts: dict[tuple[str, str], dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )

    def of(self, *names: str) -> Decimal:
        """The sum of some kinds of amount over all departments."""
        return sum((sums[name] for sums in self.parts.values() for name in names), ZERO)

    @property
    def net(self) -> Decimal:
        return self.of("gross") - self.of(*_KEPT)

    def by_item(self, items: Mapping[str, str]) -> dict[str, Decimal]:
        """Budget item → what the month asks of it: wages, and the agency's shares."""
        asked: dict[str, Decimal] = defaultdict(Decimal)
        for (_department, item), sums in self.parts.items():
            for kind, name in COSTS:
                asked[_item(kind, item, items)] += sums[name]
        return asked


_NO_ROOM = noop(
    "Item %(item)s of %(project)s has %(left)s yuan left and the sheet asks for %(asked)s; move money in the budget"
    " first, or correct the shares."
)
#: What a month costs the agency, by kind of budget item.
COSTS = (("wages", "gross"), ("social", "unit_social"), ("fund", "unit_fund"))


def _item(kind: str, named: str, items: Mapping[str, str]) -> str:
    """The sheet may name the item that wages are paid from."""
    return named if named and kind == "wages" else items[kind]


def first_day(row: Row) -> date | None:
    """The first day of the month that a line is about."""
    written = row.values["month"]
    return date.fromisoformat(f"{written}-01") if written else None


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def read_shares(text: str) -> dict[str, Decimal] | None:
    """“A 60%; B 40%” as name → per cent; a name alone is all of it. None where it cannot be understood."""
    shares: dict[str, Decimal] = {}
    pieces = [piece.strip() for piece in _CUT.split(text) if piece.strip()]
    for piece in pieces:
        match = _SHARE.match(piece)
        if match is None and len(pieces) > 1:
            return None
        name, share = (match["name"], Decimal(match["share"])) if match else (piece, HUNDRED)
        if name in shares or not share:
            return None
        shares[name] = share
    return shares


def shares_add_up(row: Row) -> Iterator[CellFinding]:
    """Project and department shares of a person come to 100 per cent."""
    for name in ("projects", "departments"):
        shares = read_shares(row.values[name] or "")
        if shares is None:
            words = noop("Write the shares as “name 60; name 40”.")
            yield row.error(name, "bad_format", words)
        elif shares and sum(shares.values()) != HUNDRED:
            words = noop("The shares come to %(sum)s; they must make 100.")
            yield row.error(name, "totals_differ", words, sum=sum(shares.values()))


def pay_adds_up(row: Row) -> Iterator[CellFinding]:
    """Gross is the sum of its parts, net is gross less what is kept back; to the fen."""
    values = row.values
    parts = [values[name] for name in _PARTS if values[name] is not None]
    if values["gross"] is not None and parts and sum(parts) != values["gross"]:
        words = noop("The parts come to %(right)s, not %(found)s; correct the parts or the gross pay.")
        yield row.error("gross", "totals_differ", words, right=sum(parts), found=values["gross"])
    needed = [values[name] for name in ("gross", *_KEPT, "net")]
    if None in needed:
        return
    right = values["gross"] - sum(values[name] for name in _KEPT)
    if right != values["net"]:
        words = noop("Gross pay less deductions makes %(right)s, not %(found)s; correct one of them.")
        yield row.error("net", "totals_differ", words, right=right, found=values["net"])


def person_is_known(row: Row) -> Iterator[CellFinding]:
    """The number stands in the staff register, under the same name, and the person served in the month."""
    number, month = row.values["number"], first_day(row)
    known = row.references.get("payroll")
    if not number or known is None:
        return
    person = known.staff.get(number)
    if person is None:
        words = noop(
            "Nobody in the staff register has the number %(found)s; correct it or enter the person there first."
        )
        yield row.error("number", "unknown_reference", words, found=number)
    elif row.values["name"] and row.values["name"] != person.name:
        words = noop("The staff register has another name under %(found)s; correct the number or the name.")
        yield row.error("name", "contradiction", words, found=number)
    elif month is not None and not person.served_in(month):
        words = noop("%(found)s was not employed in this month; correct the month or the days of service.")
        yield row.error("month", "contradiction", words, found=number)


def projects_are_known(row: Row) -> Iterator[CellFinding]:
    """Every share names a project that is here; where none is named, one was chosen for the whole sheet."""
    known = row.references.get("payroll")
    shares = read_shares(row.values["projects"] or "")
    if known is None or shares is None:
        return
    if not shares and known.chosen is None:
        yield row.error(
            "projects", "required", noop("Name the project here, or choose one for the whole sheet.")
        )
    for name in shares:
        if name not in known.projects:
            words = noop("There is no project “%(found)s” here; write its number or its name.")
            yield row.error("projects", "unknown_reference", words, found=name)


_CHECKS = (pay_adds_up, shares_add_up, person_is_known, projects_are_known)


def months_come_whole(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """A sheet comes in whole or not at all: a line that is refused keeps the others out too."""
    bad = {row.line: list(found) for row in rows if (found := _faults(row, rows))}
    about = [] if bad else list(against_books(rows))
    yield from about
    told = {*bad, *(finding.line for finding in about)}
    first = min(told, default=0)
    for row in rows if told else ():
        if row.line not in told:
            words = noop("Line %(line)s keeps the whole sheet out; put it right and bring the sheet again.")
            yield row.error("number", "contradiction", words, line=first)


def _faults(row: Row, rows: Sequence[Row]) -> list[str]:
    unread = [name for name in row.values if _is_unread(row, name)]
    found = [each.code for check in _CHECKS for each in check(row)]
    key = (row.values["month"], row.values["number"])
    again = [
        each.line for each in rows
        if each.line < row.line and (each.values["month"], each.values["number"]) == key
    ]  # fmt: skip
    return [*unread, *found, *map(str, again)]


def _is_unread(row: Row, name: str) -> bool:
    empty = row.values[name] is None or row.values[name] == ""
    return empty and (name in _NEEDED or bool(str(row.raw.get(name) or "").strip()))


def against_books(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """What stands against a sheet that is right in itself: the month is in already or closed, or the money is gone."""
    if not rows or (known := rows[0].references.get("payroll")) is None:
        return
    asked: dict[tuple[Any, str], Decimal] = defaultdict(Decimal)
    for (project, month), total in totals(rows, known).items():
        mine = [each for each in rows if project in projects_of(each, known) and first_day(each) == month]
        row, purse = mine[0], known.purse(project, month)
        yield from _month_is_free(row, known, project, month)
        if not purse.items:
            words = noop(
                "The budget in force of %(project)s has no item for staff; put a budget in force first."
            )
            yield row.error("projects", "not_in_budget", words, project=str(project))
            continue
        strange = [each for each in mine if each.values["item"] and each.values["item"] not in purse.left]
        yield from (_not_for_staff(each, project) for each in strange)
        for item, amount in total.by_item(purse.items).items() if not strange else ():
            asked[project, item] += amount
            if asked[project, item] > purse.left[item]:
                told = {"left": purse.left[item], "asked": asked[project, item]}
                yield row.error("gross", "over_budget", _NO_ROOM, item=item, project=str(project), **told)


def _not_for_staff(row: Row, project: Any) -> CellFinding:
    words = noop(
        "%(item)s is no item for staff in the budget of %(project)s; write one that is, or leave it empty."
    )
    return row.error("item", "not_in_budget", words, item=row.values["item"], project=str(project))


def _month_is_free(row: Row, known: Known, project: Any, month: date) -> Iterator[CellFinding]:
    if number := known.taken(project, month):
        words = noop(
            "The payroll of this month is in for %(project)s already, as %(number)s; take that one back before it is"
            " posted, or write a voucher for the difference."
        )
        yield row.error("month", "duplicate_key", words, project=str(project), number=number)
    if known.is_closed(project, month):
        words = noop("The books of this month are closed; ask headquarters to open the month again.")
        yield row.error("month", "period_closed", words)


def projects_of(row: Row, known: Known) -> dict[Any, Decimal]:
    """Project → per cent of a person's month."""
    named = read_shares(row.values["projects"] or "") or {}
    shares: dict[Any, Decimal] = defaultdict(Decimal)
    for name, share in named.items():
        shares[known.projects[name]] += share
    return shares or {known.chosen: HUNDRED}


def totals(rows: Iterable[Row], known: Known) -> dict[Any, Total]:
    """Project and month → what the sheet comes to; shares are divided to the fen and nothing is lost."""
    found: dict[Any, Total] = defaultdict(Total)
    for row in rows:
        shares, month, item = projects_of(row, known), first_day(row), row.values["item"] or ""
        departments = read_shares(row.values["departments"] or "") or {
            row.values["department"] or "": HUNDRED
        }
        for project in shares:
            found[project, month].heads += 1
        for name in _SUMMED:
            for project, part in divide(row.values[name], shares).items():
                for department, piece in divide(part, departments).items():
                    found[project, month].parts[department, item][name] += piece
    return found


def voucher_lines(
    total: Total, items: Mapping[str, str], accounts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The voucher of a project's month: cost by department and item, against wages, contributions and tax to be paid."""
    lines = [
        {
            "account": accounts["cost"],
            "department": department,
            "item": _item(kind, named, items),
            "debit": sums[name],
            "credit": ZERO,
        }
        for (department, named), sums in sorted(total.parts.items())
        for kind, name in COSTS
    ]
    owed = (
        ("wages", total.net),
        ("social", total.of("own_social", "unit_social")),
        ("fund", total.of("own_fund", "unit_fund")),
        ("tax", total.of("tax")),
    )
    lines += [{"account": accounts[kind], "debit": ZERO, "credit": amount} for kind, amount in owed]
    return [line for line in lines if line["debit"] or line["credit"]]


def items_for(names: Sequence[tuple[str, str]], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which of the items for staff (code, name) pays wages, contributions and housing fund, told by words in its name.

    What no item is named after is paid from the item for wages; without such words that is the first one.
    """
    if not names:
        return {}
    named = {
        kind: next((code for code, name in names if any(word in name for word in words.get(kind, ()))), "")
        for kind, _amount in COSTS
    }
    wages = named["wages"] or names[0][0]
    return {kind: code or wages for kind, code in named.items()}


PAYROLL = Sheet(
    kind="payroll",
    title=noop("payroll sheet"),
    columns=(
        Column("month", "月份", YearMonth(), required=True, aliases=("工资月份", "所属月份")),
        Column("number", "工号", Text(20), required=True, aliases=("员工编号", "人员编号")),
        Column("name", "姓名", Text(40), personal=True),
        Column("department", "部门", Text(60), aliases=("所属部门",)),
        Column("item", "合同预算科目", Text(40), expected=False, aliases=("预算科目", "预算科目编号")),
        Column("base", "基本工资", _MONEY, personal=True, aliases=("岗位工资",)),
        Column("allowance", "津贴补贴", _MONEY, personal=True, expected=False, aliases=("补贴", "津贴")),
        Column("bonus", "绩效奖金", _MONEY, personal=True, expected=False, aliases=("绩效工资", "奖金")),
        Column("gross", "应发工资", _MONEY, required=True, personal=True, aliases=("应发合计", "应发金额")),
        Column("own_social", "个人社保", _MONEY, required=True, personal=True, aliases=("社保个人部分", "代扣社保")),
        Column("own_fund", "个人公积金", _MONEY, required=True, personal=True, aliases=("公积金个人部分", "代扣公积金")),
        Column("tax", "个人所得税", _MONEY, required=True, personal=True, aliases=("个税", "代扣个税")),
        Column("net", "实发工资", _MONEY, required=True, personal=True, aliases=("实发合计", "实发金额")),
        Column("unit_social", "单位社保", _MONEY, required=True, personal=True, aliases=("社保单位部分",)),
        Column("unit_fund", "单位公积金", _MONEY, required=True, personal=True, aliases=("公积金单位部分",)),
        Column("projects", "项目分摊", Text(200), expected=False, aliases=("项目", "分摊项目")),
        Column("departments", "部门分摊", Text(200), expected=False, aliases=("分摊部门", "成本对象分摊")),
    ),
    key=("month", "number"),
    checks=_CHECKS,
    table_checks=(months_come_whole,),
)  # fmt: skip
