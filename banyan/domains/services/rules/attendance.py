"""Counting a sign-in sheet: person-times and distinct persons, and for every other line the reason.

Only residents count. A line without a name is a person-time and nobody in particular. A line with a name and
without a number is one distinct person until somebody merges it. One person signs in once per session.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from banyan.foundation.refusal import Sentence, noop, sentence


class Role(StrEnum):
    """In what capacity somebody signed in."""

    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    STAFF = "staff"
    GUEST = "guest"


class Reason(StrEnum):
    """Why a line does not count."""

    VOLUNTEER = "volunteer"
    STAFF = "staff"
    GUEST = "guest"
    DUPLICATE = "duplicate_sign_in"
    TO_CLARIFY = "to_clarify"


class Settled(StrEnum):
    """What a person decided about a doubtful line."""

    OPEN = ""
    OWN_PERSON = "own_person"
    SAME_PERSON = "same_person"


class Remark(StrEnum):
    """What is noticed about a line that counts all the same."""

    NO_NAME = "name_missing"
    NO_NUMBER = "number_missing"
    NO_SIGN_OUT = "sign_out_missing"
    TIMES_REVERSED = "sign_out_before_sign_in"


OTHER_ROLES = {
    Role.VOLUNTEER: (Reason.VOLUNTEER, noop("Volunteers are not service users.")),
    Role.STAFF: (Reason.STAFF, noop("Staff are not service users.")),
    Role.GUEST: (Reason.GUEST, noop("Guests are not service users.")),
}


@dataclass(frozen=True)
class SignIn:
    """One line of a sheet. `line` tells it apart (spreadsheet row or record id), `serial` is its number on paper."""

    line: int
    serial: str
    name: str
    role: Role | None
    activity: str = ""
    held_on: date | None = None
    user_number: str = ""
    phone_tail: str = ""
    sex: str = ""
    age_band: str = ""
    area: str = ""
    arrived: time | None = None
    left: time | None = None
    settled: Settled = Settled.OPEN


@dataclass(frozen=True)
class Register:
    """What is known beforehand: names by resident number, numbers merged into others, names of our staff."""

    names: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    staff: frozenset[str] = frozenset()

    def number(self, number: str) -> str:
        """The number that stands after all merges."""
        return self.merged.get(number, number)


NOTHING_KNOWN = Register()


@dataclass(frozen=True)
class Ruling:
    """What becomes of one line: `reason` is None when it counts; `person` is None for somebody without a name."""

    sign_in: SignIn
    person: str | None = None
    reason: Reason | None = None
    because: tuple[Sentence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    same_as: int | None = None

    @property
    def counts(self) -> bool:
        return self.reason is None


@dataclass(frozen=True)
class Count:
    """The result of one or more sheets; person-times and persons are two figures and never one."""

    rulings: tuple[Ruling, ...]

    @property
    def person_times(self) -> int:
        return sum(ruling.counts for ruling in self.rulings)

    @property
    def persons(self) -> frozenset[str]:
        return frozenset(ruling.person for ruling in self.rulings if ruling.counts and ruling.person)

    @property
    def not_counted(self) -> tuple[Ruling, ...]:
        return tuple(ruling for ruling in self.rulings if not ruling.counts)

    def of_role(self, role: Role) -> int:
        """How many lines of volunteers, staff or guests stand on the sheet."""
        return sum(ruling.sign_in.role is role for ruling in self.rulings)


def count(sign_ins: Iterable[SignIn], register: Register = NOTHING_KNOWN) -> Count:
    """Judge every line of every session, in the order of the sheet."""
    sessions: dict[tuple[str, date | None], list[SignIn]] = defaultdict(list)
    for sign_in in sign_ins:
        sessions[sign_in.activity, sign_in.held_on].append(sign_in)
    rulings = [ruling for session in sessions.values() for ruling in _count_session(session, register)]
    return Count(tuple(sorted(rulings, key=lambda ruling: ruling.sign_in.line)))


def person_key(sign_in: SignIn, register: Register = NOTHING_KNOWN) -> str | None:
    """Who this line is for the count of distinct persons; nobody in particular where the name is missing."""
    if sign_in.user_number:
        return f"user:{register.number(sign_in.user_number)}"
    return f"line:{sign_in.activity}:{sign_in.line}" if sign_in.name else None


def _count_session(session: Sequence[SignIn], register: Register) -> list[Ruling]:
    """Doubtful lines step aside first, so that a doubtful line never pushes out a good one."""
    first_of: dict[str, SignIn] = {}
    known: dict[tuple[str, str], SignIn] = {}
    rulings = []
    for sign_in in session:
        ruling = _of_other_role(sign_in) or _same_person(sign_in) or _doubtful(sign_in, known, register)
        ruling = ruling or _resident(sign_in, first_of, register)
        if ruling.counts and sign_in.name and sign_in.phone_tail and sign_in.user_number:
            known.setdefault((sign_in.name, sign_in.phone_tail), sign_in)
        rulings.append(ruling)
    return rulings


def _of_other_role(sign_in: SignIn) -> Ruling | None:
    if sign_in.role is None:
        why = sentence(noop("It is not said whether this is a resident, a volunteer, staff or a guest."))
        return Ruling(sign_in, reason=Reason.TO_CLARIFY, because=(why,))
    if sign_in.role not in OTHER_ROLES:
        return None
    reason, text = OTHER_ROLES[sign_in.role]
    return Ruling(sign_in, reason=reason, because=(sentence(text),))


def _same_person(sign_in: SignIn) -> Ruling | None:
    if sign_in.settled is not Settled.SAME_PERSON:
        return None
    why = sentence(
        noop("No. %(serial)s was found to be a person who had signed in already."), serial=sign_in.serial
    )
    return Ruling(sign_in, reason=Reason.DUPLICATE, because=(why,))


def _doubtful(sign_in: SignIn, known: Mapping, register: Register) -> Ruling | None:
    if sign_in.settled is Settled.OWN_PERSON:
        return None
    twin = _twin(sign_in, known, register)
    because = tuple(
        doubt for doubt in (_times(sign_in), _name(sign_in, register), _staff(sign_in, register), _other(sign_in, twin))
        if doubt
    )  # fmt: skip
    if not because:
        return None
    return Ruling(
        sign_in,
        reason=Reason.TO_CLARIFY,
        because=because,
        remarks=_remarks(sign_in),
        same_as=twin.line if twin else None,
    )


def _twin(sign_in: SignIn, known: Mapping, register: Register) -> SignIn | None:
    """An earlier line with the same name and phone end under another resident number."""
    earlier = known.get((sign_in.name, sign_in.phone_tail)) if sign_in.user_number else None
    if earlier is None or register.number(earlier.user_number) == register.number(sign_in.user_number):
        return None
    return earlier


def _times(sign_in: SignIn) -> Sentence | None:
    if not _reversed(sign_in):
        return None
    return sentence(noop("No. %(serial)s signed out before signing in."), serial=sign_in.serial)


def _name(sign_in: SignIn, register: Register) -> Sentence | None:
    registered = register.names.get(sign_in.user_number)
    if not registered or not sign_in.name or registered == sign_in.name:
        return None
    text = noop("The resident number of no. %(serial)s is registered under another name.")
    return sentence(text, serial=sign_in.serial)


def _staff(sign_in: SignIn, register: Register) -> Sentence | None:
    if sign_in.user_number or sign_in.name not in register.staff:
        return None
    text = noop("No. %(serial)s is listed as a resident and bears the name of a member of staff.")
    return sentence(text, serial=sign_in.serial)


def _other(sign_in: SignIn, twin: SignIn | None) -> Sentence | None:
    if twin is None:
        return None
    text = noop("No. %(serial)s has the name and phone end of no. %(other)s, under another resident number.")
    return sentence(text, serial=sign_in.serial, other=twin.serial)


def _resident(sign_in: SignIn, first_of: dict[str, SignIn], register: Register) -> Ruling:
    person = person_key(sign_in, register)
    if person is None:
        return Ruling(sign_in, remarks=_remarks(sign_in))
    first = first_of.setdefault(person, sign_in)
    if first is sign_in:
        return Ruling(sign_in, person, remarks=_remarks(sign_in))
    text = noop("No. %(serial)s is the person of no. %(first)s; one sign-in per person and session counts.")
    because = (sentence(text, serial=sign_in.serial, first=first.serial),)
    return Ruling(sign_in, person, Reason.DUPLICATE, because, same_as=first.line)


def _reversed(sign_in: SignIn) -> bool:
    return sign_in.arrived is not None and sign_in.left is not None and sign_in.left < sign_in.arrived


def _remarks(sign_in: SignIn) -> tuple[Remark, ...]:
    found = (
        (Remark.NO_NAME, not sign_in.name and not sign_in.user_number),
        (Remark.NO_NUMBER, bool(sign_in.name) and not sign_in.user_number),
        (Remark.NO_SIGN_OUT, sign_in.left is None),
        (Remark.TIMES_REVERSED, _reversed(sign_in)),
    )
    return tuple(remark for remark, present in found if present)
