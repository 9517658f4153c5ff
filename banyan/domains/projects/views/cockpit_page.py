"""What the cockpit of one project shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.registers.addresses import page_of
from banyan.core.ui.tiles import tiles_of
from banyan.core.ui.wording import short_day
from banyan.domains.projects.models import Contract, Indicator, Instalment, Milestone, Project
from banyan.domains.projects.queries.cockpit import contract_on, matters, stages
from banyan.domains.projects.queries.ledger import Ledger, ledger_of
from banyan.domains.projects.queries.numbers import Numbers, numbers_on
from banyan.domains.projects.queries.unread import Reader
from banyan.domains.projects.queries.year import ruler_of
from banyan.domains.projects.rules.forecast import share_gone
from banyan.domains.projects.views.figures import Line, Verdict, line_of, panel_url, verdicts_of


class CockpitPage:
    """Everything the cockpit shows at once; team and waiting records load as requests of their own."""

    def __init__(self, project: Project, by: Any, today: date) -> None:
        self.project, self.by, self.today = project, by, today
        self.opens = by.may("projects.ledgerline.view")

    @cached_property
    def numbers(self) -> Numbers:
        return numbers_on(self.today, self.project.unit)

    @cached_property
    def contract(self) -> Any:
        return contract_on(Contract.objects.visible_to(self.by).filter(project=self.project), self.today)

    @property
    def contract_url(self) -> str:
        return page_of(self.contract) if self.contract else ""

    @cached_property
    def instalments(self) -> list[Any]:
        if self.contract is None:
            return []
        found = Instalment.objects.visible_to(self.by).filter(contract=self.contract).order_by("position")
        return [self._paid(instalment) for instalment in found]

    def _paid(self, instalment: Instalment) -> dict[str, Any]:
        late = (
            (self.today - instalment.due_on).days if instalment.due_on and not instalment.received_on else 0
        )
        return {"instalment": instalment, "days_late": max(late, 0), "url": page_of(instalment)}

    @property
    def percentages(self) -> str:
        """55/40/5"""
        return "/".join(f"{each['instalment'].percent.normalize():f}" for each in self.instalments)

    @cached_property
    def ledger(self) -> Ledger:
        indicators = Indicator.objects.visible_to(self.by).filter(project=self.project)
        return ledger_of(indicators, self.today, self.numbers, Reader(self.by), with_waiting=False)

    @cached_property
    def lines(self) -> list[Line]:
        return [line_of(row, self.project.public_id, self.opens) for row in self.ledger.rows]

    @property
    def halves(self) -> list[list[tuple[str, Line]]]:
        """The indicators in two columns; the area stands where it changes."""
        middle = (len(self.lines) + 1) // 2
        return [_with_areas(half) for half in (self.lines[:middle], self.lines[middle:]) if half]

    @property
    def verdicts(self) -> list[Verdict]:
        return verdicts_of(self.ledger, lambda each: f"{self.ledger_url}?judgement={each}")

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day of the contract year: the contract's, else the indicators'."""
        if self.contract is not None:
            return self.contract.starts_on, self.contract.ends_on
        rows = [row.indicator for row in self.ledger.rows]
        return (min(each.starts_on for each in rows), max(each.ends_on for each in rows)) if rows else None

    @property
    def gone(self) -> Decimal:
        """Percent of the contract's time that has gone."""
        return (
            (100 * share_gone(*self.days, self.today)).quantize(Decimal("0.1")) if self.days else Decimal(0)
        )

    @cached_property
    def milestones(self) -> list[Milestone]:
        return list(Milestone.objects.visible_to(self.by).filter(project=self.project).order_by("due_on"))

    @cached_property
    def ruler(self) -> Any:
        return ruler_of(self.project, self.days, self.milestones, self.today) if self.days else None

    @cached_property
    def stages(self) -> list[dict[str, Any]]:
        """The project's year as a stage line; the next station is now."""
        found = stages(self.days, self.milestones, self.today) if self.days else []
        coming = next((stage for stage in found if stage.state == "next"), None)
        return [
            {
                "label": _(stage.label),
                "note": " · ".join(filter(None, (short_day(stage.on), stage.note))),
                "state": "now" if stage is coming else stage.state,
                "late": _("%(days)d days late") % {"days": (self.today - stage.on).days}
                if stage.is_late
                else "",
                "place": "p50",
            }
            for stage in found
        ]

    @cached_property
    def matters(self) -> list[Any]:
        paid = [each["instalment"] for each in self.instalments]
        found = matters(self.project, self.ledger, paid, self.today, self.numbers)
        return [(matter, self._records_of(matter.code)) for matter in found]

    def _records_of(self, code: str) -> str:
        """The records behind what a matter says of an indicator; empty where it speaks of none."""
        return panel_url(self.project.public_id, code, "counted") if code and self.opens else ""

    @cached_property
    def tiles(self) -> list[Any]:
        """What upper rooms say of this project."""
        return tiles_of(self.by, self.project.public_id, self.today)

    @property
    def ledger_url(self) -> str:
        return reverse("projects.ledger.of", kwargs={"public_id": self.project.public_id})


def _with_areas(lines: list[Line]) -> list[tuple[str, Line]]:
    found, last = [], None
    for line in lines:
        area = line.row.indicator.field
        found.append((area if area != last else "", line))
        last = area
    return found
