"""Households: who lives together, and whether somebody is named as their head."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

HEAD = "head"


class HeadProblem(StrEnum):
    """What is wrong with the head of a household; the word is also the code of the finding."""

    NONE = "household_no_head"
    SEVERAL = "household_two_heads"


@dataclass(frozen=True)
class Member:
    """One person's place in a household; `key` says who, `household` is its number."""

    key: Any
    household: str
    relation: str


@dataclass(frozen=True)
class DoubtfulHousehold:
    """A household that somebody should ask about, with the members as they stand in the list."""

    household: str
    problem: HeadProblem
    members: tuple[Member, ...]
    heads: int


def doubtful(members: Iterable[Member]) -> list[DoubtfulHousehold]:
    """Households with no head or with more than one, in the order of their numbers."""
    named = sorted((member for member in members if member.household), key=attrgetter("household"))
    found = (_judge(number, tuple(group)) for number, group in groupby(named, key=attrgetter("household")))
    return [household for household in found if household]


def _judge(number: str, members: tuple[Member, ...]) -> DoubtfulHousehold | None:
    heads = sum(member.relation == HEAD for member in members)
    if heads == 1:
        return None
    problem = HeadProblem.SEVERAL if heads else HeadProblem.NONE
    return DoubtfulHousehold(number, problem, members, heads)
