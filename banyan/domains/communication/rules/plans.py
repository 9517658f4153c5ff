"""When a communication plan or a call tree can come into force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence

#: With whom the house must have settled how it talks (R9.1.1 inside, R9.2.1 to R9.2.3 outside).
NEEDED_AUDIENCES = ("team", "users", "partners")


def check_plan(audiences: Iterable[str], starts_on: date, in_force_since: date | None) -> None:
    """A plan comes into force when it speaks of the team, of users and of partners, and not before the "
    "last one."""
    known = set(audiences)
    if not known:
        raise Refused(
            {"": noop("The plan says nothing yet.")},
            clause="R9.1.1",
            way_out=noop(
                "Add a line: with whom, about what, by which channel, how often, in which manner, and who."
            ),
        )
    missing = [name for name in NEEDED_AUDIENCES if name not in known]
    if missing:
        raise Refused(
            {
                "": noop(
                    "The plan must say how the house talks inside the team, with service users and with "
                    "partners."
                )
            },
            clause="R9.1.1",
            way_out=noop("Add the missing lines first."),
        )
    check_follows(starts_on, in_force_since)


def check_follows(starts_on: date, in_force_since: date | None) -> None:
    """What replaces something begins after it began: there is one on every date."""
    if in_force_since is not None and starts_on <= in_force_since:
        words = noop("The one in force began on %(day)s; the next can only begin after that day.")
        raise Refused({"starts_on": sentence(words, day=in_force_since)})


def check_notice(place: str, posted_on: date, today: date) -> None:
    """A notice hangs somewhere, and no notice hangs tomorrow."""
    if not place.strip():
        raise Refused({"place": noop("Say where the notice can be read.")}, clause="R9.2.3")
    if posted_on > today:
        raise Refused({"posted_on": noop("This day has not come yet.")})
