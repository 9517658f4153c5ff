"""The numbers of this room, as dated settings: read for the day of the fact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated

SIGN_DAYS = dated.declare(
    "rulebook.sign_days",
    15,
    label=_("Days within which a new version is read and signed"),
    unit="days",
    clause="R10.2.5",
)
REVIEW_MONTHS = dated.declare(
    "rulebook.review_months",
    12,
    label=_("Months from one review of the rulebook to the next"),
    unit="months",
    clause="R10.2.4",
)
LAW_DAYS = dated.declare(
    "rulebook.law_days",
    60,
    label=_("Days to review the rulebook after the law changed"),
    unit="days",
    clause="R10.2.4",
)
ANSWER_DAYS = dated.declare(
    "rulebook.answer_days",
    15,
    label=_("Days to answer a question about the rules"),
    unit="days",
    clause="R10.2.2",
)
ATTESTED_MONTHS = dated.declare(
    "rulebook.attested_months", 12, label=_("Months that an attestation stands at most"), unit="months"
)
AHEAD_DAYS = dated.declare(
    "rulebook.review_ahead_days",
    30,
    label=_("Days before a review of the rulebook is due that the desk shows it"),
    unit="days",
)


def number_on(key: str, on: date, unit: Any = None) -> int:
    """One of the numbers above on a day at a unit."""
    return int(dated.value(key, on=on, unit=unit))


def answer_due(asked_on: date, unit: Any = None) -> date:
    """Until when a question about the rules is to be answered."""
    return asked_on + timedelta(days=number_on("rulebook.answer_days", asked_on, unit))


def soon(today: date) -> date:
    """How far ahead a review is shown on the desk."""
    return today + timedelta(days=number_on("rulebook.review_ahead_days", today))
