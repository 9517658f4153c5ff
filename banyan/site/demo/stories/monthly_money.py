"""The monthly money of the demo's year: forms of the departments, merged, signed, released, settled.

One month came back from headquarters, one form was late, one station left a month lying, another one all of them
from the summer on, and one month was settled late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from banyan.core import door
from banyan.domains.finance.deeds import monthly
from banyan.domains.finance.models import BudgetLine, MonthlyBudget, MonthlyForm
from banyan.domains.finance.queries.monthly import left_of_year
from banyan.domains.finance.rules.monthly import Wish, due_on
from banyan.foundation.periods import add_months
from banyan.site.demo.purses import Purse, provide_budget, provide_tender, purses, sign_up
from banyan.site.demo.stories.claims import YEAR
from banyan.site.demo.telling import Moment, actor, at, calendar, departments, holder

FIRST, LAST = date(2025, 4, 1), date(2026, 1, 1)
BEFORE_THE_YEAR = timedelta(days=14)
FORM_WORKDAYS, SETTLING_WORKDAY = 5, 5
LATE = ("main", date(2025, 9, 1))
LATE_ROOM = 2
RETURNED = ("main", date(2025, 11, 1))
RETURNED_WHY = "宣传费未附三家询价，请补测算依据后重报"
SETTLED_LATE = ("main", date(2025, 8, 1), date(2025, 10, 17))
NOT_ASKED = ("机构管理费", "税费与审计", "不可预见")
#: A station (by its place) whose new director let the forms lie from this month on.
NO_MORE = (3, date(2025, 7, 1))
#: A station (by its place) and how far its paper of the last months came.
STOPS = {(1, date(2025, 12, 1)): "merged", (0, LAST): "approved", (2, LAST): "waiting"}
ZERO = Decimal(0)
CARRIED = "活动顺延到下月举办，余款随活动结转"


@dataclass(frozen=True)
class Cycle:
    """One month of one purse."""

    purse: Purse
    month: date

    def day(self, workdays: int) -> date:
        """So many working days after the forms are due."""
        due = due_on(self.month, calendar(2025, 2026), FORM_WORKDAYS)
        return calendar(2025, 2026).add_workdays(due, workdays)

    def is_(self, planted: tuple[Any, ...]) -> bool:
        return (self.purse.kind, self.month) == planted[:2]

    @property
    def stops_at(self) -> str:
        """How far the paper comes; empty for all the way."""
        if self.purse.kind == "main" and self.month == LAST:
            return "submitted"
        return STOPS.get((self.purse.place, self.month), "") if self.purse.kind == "station" else ""


def moments(until: date) -> Iterator[Moment]:
    """The budget of each purse, then its months."""
    for purse in purses():
        code, before = purse.project.number, purse.start - BEFORE_THE_YEAR
        yield Moment(at(before, 8), f"{code}/budget", lambda when, purse=purse: provide_budget(purse, when))
        if purse.kind == "main":
            after = at(before, 10)
            yield Moment(after, f"{code}/tender", lambda when, purse=purse: provide_tender(purse, when))
        month = max(FIRST, purse.start.replace(day=1))
        while month <= LAST and not (
            purse.kind == "station" and purse.place == NO_MORE[0] and month >= NO_MORE[1]
        ):
            yield from _month(Cycle(purse, month))
            month = add_months(month, 1)


def _month(cycle: Cycle) -> Iterator[Moment]:
    key = f"{cycle.purse.project.number}/{cycle.month:%Y-%m}"
    way = cycle.stops_at
    yield Moment(at(cycle.day(-1), 10), f"{key}/forms", lambda when: hand_in(cycle, when))
    if way == "submitted":
        return
    yield Moment(at(cycle.day(1), 14), f"{key}/merge", lambda when: merge(cycle, when))
    if way == "merged":
        return
    yield Moment(at(cycle.day(2), 9), f"{key}/send", lambda when: send_up(cycle, when))
    if way == "waiting":
        return
    yield Moment(at(cycle.day(2), 16), f"{key}/sign", lambda when: sign(cycle, when))
    if cycle.is_(LATE):
        yield Moment(at(cycle.day(3), 9), f"{key}/late", lambda when: hand_in(cycle, when, late=True))
        yield Moment(at(cycle.day(4), 10), f"{key}/second", lambda when: again(cycle, when))
    if cycle.is_(RETURNED):
        yield Moment(at(cycle.day(6), 9), f"{key}/mend", lambda when: mend(cycle, when))
        yield Moment(at(cycle.day(7), 10), f"{key}/second", lambda when: again(cycle, when))
    if way == "approved":
        return
    last = 8 if cycle.is_(RETURNED) else 4
    yield Moment(at(cycle.day(last), 15), f"{key}/release", lambda when: release(cycle, when))
    settled_on = (
        SETTLED_LATE[2]
        if cycle.is_(SETTLED_LATE)
        else calendar(2025, 2026).add_workdays(add_months(cycle.month, 1), SETTLING_WORKDAY)
    )
    yield Moment(at(settled_on, 16), f"{key}/settle", lambda when: settle(cycle, when))


def hand_in(cycle: Cycle, when: datetime, late: bool = False) -> None:
    """Each department writes what it wants to spend; one head was on leave and hands in late."""
    for place, (room, lines) in enumerate(_wishes(cycle)):
        if (cycle.is_(LATE) and place == LATE_ROOM) is late:
            by = actor(_writer(cycle.purse, room, when.date()), when)
            form = MonthlyForm(unit=room, project=cycle.purse.project, month=cycle.month)
            form = monthly.begin(form, by=by, now=when)
            monthly.write(form, by=by, now=when, wishes=lines)
            if cycle.stops_at != "submitted" or place:
                monthly.submit(_fresh(form), by=by, now=when)


def _writer(purse: Purse, room: Any, day: date) -> Any:
    """The head of a department; where there is none, whoever keeps the station's papers or leads it."""
    if room == purse.unit:
        return holder(room, "行政专员", day) or purse.director(day)
    return holder(room, "主管", day) or purse.clerk(day)


