"""The records behind one figure of the ledger, beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import Indicator, LedgerEntry, LedgerLine
from banyan.domains.projects.queries.ledger import ledger_of
from banyan.domains.projects.queries.lines import (
    SHOWN,
    Asked,
    Bundle,
    adjustments_behind,
    bundled,
    counted_together,
    lines_behind,
    shown,
)
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.forecast import mid_term
from banyan.domains.projects.rules.in_words import in_words
from banyan.domains.projects.views.figures import panel_url
from banyan.domains.projects.views.ledger_page import LedgerPage

STATES = {
    "counted": _("counted"),
    "pending": _("not yet counted"),
    "not_counted": _("not counted"),
    "adjustments": _("adjustments"),
}
LOOKS = {
    "counted": {"icon": "check", "tone": "ok"},
    "pending": {"icon": "hourglass", "tone": "wait"},
    "not_counted": {"icon": "circle-x", "tone": "breach"},
    "adjustments": {"icon": "adjustments", "tone": ""},
}
HIGHEST, NARROWER = 36, Decimal("0.3")


class SidePanel:
    """The records behind one figure of one indicator."""

    def __init__(self, page: LedgerPage, code: str, state: str) -> None:
        found = [line for line in page.lines if line.code == code]
        if not found or state not in STATES or not page.opens:
            raise Http404
        self.page, self.line, self.state = page, found[0], state
        self.indicator = self.line.row.indicator
        self.page_url = page_of(self.indicator)

    @cached_property
    def behind(self) -> list[Any]:
        """One record more than is shown, so that the page can say there are more."""
        if self.state == "adjustments":
            return adjustments_behind(self._entries)
        return shown(self._lines[: SHOWN + 1], self.state)

    @property
    def _entries(self) -> Any:
        return LedgerEntry.objects.visible_to(self.page.by, "view").filter(
            indicator=self.indicator, is_adjustment=True
        )

    @property
    def _lines(self) -> Any:
        chosen = self.page.chosen
        lines = LedgerLine.objects.visible_to(self.page.by).filter(indicator=self.indicator)
        return lines_behind(lines, Asked(self.state, chosen.until, chosen.month))

    @cached_property
    def summed(self) -> tuple[int, Decimal]:
        """How many records stand behind the figure and what they add up to, shown or not."""
        if not self.more:
            return len(self.behind), sum((each.amount for each in self.behind), Decimal(0))
        if self.state == "adjustments":
            return counted_together(self._entries, "amount")
        return counted_together(self._lines, "worth")

    @property
    def groups(self) -> list[tuple[Any, int, list[Bundle]]]:
        """The records by reason and sheet, so that what mends many stands once: reason, how many, bundles."""
        found: dict[str, tuple[Any, list[Any]]] = {}
        for each in self.behind[:SHOWN]:
            found.setdefault(str(each.because), (each.because, []))[1].append(each)
        groups = sorted(found.values(), key=lambda group: -len(group[1]))
        return [(because, len(records), bundled(records)) for because, records in groups]

    @property
    def is_short(self) -> bool:
        """Whether records of the figure are not shown to this reader: those of guarded files."""
        whole = self.state == "counted" and self.month is None and self.line.row.figures.grows
        return whole and self.total != self.line.counted

    # -- the indicator itself

    @property
    def weight(self) -> Decimal:
        return plain(self.indicator.weight)

    @property
    def cap(self) -> Decimal:
        return plain(self.indicator.cap_percent)

    @property
    def left(self) -> Decimal:
        return plain(self.line.row.forecast.remaining)

    @property
    def expected(self) -> Decimal:
        return plain(self.line.row.forecast.expected)

    @property
    def mid_target(self) -> Decimal | None:
        return plain(self.indicator.mid_target) if self.indicator.mid_target else None

    @cached_property
    def at_mid_term(self) -> dict[str, Any] | None:
        """What the ledger said at the evening of the mid-term day, once it has come, against its target."""
        day = mid_term(self.indicator.starts_on, self.indicator.ends_on)
        if not self.indicator.mid_target or day >= self.page.today:
            return None
        mine = Indicator.objects.visible_to(self.page.by).filter(pk=self.indicator.pk)
        reader, numbers = self.page.reader, self.page.numbers
        kept = ledger_of(
            mine, self.page.today, numbers, reader, day, with_waiting=False, told=reader.told(None)
        )
        row = kept.rows[0]
        counted = row.figures.counted
        return {"day": day, "counted": plain(counted), "reached": counted >= self.indicator.mid_target}

    @property
    def versions(self) -> list[tuple[Any, list[Any]]]:
        """Every version of the counting rule in words, the first one first."""
        return [(version, in_words(version.rule)) for version in self.line.row.versions]

    @property
    def may_set_rule(self) -> bool:
        return self.page.by.can("projects.indicator.set_rule", self.indicator)

    @property
    def rule_url(self) -> str:
        return reverse(
            "projects.indicator.deed", kwargs={"public_id": self.indicator.public_id, "verb": "set_rule"}
        )

    # -- the records

    @property
    def state_word(self) -> Any:
        return STATES[self.state]

    @property
    def icon(self) -> str:
        return LOOKS[self.state]["icon"]

    @property
    def tone(self) -> str:
        return LOOKS[self.state]["tone"]

    @property
    def month(self) -> date | None:
        return self.page.chosen.month if self.state != "adjustments" else None

    @property
    def all_months_url(self) -> str:
        return panel_url(self.page.project.public_id, self.line.code, self.state, self.page.chosen.query())

    @property
    def more(self) -> bool:
        return len(self.behind) > SHOWN

    @property
    def shown(self) -> int:
        return min(len(self.behind), SHOWN)

    @property
    def total(self) -> Decimal:
        return plain(self.summed[1])

    @property
    def lists_alike(self) -> bool:
        """Whether the register of lines holds the same records: it knows neither a month nor a day to stop at."""
        return self.state != "adjustments" and not (self.page.chosen.month or self.page.chosen.until)

    @property
    def all_url(self) -> str:
        """All lines of the indicator in this state, as a register."""
        query = urlencode({"indicator": str(self.indicator.public_id), "state": self.state})
        return f"{reverse('projects.ledgerline.list')}?{query}"

    @property
    def tabs(self) -> list[dict[str, Any]]:
        line, query = self.line, self.page.chosen.query()
        figures = {"counted": line.counted, "pending": line.pending, "not_counted": line.against}
        return [
            {
                "label": label,
                "count": figures.get(state),
                "url": panel_url(self.page.project.public_id, line.code, state, query),
                "current": state == self.state,
            }
            for state, label in STATES.items()
        ]

    @property
    def bars(self) -> list[dict[str, Any]]:
        """Counted month by month, as bars in a box 40 high."""
        months = [month["first"] for month in self.page.months]
        amounts = [self.line.row.sums.months.get(month, Decimal(0)) for month in months]
        highest = max([*amounts, Decimal(1)])
        width = Decimal(100) / max(len(months), 1)
        return [
            _bar(month, amount, max(amount, Decimal(0)) / highest, (index * width, width))
            for index, (month, amount) in enumerate(zip(months, amounts, strict=True))
        ]


def _bar(month: date, amount: Decimal, share: Decimal, place: tuple[Decimal, Decimal]) -> dict[str, Any]:
    left, width = place
    height = HIGHEST * share
    return {
        "number": month.month,
        "amount": plain(amount) if amount else "",
        "height": f"{height:.1f}",
        "top": f"{HIGHEST - height:.1f}",
        "left": f"{left + width * NARROWER / 2:.2f}",
        "width": f"{width * (1 - NARROWER):.2f}",
        "middle": f"{left + width / 2:.2f}",
    }
