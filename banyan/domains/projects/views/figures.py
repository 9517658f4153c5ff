"""How the figures of an indicator read on a page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.ui.wording import say
from banyan.domains.projects.queries.ledger import Ledger, Row
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.forecast import Judgement
from banyan.domains.projects.rules.measures import Measure

WORDS = {
    Judgement.ON_COURSE: ("plain", "check", _("on course")),
    Judgement.BEHIND: ("attn", "alert-triangle", _("behind")),
    Judgement.FAR_BEHIND: ("breach", "alert-octagon", _("far behind")),
    Judgement.NOT_MEASURED: ("idle", "minus", _("not measured")),
    Judgement.NO_SOURCE: ("idle", "minus", _("no source yet")),
}
SAID = {
    Judgement.FAR_BEHIND: _("%(n)s far behind"),
    Judgement.BEHIND: _("%(n)s behind"),
    Judgement.ON_COURSE: _("%(n)s on course"),
    Judgement.NOT_MEASURED: _("%(n)s not measured"),
    Judgement.NO_SOURCE: _("%(n)s without a source yet"),
}
CHIPS = {"plain": "ok"}
BARS = {Judgement.BEHIND: "late", Judgement.FAR_BEHIND: "bad"}
RECORD_UNITS = {Measure.COVERAGE: _("persons"), Measure.RATE: _("answers")}
WHOLE = Decimal(1)


@dataclass(frozen=True)
class Line:
    """One indicator as a page shows it; addresses are empty where the reader may not open the records."""

    row: Row
    code: str
    name: str
    wording: str
    counted_in: str
    target: Decimal
    due: Decimal
    counted: Decimal
    pending: Decimal
    against: Decimal
    completion: Decimal
    tone: str
    icon: str
    word: Any
    bar: str
    url: str
    pending_url: str
    against_url: str

    @property
    def record_unit(self) -> Any:
        """What the records behind a figure add up: a rate of people counts people, one of answers answers."""
        measure = self.row.rule.measure if self.row.rule else None
        return RECORD_UNITS.get(measure, self.counted_in) if measure else self.counted_in

    @property
    def pending_word(self) -> str:
        """Why most of it waits, without the full stop."""
        first = self.row.waiting[0].reason.sentence if self.row.waiting else ""
        return say(first).rstrip("。.")

    @property
    def is_read(self) -> bool:
        """Whether the counting rule was understood."""
        return self.row.rule is not None


def line_of(row: Row, project: UUID, opens: bool, query: str = "") -> Line:
    """An indicator with its figures and where they lead; ``query`` keeps the filters of the page."""
    tone, icon, word = WORDS[row.forecast.judgement]
    indicator, figures = row.indicator, row.figures
    return Line(
        row=row,
        code=indicator.number,
        name=indicator.name,
        wording=indicator.wording,
        counted_in=indicator.counted_in,
        target=plain(figures.target),
        due=_due(row),
        counted=plain(figures.counted),
        pending=plain(figures.pending),
        against=plain(row.sums.not_counted),
        completion=row.forecast.completion,
        tone=tone,
        icon=icon,
        word=word,
        bar=BARS.get(row.forecast.judgement, ""),
        url=panel_url(project, indicator.number, "counted", query) if opens else "",
        pending_url=panel_url(project, indicator.number, "pending", query) if opens else "",
        against_url=panel_url(project, indicator.number, "not_counted", query) if opens else "",
    )


def _due(row: Row) -> Decimal:
    """Whole units where units are whole; a rate keeps its decimal."""
    in_percent = row.rule is not None and row.rule.measure in (Measure.RATE, Measure.COVERAGE)
    return plain(row.forecast.due if in_percent else row.forecast.due.quantize(WHOLE, ROUND_HALF_UP))


def panel_url(project: UUID, code: str, state: str, query: str = "") -> str:
    """The address of the records behind a figure."""
    address = reverse("projects.ledger.panel", kwargs={"public_id": project, "code": code, "state": state})
    return f"{address}?{query}" if query else address


@dataclass(frozen=True)
class Verdict:
    """How many indicators are judged alike, and the address that lists exactly these."""

    code: str
    count: int
    tone: str
    icon: str
    said: str
    url: str


def verdicts_of(ledger: Ledger, address: Any) -> list[Verdict]:
    """The judgements that occur, the gravest first; ``address`` leads to the ledger narrowed to one of them."""
    found = ((each, len(ledger.judged(each))) for each in SAID)
    return [_verdict(each, count, address(str(each))) for each, count in found if count]


def _verdict(judgement: Judgement, count: int, url: str) -> Verdict:
    tone, icon, _word = WORDS[judgement]
    return Verdict(str(judgement), count, CHIPS.get(tone, tone), icon, SAID[judgement] % {"n": count}, url)
