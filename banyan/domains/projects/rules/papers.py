"""Summary and next plan in one paper, the weeks of a month complete, handed in on time (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CLAUSES = {"weekly": "P3.4", "monthly": "P3.3"}


@dataclass(frozen=True)
class Rate:
    """How many papers were due and how many came in time."""

    on_time: int
    due: int

    @property
    def percent(self) -> int | None:
        """In percent; None when nothing was due."""
        return round(100 * self.on_time / self.due) if self.due else None


def check_paper(kind: str, summary: str, planned: int, undecided: int) -> None:
    """Summary and next plan come together, and every line of the last plan has its end."""
    problems: dict[str, str | Sentence] = {}
    if not summary.strip():
        problems["summary"] = noop("Write the summary.")
    if planned == 0:
        problems["plan"] = noop(
            "Write the next plan; summary and next plan are one paper and are handed in together."
        )
    if undecided:
        problems["last"] = sentence(
            noop("%(count)s lines of the last plan are neither done nor carried over nor dropped."),
            count=undecided,
        )
    if problems:
        raise Refused(problems, clause=CLAUSES[kind])


def check_outcomes(lines: Iterable[tuple[str, str]]) -> None:
    """What is dropped has a reason; (state, outcome) of each line of the last plan."""
    if any(state == "dropped" and not outcome.strip() for state, outcome in lines):
        raise Refused({"last": noop("Write why a line of the plan is dropped.")}, clause="P3.4")


def check_weeks_complete(missing: Sequence[date]) -> None:
    """A month is not closed while a week has neither paper nor explanation (P3.4)."""
    if missing:
        days = "、".join(f"{monday:%m-%d}" for monday in missing)
        raise Refused(
            {
                "": sentence(
                    noop("The weeks from %(days)s have neither a paper nor an explanation."), days=days
                )
            },
            clause="P3.4",
            way_out=noop(
                "Hand the weekly papers in, or explain why they are missing; then the month can be closed."
            ),
        )


def check_time(ends_on: date, today: date, kind: str) -> None:
    """A summary is written towards the end of its week or month, not weeks before."""
    if today < ends_on and (ends_on - today).days > (6 if kind == "weekly" else 10):
        raise Refused(
            {"starts_on": noop("This week or month has hardly begun; its summary comes at its end.")},
            clause=CLAUSES[kind],
        )


def check_first(there_is_one: bool) -> None:
    """A week or month has one paper for each department or person."""
    if there_is_one:
        raise Refused(
            {"starts_on": noop("There is a paper for this week or month already.")},
            clause="P3.4",
            way_out=noop("Open it on the board of papers and go on writing."),
        )


def check_explained(reason: str, ends_on: date, today: date) -> None:
    """What is missing is explained afterwards, with a reason."""
    if not reason.strip():
        raise Refused({"reason": noop("Write why there is no paper.")}, clause="P3.4")
    if today <= ends_on:
        raise Refused(
            {"": noop("The week or month has not ended; the paper can still be written.")}, clause="P3.4"
        )


def lateness(due_on: date | None, handed_in: date) -> int:
    """Days between the due day and the day it came, 0 when in time."""
    return max((handed_in - due_on).days, 0) if due_on else 0


def rate(late_days: Iterable[int | None]) -> Rate:
    """The on-time rate: days late of each paper that was due, None for one that never came."""
    found = list(late_days)
    return Rate(sum(1 for days in found if days == 0), len(found))
