"""A survey that counts: how many forms hold, which files lie with it, and that somebody else has looked."""

from __future__ import annotations

from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop


def check_forms(
    handed_out: int, returned: int, valid: int, starts_on: date, finished_on: date, today: date
) -> None:
    """More cannot hold than came back, nor come back than went out; the report is finished."""
    problems: dict[str, str | Sentence] = {}
    if returned > handed_out:
        problems["returned"] = noop("More forms came back than were handed out.")
    if valid > returned:
        problems["valid"] = noop("More forms hold than came back.")
    if finished_on < starts_on:
        problems["finished_on"] = noop("The report is finished after the survey begins.")
    elif finished_on > today:
        problems["finished_on"] = noop("This day has not come yet.")
    if problems:
        raise Refused(problems)


def check_files(files: int) -> None:
    """The report, and the sheet of answers that the count comes from, lie with it before anybody attests."""
    if files < 2:
        raise Refused(
            {"": noop("Attach the report and the sheet of answers first: a typed count proves nothing.")},
            way_out=noop("Attach both files below, then hand it in."),
        )
