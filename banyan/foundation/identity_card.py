"""What the number of an identity card tells by itself (GB 11643: region, birth date, sequence, check digit)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Literal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_DEMO_REGION = "000000"
# The first two places: the provinces, 83 for residents from Taiwan, 91 for foreigners with permanent residence.
_PROVINCES = frozenset(
    f"{place}"
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
        (91, 91),
    )
    for place in range(first, last + 1)
)

Problem = Literal["length", "characters", "date", "check_digit", "region"]


@dataclass(frozen=True, slots=True)
class IdCard:
    """What a number says. `valid` is false when it cannot be a number of a real person.

    `birth` and `sex` ("male", "female") are None where the number does not tell; `demo` marks the unassigned
    region 000000 used for invented people; `problems` lists what is wrong, "region" being a doubt only.
    """

    birth: date | None
    sex: Literal["male", "female"] | None
    valid: bool
    demo: bool
    problems: tuple[Problem, ...]


@lru_cache(maxsize=2_048)
def check(number: str) -> IdCard:
    """Read a tidy number of 18 places, or of 15 as issued before 1999; another length is the problem "length"."""
    number = number.upper()
    if len(number) not in (15, 18):
        return IdCard(None, None, False, False, ("length",))
    if not _consists_of_figures(number):
        return IdCard(None, None, False, False, ("characters",))
    birth = _birth(number)
    problems = _problems(number, birth)
    doubts_only = all(problem == "region" for problem in problems)
    demo = number.startswith(_DEMO_REGION)
    return IdCard(birth, _sex(number), doubts_only and not demo, demo, problems)


def check_digit(first_places: str) -> str:
    """The eighteenth place that belongs to the first seventeen."""
    total = sum(map(mul, _WEIGHTS, map(int, first_places)))
    return _CHECK_DIGITS[total % 11]


def _consists_of_figures(number: str) -> bool:
    last_allowed = "0123456789X" if len(number) == 18 else "0123456789"
    return number.isascii() and number[:-1].isdigit() and number[-1] in last_allowed


def _birth(number: str) -> date | None:
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _sex(number: str) -> Literal["male", "female"]:
    sequence = int(number[16] if len(number) == 18 else number[14])
    return "male" if sequence % 2 else "female"


def _problems(number: str, birth: date | None) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if birth is None or birth.year < 1850:
        found.append("date")
    if len(number) == 18 and check_digit(number[:17]) != number[17]:
        found.append("check_digit")
    if number[:2] not in _PROVINCES and not number.startswith(_DEMO_REGION):
        found.append("region")
    return tuple(found)
