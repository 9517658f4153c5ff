"""The monitoring calendar of a year, and which looks wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from banyan.core.controls import Finding, Scope
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.quality.models import MonitoringCheck, MonitoringItem
from banyan.domains.quality.rules import monitoring as rules
from banyan.domains.quality.rules.monitoring import Look, Made
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

MOST = 50
LONGEST_SPAN = 190


@dataclass(frozen=True)
class Month:
    """One month of an item: how many looks it asked for, and how they stand."""

    month: int
    looks: list[Look]

    @property
    def state(self) -> str:
        """The worst of its looks; empty when the month asked for none."""
        order = (rules.MISSED, rules.FAULT, rules.DUE, rules.DONE, rules.AHEAD)
        states = {look.state for look in self.looks}
        return next((state for state in order if state in states), "")

    @property
    def made(self) -> int:
        """How many looks were made."""
        return sum(1 for look in self.looks if look.state in (rules.DONE, rules.FAULT))


@dataclass(frozen=True)
class ItemRow:
    """An item over the months of a year."""

    item: MonitoringItem
    url: str
    months: list[Month]

    @property
    def missed(self) -> int:
        """How many looks were missed in the year."""
        return sum(1 for month in self.months for look in month.looks if look.state == rules.MISSED)


def calendar(by: Any, year: int, today: date) -> list[ItemRow]:
    """The calendar of a year: every item that the actor may see. Two statements."""
    within = Period(date(year, 1, 1), date(year, 12, 31))
    found = (
        MonitoringItem.objects.visible_to(by)
        .filter(starts_on__lte=within.end)
        .exclude(ends_on__lt=within.start)
    )
    items = list(found.select_related("project", "checker", "unit").order_by("unit", "clause", "number"))
    checks = MonitoringCheck.objects.visible_to(by).filter(
        item__in=items, checked_on__range=(within.start, within.end)
    )
    made = _made(checks)
    return [
        ItemRow(item, page_of(item), _months(item, made.get(item.pk, []), within, today)) for item in items
    ]


def _months(item: MonitoringItem, made: Sequence[Made], within: Period, today: date) -> list[Month]:
    looks = rules.looks(rules.spans(item.rhythm, item.starts_on, item.ends_on, within), made, today)
    return [
        Month(number, [look for look in looks if min(look.period.end, within.end).month == number])
        for number in range(1, 13)
    ]


def _made(checks: Any) -> dict[int, list[Made]]:
    made: dict[int, list[Made]] = {}
    for item, on, in_order in checks.values_list("item", "checked_on", "in_order"):
        made.setdefault(item, []).append(Made(on, in_order))
    return made


def of_item(item: MonitoringItem, by: Any) -> dict[str, Any]:
    """The looks of one item, newest first."""
    found = MonitoringCheck.objects.visible_to(by).filter(item=item).select_related("by")
    return {"checks": list(found.order_by("-checked_on", "-pk")[:MOST]), "item": item}


def due_looks(actor: Any, today: date) -> Iterator[Todo]:
    """Looks that are the actor's own and not made yet."""
    mine = MonitoringItem.objects.visible_to(actor, "check").filter(
        state=MonitoringItem.State.ACTIVE, checker=actor.person_id, starts_on__lte=today
    )
    items = list(mine[:MOST])
    if not items:
        return
    made = _made(MonitoringCheck.objects.visible_to(actor).filter(item__in=items))
    for item in items:
        look = _latest(item, made.get(item.pk, []), today)
        if look is not None and look.state == rules.DUE:
            yield Todo(
                title=sentence(noop("Look at: %(title)s"), title=item.title),
                why=sentence(noop("The monitoring calendar asks for it; a missed look shows.")),
                url=page_of(item), deed=noop("Write down a look"), unit_id=item.unit_id, number=item.number, due=look.period.end,
                clause=item.clause or "R3.2.6", kind="monitoring",
            )  # fmt: skip


def _latest(item: MonitoringItem, made: Sequence[Made], today: date) -> Look | None:
    wanted = rules.spans(item.rhythm, item.starts_on, item.ends_on, Period(today, today))
    return next(iter(rules.looks(wanted, made, today)), None)


def looks_found(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every look that the calendars of these projects ask for in a period. Two statements."""
    items = list(
        MonitoringItem.everything.filter(starts_on__lte=period.end)
        .exclude(ends_on__lt=period.start)
        .select_related("unit", "project")
    )
    since = period.start - timedelta(days=LONGEST_SPAN)
    checks = MonitoringCheck.everything.filter(item__in=items, checked_on__range=(since, period.end))
    made = _made(checks)
    for scope in scopes:
        for item in items:
            if _answers_for(item, scope):
                yield from _found(scope, item, made.get(item.pk, []), today)


def _answers_for(item: MonitoringItem, scope: Scope) -> bool:
    if item.project is not None:
        return item.project.public_id == scope.id
    return scope.unit_path.startswith(item.unit.path)


def _found(scope: Scope, item: MonitoringItem, made: Sequence[Made], today: date) -> Iterator[Finding]:
    wanted = rules.spans(item.rhythm, item.starts_on, item.ends_on, scope.period)
    for look in rules.looks(wanted, made, today):
        said = rules.look_verdict(look)
        belongs = look.period.end in scope.period or (
            look.on is not None and look.period.end > scope.period.end
        )
        if said is not None and belongs:
            verdict, words = said
            yield Finding.of(
                scope.id, verdict, words, model="quality.monitoringitem", public_id=item.public_id,
                number=item.number, on=look.on or look.period.end,
            )  # fmt: skip
