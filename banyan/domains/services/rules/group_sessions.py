"""Sessions of a group: who came, whether a session counts, and person-times beside persons, never mixed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


class Mark(StrEnum):
    """What became of one member at one session."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"

    @property
    def came(self) -> bool:
        """Whoever comes late has come."""
        return self is not Mark.ABSENT


@dataclass(frozen=True)
class Came:
    """One mark of the sheet: which session, which person, and whether they came."""

    session: Hashable
    person: str
    mark: Mark


@dataclass(frozen=True)
class Attended:
    """What a group reached: sessions that count, person-times and persons of those sessions; the small ones apart."""

    sessions: tuple[Hashable, ...]
    too_small: tuple[Hashable, ...]
    person_times: int
    persons: tuple[str, ...]


def attended(
    marks: Iterable[Came], held: Sequence[Hashable], least_members: Mapping[Hashable, int]
) -> Attended:
    """Count the sessions in which enough members took part, and who took part in them.

    `least_members` gives for each session the number that was needed on its day.
    """
    came: dict[Hashable, list[str]] = {session: [] for session in held}
    for each in marks:
        if each.mark.came and each.session in came:
            came[each.session].append(each.person)
    counted = tuple(each for each in held if len(came[each]) >= least_members[each])
    persons = dict.fromkeys(person for each in counted for person in came[each])
    times = sum(len(came[each]) for each in counted)
    return Attended(counted, tuple(each for each in held if each not in counted), times, tuple(persons))


def too_small(present: int, least: int) -> Sentence | None:
    """Why a session does not count, where too few came."""
    if present >= least:
        return None
    return sentence(noop("%(found)s came, %(least)s are needed: not counted."), found=present, least=least)


def too_few(counted: int, least: int) -> Sentence | None:
    """Why a group that is over does not count, where too few of its sessions do."""
    if counted >= least:
        return None
    text = noop("%(found)s sessions count, %(least)s are needed: the group is not counted.")
    return sentence(text, found=counted, least=least)


def check_marks(marks: Mapping[str, tuple[str, str]], members: Iterable[str]) -> None:
    """Everybody on the list has a mark; nobody else has; an absence names its reason."""
    expected = set(members)
    if strangers := set(marks) - expected:
        text = noop("%(count)s of those marked are no members of this group.")
        raise Refused({"": sentence(text, count=len(strangers))})
    if unmarked := expected - set(marks):
        text = noop("%(count)s members have no mark yet: present, late or absent.")
        raise Refused({"": sentence(text, count=len(unmarked))})
    without = {name for name, (mark, reason) in marks.items() if mark == Mark.ABSENT and not reason.strip()}
    if without:
        raise Refused({name: noop("Say why: ill, work, forgot, or not known.") for name in without})


def check_may_hold(has_approved_plan: bool, held_on: date, today: date, members: int) -> None:
    """A session is held under an approved plan, with members, and not in the future."""
    if not has_approved_plan:
        raise Refused(
            {"": noop("The plan is not approved; sessions are held after that.")},
            clause="R3.2.2",
            way_out=noop("Submit the plan for approval."),
        )
    if held_on > today:
        raise Refused({"held_on": noop("This day has not come yet.")})
    if not members:
        raise Refused(
            {"": noop("Nobody has been admitted to the group yet.")},
            way_out=noop("Screen those who signed up and admit them."),
        )


def check_record(texts: Mapping[str, str], began: time | None, ended: time | None) -> None:
    """A record says when, what was done, how the group was with each other, and what it moved."""
    wanted = (
        ("actual", noop("Say what was done, and why it differs from the plan.")),
        ("interaction", noop("Say how the members dealt with each other.")),
        ("progress", noop("Say what the session moved towards the goals.")),
    )
    problems: dict[str, str | Sentence] = {
        name: message for name, message in wanted if not texts.get(name, "").strip()
    }
    if began is None:
        problems["began_at"] = noop("Say when it began.")
    if ended is None:
        problems["ended_at"] = noop("Say when it ended.")
    elif began is not None and ended <= began:
        problems["ended_at"] = noop("It ended after it began.")
    if texts.get("feedback", "").strip() and not texts.get("adjustment", "").strip():
        problems["adjustment"] = noop("Members said something: write what is changed, or why nothing is.")
    if problems:
        raise Refused(problems, clause="R3.2.3" if set(problems) == {"adjustment"} else None)
