"""Taking in budgets, vouchers and bank statements from tables. What is known already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from banyan.core import numbering
from banyan.core.deeds import Bulk, bulk
from banyan.core.identity.actor import Actor
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.finance.models import BankAccount, BankLine, Budget, BudgetLine, Voucher, VoucherLine
from banyan.domains.finance.queries import intake as known
from banyan.domains.finance.queries.periods import check_open
from banyan.domains.finance.rules import sheets
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.foundation.sheets import CheckedRow, Row, Sheet

_BUDGET_FIELDS = tuple(name for name in sheets.BUDGET.names if name != "code")
_LINE_FIELDS = tuple(name for name in sheets.VOUCHERS.names if name not in ("dated", "number", "position"))


class _Taking:
    """Rows are collected, then written together."""

    sheet: Sheet
    #: The columns by which a row is called where these are not its key.
    named_by: tuple[str, ...] = ()

    def __init__(
        self, *, unit: Any, by: Actor, now: datetime, source: Any = None, project: Any = None
    ) -> None:
        self.unit, self.by, self.now, self.project = unit, by, now, project
        self.rows: list[Row] = []
        self.open_months: set[date] = set()
        self.spellings: dict[int, dict[str, str]] = {}
        self.changes: dict[int, dict[str, Any]] = {}

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Collect rows; a voucher may go on in the next thousand."""
        self.rows += [checked.row for checked in rows]

    def applied(self) -> Applied:
        return Applied(len(self.rows), [self.changes[line] for line in sorted(self.changes)])

    def write(self, record: Any, wanted: Mapping[str, Any], work: Bulk, row: Row) -> list[str]:
        """A new or changed record with its line in the trail; says which fields of a known one differ."""
        is_new = record.pk is None
        differing = [name for name, value in wanted.items() if is_new or getattr(record, name) != value]
        if not differing:
            return []
        before = {} if is_new else snapshot(record)
        for name in differing:
            setattr(record, name, wanted[name])
        _stamp(record, self.now, is_new)
        record.save()
        work.add(record, before)
        return [] if is_new else self._tell(row, differing)

    def _tell(self, row: Row, names: list[str]) -> list[str]:
        key = "/".join(str(row.raw.get(name, "")).strip() for name in self.named_by or self.sheet.key)
        told = self.changes.setdefault(row.line, {"line": row.line, "key": key, "fields": []})
        columns = self.sheet.by_name
        told["fields"] += [columns[name].header for name in names if name in columns]
        return names


class TakingInBudget(_Taking):
    """One import of a project's budget: into the newest draft, or as the next edition."""

    sheet = sheets.BUDGET

    def finish(self) -> Applied:
        """Write the lines; a budget in force is not touched, what differs makes the next edition."""
        if self.project is None:
            raise Refused({"project": noop("A budget belongs to a project; name it.")}, code="required")
        with bulk(Budget, "import", by=self.by, unit=self.project.unit, now=self.now) as work:
            newest = known.newest_budget(self.project)
            if newest is None or (newest.state != Budget.State.DRAFT and self._differs(newest)):
                newest = self._next_edition(newest, work)
            if newest.state == Budget.State.DRAFT:
                self._write_lines(newest, work)
        return self.applied()

    def _differs(self, budget: Budget) -> bool:
        lines = known.lines_of_budget(budget)
        same = all(
            row.values["code"] in lines and _same(lines[row.values["code"]], _of_budget(row))
            for row in self.rows
        )
        return not same or len(lines) != len(self.rows)

    def _next_edition(self, newest: Budget | None, work: Bulk) -> Budget:
        number = numbering.take(Budget.number_pattern, self.project.unit, self.now.year)
        made = Budget(unit=self.project.unit, project=self.project, number=number)
        made.edition = newest.edition + 1 if newest else 1
        _stamp(made, self.now, is_new=True)
        made.save()
        work.add(made, {})
        return made

    def _write_lines(self, budget: Budget, work: Bulk) -> None:
        lines = known.lines_of_budget(budget)
        for position, row in enumerate(self.rows, start=1):
            line = lines.pop(row.values["code"], None) or BudgetLine(budget=budget, code=row.values["code"])
            line.position = line.position or position
            self.write(line, _of_budget(row), work, row)
        for gone in lines.values():
            work.lines.append(_taken_out(work, gone))
            gone.delete()


