"""The days of an employment and what must come before what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from banyan.foundation.refusal import Refused, noop


def check_name(name: str) -> None:
    """Nobody is employed without a name."""
    if not name.strip():
        raise Refused({"name": noop("This must be filled in.")}, code="required")


def check_days(
    born_on: date | None, hired_on: date, probation_ends_on: date | None, contract_ends_on: date | None
) -> None:
    """Birth comes before hiring; probation and contract end after it."""
    if born_on is not None and born_on >= hired_on:
        raise Refused({"born_on": noop("Nobody is hired before being born.")}, code="period")
    if probation_ends_on is not None and probation_ends_on < hired_on:
        raise Refused({"probation_ends_on": noop("This day lies before the day of hiring.")}, code="period")
    if contract_ends_on is not None and contract_ends_on < hired_on:
        raise Refused({"contract_ends_on": noop("This day lies before the day of hiring.")}, code="period")


def check_extension(present_end: date | None, new_end: date) -> None:
    """Probation is extended to a later day."""
    if present_end is not None and new_end <= present_end:
        raise Refused(
            {"probation_ends_on": noop("Choose a day after the present end of probation.")}, code="period"
        )


def check_leaving(hired_on: date, left_on: date) -> None:
    """The last day is not before the first."""
    if left_on < hired_on:
        raise Refused({"left_on": noop("This day lies before the day of hiring.")}, code="period")


def check_hours(hours: Decimal) -> None:
    """Class hours are not negative."""
    if hours < 0:
        raise Refused({"hours": noop("Class hours cannot be negative.")}, code="out_of_range")


def check_inquiry(made_on: date, today: date) -> None:
    """An inquiry is noted after it was made."""
    if made_on > today:
        raise Refused({"made_on": noop("This day has not come yet.")}, code="future_date")
