"""Hotline calls: what a record must say, and how long a caller in danger may wait for the next person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@dataclass(frozen=True)
class Call:
    """A call as its record tells it."""

    called_on: date
    began_at: time
    ended_at: time
    texts: Mapping[str, str]
    in_danger: bool = False


def check_call(call: Call, today: date) -> None:
    """What the record of a call must say; with danger now, what was done at once comes first."""
    problems: dict[str, str | Sentence] = {}
    if call.called_on > today:
        problems["called_on"] = noop("A call is written down when it has come.")
    if call.ended_at <= call.began_at:
        problems["ended_at"] = noop("A call ends after it began.")
    if not call.texts.get("matter", "").strip():
        problems["matter"] = noop("Write what the call was about.")
    if not call.texts.get("answer", "").strip():
        problems["answer"] = noop("Write what was answered.")
    if call.in_danger and not call.texts.get("first_aid", "").strip():
        problems["first_aid"] = noop(
            "With danger now, write what was done at once and who was called: 110, 120, family."
        )
    if problems:
        raise Refused(problems)


def check_hand_over(giver: int | None, taker: int | None) -> None:
    """A call is handed over to somebody else, by name."""
    if taker is None or giver == taker:
        raise Refused({"person": noop("Hand the call over to somebody else, by name.")})


def take_by(handed_at: datetime, minutes: int) -> datetime:
    """Until when somebody must have taken a call over."""
    return handed_at + timedelta(minutes=minutes)


def hand_over_judged(
    in_danger: bool, handed_at: datetime | None, taken_at: datetime | None, now: datetime, minutes: int
) -> Judged:
    """A call with danger now against its hand-over: no instant without an owner."""
    if handed_at is None:
        if in_danger:
            return BREACH, sentence(noop("There was danger and nobody was told."))
        return GOOD, sentence(noop("Answered by whoever took the call."))
    late = int(((taken_at or now) - take_by(handed_at, minutes)).total_seconds() // 60)
    if late <= 0:
        return GOOD, sentence(noop("Handed over in time."))
    said = sentence(noop("Taken over %(late)s minutes after the time set."), late=late)
    return (ATTENTION if taken_at else BREACH), said
