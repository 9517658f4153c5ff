"""The menu: how the site declares it, and what of it one actor sees on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from banyan.core.identity.actor import Actor, Right


@dataclass(frozen=True)
class Entry:
    """A page in the menu: its address by name, and the permission without which it is absent.

    `counter` names the count beside it; `tab` puts it on the phone's bar ("tab", or "add" for its middle).
    """

    label: Any
    name: str
    permission: str = ""
    icon: str = ""
    counter: str = ""
    tab: str = ""


@dataclass(frozen=True)
class Group:
    """Pages of an area that belong together; it stands closed until one of them is open."""

    label: Any
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Area:
    """A part of the work with its pages; absent when none of them may be entered. A new `group` draws a rule."""

    code: str
    label: Any
    icon: str
    entries: tuple[Entry | Group, ...]
    group: int = 1

    @property
    def pages(self) -> tuple[Entry, ...]:
        """All its pages, whether in a group or not."""
        members = ((member,) if isinstance(member, Entry) else member.entries for member in self.entries)
        return tuple(entry for some in members for entry in some)


@dataclass(frozen=True)
class Line:
    """A line of the menu as this actor sees it on this page."""

    label: Any
    url: str
    icon: str = ""
    counter: str = ""
    group: int = 0
    tab: str = ""
    current: bool = False
    inside: bool = False
    children: tuple[Line, ...] = ()


#: What everybody has, above the areas.
OWN = (
    Entry(_("My desk"), "desk", icon="layout-list", counter="desk", tab="tab"),
    Entry(_("Calendar"), "calendar.page", icon="calendar", tab="tab"),
    Entry(_("For my signature"), "approvals.inbox", icon="writing-sign", counter="inbox", tab="tab"),
)


def menu_at(actor: Any, url: str) -> tuple[Line, ...]:
    """The menu with what this actor may enter; the line of that address is current, its area stands open."""
    return _standing_at(actor.rights, actor.system, url)


def here(actor: Any, path: str) -> str:
    """The address of the menu's line to which a page belongs."""
    return next((url for url in _addresses(actor.rights, actor.system) if _leads_to(url, path)), "")


@lru_cache(maxsize=200)
def _addresses(rights: tuple[Right, ...], system: str) -> tuple[str, ...]:
    """Where the lines of a menu lead, the longest first."""
    return tuple(sorted((line.url for line in every(_within(rights, system))), key=len, reverse=True))


@lru_cache(maxsize=1_000)
def _standing_at(rights: tuple[Right, ...], system: str, url: str) -> tuple[Line, ...]:
    return tuple(_marked(line, url) for line in _within(rights, system))


@lru_cache(maxsize=200)
def _within(rights: tuple[Right, ...], system: str) -> tuple[Line, ...]:
    """What these rights may enter; the same for everybody who holds them."""
    actor = Actor(rights=rights, system=system)
    areas: Iterable[Area] = import_string(settings.BANYAN_MENU)
    own = (_entry(entry, actor) for entry in OWN)
    return tuple(line for line in (*own, *(_area(area, actor) for area in areas)) if line is not None)


def every(lines: Iterable[Line]) -> Iterator[Line]:
    """All lines of a menu, areas before their pages."""
    for line in lines:
        yield line
        yield from every(line.children)


def _area(area: Area, actor: Any) -> Line | None:
    children = tuple(line for line in (_member(member, actor) for member in area.entries) if line is not None)
    if not children:
        return None
    return Line(area.label, children[0].url, area.icon, group=area.group, children=children)


def _member(member: Entry | Group, actor: Any) -> Line | None:
    """A page, or a group of pages; a group of which one page is left is that page."""
    if isinstance(member, Entry):
        return _entry(member, actor)
    children = tuple(line for line in (_entry(entry, actor) for entry in member.entries) if line is not None)
    if len(children) < 2:
        return next(iter(children), None)
    return Line(member.label, children[0].url, children=children)


def _entry(entry: Entry, actor: Any) -> Line | None:
    if entry.permission and not actor.may(entry.permission):
        return None
    try:
        url = reverse(entry.name)
    except NoReverseMatch:
        return None
    return Line(entry.label, url, entry.icon, entry.counter, tab=entry.tab)


def _marked(line: Line, here: str) -> Line:
    children = tuple(_marked(child, here) for child in line.children)
    inside = any(child.current or child.inside for child in children)
    return replace(line, children=children, inside=inside, current=line.url == here and not children)


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
