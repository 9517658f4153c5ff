"""Telling people of this room's news."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from banyan.core.identity.models import Person
from banyan.core.identity.queries import user_of
from banyan.core.notices.telling import tell
from banyan.foundation.refusal import Sentence


def tell_person(
    person: Person | None, kind: str, words: Sentence, about: Any, by: Any, now: datetime
) -> None:
    """Tell one person, unless they did it themselves or have no sign-in."""
    user = user_of(person) if person is not None and person != by.person else None
    if user is not None:
        tell([user], kind, words, about, now)
