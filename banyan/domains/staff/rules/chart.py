"""The organisation chart of a day: command as a tree, advisers beside the post they advise (P1.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from banyan.domains.staff.rules.superiors import PostKey, Seat, command_line


@dataclass(frozen=True)
class Branch:
    """A post with the advisers beside it and the posts below it, in the order of the establishment."""

    post: PostKey
    advisers: tuple[PostKey, ...] = ()
    below: tuple[Branch, ...] = ()
    outside: bool = False

    @property
    def depth(self) -> int:
        """How many levels of command hang here, this one included."""
        return 1 + max((branch.depth for branch in self.below), default=0)


def draw_chart(chart: Mapping[PostKey, Seat], own: Collection[PostKey]) -> tuple[Branch, ...]:
    """The trees that show a unit's own posts, with the line above them and the advisers at their side.

    Posts outside the unit are drawn only where they command or advise it, and are marked as outside. Every own
    post is drawn exactly once, even where a wrong file makes posts stand above each other in a circle.
    """
    drawn = _posts_to_draw(chart, own)
    below = _posts_below(chart, drawn)
    advisers = _advisers(chart, drawn)
    tops = _tops(chart, drawn)
    return tuple(_branch(top, below, advisers, frozenset(own), set()) for top in tops)


def _posts_to_draw(chart: Mapping[PostKey, Seat], own: Collection[PostKey]) -> dict[PostKey, None]:
    wanted = set(own)
    for post in own:
        wanted.update(command_line(chart, post))
    wanted.update(post for post, seat in chart.items() if seat.advises and seat.superior in wanted)
    return dict.fromkeys(post for post in chart if post in wanted)


def _nearest_above(chart: Mapping[PostKey, Seat], post: PostKey) -> PostKey | None:
    return next(iter(command_line(chart, post)), None)


def _posts_below(chart: Mapping[PostKey, Seat], drawn: Collection[PostKey]) -> dict[PostKey, list[PostKey]]:
    below: dict[PostKey, list[PostKey]] = {}
    for post in drawn:
        above = _nearest_above(chart, post)
        if above is not None and not chart[post].advises:
            below.setdefault(above, []).append(post)
    return below


def _advisers(chart: Mapping[PostKey, Seat], drawn: Collection[PostKey]) -> dict[PostKey, list[PostKey]]:
    beside: dict[PostKey, list[PostKey]] = {}
    for post in drawn:
        above = _nearest_above(chart, post)
        if above is not None and chart[post].advises:
            beside.setdefault(above, []).append(post)
    return beside


def _tops(chart: Mapping[PostKey, Seat], drawn: Collection[PostKey]) -> list[PostKey]:
    """Posts with nobody above; of a circle, the first post of the establishment."""
    tops: list[PostKey] = []
    covered: set[PostKey] = set()
    for post in drawn:
        line = command_line(chart, post)
        top = line[-1] if line else post
        if post in command_line(chart, top):
            top = post
        if not covered.intersection((post, *line)):
            tops.append(top)
        covered.update((post, *line))
    return tops


def _branch(
    post: PostKey,
    below: Mapping[PostKey, list[PostKey]],
    advisers: Mapping[PostKey, list[PostKey]],
    own: frozenset[PostKey],
    seen: set[PostKey],
) -> Branch:
    seen.add(post)
    branches = tuple(
        _branch(lower, below, advisers, own, seen) for lower in below.get(post, ()) if lower not in seen
    )
    return Branch(post, tuple(advisers.get(post, ())), branches, post not in own)
