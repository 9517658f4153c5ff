"""Whom a registration may be the same as."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from banyan.core.among import among
from banyan.core.asked import Question
from banyan.domains.services.models import ServiceUser
from banyan.domains.services.rules.duplicates import Candidate, Duplicate, find

_COMPARED = ("pk", "name", "born_on", "sex", "id_hash", "phone_hash")


def proposals(users: Sequence[ServiceUser], unit: Any) -> list[Duplicate]:
    """Proposed duplicates among these saved registrations and between them and the unit's others; keys are ids."""
    return proposed([as_candidate(user) for user in users], unit)


def proposed(candidates: Sequence[Candidate], unit: Any) -> list[Duplicate]:
    """The same for what is compared of saved registrations."""
    mine = {candidate.key: candidate for candidate in candidates}
    others = {each.key: each for each in alike(list(mine.values()), unit)}
    found = find(sorted((others | mine).values(), key=lambda each: each.key))
    return [duplicate for duplicate in found if not mine.keys().isdisjoint(duplicate.keys)]


def as_candidate(user: ServiceUser) -> Candidate:
    """What is compared of a saved registration: keyed hashes instead of numbers."""
    return Candidate(user.pk, user.name, user.born_on, user.sex, user.id_hash, user.phone_hash)


def alike(mine: Sequence[Candidate], unit: Any) -> Iterator[Candidate]:
    """Registrations of the unit that share an identity number, or the name with birth date or phone; keys are ids."""
    if len(mine) == 1:
        yield from _alike_one(mine[0], unit)
        return
    everybody = ServiceUser.everything.order_by()
    named = among("name", {each.name for each in mine})
    births = {each.birth for each in mine if each.birth}
    wanted = (
        everybody.filter(among("id_hash", _known(each.id_number for each in mine))),
        everybody.filter(among("born_on", births), named, unit=unit),
        everybody.filter(among("phone_hash", _known(each.phone for each in mine)), named),
    )
    for found in wanted:
        # By the hash or the day alone: with unit or state beside it, SQLite walks through the whole unit instead.
        for unit_id, state, *row in found.values_list("unit_id", "state", *_COMPARED):
            if unit_id == unit.pk and state == ServiceUser.State.ACTIVE:
                yield Candidate(*row)


def _like(id_hash: str, unit_id: int, birth: date, phone_hash: str, name: str) -> Any:
    """One statement for one person, which every registration asks."""
    alike = (
        Q(id_hash=id_hash)
        | Q(unit_id=unit_id, born_on=birth, name=name)
        | Q(phone_hash=phone_hash, name=name)
    )
    return ServiceUser.everything.filter(alike).order_by().values_list("unit_id", "state", *_COMPARED)


_UNKNOWN, _NEVER = "unknown", date(1, 1, 1)
_one = Question(_like, "id", -1, date(1, 1, 2), "phone", "name")


def _alike_one(each: Candidate, unit: Any) -> Iterator[Candidate]:
    wanted = (each.id_number or _UNKNOWN, unit.pk, each.birth or _NEVER, each.phone or _UNKNOWN, each.name)
    for unit_id, state, *row in _one.ask(*wanted):
        if unit_id == unit.pk and state == ServiceUser.State.ACTIVE:
            yield Candidate(*row)


def _known(values: Iterable[str]) -> set[str]:
    return {value for value in values if value}
