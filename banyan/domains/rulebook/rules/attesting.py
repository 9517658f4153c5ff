"""Rules that no record can prove stand by attestation: who, when, evidence, until when."""

from __future__ import annotations

from datetime import date

from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused, noop, sentence


def check(statement: str, evidence: str, today: date, valid_until: date, months: int) -> None:
    """An attestation says what it attests and by what, and ends within so many months."""
    problems = {}
    if not statement.strip():
        problems["statement"] = noop("Say what is attested.")
    if not evidence.strip():
        problems["evidence"] = noop("Name the evidence: a file, a place, a record.")
    if problems:
        raise Refused(problems)
    if valid_until <= today:
        raise Refused({"valid_until": noop("Choose a day after today.")})
    last = add_months(today, months)
    if valid_until > last:
        raise Refused(
            {
                "valid_until": sentence(
                    noop("An attestation stands until %(last)s at most; then it is made anew."), last=last
                )
            }
        )
