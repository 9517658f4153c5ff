"""Who stands above whom (P1.1, P1.2): command alone routes, advice never does, empty chairs are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PostKey = Any
PersonKey = Any


@dataclass(frozen=True)
class Seat:
    """A post on a given day: the post above it, whether it only advises, and who sits in it."""

    superior: PostKey | None = None
    advises: bool = False
    holders: tuple[PersonKey, ...] = ()


@dataclass(frozen=True)
class Superiors:
    """Who may answer as superior (any one of them), from which post, and which vacant posts were passed."""

    persons: tuple[PersonKey, ...] = ()
    post: PostKey | None = None
    skipped: tuple[PostKey, ...] = ()


def command_line(chart: Mapping[PostKey, Seat], post: PostKey) -> tuple[PostKey, ...]:
    """The commanding posts above a post, nearest first; advisers are passed over, a circle ends the line."""
    line: list[PostKey] = []
    seen = {post}
    above = chart[post].superior
    while above is not None and above in chart and above not in seen:
        seen.add(above)
        if not chart[above].advises:
            line.append(above)
        above = chart[above].superior
    return tuple(line)


def find_superiors(
    chart: Mapping[PostKey, Seat], person: PersonKey, post: PostKey, named: PersonKey | None = None
) -> Superiors:
    """The superior of a person in a post.

    The one the roster names, if in office somewhere up the command line; else any holder of the superior post;
    else further up, past vacant posts. Nobody is their own superior, and nobody commands an adviser.
    """
    if chart[post].advises:
        return Superiors()
    line = command_line(chart, post)
    return _named_superior(chart, line, person, named) or _next_in_office(chart, line, person)


def commands(chart: Mapping[PostKey, Seat], superior: PersonKey, post: PostKey) -> bool:
    """Whether somebody stands anywhere above a post on the command line."""
    return any(superior in chart[above].holders for above in command_line(chart, post))


def _named_superior(
    chart: Mapping[PostKey, Seat], line: tuple[PostKey, ...], person: PersonKey, named: PersonKey | None
) -> Superiors | None:
    """The named superior, when that person holds one of the posts on the line."""
    if named is None or named == person:
        return None
    for position, above in enumerate(line):
        if named in chart[above].holders:
            return Superiors((named,), above, _vacant(chart, line[:position]))
    return None


def _next_in_office(chart: Mapping[PostKey, Seat], line: tuple[PostKey, ...], person: PersonKey) -> Superiors:
    """The holders of the nearest post that somebody else sits in."""
    for position, above in enumerate(line):
        others = tuple(holder for holder in chart[above].holders if holder != person)
        if others:
            return Superiors(others, above, _vacant(chart, line[:position]))
    return Superiors(skipped=_vacant(chart, line))


def _vacant(chart: Mapping[PostKey, Seat], posts: tuple[PostKey, ...]) -> tuple[PostKey, ...]:
    return tuple(post for post in posts if not chart[post].holders)
