"""Who reads the exact figures of a contract, guarded files among them: by name, for a reason, for a time, by closed months."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from banyan.foundation.refusal import Refused, noop, sentence


def check_named(reader: int | None, namer: int | None, at_headquarters: bool) -> None:
    """Headquarters names somebody; nobody names themselves."""
    if not at_headquarters:
        raise Refused(
            {"": noop("Headquarters names who reads the exact figures of a contract.")},
            code="headquarters",
            way_out=noop("Ask the programme director to enter the person."),
        )
    if reader is not None and reader == namer:
        raise Refused({"person": noop("Nobody names themselves for the exact figures.")}, code="own_request")


def check_days(starts_on: date, ends_on: date | None) -> None:
    """The right ends after it began."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")})


def holds_on(day: date, starts_on: date, ends_on: date | None) -> bool:
    """Whether somebody is named on a day."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def check_opening(own: bool, holds: bool, reason: str, frozen_through: date | None, least: int = 6) -> None:
    """Only the person named, only while named, only for a stated reason, and only what closed months hold."""
    if not own:
        raise Refused({"": noop("Only the person named opens the exact figures.")}, code="not_named")
    if not holds:
        raise Refused(
            {"": noop("You are not named for this contract today.")},
            code="not_named",
            way_out=noop("Ask headquarters whether the days of your naming are to be changed."),
        )
    if frozen_through is None:
        raise Refused(
            {"": noop("No month is frozen yet; exact figures are those of closed months.")},
            code="state",
            way_out=noop("Wait until the first month is frozen."),
        )
    if len(reason.strip()) < least:
        raise Refused(
            {
                "reason": sentence(
                    noop("Say in at least %(least)s characters what the figures are needed for."), least=least
                )
            }
        )


def is_open(opened_at: datetime | None, now: datetime, hours: int) -> bool:
    """Whether the figures that were opened may still be read."""
    return opened_at is not None and opened_at <= now < opened_at + timedelta(hours=hours)
