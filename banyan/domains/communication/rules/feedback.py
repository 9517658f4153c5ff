"""Feedback and what came of it."""

from __future__ import annotations

from datetime import date

from banyan.foundation.refusal import Refused, noop

CHANGED, ANSWERED, UNCHANGED = "changed", "answered", "unchanged"


def check_given(given_on: date, today: date, source: str, has_stakeholder: bool) -> None:
    """Feedback was given on a day that has come; a partner's feedback names the partner."""
    if given_on > today:
        raise Refused({"given_on": noop("This day has not come yet.")})
    if source == "partner" and not has_stakeholder:
        raise Refused({"stakeholder": noop("Say which partner gave the feedback.")}, clause="R2.2.9")


def check_outcome(outcome: str, words: str, changed_paper: str) -> None:
    """An outcome says something: what was changed and where, what was answered, or why nothing changes "
    "(R2.2.9)."""
    if not words.strip():
        problem = (
            noop("Say why nothing is changed.")
            if outcome == UNCHANGED
            else noop("Say what came of the feedback.")
        )
        raise Refused({"words": problem}, clause="R2.2.9")
    if outcome == CHANGED and not changed_paper.strip():
        raise Refused(
            {
                "changed_paper": noop(
                    "Name the scheme or plan that was changed, so that the change can be found."
                )
            },
            clause="R2.2.9",
        )