def _wishes(cycle: Cycle) -> list[tuple[Any, list[Wish]]]:
    """Department → lines: a twelfth of its items, and purchases that are planned for the month."""
    purse = cycle.purse
    rooms = {room.name: room for room in departments(purse.unit)} or {purse.unit.name: purse.unit}
    with door.opened("demo"):
        left = left_of_year(purse.project, cycle.month)
        items = BudgetLine.objects.filter(
            budget__project=purse.project, budget__state="effective", side="expense"
        )
        lines = list(items.exclude(block__in=NOT_ASKED).order_by("position"))
    found: dict[str, list[Wish]] = {}
    for line in lines:
        amount = max(_twelfth(line.amount), _planned(cycle, line.code))
        if line.department in rooms and ZERO < amount <= left.get(line.code, ZERO):
            found.setdefault(line.department, []).append(Wish(line.code, amount, f"按服务方案：{line.name}"))
    return [(rooms[name], found[name]) for name in rooms if name in found]


def _twelfth(amount: Decimal) -> Decimal:
    return amount // 120 * 10


def _planned(cycle: Cycle, item: str) -> Decimal:
    """Purchases of the main project that are known beforehand, in hundreds."""
    if cycle.purse.kind != "main":
        return ZERO
    known = [Decimal(row[3]) for row in YEAR if row[2] == item and row[0][:7] == f"{cycle.month:%Y-%m}"]
    return (sum(known, ZERO) / 100).to_integral_value(ROUND_CEILING) * 100


def _papers(cycle: Cycle, *states: str) -> list[MonthlyBudget]:
    with door.opened("demo"):
        found = MonthlyBudget.objects.filter(project=cycle.purse.project, month=cycle.month, state__in=states)
        return list(found.order_by("round"))


def merge(cycle: Cycle, when: datetime) -> None:
    """The administrator merges the forms as they are."""
    purse = cycle.purse
    paper = MonthlyBudget(unit=purse.unit, project=purse.project, month=cycle.month)
    monthly.merge(paper, by=actor(purse.clerk(when.date()), when), now=when)


def send_up(cycle: Cycle, when: datetime) -> None:
    """The paper goes to the director."""
    for paper in _papers(cycle, "merged"):
        monthly.send_up(paper, by=actor(paper.merged_by_id, when), now=when)


def sign(cycle: Cycle, when: datetime) -> None:
    """Director and headquarters sign; headquarters' finance sent one month back."""
    for paper in _papers(cycle, "waiting"):
        is_back = cycle.is_(RETURNED) and paper.round == 1
        sign_up(paper, when, "finance" if is_back else "", RETURNED_WHY)


def mend(cycle: Cycle, when: datetime) -> None:
    """The departments hand the forms that came back in again."""
    with door.opened("demo"):
        forms = list(
            MonthlyForm.objects.filter(project=cycle.purse.project, month=cycle.month, state="returned")
        )
    for form in forms:
        monthly.submit(form, by=actor(form.submitted_by_id, when), now=when)


def again(cycle: Cycle, when: datetime) -> None:
    """A further round of the month, all the way up."""
    merge(cycle, when)
    send_up(cycle, when)
    sign(cycle, when)


def release(cycle: Cycle, when: datetime) -> None:
    """Headquarters' finance releases what everybody signed."""
    for paper in _papers(cycle, "approved"):
        monthly.release(paper, by=actor(cycle.purse.above("财务主管", when.date()), when), now=when)


def settle(cycle: Cycle, when: datetime) -> None:
    """What is left lapses; money for activities that were put off goes on into the next month."""
    for paper in _papers(cycle, "released"):
        by = actor(cycle.purse.clerk(when.date()), when)
        monthly.settle(paper, by=by, now=when, reasons=_carried(cycle))


def _carried(cycle: Cycle) -> dict[str, str]:
    """Every third month the activities' money goes on."""
    return {"E3.01": CARRIED} if cycle.month.month % 3 == 2 and cycle.month.month != 12 else {}


def _fresh(form: MonthlyForm) -> MonthlyForm:
    with door.opened("demo"):
        return MonthlyForm.objects.get(pk=form.pk)
