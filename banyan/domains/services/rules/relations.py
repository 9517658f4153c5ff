"""What may be drawn around a client."""

from __future__ import annotations

from collections.abc import Sequence

from banyan.foundation.refusal import Refused, noop

_ONCE = ("father", "mother")


def check_tie(relation: str, called: str, others: Sequence[str]) -> None:
    """Everybody is called something; there is one father and one mother."""
    if not called.strip():
        raise Refused({"called": noop("Say who or what it is; initials or a role will do.")})
    if relation in _ONCE and relation in others:
        raise Refused({"relation": noop("This one is drawn already; change that tie instead.")})