class TakingInVouchers(_Taking):
    """One import of vouchers. A posted voucher stands; a file that says something else about it is refused."""

    sheet = sheets.VOUCHERS
    named_by = ("number", "position")

    def finish(self) -> Applied:
        """Write voucher by voucher."""
        by_month: dict[tuple[str, date], list[Row]] = {}
        for row in self.rows:
            month = row.values["dated"].replace(day=1)
            by_month.setdefault((row.values["number"], month), []).append(row)
        named = sheets.numbers_of(by_month, known.months_of_vouchers(self.unit, [key[0] for key in by_month]))
        by_number = {named[key]: rows for key, rows in by_month.items()}
        vouchers = known.vouchers_named(self.unit, list(by_number))
        lines = known.lines_of_vouchers(list(vouchers.values()))
        with bulk(Voucher, "import", by=self.by, unit=self.unit, now=self.now) as work:
            for number, rows in by_number.items():
                self._take(vouchers.get(number), number, rows, lines, work)
        return self.applied()

    def _take(
        self, voucher: Voucher | None, number: str, rows: list[Row], lines: dict[tuple[int, int], VoucherLine], work: Bulk
    ) -> None:  # fmt: skip
        if voucher is not None and voucher.state == Voucher.State.POSTED:
            _check_unchanged(voucher, {row.values["position"]: self._wanted(row) for row in rows}, lines)
            return
        for day in {rows[0].values["dated"], *([voucher.dated] if voucher else [])}:
            self._check_open(day)
        voucher = voucher or Voucher(unit=self.unit, number=number, entered_by=self.by.person)
        self.write(voucher, self._head(rows), work, rows[0])
        mine = {place[1]: line for place, line in lines.items() if place[0] == voucher.pk}
        for row in rows:
            line = mine.pop(row.values["position"], None)
            line = line or VoucherLine(voucher=voucher, position=row.values["position"])
            self.write(line, self._wanted(row), work, row)
        for gone in mine.values():
            work.lines.append(_taken_out(work, gone))
            gone.delete()

    def _check_open(self, day: date) -> None:
        """Each month is asked about once."""
        if day.replace(day=1) not in self.open_months:
            check_open(self.unit, day)
            self.open_months.add(day.replace(day=1))

    def _head(self, rows: list[Row]) -> dict[str, Any]:
        named = {row.values["project"] or self.project for row in rows}
        sides = [sheets.both_sides_of(row.values) for row in rows]
        return {
            "dated": rows[0].values["dated"],
            "summary": rows[0].values["summary"] or "",
            "project": named.pop() if len(named) == 1 else None,
            "debit": sum((debit for debit, _credit in sides), ZERO),
            "credit": sum((credit for _debit, credit in sides), ZERO),
        }

    def _wanted(self, row: Row) -> dict[str, Any]:
        values = {name: row.values[name] for name in _LINE_FIELDS}
        plain = {name: "" if value is None and _is_text(name) else value for name, value in values.items()}
        debit, credit = sheets.both_sides_of(values)
        project = values["project"] or self.project
        plain["item"] = self._spelled(project, plain["item"])
        return plain | {"debit": debit, "credit": credit, "project": project}

    def _spelled(self, project: Any, item: str) -> str:
        """The item as the project's budget writes it: e3.01 is no other item than E3.01."""
        if not item or project is None:
            return item
        if project.pk not in self.spellings:
            self.spellings[project.pk] = known.spelled_as_budgeted(project)
        return self.spellings[project.pk].get(item.upper(), item)


class TakingInStatement(_Taking):
    """One import of a bank statement, into the account of the project or of the unit."""

    sheet = sheets.BANK

    def finish(self) -> Applied:
        """Write the lines, the oldest first, whichever order the bank hands out."""
        with bulk(BankLine, "import", by=self.by, unit=self.unit, now=self.now) as work:
            account = known.bank_account_of(self.unit, self.project) or self._open(work)
            lines = known.bank_lines_of(account, [row.values["reference"] for row in self.rows])
            position = known.next_bank_position(account)
            for row in sheets.as_it_happened(self.rows):
                line = lines.get(row.values["reference"])
                if line is None:
                    line = BankLine(account=account, reference=row.values["reference"], position=position)
                    position += 1
                self.write(line, _of_statement(row), work, row)
        return self.applied()

    def _open(self, work: Bulk) -> BankAccount:
        number = numbering.take(BankAccount.number_pattern, self.unit, self.now.year)
        name = self.project.name if self.project else self.unit.name
        made = BankAccount(unit=self.unit, project=self.project, number=number, name=name)
        _stamp(made, self.now, is_new=True)
        made.save()
        work.add(made, {})
        return made


def _of_budget(row: Row) -> dict[str, Any]:
    values = {name: row.values[name] for name in _BUDGET_FIELDS}
    texts = ("use", "measure", "department", "account", "note")
    blanks = {name: values[name] or "" for name in texts}
    return values | blanks | {name: bool(values[name]) for name in ("is_restricted", "is_year_end")}


def _of_statement(row: Row) -> dict[str, Any]:
    values = row.values
    return {
        "day": values["day"],
        "summary": values["summary"] or "",
        "counterpart": values["counterpart"] or "",
        "amount": sheets.moved_by(values),
        "balance": values["balance"],
    }


def _is_text(name: str) -> bool:
    return name not in ("incurred_on", "attachments", "debit", "credit", "project")


def _same(record: Any, wanted: Mapping[str, Any]) -> bool:
    return all(getattr(record, name) == value for name, value in wanted.items())


def _check_unchanged(
    voucher: Voucher, wanted: Mapping[int, Mapping[str, Any]], lines: Mapping[tuple[int, int], VoucherLine]
) -> None:
    mine = {place[1]: line for place, line in lines.items() if place[0] == voucher.pk}
    if mine.keys() == wanted.keys() and all(_same(mine[place], wanted[place]) for place in mine):
        return
    words = noop("Voucher %(number)s is posted and cannot be changed; write one that reverses it.")
    raise Refused({"": sentence(words, number=voucher.number)}, clause="R5.1.4", code="posted")


def _stamp(record: Any, now: datetime, is_new: bool) -> None:
    if hasattr(record, "changed_at"):
        record.created_at, record.changed_at = record.created_at or now, now
    if hasattr(record, "version") and not is_new:
        record.version += 1


def _taken_out(work: Bulk, record: Any) -> Any:
    from banyan.core.audit.trail import Line

    return Line(record, work.permission, snapshot(record), {}, "")
