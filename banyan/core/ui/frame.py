"""What stands around every page: menu, tabs, scope, theme, clock. It shows only what the actor may enter."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localtime

from banyan.core import clock
from banyan.core.ui.menu import Line, every, here, menu_at
from banyan.foundation.chinese import short_name

THEMES = {
    "light": "not all",
    "dark": "screen",
    "auto": "screen and (prefers-color-scheme: dark)",
}
DENSITIES = ("normal", "compact", "roomy")


@dataclass(frozen=True)
class Scope:
    """The unit and contract year that govern every figure on the page; `url` is where they are changed."""

    unit: str
    year: str = ""
    url: str = ""


@dataclass(frozen=True)
class Frame:
    """Everything base.html draws around the page."""

    actor: Any
    path: str
    scope: Scope | None
    theme: str
    density: str
    demo_day: date | None
    keys: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The menu within the actor's rights, standing at this page."""
        return menu_at(self.actor, self.here) if self.actor else ()

    @property
    def tabs(self) -> tuple[Line, ...]:
        """The lines of the phone's bar."""
        return tuple(line for line in every(self.lines) if line.tab)

    @property
    def area(self) -> Line | None:
        """The area of the work that the page belongs to."""
        return next((line for line in self.lines if line.inside), None)

    @cached_property
    def place(self) -> Hashable:
        """What the menu depends on: two pages of one place have the same."""
        if not self.actor:
            return None
        return (self.actor.rights, self.actor.system, self.here, self.scope)

    @cached_property
    def here(self) -> str:
        """The address of the menu's line to which the page belongs."""
        return here(self.actor, self.path)

    @property
    def mark(self) -> str:
        """The person in two signs, as the own menu shows them."""
        return short_name(self.actor.person.name if self.actor.person else self.actor.name)

    @property
    def printed_at(self) -> datetime:
        """When the page is drawn, for what is printed of it."""
        return localtime(clock.now())

    @property
    def theme_media(self) -> str:
        """When the dark colours hold."""
        return THEMES[self.theme]


@dataclass
class _Sources:
    scope: Callable[[HttpRequest], Scope | None] | None = None
    counters: dict[str, Callable[[Any], int]] = field(default_factory=dict)


_sources = _Sources()


def scope_from(source: Callable[[HttpRequest], Scope | None]) -> Callable[[HttpRequest], Scope | None]:
    """Let the site say which unit and contract year are chosen."""
    _sources.scope = source
    return source


def counted(name: str, count: Callable[[Any], int]) -> None:
    """Offer a count for the frame: `counted("inbox", waiting_for)`; it is handed the actor.

    Names in use: desk, inbox, notices, jobs. A count costs one statement and is capped by whoever offers it.
    """
    _sources.counters[name] = count


def counts(actor: Any) -> dict[str, int]:
    """All counts of the frame for this actor, for the page part that refreshes them."""
    return {name: count(actor) for name, count in _sources.counters.items()} if actor else {}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Hands `frame` to every template."""
    return {"frame": frame_for(request)}


def frame_for(request: HttpRequest) -> Frame:
    """The frame of this request; costs no statement of its own, the counts load as their own request."""
    actor = getattr(request, "actor", None)
    return Frame(
        actor=actor,
        path=request.path,
        scope=_sources.scope(request) if actor and _sources.scope else None,
        theme=_chosen(request, "theme", tuple(THEMES), "auto"),
        density=_chosen(request, "density", DENSITIES, "normal"),
        demo_day=clock.demo_day(),
        keys=request.COOKIES.get("keys") != "off",
    )


def _chosen(request: HttpRequest, name: str, allowed: tuple[str, ...], default: str) -> str:
    value = request.COOKIES.get(name, default)
    return value if value in allowed else default
