"""The same person registered twice: proposed with its grounds, decided by somebody."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

FILLED_DOWN = 30  # a name and phone shared by more records than this is a cell filled down, not a person


class Certainty(StrEnum):
    """`certain`: one identity number twice. `probable`: everything known agrees, an identity number is lacking."""

    CERTAIN = "certain"
    PROBABLE = "probable"


class Ground(StrEnum):
    """Why two records may be one person."""

    ID_NUMBER = "id_number"
    NAME_BIRTH_SEX = "name_birth_sex"
    NAME_PHONE = "name_phone"


@dataclass(frozen=True)
class Candidate:
    """What is compared of one record; identity number and phone may be keyed hashes, blank means unknown."""

    key: Hashable
    name: str
    birth: date | None = None
    sex: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Duplicate:
    """Records that are, or seem to be, one person, in the order they came."""

    keys: tuple[Any, ...]
    certainty: Certainty
    ground: Ground


def find(candidates: Sequence[Candidate]) -> list[Duplicate]:
    """All proposals among these records: certain ones first, then probable pairs.

    Records with two different identity numbers are never proposed, whatever else agrees.
    """
    certain = [
        Duplicate(tuple(candidate.key for candidate in group), Certainty.CERTAIN, Ground.ID_NUMBER)
        for group in _grouped(candidates, lambda one: one.id_number or None)
    ]
    seen = {frozenset(pair) for duplicate in certain for pair in combinations(duplicate.keys, 2)}
    probable = []
    for duplicate in _probable(candidates):
        if frozenset(duplicate.keys) not in seen:
            seen.add(frozenset(duplicate.keys))
            probable.append(duplicate)
    return certain + probable


def _probable(candidates: Sequence[Candidate]) -> Iterator[Duplicate]:
    by_birth = _grouped(candidates, lambda one: (one.name, one.birth) if one.name and one.birth else None)
    yield from _pairs(by_birth, Ground.NAME_BIRTH_SEX)
    by_phone = _grouped(candidates, lambda one: (one.name, one.phone) if one.name and one.phone else None)
    yield from _pairs(by_phone, Ground.NAME_PHONE)


def _pairs(groups: Iterable[list[Candidate]], ground: Ground) -> Iterator[Duplicate]:
    for group in groups:
        for one, other in combinations(group, 2) if len(group) <= FILLED_DOWN else ():
            if not _contradict(one, other) and _may_be_one(one, other, ground):
                yield Duplicate((one.key, other.key), Certainty.PROBABLE, ground)


def _may_be_one(one: Candidate, other: Candidate, ground: Ground) -> bool:
    """Name and birth date want the sex known on both sides; name and phone are enough where it is not."""
    return ground is Ground.NAME_PHONE or bool(one.sex and other.sex)


def _contradict(one: Candidate, other: Candidate) -> bool:
    """Anything known on both sides and different speaks for two persons; phones change and do not count."""
    return any(
        mine and theirs and mine != theirs
        for mine, theirs in ((one.id_number, other.id_number), (one.birth, other.birth), (one.sex, other.sex))
    )


def _grouped(candidates, wanted) -> Iterator[list[Candidate]]:
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        key = wanted(candidate)
        if key is not None:
            groups[key].append(candidate)
    return (group for group in groups.values() if len(group) > 1)
