"""Who really served whom (P1.4): which records of service belong to a field, and whether they agree with the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from banyan.domains.staff.rules.proving import ATTENTION, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

OLDEST = 120
PERCENT = 100
DISABLED = "残疾人"
_GAPS = str.maketrans("，,；;|/", "、、、、、、")


class Service(StrEnum):
    """In which kind of service somebody was served."""

    CASE = "case"
    GROUP = "group"
    ACTIVITY = "activity"
    VISIT = "visit"
    DAY_CLASS = "class"
    VOLUNTEERS = "volunteers"


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody was served once: by which department (unit id), on which day, in which kind of service, and what is known of them.

    `age` in full years on that day (None: not known). `marks` are groups in difficulty; `about` is what the plan of
    the service says in words.
    """

    department: int
    on: date
    kind: str
    about: str = ""
    sex: str = ""
    age: int | None = None
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which records belong to a field: all that is said has to hold; of marks and of words, one is enough."""

    kind: str = ""
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether anything is said at all; an empty description fits nobody."""
        return self != Belonging()

    def holds(self, served: Served) -> bool:
        """Whether a record belongs to the field."""
        return (
            self.is_said
            and self.kind in ("", served.kind)
            and self.sex in ("", served.sex)
            and self._has_age(served.age)
            and (not self.marks or not served.marks.isdisjoint(self.marks))
            and (not self.words or any(word in served.about for word in self.words))
        )

    def _has_age(self, age: int | None) -> bool:
        if self.age_from is None and self.age_to is None:
            return True
        return age is not None and (self.age_from or 0) <= age <= (self.age_to or OLDEST)


#: What the name of a field lets us suppose until the agency says it; people in two of them are counted in both.
_SUPPOSED: tuple[tuple[tuple[str, ...], Belonging], ...] = (
    (("长者", "老人", "老年"), Belonging(age_from=60)),
    (("托管", "四点半"), Belonging(kind=Service.DAY_CLASS)),
    (("志愿", "义工"), Belonging(kind=Service.VOLUNTEERS)),
    (("残障", "残疾"), Belonging(marks=(DISABLED,))),
    (("妇女", "女性"), Belonging(sex="female", age_from=18, age_to=59)),
    (("青少年", "学生"), Belonging(age_from=6, age_to=18)),
    (("儿童",), Belonging(age_to=13)),
    (("家庭", "亲子"), Belonging(words=("家庭", "亲子", "夫妻", "婚姻"))),
)


def supposed(name: str) -> Belonging:
    """What probably belongs to a field of this name; nothing where the name is a particular need."""
    begins = [found for words, found in _SUPPOSED if any(name.startswith(word) for word in words)]
    ends = [found for words, found in _SUPPOSED if any(name.endswith(word) for word in words)]
    return next(iter((*begins, *ends)), Belonging())


def list_of(text: str) -> tuple[str, ...]:
    """The marks or words that somebody wrote one after another, with 、 or a comma between."""
    return tuple(dict.fromkeys(part.strip() for part in text.translate(_GAPS).split("、") if part.strip()))


def check_ages(age_from: int | None, age_to: int | None) -> None:
    """Ages are those of people, and the younger one stands first."""
    for place, age in (("age_from", age_from), ("age_to", age_to)):
        if age is not None and age > OLDEST:
            raise Refused(
                {place: sentence(noop("Nobody is older than %(oldest)s years."), oldest=OLDEST)},
                clause="P1.4",
                code="age",
            )
    if age_from is not None and age_to is not None and age_to < age_from:
        raise Refused({"age_to": noop("The upper age lies below the lower one.")}, clause="P1.4", code="ages")


@dataclass(frozen=True)
class Practice:
    """How often (person-times) which department served the people of a field, and who should have."""

    times: Mapping[int, int]
    leads: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    needed: bool = True

    @property
    def total(self) -> int:
        """Person-times of all departments."""
        return sum(self.times.values())

    @property
    def most(self) -> int:
        """The department that served most; of two equal ones the one that leads."""
        return max(self.times, key=lambda unit: (self.times[unit], unit in self.leads, -unit))

    @property
    def outsider(self) -> int | None:
        """The department without any part in the field that served most of it."""
        return max(
            (unit for unit in self.times if unit not in self.parts),
            key=lambda unit: (self.times[unit], -unit),
            default=None,
        )


def count(fields: Mapping[int, Belonging], served: Iterable[Served]) -> dict[int, dict[int, int]]:
    """Person-times by field and department; whoever belongs to two fields is counted in both."""
    found: dict[int, dict[int, int]] = {field: {} for field in fields}
    for one in served:
        for field, belonging in fields.items():
            if belonging.holds(one):
                found[field][one.department] = found[field].get(one.department, 0) + 1
    return found


_BY_LEAD = noop("served most by %(department)s, which leads it: %(times)s of %(all)s person-times")
_BY_ANOTHER = noop("served most by %(department)s, which does not lead it: %(times)s of %(all)s person-times")
_BY_OUTSIDER = noop("%(department)s has no part in it and served %(times)s of %(all)s person-times")
_BY_NOBODY = noop("is needed, and no record of service belongs to it")


def judge(practice: Practice, names: Mapping[int, str], fewest: int, outside_percent: int) -> Judged | None:
    """Whether real work agrees with the matrix; None where there is too little of it to say anything.

    Nobody served is a void, most of it with a department that does not lead is an overlap, and so is
    `outside_percent` or more with one that has no part in it.
    """
    if not practice.total:
        return (ATTENTION, sentence(_BY_NOBODY)) if practice.needed else None
    if practice.total < fewest:
        return None
    if practice.most not in practice.leads:
        return ATTENTION, _said(_BY_ANOTHER, practice, practice.most, names)
    outsider = practice.outsider
    if outsider is not None and PERCENT * practice.times[outsider] >= outside_percent * practice.total:
        return ATTENTION, _said(_BY_OUTSIDER, practice, outsider, names)
    return GOOD, _said(_BY_LEAD, practice, practice.most, names)


def _said(words: str, practice: Practice, unit: int, names: Mapping[int, str]) -> Sentence:
    return sentence(words, department=names[unit], times=practice.times[unit], all=practice.total)


def own_or_supposed(said: Belonging, name: str) -> tuple[Belonging, bool]:
    """What the agency says belongs to a field, else what its name lets us suppose, and whether it is supposed."""
    if said.is_said:
        return said, False
    return supposed(name), True
