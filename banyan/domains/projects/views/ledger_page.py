"""One project's indicators as the ledger page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.domains.projects.models import Indicator, Milestone, Project
from banyan.domains.projects.queries.exact import named_for
from banyan.domains.projects.queries.ledger import Ledger, ledger_of
from banyan.domains.projects.queries.numbers import Numbers, numbers_on
from banyan.domains.projects.queries.unread import Reader
from banyan.domains.projects.queries.year import freezing, months_on, ruler_of
from banyan.domains.projects.rules.conversion import Weighted
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.forecast import Judgement, share_gone
from banyan.domains.projects.views.figures import WORDS, Line, Verdict, line_of, panel_url, verdicts_of
from banyan.foundation.periods import day_of

FACES = ("progress", "months")


@dataclass(frozen=True)
class Chosen:
    """What the address asks for."""

    until: date | None
    department: str
    judgement: str
    against: bool
    face: str
    month: date | None = None

    @classmethod
    def of(cls, given: QueryDict) -> Chosen:
        """Read from the address; what means nothing is left out."""
        face = given.get("face", "")
        return cls(
            until=_day(given.get("until", "")),
            department=given.get("department", ""),
            judgement=given.get("judgement", "") if given.get("judgement") in set(Judgement) else "",
            against=given.get("against") == "1",
            face=face if face in FACES else FACES[0],
            month=_day(f"{given.get('month', '')}-01"),
        )

    def query(self, **changes: Any) -> str:
        """The address with some of it changed."""
        kept = {
            "until": self.until.isoformat() if self.until else "",
            "department": self.department,
            "judgement": self.judgement,
            "against": "1" if self.against else "",
            "face": "" if self.face == FACES[0] else self.face,
        }
        return urlencode({name: value for name, value in (kept | changes).items() if value})


def _day(text: str) -> date | None:
    try:
        return day_of(text) if text else None
    except ValueError:
        return None


class LedgerPage:
    """Everything the page shows of one project's indicators."""

    def __init__(self, project: Project, by: Any, today: date, chosen: Chosen) -> None:
        self.project, self.by, self.today, self.chosen = project, by, today, chosen
        self.opens = by.may("projects.ledgerline.view")
        self.on = chosen.until or today

    @cached_property
    def numbers(self) -> Numbers:
        return numbers_on(self.today, self.project.unit)

    @cached_property
    def ledger(self) -> Ledger:
        indicators = Indicator.objects.visible_to(self.by).filter(project=self.project)
        indicators = indicators.select_related("unit", "project")
        return ledger_of(indicators, self.today, self.numbers, self.reader, self.chosen.until)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.by)

    @cached_property
    def named(self) -> dict[str, Any] | None:
        """Who is named for the exact figures."""
        return named_for(self.project, self.by, self.today)

    @cached_property
    def lines(self) -> list[Line]:
        query = self.chosen.query()
        return [line_of(row, self.project.public_id, self.opens, query) for row in self.ledger.rows]

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """The chosen indicators by service area, in the order of the contract."""
        found: dict[str, list[Line]] = {}
        for line in filter(self._is_chosen, self.lines):
            found.setdefault(line.row.indicator.field, []).append(line)
        return [self._group(name, lines) for name, lines in found.items()]

    def _group(self, name: str, lines: list[Line]) -> dict[str, Any]:
        named = [line.row.indicator.department for line in lines if line.row.indicator.department]
        weight = sum((line.row.indicator.weight for line in lines), Decimal(0))
        by_month = self.chosen.face == "months"
        return {
            "name": name,
            "departments": "、".join(dict.fromkeys(named)),
            "weight": plain(weight),
            "lines": [(line, self.by_month(line) if by_month else []) for line in lines],
        }

    def _is_chosen(self, line: Line) -> bool:
        chosen, indicator = self.chosen, line.row.indicator
        return (
            (not chosen.department or indicator.department == chosen.department)
            and (not chosen.judgement or line.row.forecast.judgement == chosen.judgement)
            and (not chosen.against or line.against > 0)
        )

    @cached_property
    def shown_count(self) -> int:
        return sum(len(group["lines"]) for group in self.groups)

    @property
    def departments(self) -> list[str]:
        return list(
            dict.fromkeys(row.indicator.department for row in self.ledger.rows if row.indicator.department)
        )

    @property
    def verdicts(self) -> list[Verdict]:
        """How many indicators are judged how, each with the address that lists them, whatever is set besides."""
        return verdicts_of(self.ledger, lambda each: self._url(judgement=each, department="", against=""))

    @property
    def weighted(self) -> Weighted:
        return self.ledger.weighted

    @property
    def weight(self) -> Decimal:
        return plain(self.ledger.weight)

    @property
    def gone(self) -> Decimal:
        """Percent of the contract's time that has gone."""
        if not self.ledger.rows:
            return Decimal(0)
        return (100 * share_gone(*self.days, self.on)).quantize(Decimal("0.1"))

    @cached_property
    def days(self) -> tuple[date, date]:
        rows = self.ledger.rows
        return min(row.indicator.starts_on for row in rows), max(row.indicator.ends_on for row in rows)

    @cached_property
    def ruler(self) -> Any:
        if not self.ledger.rows:
            return None
        milestones = Milestone.objects.visible_to(self.by).filter(project=self.project)
        return ruler_of(self.project, self.days, milestones, self.today)

    @property
    def freezing(self) -> dict[str, Any]:
        """Which months are frozen and when the next one closes."""
        return freezing(self.project, self.days, self.today, self.numbers) if self.ledger.rows else {}

    @cached_property
    def months(self) -> list[dict[str, Any]]:
        """The months of the contract as column heads."""
        return months_on(self.project, self.days)

    def by_month(self, line: Line) -> list[dict[str, Any]]:
        """What was booked as counted in each month, with the address of its records."""
        booked = line.row.sums.months
        return [
            {
                "amount": plain(booked[month["first"]]) if booked.get(month["first"]) else None,
                "url": self._month_url(line, month["first"]),
                "unit": line.record_unit if line.record_unit != line.counted_in else "",
                "frozen": month["frozen"],
            }
            for month in self.months
        ]

    def _month_url(self, line: Line, month: date) -> str:
        query = self.chosen.query(month=f"{month:%Y-%m}")
        return panel_url(self.project.public_id, line.code, "counted", query) if self.opens else ""

    # -- what may be set

    def _url(self, **changes: Any) -> str:
        query = self.chosen.query(**changes)
        return f"{self.address}?{query}" if query else self.address

    @property
    def without_until_url(self) -> str:
        return self._url(until="")

    @property
    def all_word(self) -> str:
        return _("all")

    @property
    def department_choices(self) -> list[tuple[str, str]]:
        named = [(name, self._url(department=name)) for name in self.departments]
        return [(self.all_word, self._url(department="")), *named]

    @property
    def judgement_word(self) -> Any:
        return WORDS[Judgement(self.chosen.judgement)][2] if self.chosen.judgement else self.all_word

    @property
    def judgement_choices(self) -> list[tuple[Any, str]]:
        named = [(word, self._url(judgement=str(each))) for each, (_tone, _icon, word) in WORDS.items()]
        return [(self.all_word, self._url(judgement="")), *named]

    @property
    def against_url(self) -> str:
        return self._url(against="" if self.chosen.against else "1")

    @property
    def faces(self) -> list[tuple[str, str, bool]]:
        """The table read against time, or month by month."""
        words = {"progress": _("against time"), "months": _("month by month")}
        chosen = self.chosen.face
        return [
            (words[face], self._url(face="" if face == FACES[0] else face), face == chosen) for face in FACES
        ]

    @property
    def month_columns(self) -> int:
        return len(self.months) + 4

    @property
    def may_freeze(self) -> bool:
        return self.by.can("projects.project.freeze", self.project)

    @property
    def address(self) -> str:
        return reverse("projects.ledger.of", kwargs={"public_id": self.project.public_id})

    @property
    def close_url(self) -> str:
        return self._url()
