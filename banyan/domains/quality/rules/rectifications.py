"""How a fault is mended: what each step asks, who may verify, what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

SHORTEST = 4
ORDER = ("open", "analysed", "planned", "done", "effective")
UNDER_WAY = ORDER[:-1]


@dataclass(frozen=True)
class Hands:
    """Who had a hand in a rectification: who answers for the measure, who reported it done, whose record it was."""

    owner: UUID | None
    done_by: UUID | None
    worker: UUID | None = None


def check_finding(finding: str) -> None:
    """A fault is told in words that somebody else understands."""
    _check_words("finding", finding, noop("Say what is not as it should be."))


def check_cause(cause: str) -> None:
    """No measure without a cause (R4.4.1)."""
    _check_words(
        "cause", cause, noop("Say why it came to this; a measure without a cause mends nothing."), "R4.4.1"
    )


def check_measure(measure: str, owner: UUID | None, due_on: date | None, today: date) -> None:
    """Each measure has one person and one date (R4.4.2)."""
    _check_words("measure", measure, noop("Say what is going to be done."), "R4.4.2")
    if owner is None:
        raise Refused({"owner": noop("Name the one person who answers for the measure.")}, clause="R4.4.2")
    if due_on is None:
        raise Refused({"due_on": noop("Name the day by which the measure is done.")}, clause="R4.4.2")
    if due_on < today:
        raise Refused(
            {"due_on": noop("The day has passed already; name one that is still to come.")}, clause="R4.4.2"
        )


def check_extension(
    before: date, until: date, agreed: tuple[UUID, UUID | None], times: int, most: int
) -> None:
    """A later date needs somebody else's agreement, and is not given for ever. `agreed`: who agreed, who owns."""
    if until <= before:
        raise Refused(
            {
                "due_on": sentence(
                    noop("It is due on %(day)s already; an extension names a later day."), day=before
                )
            },
            clause="R4.4.2",
        )
    if agreed[0] == agreed[1]:
        raise Refused(
            {"agreed_by": noop("Whoever answers for the measure cannot agree to a later day themselves.")},
            clause="R4.4.2",
            way_out=noop("Name the superior who agreed."),
        )
    if times >= most:
        raise Refused(
            {
                "due_on": sentence(
                    noop("The date was extended %(times)s times already; more is not given."), times=times
                )
            },
            clause="R4.4.2",
            way_out=noop("Settle another measure or another owner."),
        )


def check_done(outcome: str, files: int) -> None:
    """Whoever says it is done shows it (R4.4.3)."""
    _check_words("outcome", outcome, noop("Say what was done."), "R4.4.3")
    if not files:
        raise Refused(
            {"": noop("Nothing proves that it was done: no file hangs on this rectification.")},
            clause="R4.4.3",
            way_out=noop(
                "Attach a photo, the minutes or the mended paper under “Files”, then report it done."
            ),
        )


def check_verifier(verifier: UUID | None, hands: Hands) -> None:
    """Done is not effective: somebody else looks (R4.4.3)."""
    if verifier is None:
        raise Refused({"": noop("Only a person can verify; sign in as yourself.")}, clause="R4.4.3")
    if verifier == hands.owner:
        raise Refused(
            {"": noop("Who answers for the measure does not verify its effect.")},
            clause="R4.4.3",
            way_out=noop("Ask a colleague or the superior to verify it."),
        )
    if verifier == hands.worker:
        raise Refused(
            {"": noop("Whose record was at fault does not verify that it was put right.")},
            clause="R4.4.3",
            way_out=noop("Ask a colleague or the superior to verify it."),
        )
    if verifier == hands.done_by:
        raise Refused(
            {"": noop("Who reported the measure done does not verify its effect.")},
            clause="R4.4.3",
            way_out=noop("Ask a colleague or the superior to verify it."),
        )


def check_effect(effect: str) -> None:
    """How it was seen that it helped, or did not."""
    _check_words("effect", effect, noop("Say how you saw whether it helped."), "R4.4.3")


def days_late(waits_until: date | None, state: str, today: date) -> int:
    """Days by which the next step is late; 0 when nothing is."""
    if state not in UNDER_WAY or waits_until is None:
        return 0
    return max((today - waits_until).days, 0)


@dataclass(frozen=True)
class Step:
    """One stage of the line: its code, the day it was reached, and whether it is the present one."""

    code: str
    reached_on: date | None
    state: str


def stage_line(state: str, reached: dict[str, date | None]) -> tuple[Step, ...]:
    """The stages in order; `reached` tells on which day each was entered."""
    order = ORDER if state != "ineffective" else (*ORDER[:-1], "ineffective")
    at = order.index(state) if state in order else 0
    last = len(order) - 1

    def mark(place: int) -> str:
        if place < at or (place == at == last):
            return "done"
        return "now" if place == at else "next"

    return tuple(Step(code, reached.get(code), mark(place)) for place, code in enumerate(order))


def next_wanted(state: str) -> Sentence | None:
    """What the rectification waits for now."""
    words = {
        "open": noop("The cause is still to be found."),
        "analysed": noop("A measure, an owner and a date are still to be settled."),
        "planned": noop("The measure is still to be carried out."),
        "done": noop("Somebody other than the owner is still to verify the effect."),
    }.get(state)
    return sentence(words) if words else None


def reminder(due_on: date, today: date, ahead: int) -> str:
    """Which reminder is due today: `soon` once before the day, `late` the day after, `late_again` every week."""
    days = (today - due_on).days
    if days == -ahead:
        return "soon"
    if days == 1:
        return "late"
    return "late_again" if days > 1 and days % 7 == 0 else ""


def _check_words(field: str, text: str, words: str, clause: str | None = None) -> None:
    if len(text.strip()) < SHORTEST:
        raise Refused({field: sentence(words)}, clause=clause)
