"""What the page of budget execution shows, put into the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.dated import value
from banyan.domains.finance import settings
from banyan.domains.finance.queries.execution import BlockSum, Execution
from banyan.domains.finance.queries.lines import WITHOUT
from banyan.domains.finance.rules import drawing
from banyan.domains.finance.rules.balances import ItemSum
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.findings import Finding
from banyan.domains.finance.rules.phasing import due_by
from banyan.domains.finance.rules.rush import tone


@dataclass(frozen=True)
class Row:
    """One item on the page: whether it must be explained, what was found on it, its lines, and what is approved and
    not yet paid, in yuan.
    """

    item: ItemSum
    unpaid: Decimal
    is_large: bool
    findings: tuple[Finding, ...]
    url: str


@dataclass(frozen=True)
class Group:
    """A block with its rows."""

    block: BlockSum
    rows: tuple[Row, ...]

    @property
    def unpaid(self) -> Decimal:
        return sum((row.unpaid for row in self.rows), ZERO)


class ExecutionPage:
    """A project's money, ready to be drawn."""

    def __init__(
        self, execution: Execution, only_large: bool = False, unpaid: Mapping[str, Decimal] | None = None
    ) -> None:
        self.unpaid = unpaid or {}
        self.execution, self.project, self.only_large = execution, execution.project, only_large
        self.rush, self.frame, self.budget = execution.rush, execution.frame, execution.budget

    @property
    def address(self) -> str:
        return reverse("finance.execution.of", args=(self.project.public_id,))

    @cached_property
    def ways(self) -> list[tuple[str, Any, str, str]]:
        """Icon, name, address and permission of what stands beside the execution."""
        own, books = (self.project.public_id,), "finance.voucherline.view"
        return [
            (
                "message-2",
                _("Deviations"),
                reverse("finance.deviations", args=own),
                "finance.variancenote.view",
            ),
            ("alert-triangle", _("Rush of spending"), reverse("finance.rush.of", args=own), books),
            ("coin-yuan", _("Sources of money"), reverse("finance.sources.of", args=own), books),
            ("target-arrow", _("Cost and result"), reverse("finance.results.of", args=own), books),
            ("calendar-dollar", _("Instalments"), reverse("finance.funds") + "#instalments", books),
        ]

    @property
    def findings_address(self) -> str:
        return reverse("finance.findings.of", args=(self.project.public_id,))

    @cached_property
    def groups(self) -> list[Group]:
        """Blocks with the rows that are shown."""
        found = [Group(block, tuple(self._rows(block))) for block in self.execution.blocks]
        if not self.only_large:
            return found
        kept = [Group(each.block, tuple(row for row in each.rows if row.is_large)) for each in found]
        return [each for each in kept if each.rows]

    @cached_property
    def large_count(self) -> int:
        """How many items deviate so far that somebody must say why."""
        return sum(self._is_large(item) for block in self.execution.blocks for item in block.items)

    @cached_property
    def breaches(self) -> list[Finding]:
        return [finding for finding in self.execution.findings if finding.is_breach]

    @cached_property
    def by_kind(self) -> list[tuple[str, list[tuple[Finding, list[tuple[str, str]]]]]]:
        """Clause → findings, each with its vouchers and their addresses."""
        grouped: dict[str, list[tuple[Finding, list[tuple[str, str]]]]] = {}
        for finding in self.execution.findings:
            grouped.setdefault(finding.clause, []).append((finding, self._vouchers(finding)))
        return list(grouped.items())

    @cached_property
    def urgent(self) -> list[tuple[Finding, list[tuple[str, str]]]]:
        """What was found on activity money, for the part about the rush."""
        return [
            (each, self._vouchers(each))
            for each in self.execution.findings
            if each.kind == "activity_missing"
        ]

    @property
    def rush_tone(self) -> str:
        """breach, attn or empty, by the settings of the day."""
        return tone(self.rush.index, self.frame.rush_amber, self.frame.rush_red)

    @cached_property
    def bars(self) -> tuple[drawing.Bar, ...]:
        return drawing.bars(dict(self.rush.by_month), self.frame.tail_months)

    @cached_property
    def curve(self) -> drawing.Curve:
        """Plan and spending over the contract year."""
        year, until = self.frame.year, self.execution.on
        spent = drawing.spent_by_month(self.execution.entries, year, until)
        expenses = [item for item in self.execution.items if item.side == "expense"]
        phases: dict[str, Any] = self.execution.phases
        planned = [
            sum((due_by(item, year, day, phases.get(item.code, {})) for item in expenses), ZERO)
            for day in drawing.ends_of_months(year)
        ]
        return drawing.curve(planned, spent, year)

    @property
    def gone(self) -> Decimal:
        """Time gone of the contract year, per cent."""
        year = self.frame.year
        days = Decimal((min(self.execution.on, year.end) - year.start).days + 1)
        return (days / ((year.end - year.start).days + 1) * 100).quantize(Decimal("0.1"))

    @cached_property
    def incomes(self) -> list[Any]:
        return [item for item in self.execution.items if item.side == "income"]

    def _rows(self, block: BlockSum) -> Iterator[Row]:
        for item in block.items:
            found = tuple(each for each in self.execution.findings if self._is_on(each, item))
            url = reverse("finance.lines.of", args=(self.project.public_id, item.code or WITHOUT))
            yield Row(item, self.unpaid.get(item.code, ZERO), self._is_large(item), found, url)

    def _is_large(self, item: ItemSum) -> bool:
        on, unit = self.execution.on, self.project.unit
        percent = Decimal(str(value(settings.VARIANCE_PERCENT.key, on, unit)))
        return item.is_large(percent, Decimal(str(value(settings.VARIANCE_AMOUNT.key, on, unit))))

    def _is_on(self, finding: Finding, item: ItemSum) -> bool:
        """Findings on single vouchers of an item; what concerns nearly every payment stands on its own page."""
        if finding.kind in ("head_office_missing", "year_end_rush"):
            return False
        return any(number in finding.vouchers for number in self._numbers.get(item.code, ()))

    @cached_property
    def _numbers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in self.execution.entries:
            if entry.is_spending:
                found.setdefault(entry.item, set()).add(entry.voucher)
        return found

    def _vouchers(self, finding: Finding) -> list[tuple[str, str]]:
        pages = self.execution.pages
        return [
            (number, reverse("finance.voucher.detail", args=(pages[number],)) if number in pages else "")
            for number in finding.vouchers
        ]
