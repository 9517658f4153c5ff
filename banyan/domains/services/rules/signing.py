"""What is refused at the sign-in table."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from banyan.domains.services.rules.attendance import Settled
from banyan.foundation.refusal import Refused, noop, sentence

CORRECTABLE = frozenset(
    (
        "name",
        "role",
        "sex",
        "age_band",
        "community",
        "phone_tail",
        "arrived_at",
        "left_at",
        "volunteer_number",
        "note",
    )
)


def check_once(position: int | None) -> None:
    """One sign-in per person and session; `position` is the line on which this person stands already."""
    if position is not None:
        words = noop("This person has signed in already, on line %(no)s.")
        raise Refused({"": sentence(words, no=position)}, code="duplicate_sign_in")


def check_sign_out(left_at: time | None) -> None:
    """One leaves once."""
    if left_at is not None:
        raise Refused({"": noop("This person has signed out already.")}, code="state")


def check_decision(decision: str, names_other: bool, names_itself: bool) -> None:
    """A doubtful line is a person of their own, or the person of another line."""
    if decision not in (Settled.OWN_PERSON, Settled.SAME_PERSON):
        raise Refused(
            {"decision": noop("Say whether this is a person of their own or one who signed in already.")}
        )
    if decision == Settled.SAME_PERSON and not names_other:
        raise Refused({"same_as": noop("Name the line on which this person stands.")})
    if names_itself:
        raise Refused({"same_as": noop("A line is not compared with itself.")})


def check_correction(changes: Mapping[str, Any], reason: str) -> None:
    """A correction says why, and touches only what stands on the paper."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the line is corrected.")}, code="required")
    if not set(changes) <= CORRECTABLE:
        raise Refused({"": noop("This is not corrected on the sheet.")})
