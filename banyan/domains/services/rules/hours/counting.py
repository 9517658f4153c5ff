"""What of the raw minutes counts by the contract: dated conversions, the default table of services.md §5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from banyan.domains.services.rules.hours.spent import DIRECT, Category, Spent, Task

ONE = Decimal(1)
NOTHING = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Conversion:
    """How the minutes of one category count from a day on.

    Minutes count `factor` times (`factor_beside` for a co-worker), with the way up to `travel_most` minutes and
    `record` minutes for writing it down (not for a co-worker); at least `least` and at most `most` a record. With
    `event` set, a record counts so many minutes for all its workers together, `large_event` above `large_above`
    people; with `fixed` set, so many minutes whatever it took. `share_most` is the most percent of a worker's
    countable hours of the month that this category may give.
    """

    factor: Decimal = ONE
    factor_beside: Decimal = ONE
    travel_most: int = 0
    record: int = 0
    least: int = 0
    most: int | None = None
    fixed: int | None = None
    event: int | None = None
    large_event: int | None = None
    large_above: int | None = None
    share_most: Decimal | None = None

    def of(self, each: Spent) -> int:
        """Countable minutes of one record that does not share them with other workers."""
        if not each.minutes:
            return 0
        if self.fixed is not None:
            return self.fixed
        factor = self.factor if each.leads else self.factor_beside
        counted = _whole(factor * each.minutes) + min(each.travel, self.travel_most)
        counted += self.record if each.leads and factor else 0
        counted = max(counted, self.least) if factor else counted
        return counted if self.most is None else min(counted, self.most)

    def of_event(self, people: int) -> int:
        """Countable minutes of one event, all its workers together."""
        if self.large_above is not None and self.large_event is not None and people > self.large_above:
            return self.large_event
        return self.event or 0


NOT_COUNTED = Conversion(factor=NOTHING, factor_beside=NOTHING)
#: Ours until the contract says otherwise (services.md §5); times in minutes.
DEFAULTS: Mapping[Category, Conversion] = {
    Category.INTERVIEW: Conversion(travel_most=60, record=30, most=240),
    Category.PHONE: Conversion(least=15, most=60),
    Category.SESSION: Conversion(factor=Decimal(2), record=60),
    Category.ACTIVITY: Conversion(event=480, large_event=960, large_above=50),
    Category.VISIT: Conversion(fixed=60),
    Category.CONSULTATION: Conversion(least=15, most=30),
    Category.DAY_CARE: Conversion(),
    Category.SUPERVISION: Conversion(share_most=Decimal(5)),
}


@dataclass(frozen=True)
class Version:
    """One line of a conversion table: whose (None: everybody's), which category, from which day."""

    category: Category
    valid_from: date
    conversion: Conversion
    project: UUID | None = None


@dataclass(frozen=True)
class Counted:
    """A record's minutes beside what counts of them."""

    spent: Spent
    countable: int


def conversion_for(each: Spent, versions: Iterable[Version]) -> Conversion:
    """The conversion that holds for a record: the contract's newest of the day, else everybody's, else the default."""
    fitting = [
        version
        for version in versions
        if version.category is each.category
        and version.valid_from <= each.day
        and version.project in (None, each.project)
    ]
    if not fitting:
        return DEFAULTS.get(each.category, NOT_COUNTED)
    return max(fitting, key=lambda version: (version.project is not None, version.valid_from)).conversion


def countable(rows: Iterable[Spent], versions: Iterable[Version] = ()) -> list[Counted]:
    """What counts of every record, in the order given. Work outside the contract does not count (P1.11).

    An event's minutes are shared by its workers by the time each was there; what is limited to a share of a worker's
    month is cut there. The rows must hold all workers of an event, and whole months where a share is limited.
    """
    rows, versions = list(rows), list(versions)
    holding = [conversion_for(each, versions) for each in rows]
    minutes = [conversion.of(each) for each, conversion in zip(rows, holding, strict=True)]
    _share_events(rows, holding, minutes)
    minutes = [
        0 if each.task is not Task.CONTRACT else told for each, told in zip(rows, minutes, strict=True)
    ]
    _cut_shares(rows, holding, minutes)
    return [Counted(*pair) for pair in zip(rows, minutes, strict=True)]


def _share_events(rows: list[Spent], holding: list[Conversion], minutes: list[int]) -> None:
    events: dict[object, list[int]] = defaultdict(list)
    for place, (each, conversion) in enumerate(zip(rows, holding, strict=True)):
        if conversion.event is not None:
            events[each.service].append(place)
    for places in events.values():
        whole = holding[places[0]].of_event(max(rows[place].people for place in places))
        for place, part in zip(places, shared([rows[place].minutes for place in places], whole), strict=True):
            minutes[place] = part


def shared(minutes: list[int], whole: int) -> list[int]:
    """A whole shared by the time each was there, to the minute and without a rest; equally where no time is known."""
    weights = minutes if any(minutes) else [1] * len(minutes)
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    behind = sorted(range(len(weights)), key=lambda place: (-(whole * weights[place] % total), place))
    for place in behind[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def _cut_shares(rows: list[Spent], holding: list[Conversion], minutes: list[int]) -> None:
    """Cut what may give only so many percent of a worker's countable month, the latest first."""
    months: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(rows):
        months[each.worker, each.day.year, each.day.month].append(place)
    for places in months.values():
        limited = [place for place in places if holding[place].share_most is not None]
        others = sum(minutes[place] for place in places if holding[place].share_most is None)
        for place in limited:
            room = share_of(others, holding[place].share_most or NOTHING)
            taken = sum(minutes[each] for each in limited if each < place)
            minutes[place] = max(min(minutes[place], room - taken), 0)


def share_of(others: int, percent: Decimal) -> int:
    """The most minutes that make `percent` of themselves and the others: 5 % beside 950 minutes are 50."""
    if percent >= HUNDRED:
        return 10**9
    return int(others * percent / (HUNDRED - percent))


@dataclass(frozen=True)
class Sums:
    """What a worker's or a centre's rows come to, in minutes."""

    raw: int
    direct: int
    countable: int
    by_category: Mapping[Category, int]
    by_task: Mapping[Task, int]

    @property
    def indirect(self) -> int:
        return self.raw - self.direct

    def percent(self, task: Task) -> Decimal | None:
        """The share of a source of work in all minutes, in percent; None where nothing was worked."""
        return percent(self.by_task.get(task, 0), self.raw)


def sums(rows: Iterable[Counted]) -> Sums:
    """Add up."""
    rows = list(rows)
    by_category: dict[Category, int] = defaultdict(int)
    by_task: dict[Task, int] = defaultdict(int)
    for each in rows:
        by_category[each.spent.category] += each.spent.raw
        by_task[each.spent.task] += each.spent.raw
    return Sums(
        sum(each.spent.raw for each in rows),
        sum(each.spent.raw for each in rows if each.spent.category in DIRECT),
        sum(each.countable for each in rows),
        dict(by_category),
        dict(by_task),
    )


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent with one decimal; None of nothing."""
    if not whole:
        return None
    return (HUNDRED * part / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _whole(minutes: Decimal) -> int:
    return int(minutes.quantize(ONE, ROUND_HALF_UP))
