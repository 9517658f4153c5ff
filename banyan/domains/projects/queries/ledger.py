"""The indicator ledger of a project: every indicator with its figures on a day, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import CharField, Count, DecimalField, QuerySet, Sum, Value
from django.db.models.functions import Cast

from banyan.core.tallies import sums as tallies
from banyan.domains.projects.models import CountingVersion, Indicator, LedgerEntry, LedgerLine, Project
from banyan.domains.projects.queries.numbers import Numbers
from banyan.domains.projects.queries.sources import has_source
from banyan.domains.projects.queries.tallies import BASE, STATES, measure_of
from banyan.domains.projects.queries.unread import Reader, entries_unread, unread_of
from banyan.domains.projects.rules.conversion import Result, Weighted, weighted
from banyan.domains.projects.rules.figures import Sums, figures_of
from banyan.domains.projects.rules.forecast import Figures, Forecast, Judgement, forecast
from banyan.domains.projects.rules.freeze import first_of
from banyan.domains.projects.rules.judging import Standing
from banyan.domains.projects.rules.limits import why
from banyan.domains.projects.rules.measures import CountingRule
from banyan.domains.projects.rules.reasons import Reason
from banyan.domains.projects.rules.unread import Told, Unread, told_to

Booked = dict[int, Sums]
Unreads = dict[int, list[Unread]]
STATE_OF = {measure_of(state): state for state in STATES} | {BASE: "base"}


@dataclass(frozen=True)
class Waiting:
    """How much waits under an indicator for one reason."""

    amount: Decimal
    reason: Reason


@dataclass(frozen=True)
class Row:
    """One indicator on a day: its rule, what is booked, its figures and its forecast."""

    indicator: Indicator
    rule: CountingRule | None
    sums: Sums
    figures: Figures
    forecast: Forecast
    waiting: tuple[Waiting, ...] = ()
    versions: tuple[CountingVersion, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """All indicators of a project on a day."""

    rows: tuple[Row, ...]
    on: date
    until: date | None

    @property
    def weighted(self) -> Weighted:
        """Weighted completion in points of 100, without and with conversion."""
        return weighted(
            Result(
                row.indicator.weight,
                row.figures.target,
                row.figures.counted,
                row.indicator.convertible,
                row.indicator.cap_percent,
            )
            for row in self.rows
        )

    @property
    def weight(self) -> Decimal:
        """The weights of all indicators together."""
        return sum((row.indicator.weight for row in self.rows), Decimal(0))

    def judged(self, judgement: Judgement) -> list[Row]:
        """The indicators with this judgement."""
        return [row for row in self.rows if row.forecast.judgement is judgement]

    def by_field(self) -> list[tuple[str, list[Row]]]:
        """The indicators by service area, in the order of the contract."""
        fields: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            fields[row.indicator.field].append(row)
        return list(fields.items())


def ledger_of(
    indicators: QuerySet[Indicator],
    on: date,
    numbers: Numbers,
    reader: Reader,
    until: date | None = None,
    *,
    with_waiting: bool = True,
    told: Told | None = None,
) -> Ledger:
    """The ledger of these indicators as it stands on a day, or as booked and happened ``until`` a day.

    ``indicators`` came through the door; what lies in files closed to the reader is told as ``rules.unread`` says. At
    most five statements whatever their number.
    """
    kept, day = list(indicators), until or on
    versions = _versions(kept)
    sums, unread = _booked_until(kept, until, reader) if until else _booked(kept, reader)
    seen = partial(told_to, told=told or reader.told(until), group=numbers.smallest_cell)
    booked = {each.pk: seen(sums[each.pk], unread.get(each.pk, ())) for each in kept}
    waiting = _waiting(kept, reader) if with_waiting else defaultdict(list)
    rows = (
        _row(indicator, versions[indicator.pk], booked[indicator.pk], waiting[indicator.pk], (day, numbers))
        for indicator in kept
    )
    return Ledger(tuple(rows), on, until)


def figures_through(project: Project, month: date) -> dict[str, dict[str, str]]:
    """Amounts by indicator and state over all months up to one, as a frozen month keeps them."""
    entries = LedgerEntry.everything.filter(indicator__project=project, month__lte=month).order_by()
    rows = entries.values_list("indicator__number", "state").annotate(total=Sum("amount"))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for number, state, total in rows:
        found[number][state] = f"{total.normalize():f}"
    return dict(found)


def _row(
    indicator: Indicator,
    versions: list[CountingVersion],
    booked: Sums,
    waiting: list[Waiting],
    at: tuple[date, Numbers],
) -> Row:
    on, numbers = at
    in_force = [version for version in versions if version.valid_from <= on] or versions[:1]
    rule = in_force[-1].rule if in_force else None
    figures = figures_of(rule, indicator.target, booked, indicator.out_of)
    figures = replace(figures, has_source=has_source(rule) or booked.is_used)
    ahead = forecast(figures, indicator.starts_on, indicator.ends_on, on, numbers.thresholds)
    return Row(indicator, rule, booked, figures, ahead, tuple(waiting), tuple(versions))


def _versions(indicators: Iterable[Indicator]) -> dict[int, list[CountingVersion]]:
    """Every version of every counting rule, the first one first."""
    found: dict[int, list[CountingVersion]] = defaultdict(list)
    versions = CountingVersion.everything.filter(indicator__in=[each.pk for each in indicators])
    for version in versions.order_by("valid_from"):
        found[version.indicator_id].append(version)
    return found


def _booked(indicators: Sequence[Indicator], reader: Reader) -> tuple[Booked, Unreads]:
    """From the tallies: everything booked so far; and of it what the reader may not open. One statement."""
    by_scope = {str(indicator.public_id): indicator.pk for indicator in indicators}
    nothing = {"line": Value(0), "base": Value(Decimal(0), DecimalField())}
    kept = tallies.rows(STATE_OF, by_scope).annotate(**nothing)
    hidden = entries_unread(reader, indicators).annotate(
        indicator_text=Cast("indicator_id", CharField()), month_text=Cast("month", CharField())
    )
    rows = kept.union(
        hidden.values_list("state", "indicator_text", "month_text", "amount", "line_id", "base"), all=True
    )
    found: Booked = defaultdict(Sums)
    unread = []
    for named, scope, period, amount, line, base in rows:
        if named in STATE_OF:
            found[by_scope[scope]].add(STATE_OF[named], date.fromisoformat(f"{period}-01"), amount)
        else:
            unread.append((scope, line, named, date.fromisoformat(period), amount, base))
    return found, unread_of(unread)


def _booked_until(indicators: Sequence[Indicator], until: date, reader: Reader) -> tuple[Booked, Unreads]:
    """From the bookings: what happened by a day and was booked by the end of its month. Two statements."""
    by_then = {"month__lte": first_of(until), "line__happened_on__lte": until}
    entries = LedgerEntry.everything.filter(indicator__in=[each.pk for each in indicators], **by_then)
    found: Booked = defaultdict(Sums)
    totals = entries.order_by().values_list("indicator_id", "state", "month")
    for indicator, state, month, amount, base in totals.annotate(amount=Sum("amount"), base=Sum("base")):
        found[indicator].add(state, month, amount)
        found[indicator].base += base
    hidden = entries_unread(reader, indicators).filter(**by_then)
    columns = ("indicator_id", "line_id", "state", "month", "amount", "base")
    return found, unread_of(hidden.values_list(*columns))


def _waiting(indicators: Iterable[Indicator], reader: Reader) -> dict[int, list[Waiting]]:
    """What waits under each indicator, by reason, the most frequent first; readable records alone."""
    lines = LedgerLine.everything.filter(
        indicator__in=[each.pk for each in indicators], state=LedgerLine.State.PENDING
    )
    lines = reader.may_read(lines).order_by()
    found: dict[int, list[Waiting]] = defaultdict(list)
    groups = lines.values_list("indicator_id", "reason_code").annotate(amount=Sum("amount"), n=Count("pk"))
    for indicator, code, amount, _lines in groups.order_by("-n"):
        reason = why(Standing.PENDING, Standing.PENDING, Reason(code))
        found[indicator].append(Waiting(amount, reason or Reason("not_approved")))
    return found
