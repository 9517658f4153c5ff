"""Audits of money (R5.4): a draw that can be repeated, three opinions, everything asked for handed over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from banyan.foundation.refusal import Refused, noop, sentence

SCOPES = ("covers_income", "covers_budget", "covers_claims")


def draw(numbers: Sequence[str], seed: int, size: int) -> list[str]:
    """The vouchers drawn by a seed: the same books and the same seed give the same draw on every machine."""
    ordered = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest())
    return ordered[:size]


def check_days(starts_on: date, ends_on: date, covers_from: date, covers_to: date, today: date) -> None:
    """Access ends after it begins and has not ended; the vouchers lie in days that are over."""
    if ends_on < today:
        raise Refused({"ends_on": noop("The access would have ended already.")}, clause="R5.4.3")
    if covers_to < covers_from:
        raise Refused({"covers_to": noop("The last day lies before the first.")}, clause="R5.4.1")
    if covers_to > starts_on:
        raise Refused({"covers_to": noop("Vouchers of days to come cannot be drawn.")}, clause="R5.4.1")


def audit_missing(year_end: date, on: date, notice_days: int) -> str:
    """What a year without an audit says on a day: "breach" at its end, "attention" in its last days, "" before (R5.4.1)."""
    if on >= year_end:
        return "breach"
    return "attention" if on > year_end - timedelta(days=notice_days) else ""


def check_closing(opinions: Sequence[str], open_requests: int) -> None:
    """All three opinions are given and every request was answered (R5.4.1, R5.4.3)."""
    if not all(text.strip() for text in opinions):
        raise Refused(
            {"": noop("An audit ends with three opinions: compliance, reasonableness and benefit.")},
            clause="R5.4.1",
        )
    if open_requests:
        words = noop("%(count)s requests of the auditor are not answered.")
        raise Refused({"": sentence(words, count=open_requests)}, clause="R5.4.3")
