"""Records that a room draws on a page of its own: what stood in the way of a deed is said on that page.

@draws(Claim)
def page(request, claim, refusal=None): ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

Page = Callable[..., HttpResponse]
_pages: dict[type, Page] = {}


def draws(model: type) -> Callable[[Page], Page]:
    """Say that this function draws the page of such a record: (request, record, refusal) → the answer."""

    def keep(page: Page) -> Page:
        _pages[model] = page
        return page

    return keep


def page_drawn_by_room(model: type) -> Any:
    """The function that draws such a record, or None where the register's own page does."""
    return _pages.get(model)
