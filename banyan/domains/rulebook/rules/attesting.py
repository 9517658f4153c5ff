"""Rules that no record can prove stand by attestation: who, when, evidence, until when."""

from __future__ import annotations

from datetime import date

from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused, noop, sentence

STANDING, RUN_OUT, MISSING = "standing", "run_out", "missing"
#: Clauses that no record of the house proves, and why a person has to answer for them.
BY_ATTESTATION = {
    "R2.1.1": noop("The members of the committee and their terms are kept outside the house."),
    "R2.1.2": noop("What the committee coordinates is settled in its own sessions, outside the house."),
    "P1.10": noop("That centres are kept apart is built in and tested; a person answers for how it is used."),
}


def standing(attested_on: date | None, valid_until: date | None, on: date) -> str:
    """Whether somebody answers for a rule on a day: "standing", "run_out", or "missing"."""
    if attested_on is None or valid_until is None or attested_on > on:
        return MISSING
    return STANDING if valid_until >= on else RUN_OUT


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
