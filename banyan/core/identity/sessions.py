"""Sessions in the database, as Django keeps them; reading one, which every page does, is composed once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session

from banyan.core import clock
from banyan.core.asked import Question

_NOBODY, _NEVER = "no session has this key", datetime(1, 1, 2, tzinfo=UTC)
_read = Question(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    _NOBODY,
    _NEVER,
)


class SessionStore(DatabaseStore):
    """The engine named in the settings."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The same table as Django's own engine."""
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it ended or never was."""
        rows = _read.ask(self.session_key, clock.machine_now()) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
