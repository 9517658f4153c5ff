"""What lies on somebody's desk this morning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from banyan.core.identity import tree
from banyan.core.todo import Todo, waiting_for

#: So many lines of one sort are no longer read one by one.
FOLDED_FROM = 4
#: The tones of the chips by the code with which the address asks for one of them alone.
KINDS = {"late": "breach", "today": "attn", "sign": "wait", "later": "idle"}


@dataclass(frozen=True)
class Item:
    """One line of the desk: the thing to do, how late it is, the tone of its chip, and where it is from.

    `station` is empty where all lines of the desk are from one station.
    """

    todo: Todo
    tone: str
    when: str
    station: str = ""


@dataclass(frozen=True)
class Bundle:
    """Lines of one sort: the most urgent stands on the desk, `alike` lie folded under it when they are many."""

    first: Item
    alike: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Things to do that are alike urgent: how many, and the code by which the desk shows them alone."""

    code: str
    tone: str
    count: int


@dataclass(frozen=True)
class Desk:
    """The lines, most urgent first, all of them or those of one kind, and how many of each kind there are."""

    items: tuple[Item, ...]
    kinds: tuple[Kind, ...]
    only: Kind | None = None

    @property
    def bundles(self) -> Iterator[Bundle]:
        """The lines as they lie: three of one sort stand one by one, more are folded. Asked for alone, none is."""
        sorts: dict[tuple[str, str, str], list[Item]] = defaultdict(list)
        for item in self.items:
            sorts[_sort(item)].append(item)
        for item in self.items:
            alike = sorts[_sort(item)]
            if self.only or len(alike) < FOLDED_FROM:
                yield Bundle(item)
            elif item is alike[0]:
                yield Bundle(item, tuple(alike[1:]))


def desk_of(actor: Any, today: date, only: str = "") -> Desk:
    """Everything that waits for an actor today; ``only`` narrows it to one kind, if there is such a kind."""
    waiting = list(waiting_for(actor, today))
    stations = tree.stations_told(todo.unit_id for todo in waiting)
    items = tuple(replace(_item(todo, today), station=stations.get(todo.unit_id, "")) for todo in waiting)
    tones = [item.tone for item in items]
    kinds = tuple(Kind(code, tone, tones.count(tone)) for code, tone in KINDS.items() if tone in tones)
    chosen = next((kind for kind in kinds if kind.code == only), None)
    shown = tuple(item for item in items if item.tone == chosen.tone) if chosen else items
    return Desk(shown, kinds, chosen)


def _sort(item: Item) -> tuple[str, str, str]:
    return str(item.todo.title), item.tone, item.station


def _item(todo: Todo, today: date) -> Item:
    if todo.due is not None and todo.due < today:
        return Item(todo, "breach", _("%(days)d days late") % {"days": (today - todo.due).days})
    if todo.kind == "sign":
        return Item(todo, "wait", _("for my signature"))
    if todo.due == today:
        return Item(todo, "attn", _("due today"))
    if todo.due is not None:
        return Item(
            todo, "idle", _("due on %(month)d/%(day)d") % {"month": todo.due.month, "day": todo.due.day}
        )
    return Item(todo, "idle", _("undated"))
