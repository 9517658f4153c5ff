"""Who works on a case, in which role and when; and that there is one key worker on every date (P1.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.foundation.refusal import Refused, noop


@dataclass(frozen=True)
class Place:
    """One person's place in the team: from and until a day, both included; open when `until` is None."""

    person: int
    role: str
    since: date
    until: date | None = None
    is_key: bool = False

    def covers(self, day: date) -> bool:
        """Whether the place was held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def check_joins(new: Place, team: Iterable[Place]) -> None:
    """Nobody stands in the team twice at a time, and only one is the key worker."""
    others = [each for each in team if each.until is None or each.until >= new.since]
    if any(each.person == new.person for each in others):
        raise Refused({"person": noop("This person is in the team already.")})
    if new.is_key and any(each.is_key for each in others):
        raise Refused(
            {"is_key": noop("The case has a key worker.")}, way_out=noop("Hand the case over."), clause="P1.7"
        )


def check_may_lead(field: str, is_fit: bool | None) -> None:
    """A case is led by somebody certified or under a certified superior; None is somebody on no roster (R1.3.2)."""
    if is_fit is False:
        raise Refused(
            {field: noop("Whoever leads a case holds a registered certificate or works under a superior who does.")},
            way_out=noop("Name another key worker, or let the certificate or the direct superior be entered in the roster."),
            clause="R1.3.2",
        )  # fmt: skip


def check_leaves(place: Place, until: date) -> None:
    """The key worker leaves by handing the case over, so that no day is without one."""
    if place.is_key:
        raise Refused(
            {"": noop("The key worker does not simply leave: no day is without one.")},
            way_out=noop("Hand the case over."),
            clause="P1.7",
        )
    if until < place.since:
        raise Refused({"until": noop("Nobody leaves before the day of joining.")})


def days_without_key_worker(team: Iterable[Place], first: date, last: date) -> int:
    """Days of a span on which nobody, or more than one, was the key worker (P1.7)."""
    keys = [each for each in team if each.is_key]
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return sum(sum(each.covers(day) for each in keys) != 1 for day in days)


def load(grades: Iterable[str], weights: dict[str, Decimal]) -> Decimal:
    """The weighted number of cases that somebody carries."""
    return sum((weights.get(grade, Decimal(1)) for grade in grades), Decimal(0))
