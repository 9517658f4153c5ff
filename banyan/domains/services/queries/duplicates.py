"""Whom a registration may be the same as."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from banyan.core.among import among
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


def _known(values: Iterable[str]) -> set[str]:
    return {value for value in values if value}
