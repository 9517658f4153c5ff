"""Telling people: one call, many channels."""

from typing import TYPE_CHECKING

from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.notices.deeds import mark_all_read as mark_all_read
    from banyan.core.notices.deeds import mark_read as mark_read
    from banyan.core.notices.queries import notices_of as notices_of
    from banyan.core.notices.queries import unread_count as unread_count
    from banyan.core.notices.telling import take_back as take_back
    from banyan.core.notices.telling import tell as tell

__getattr__ = front(
    __name__,
    {
        "tell": "telling",
        "take_back": "telling",
        "mark_read": "deeds",
        "mark_all_read": "deeds",
        "notices_of": "queries",
        "unread_count": "queries",
    },
)
