"""Addresses behind their common beginnings, so that a request is compared with a few and not with three hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern


def branched(patterns: Iterable[Any]) -> list[Any]:
    """The same addresses in the same order of trying, those that begin alike behind that beginning, part by part.

    What begins with a gap may fit any beginning; nothing moves past it.
    """
    found: list[Any] = []
    alike: dict[str, list[Any]] = {}
    for pattern in _spread(patterns):
        first, _slash, rest = str(pattern.pattern).partition("/")
        if _has_beginning(pattern):
            alike.setdefault(first, []).append((pattern, rest))
        else:
            found += [*_branches(alike), pattern]
            alike = {}
    return [*found, *_branches(alike)]


def _spread(patterns: Iterable[Any]) -> Iterator[Any]:
    """Single addresses and branches; what is included without a beginning stands for itself."""
    for pattern in patterns:
        if _is_plain_branch(pattern) and not str(pattern.pattern):
            yield from _spread(pattern.url_patterns)
        else:
            yield pattern


def _branches(alike: dict[str, list[Any]]) -> Iterator[Any]:
    for first, those in alike.items():
        if len(those) == 1:
            yield those[0][0]
        else:
            yield path(f"{first}/", include(branched(_without_beginning(*each) for each in those)))


def _without_beginning(pattern: Any, rest: str) -> Any:
    if isinstance(pattern, URLPattern):
        return path(rest, pattern.callback, pattern.default_args, pattern.name)
    return path(rest, include(pattern.url_patterns))


def _has_beginning(pattern: Any) -> bool:
    """Whether the first part is written out and a slash follows it."""
    first, slash, _rest = str(pattern.pattern).partition("/")
    is_ours = type(pattern) is URLPattern or _is_plain_branch(pattern)
    return is_ours and isinstance(pattern.pattern, RoutePattern) and bool(slash) and "<" not in first


def _is_plain_branch(pattern: Any) -> bool:
    return (
        type(pattern) is URLResolver and not pattern.namespace and isinstance(pattern.pattern, RoutePattern)
    )
