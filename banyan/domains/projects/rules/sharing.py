"""What the team shares, and who may read it (R3.2.4, R9.1.2)."""

from __future__ import annotations

from banyan.foundation.refusal import Refused, noop

#: Roles that lead a centre or more and therefore read every department's notes.
LEADING_ROLES = frozenset({"administrator", "centre-director", "programme-director"})


def check_answer(words: str, own: bool) -> None:
    """A difficulty is answered by somebody else, in words that help (R9.1.2)."""
    if not words.strip():
        raise Refused(
            {"solution": noop("Write what helps; a difficulty is not closed without an answer.")},
            clause="R9.1.2",
        )
    if own:
        raise Refused(
            {"": noop("Difficulties are solved together: somebody else writes the answer.")},
            clause="R9.1.2",
            way_out=noop("Ask a colleague or the superior to answer."),
            code="own_request",
        )
