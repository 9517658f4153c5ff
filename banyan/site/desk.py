"""What lies on somebody's desk this morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from banyan.core.todo import Todo, waiting_for


@dataclass(frozen=True)
class Item:
    """One line of the desk: the thing to do, how late it is, and the tone of its chip."""

    todo: Todo
    tone: str
    when: str


@dataclass(frozen=True)
class Desk:
    """The lines, most urgent first, and how many of each kind there are."""

    items: tuple[Item, ...]
    late: int
    today: int
    signing: int
    later: int


def desk_of(actor: Any, today: date) -> Desk:
    """Everything that waits for an actor today."""
    items = tuple(_item(todo, today) for todo in waiting_for(actor, today))
    tones = [item.tone for item in items]
    return Desk(items, tones.count("breach"), tones.count("attn"), tones.count("wait"), tones.count("idle"))


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
