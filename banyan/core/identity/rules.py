"""Who may be given what, and where a unit may stand: decisions on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from banyan.foundation.refusal import Refused, noop, sentence

LONGEST_PATH = 255


def check_not_for_oneself(giver: object, receiver: object) -> None:
    """Nobody gives rights to themselves; a second administrator does it."""
    if giver is not None and giver == receiver:
        raise Refused(
            {"user": noop("Nobody gives rights to themselves.")},
            way_out=noop("Ask another administrator to grant them."),
            code="own_grant",
        )


def check_role_not_held(code: str, held: Iterable[str]) -> None:
    """Nobody widens a role that they hold themselves."""
    if code in held:
        raise Refused(
            {"permissions": noop("You hold this role yourself and cannot change it.")},
            way_out=noop("Ask another administrator to change it."),
            code="own_role",
        )


def check_period(starts_on: date | None, last_day: date | None, today: date, field: str = "until") -> None:
    """A right ends on or after its first day, and one that has ended already gives nothing."""
    if last_day is None:
        return
    if starts_on is not None and last_day < starts_on:
        raise Refused({field: noop("The last day lies before the first.")}, code="period")
    if last_day < today:
        raise Refused({field: noop("This day has passed already.")}, code="period")


def check_revocation(until: date, today: date) -> None:
    """A right can be ended from yesterday on (that is: at once) or on a later day, not before."""
    if (today - until).days > 1:
        raise Refused(
            {"until": noop("A right cannot be taken back for days that have passed.")}, code="period"
        )


def check_reaches(missing: Iterable[str]) -> None:
    """Who manages a sign-in must reach every unit at which it has rights; otherwise it would be a way up."""
    units = list(missing)
    if units:
        raise Refused(
            {
                "": sentence(
                    noop("This sign-in also has rights at %(unit)s, which you do not manage."), unit=units[0]
                )
            },
            way_out=noop("Ask an administrator of that unit."),
            code="beyond_reach",
        )


def check_delegation(giver: object, deputy: object, starts_on: date, ends_on: date, today: date) -> None:
    """A deputy is somebody else, for days to come, from a first to a last day."""
    if giver == deputy:
        raise Refused({"deputy": noop("Nobody can be their own deputy.")}, code="own_deputy")
    check_period(starts_on, ends_on, today, "ends_on")


def moved_path(path: str, new_parent: str) -> str:
    """The path of a unit under another superior; refuses a place inside the unit's own branch."""
    if new_parent.startswith(path):
        raise Refused({"parent": noop("A unit cannot stand below itself.")}, code="cycle")
    return f"{new_parent}{path.rstrip('/').rpartition('/')[2]}/"


def check_depth(longest: int) -> None:
    """Paths have room for some thirty levels; `longest` is the length of the longest one in characters."""
    if longest > LONGEST_PATH:
        raise Refused({"parent": noop("The units would stand too deep.")}, code="depth")


def check_token_days(ends_on: date, today: date, longest: int) -> None:
    """A token lives from today for at most `longest` days."""
    if ends_on < today:
        raise Refused({"ends_on": noop("This day has passed already.")}, code="period")
    if (ends_on - today).days > longest:
        problem = sentence(noop("A token lives for at most %(days)s days."), days=longest)
        raise Refused({"ends_on": problem}, code="period")


def check_patterns(patterns: Iterable[str]) -> None:
    """Permission patterns read room.kind.verb, each part a word or a star; a lone star means everything."""
    for pattern in patterns:
        parts = pattern.split(".")
        wellformed = len(parts) == 3 and all(part == "*" or part.replace("_", "").isalnum() for part in parts)
        short = len(parts) == 2 and parts[1] == "*" and parts[0].isalnum()
        if pattern != "*" and not wellformed and not short:
            problem = sentence(noop("“%(pattern)s” is no permission."), pattern=pattern)
            raise Refused({"permissions": problem}, code="pattern")


def brought_up_to_date(
    held: Sequence[str], given: Sequence[str] | None, ours: Sequence[str], is_untouched: bool
) -> list[str]:
    """What a role covers after an upgrade: `ours` is what this version gives it, `given` what the last one gave.

    What we give anew is added and what we give no longer goes; what the agency added stays, and what it took away
    stays away. Without a note of what was given, a role that nobody touched becomes ours and any other stays as it is.
    """
    if given is None:
        return list(ours) if is_untouched else list(held)
    kept = [pattern for pattern in held if pattern not in given or pattern in ours]
    new = [pattern for pattern in ours if pattern not in given and pattern not in kept]
    return [*kept, *new]
