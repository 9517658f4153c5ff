"""Reading and signing a version: who is asked, until when, and what share did it in time (R10.2.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.refusal import Refused, noop

CLAUSE = "R10.2.5"


@dataclass(frozen=True)
class Member:
    """Somebody who works for the agency; `signed_on` is None until they have signed."""

    person: int
    hired_on: date
    due_on: date
    signed_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether the day passed before they signed."""
        return (self.signed_on or today) > self.due_on


@dataclass(frozen=True)
class Share:
    """How many were asked, signed, signed in time, and are late without having signed."""

    asked: int
    signed: int
    in_time: int
    late: int

    @property
    def percent(self) -> int | None:
        """Whole percent signed in time; None when nobody was asked."""
        return None if not self.asked else self.in_time * 100 // self.asked


def due_on(adopted_on: date, hired_on: date, days: int) -> date:
    """The last good day: so many calendar days after the resolution, or after somebody was hired."""
    return max(adopted_on, hired_on) + timedelta(days=days)


def share(members: Iterable[Member], today: date) -> Share:
    """The share of those who have to sign."""
    every = list(members)
    signed = [each for each in every if each.signed_on is not None]
    in_time = [each for each in signed if not each.is_late(today)]
    late = [each for each in every if each.signed_on is None and each.is_late(today)]
    return Share(len(every), len(signed), len(in_time), len(late))


def text_hash(text: str) -> str:
    """What exactly was signed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_may_sign(is_adopted: bool, has_read: bool, already: bool) -> None:
    """One signs an adopted version, once, and after reading it."""
    if not is_adopted:
        raise Refused(noop("Only an adopted version is signed."), clause=CLAUSE)
    if already:
        raise Refused(noop("This version is signed already."), clause=CLAUSE, code="state")
    if not has_read:
        raise Refused({"has_read": noop("Read the version to its end first, then sign.")}, clause=CLAUSE)
