"""What may stand on a day sheet."""

from __future__ import annotations

from datetime import date, timedelta

from banyan.domains.services.rules.hours.spent import ON_THE_DAY_SHEET, Category, Task
from banyan.foundation.refusal import Refused, noop, sentence


def check_entry(category: Category, task: Task, asked_by: str, done_on: date, today: date) -> None:
    """Indirect work of a day that has come; work beside the contract names who asked for it (P1.11)."""
    if category not in ON_THE_DAY_SHEET:
        raise Refused(
            {"category": noop("Contacts, sessions and activities tell their time themselves.")},
            way_out=noop("Write the record of the service; its minutes stand here then."),
        )
    if done_on > today:
        raise Refused({"done_on": noop("This day has not come yet.")})
    if task is not Task.CONTRACT and not asked_by.strip():
        raise Refused(
            {"asked_by": noop("Say who asked for work that the contract does not hold.")}, clause="P1.11"
        )


def check_own(is_own: bool) -> None:
    """Everybody writes their own day sheet."""
    if not is_own:
        raise Refused({"": noop("A day sheet is written by the person whose day it was.")})


def days_late(done_on: date, entered_on: date | None, days: int) -> int:
    """By how many days an entry came later than it should; 0 in time (services.md §8)."""
    if entered_on is None:
        return 0
    return max((entered_on - done_on - timedelta(days=days)).days, 0)


def check_version_day(valid_from: date, first: date | None, last_frozen: date | None) -> None:
    """A conversion holds from a day of the contract on that no frozen month holds."""
    if first is not None and valid_from < first:
        raise Refused(
            {
                "valid_from": sentence(
                    noop("The contract begins on %(day)s; a conversion cannot hold before it."),
                    day=first.isoformat(),
                )
            }
        )
    if last_frozen is not None and valid_from <= last_frozen:
        raise Refused(
            {
                "valid_from": sentence(
                    noop("The months up to %(day)s are frozen; a new conversion holds later."),
                    day=last_frozen.isoformat(),
                )
            }
        )
