"""Finding a department or a post by the words of a file: names repeat from centre to centre, so nearness decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

Key = Any


@dataclass(frozen=True)
class Place:
    """A unit as the look-up sees it: its path (every unit below starts with it), number and name."""

    key: Key
    path: str
    code: str
    name: str


@dataclass(frozen=True)
class KnownPost:
    """A post as the look-up sees it; `home` is the centre (or branch) within which its number is unique."""

    key: Key
    home: Key
    department: Key
    code: str
    title: str
    superior: Key = None


def departments(places: Collection[Place], unit: Place) -> dict[str, Place]:
    """What a department may be called in a file brought for a unit, by number and by name.

    A name means the unit itself or one below it; else the only unit of that name in the whole agency. A name
    that several units bear elsewhere is left out: nobody could say which is meant.
    """
    found = _unambiguous(places)
    for place in sorted(places, key=lambda each: len(each.path), reverse=True):
        if place.path.startswith(unit.path):
            found[place.name] = place
    found[unit.name] = unit
    return found | {place.code: place for place in places}


def find_post(posts: Iterable[KnownPost], code: str, home: Key) -> KnownPost | None:
    """The post of a number within a centre; other centres use the same numbers for their own."""
    return next((post for post in posts if post.code == code and post.home == home), None)


def superior_post(posts: Collection[KnownPost], code: str, homes: Iterable[Key]) -> KnownPost | None:
    """The post meant as superior: of the nearest home that has the number, else the only one in the agency."""
    for home in homes:
        near = find_post(posts, code, home)
        if near is not None:
            return near
    bearers = [post for post in posts if post.code == code]
    return bearers[0] if len(bearers) == 1 else None


def post_by_title(
    posts: Iterable[KnownPost], department: Key, department_name: str, title: str
) -> KnownPost | None:
    """The post in a department that a roster calls by its title or number.

    Rosters leave the department's name out or write the word department instead of it; both are understood.
    """
    own = [post for post in posts if post.department == department]
    exact = [post for post in own if title in (post.title, post.code)]
    if exact:
        return exact[0]
    bare = _bare(title, department_name)
    similar = [post for post in own if _bare(post.title, department_name) == bare]
    return similar[0] if len(similar) == 1 else None


def _unambiguous(places: Collection[Place]) -> dict[str, Place]:
    names = [place.name for place in places]
    return {place.name: place for place in places if names.count(place.name) == 1}


def _bare(title: str, department_name: str) -> str:
    """A title without the department it belongs to."""
    return title.replace(department_name, "").removeprefix("部门") or title
