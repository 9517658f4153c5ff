"""What stands around every page: menu, tabs, scope, theme, clock. It shows only what the actor may enter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from banyan.core import clock
from banyan.core.ui.menu import Line, every, menu_for

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
    lines: tuple[Line, ...]
    tabs: tuple[Line, ...]
    area: Line | None
    scope: Scope | None
    theme: str
    theme_media: str
    density: str
    demo_day: date | None
    keys: bool


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
    """Hands `frame` to every template; made only when a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: frame_for(request))}


def frame_for(request: HttpRequest) -> Frame:
    """The frame of this request; costs no statement of its own, the counts load as their own request."""
    actor = getattr(request, "actor", None)
    theme = _chosen(request, "theme", tuple(THEMES), "auto")
    lines = menu_for(actor, request.path) if actor else ()
    return Frame(
        actor=actor,
        lines=lines,
        tabs=tuple(line for line in every(lines) if line.tab),
        area=next((line for line in lines if line.inside), None),
        scope=_sources.scope(request) if actor and _sources.scope else None,
        theme=theme,
        theme_media=THEMES[theme],
        density=_chosen(request, "density", DENSITIES, "normal"),
        demo_day=clock.demo_day(),
        keys=request.COOKIES.get("keys") != "off",
    )


def _chosen(request: HttpRequest, name: str, allowed: tuple[str, ...], default: str) -> str:
    value = request.COOKIES.get(name, default)
    return value if value in allowed else default
