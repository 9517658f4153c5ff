"""When a month of the ledger closes; a closed month never changes again."""

from datetime import date, datetime, time, timedelta

from banyan.foundation.refusal import Refused, noop, sentence


def first_of(day: date) -> date:
    """The first day of its month: the name of a month in the ledger."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    return first_of(month.replace(day=1) + timedelta(days=32))


def month_before(month: date) -> date:
    return first_of(first_of(month) - timedelta(days=1))


def last_of(month: date) -> date:
    return month_after(month) - timedelta(days=1)


def months_of(starts_on: date, ends_on: date) -> list[date]:
    """The months that a contract touches, each by its first day."""
    months, month = [], first_of(starts_on)
    while month <= ends_on:
        months.append(month)
        month = month_after(month)
    return months


def booking_month(happened_on: date, frozen_through: date | None) -> date:
    """The month of the event while it is open, else the first open month."""
    month = first_of(happened_on)
    if frozen_through is None or month > first_of(frozen_through):
        return month
    return month_after(frozen_through)


def freezes_at(month: date, day: int, hour: int) -> datetime:
    """The local time at which a month closes: ``day`` of the next month, ``hour`` o'clock."""
    closing = month_after(month)
    return datetime.combine(closing.replace(day=min(day, last_of(closing).day)), time(hour))


def due_to_freeze(entered_at: datetime, now: datetime, day: int, hour: int) -> date | None:
    """The latest month that closes by itself now, or None. All times are local and naive.

    A month whose time had passed when the project was entered was reported elsewhere; it waits for a person.
    """
    month = first_of(now.date())
    while freezes_at(month, day, hour) > now:
        month = month_before(month)
    return month if freezes_at(month, day, hour) > entered_at else None


def check_may_freeze(month: date, today: date, starts_on: date, frozen_through: date | None) -> None:
    """A month closes once, after its last day, and takes all earlier months with it."""
    if first_of(month) < first_of(starts_on):
        raise Refused({"month": noop("This month lies before the contract begins.")})
    if frozen_through and first_of(month) <= first_of(frozen_through):
        raise Refused({"month": noop("This month is already frozen.")})
    if last_of(month) >= today:
        raise Refused(
            {
                "month": sentence(
                    noop("The month ends on %(day)s; it can be frozen after that."), day=last_of(month)
                )
            }
        )
