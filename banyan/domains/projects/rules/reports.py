"""Reporting upward and to the purchaser: every month, and a major incident at once (R3.2.8, R9.2.1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from banyan.foundation.refusal import Refused, noop

CLAUSES = {"superior": "R3.2.8", "purchaser": "R9.2.1"}


def check_begun(kind: str, has_month: bool, happened_at: datetime | None, now: datetime) -> None:
    """A monthly report has its month; an incident says when it happened, and that is past."""
    if kind == "monthly" and not has_month:
        raise Refused({"month": noop("Name the month that is reported.")}, clause="R3.2.8")
    if kind == "incident" and happened_at is None:
        raise Refused(
            {"happened_at": noop("Write when it happened, so that the delay can be measured.")},
            clause="R3.2.8",
        )
    if kind == "incident" and happened_at is not None and happened_at > now:
        raise Refused({"happened_at": noop("This has not happened yet.")}, clause="R3.2.8")


def check_sent(words: str, is_incident: bool, measures: str) -> None:
    """A report says something; one of an incident also what was done and what is asked for."""
    if not words.strip():
        raise Refused({"words": noop("Write what is reported.")}, clause="R3.2.8")
    if is_incident and not measures.strip():
        raise Refused(
            {"measures": noop("Write what was done at once, and what is asked for.")}, clause="R3.2.8"
        )


def check_received(received_at: datetime, sent_at: datetime, by_whom: str) -> None:
    """Received is after sent, by somebody who is named."""
    if not by_whom.strip():
        raise Refused({"received_by": noop("Write who received it.")}, clause="R3.2.8")
    if received_at < sent_at:
        raise Refused({"": noop("It cannot be received before it was sent.")}, clause="R3.2.8")


def delay(happened_at: datetime, sent_at: datetime) -> timedelta:
    """How long it took from the event to the report."""
    return max(sent_at - happened_at, timedelta())


def in_hours_and_minutes(delay: timedelta) -> str:
    """A delay as 1:35 or 27:05."""
    minutes = int(delay.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
