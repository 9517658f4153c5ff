"""Keeping employees, posts and areas findable, in the transaction of the deed that changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from banyan.core.identity.models import Post
from banyan.core.search.keeping import Entry, put_all, source
from banyan.domains.staff.models import Area, Employee


def make_findable(records: Iterable[Any]) -> None:
    """Put those of the records that are found by words into the index, or bring their words up to date."""
    known = {
        (type(record), record.pk or id(record)): record for record in records if type(record) in _ENTRIES
    }
    put_all([_ENTRIES[type(record)](record) for record in known.values()])


def _employee(employee: Employee) -> Entry:
    return Entry(employee, employee.person.name, (employee.rank,), (employee.person.name,))


def _post(post: Post) -> Entry:
    return Entry(post, post.title, (), (post.title,))


def _area(area: Area) -> Entry:
    return Entry(area, area.name, (), (area.name,))


def _employees() -> Iterator[Entry]:
    return map(_employee, Employee.everything.select_related("person", "unit").iterator())


def _posts() -> Iterator[Entry]:
    return map(_post, Post.everything.select_related("unit").iterator())


def _areas() -> Iterator[Entry]:
    return map(_area, Area.everything.select_related("unit").iterator())


_ENTRIES: dict[type, Callable[[Any], Entry]] = {Employee: _employee, Post: _post, Area: _area}

source(Employee._meta.label_lower, _employees)
source(Post._meta.label_lower, _posts)
source(Area._meta.label_lower, _areas)
