"""The storytellers of the demo's year: one file for each kind of work.

A story is a module with `moments(until: date) -> Iterator[Moment]`. Its moments must always be the same ones with
the same keys, for what was played is not played again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from banyan.site.demo.telling import Moment

Story = Callable[[date], Iterator[Moment]]


def every_story() -> dict[str, Story]:
    """The stories by name, in the order of their names."""
    names = sorted(each.name for each in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").moments for name in names}
