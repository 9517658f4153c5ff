"""What a flow must be to come to an end: decisions on plain values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.foundation.refusal import Refused, noop, sentence

MOST_STEPS = 8


@dataclass(frozen=True)
class Seat:
    """One step of a flow as it would be at one place: who could sign it there.

    `always` is False for a step that is wanted only above an amount or only where somebody further is there;
    `floats` is True when the signer depends on who asks, as a superior does.
    """

    people: frozenset[Hashable]
    always: bool = True
    floats: bool = False


def is_wanted(amount: Decimal | None, limit: Decimal | None) -> bool:
    """A step with a limit is wanted above it; where no amount is known, it is wanted."""
    return limit is None or amount is None or amount > limit


def check_valid_from(valid_from: date, today: date) -> None:
    """A flow holds from today or a later day; what was asked for before keeps the flow it began under."""
    if valid_from < today:
        raise Refused(
            {"valid_from": noop("A flow holds from today or a later day; it does not reach back.")},
            code="period",
        )


def check_steps(always: Sequence[bool]) -> None:
    """A flow has steps, and at least one that is wanted whatever the amount."""
    if not always:
        raise Refused({"steps": noop("A flow needs at least one step.")}, clause="P1.1", code="no_step")
    if len(always) > MOST_STEPS:
        raise Refused(
            {"steps": sentence(noop("A flow has at most %(most)s steps."), most=MOST_STEPS)}, code="too_many"
        )
    if not any(always):
        raise Refused(
            {"steps": noop("Every step has a condition; with a small amount nobody would sign.")},
            way_out=noop("Let one step be wanted always."),
            code="nobody_to_sign",
        )


def check_signers(places: Mapping[str, Sequence[Seat]]) -> None:
    """Somebody signs in the end, and never only the person who asks. `places` maps a unit's name to its seats."""
    if not any(_is_filled(seats) for seats in places.values()):
        raise Refused(
            {"steps": noop("Nobody could sign one of the steps at any of the units it is for.")},
            way_out=noop("Choose a role that somebody holds, or appoint somebody first."),
            clause="P1.1",
            code="nobody_to_sign",
        )
    for unit, seats in places.items():
        if _is_filled(seats) and _hangs_on_one(seats):
            raise Refused(
                {
                    "steps": sentence(
                        noop(
                            "At %(unit)s only one person could sign; when they ask themselves, nobody else would."
                        ),
                        unit=unit,
                    )
                },
                way_out=noop("Add the superior as a step, or a role that another person holds."),
                clause="P1.1",
                code="own_request",
            )


def _is_filled(seats: Sequence[Seat]) -> bool:
    """Whether every step that is always wanted has somebody to sign it."""
    return all(seat.people or seat.floats for seat in seats if seat.always)


def _hangs_on_one(seats: Sequence[Seat]) -> bool:
    """Whether one person, asking, would be the only one who could sign."""
    always = [seat for seat in seats if seat.always]
    people = {person for seat in always for person in seat.people}
    return len(people) <= 1 and not any(seat.floats for seat in always)
