"""The duty desk: written handover, and an owner for every matter at every moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banyan.foundation.refusal import Refused, noop, sentence

FIRST_ASKED = "A4.2"
HANDOVER = "R9.1.9"


@dataclass(frozen=True)
class Owned:
    """One stretch of somebody's owning a matter; `until` is None while it lasts."""

    person: int
    since: datetime
    until: datetime | None


def check_matter(words: str, asked: datetime, now: datetime) -> None:
    """What somebody came with is written down, and not before it happened."""
    if not words.strip():
        raise Refused({"words": noop("Write what the person came with.")}, clause=FIRST_ASKED)
    if asked > now:
        raise Refused({"asked_time": noop("This moment has not come yet.")}, clause=FIRST_ASKED)


def check_offer(owner: int, offered_to: int, by: int | None, bounces: int, most: int) -> None:
    """Only the owner passes a matter on, to somebody else, and no more than so many times (pitfall 15)."""
    if by != owner:
        raise Refused(
            {"": noop("Only the owner passes a matter on.")},
            clause=FIRST_ASKED,
            way_out=noop("Ask the owner."),
        )
    if offered_to == owner:
        raise Refused({"to": noop("You own this matter already.")}, clause=FIRST_ASKED)
    if bounces >= most:
        words = noop("It has been passed on %(times)s times; nobody passes it on again.")
        raise Refused(
            {"": sentence(words, times=bounces)},
            clause=FIRST_ASKED,
            way_out=noop("Whoever has it answers it; the centre director may assign it."),
        )


def check_taking(offered_to: int | None, by: int | None) -> None:
    """Only the person it was offered to accepts or declines; until then it stays with its owner."""
    if offered_to is None or offered_to != by:
        raise Refused({"": noop("This matter was not offered to you.")}, clause=FIRST_ASKED)


def check_finishing(owner: int, by: int | None, answer: str) -> None:
    """The owner finishes the matter and says what was done."""
    if by != owner:
        raise Refused({"": noop("Only the owner finishes a matter.")}, clause=FIRST_ASKED)
    if not answer.strip():
        raise Refused({"answer": noop("Say what was done.")}, clause=FIRST_ASKED)


def check_handover(
    on_duty: int, by: int | None, to: int, urgent: str, nothing_urgent: bool, open_urgent: int
) -> None:
    """Whoever is on duty hands over in writing; "nothing urgent" is said explicitly and only when it "
    "is true."""
    if by != on_duty:
        raise Refused({"": noop("Only the person on duty hands the shift over.")}, clause=HANDOVER)
    if to == on_duty:
        raise Refused({"to": noop("A shift is handed over to somebody else.")}, clause=HANDOVER)
    if nothing_urgent and open_urgent:
        words = noop("%(count)s urgent matters of this shift are not done; they are handed over in writing.")
        raise Refused({"nothing_urgent": sentence(words, count=open_urgent)}, clause=HANDOVER)
    if not urgent.strip() and not nothing_urgent:
        raise Refused({"urgent": noop("Write what is urgent, or say that nothing is.")}, clause=HANDOVER)


def check_take_over(handed_to: int | None, by: int | None) -> None:
    """The next shift itself says that it has read the handover."""
    if handed_to is None or handed_to != by:
        raise Refused({"": noop("This shift was handed over to somebody else.")}, clause=HANDOVER)


def gaps(chain: Sequence[Owned], asked: datetime, done: datetime | None) -> list[datetime]:
    """Moments from which nobody owned a matter, between the first question and the end; none when all is well.

    Two stretches may begin in the same moment, when one took it and passed it on at once: the order in which
    they are given does not matter.
    """
    if not chain:
        return [asked]
    found: list[datetime] = []
    covered = asked
    for owned in sorted(chain, key=lambda each: each.since):
        if owned.since > covered:
            found.append(covered)
        covered = max(covered, owned.until or datetime.max.replace(tzinfo=owned.since.tzinfo))
    if done is not None and covered < done:
        found.append(covered)
    return found
