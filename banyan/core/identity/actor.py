"""The actor: a signed-in person with what they may do, made once at the edge and passed by hand as `by`."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from banyan.core.asked import Question
from banyan.core.identity import tree


@dataclass(frozen=True)
class Right:
    """One grant as the actor carries it: permission patterns, where, and for which project."""

    patterns: tuple[str, ...]
    path: str
    scope: UUID | None = None
    role: str = ""
    _known: dict[str, bool] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.role, self.path, self.scope, len(self.patterns)))

    def allows(self, permission: str) -> bool:
        """Whether the right covers a permission; decided once for each. Which rights somebody holds is asked on
        every page.
        """
        known = self._known.get(permission)
        if known is None:
            known = any(fnmatch.fnmatchcase(permission, pattern) for pattern in self.patterns)
            self._known[permission] = known
        return known


@dataclass(frozen=True)
class Actor:
    """Who acts. `system` actors (commands, jobs, migrations of data) may do everything and say their name."""

    user: Any = None
    rights: tuple[Right, ...] = ()
    system: str = ""
    language: str = ""
    _memo: dict[str, tuple[Right, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.system or self.user)

    @property
    def person(self) -> Any:
        """The person behind the sign-in, or None."""
        return self.user.person if self.user else None

    @property
    def person_id(self) -> int | None:
        """The person's id, or None for system actors and sign-ins without a person."""
        return self.user.person_id if self.user else None

    @property
    def name(self) -> str:
        """What the trail calls the actor: a sign-in name, never a person's name."""
        return self.system or (self.user.username if self.user else "anonymous")

    def rights_for(self, permission: str) -> tuple[Right, ...]:
        """The rights that cover a permission."""
        if permission not in self._memo:
            self._memo[permission] = tuple(right for right in self.rights if right.allows(permission))
        return self._memo[permission]

    def may(self, permission: str) -> bool:
        """Whether the permission is held anywhere; decides what navigation shows."""
        return bool(self.system) or bool(self.rights_for(permission))

    def can(self, permission: str, record: Any = None) -> bool:
        """Whether the actor may do this to `record` (a record or a unit); without one, anywhere."""
        if self.system:
            return True
        rights = self.rights_for(permission)
        if record is None or not rights:
            return bool(rights)
        path, scope = _place(record)
        if any(_covers(right, path, scope) for right in rights):
            return True
        opens = permission.rpartition(".")[2] in getattr(record, "open_below", ())
        return opens and any(right.path.startswith(path) for right in rights)

    def unit_ids(self, permission: str) -> frozenset[int]:
        """Units at which the permission is held without being limited to a project."""
        if self.system:
            return frozenset(tree.current().paths)
        return tree.current().below(
            right.path for right in self.rights_for(permission) if right.scope is None
        )

    def reach(self, model: type[Model], verb: str = "view") -> Q:
        """The filter that leaves what the actor may reach: by unit, by project scope, then the model's own narrowing."""
        if self.system:
            return Q()
        permission = model.permission(verb)  # type: ignore[attr-defined]
        rights = self.rights_for(permission)
        if not rights:
            return Q(pk__in=[])
        return self._by_place(model, rights, verb) & model.narrow(self, verb)  # type: ignore[attr-defined]

    def _by_place(self, model: Any, rights: Iterable[Right], verb: str) -> Q:
        if not model.unit_lookup:
            return Q()
        everywhere = {right.path for right in rights if right.scope is None}
        ids = tree.current().below(everywhere)
        if verb in getattr(model, "open_below", ()):
            ids |= tree.current().above(right.path for right in rights)
        if len(ids) == len(tree.current().paths):
            return Q()
        key = "pk" if model._meta.label == "identity.Unit" else f"{model.unit_lookup}_id"
        reach = Q(**{f"{key}__in": sorted(ids)})
        for right in rights:
            if right.scope is not None and model.scope_lookup:
                below = sorted(tree.current().below([right.path]))
                reach |= Q(**{f"{key}__in": below, model.scope_lookup: right.scope})
        return reach

    @cached_property
    def roles(self) -> frozenset[str]:
        """Codes of the roles held anywhere."""
        return frozenset(right.role for right in self.rights)


def _place(record: Any) -> tuple[str, UUID | None]:
    if hasattr(record, "path") and hasattr(record, "kind"):
        return record.path, None
    unit = record.home() if getattr(record, "unit_lookup", "unit") else None
    return (unit.path if unit else ""), record.scope()


def _covers(right: Right, path: str, scope: UUID | None) -> bool:
    inside = path.startswith(right.path) if path else True
    return inside and (right.scope is None or right.scope == scope)


def system_actor(name: str) -> Actor:
    """An actor for commands and jobs; `name` stands in the trail."""
    return Actor(system=name)


_nameless: set[str] = set()


def nameless(name: str) -> str:
    """Name of a system actor behind which somebody stands whom nobody may learn of.

    Its lines stand in the trail, but on no page among those of others: who was at work a minute before and after
    would tell.
    """
    _nameless.add(name)
    return name


def nameless_actors() -> frozenset[str]:
    """Under what names somebody unnamed acts."""
    return frozenset(_nameless)


def actor_for(user: Any, today: date) -> Actor:
    """The actor behind a sign-in, with the grants in force today. One statement."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Actor()
    return Actor(user=user, rights=_rights(user.pk, today), language=user.language)


def _grants(user_id: int, day: date) -> Any:
    from banyan.core.identity.models import Grant

    found = Grant.everything.filter(Grant.on(day), user_id=user_id)
    return found.values_list("role__permissions", "unit__path", "scope_id", "role__code")


_in_force = Question(_grants, -1, date(1, 1, 1))


def _rights(user_id: int, today: date) -> tuple[Right, ...]:
    rows = _in_force.ask(user_id, today)
    return tuple(_one_of(Right(tuple(patterns), path, scope, role)) for patterns, path, scope, role in rows)


_MOST_RIGHTS = 2_000
_rights_seen: dict[Right, Right] = {}


def _one_of(right: Right) -> Right:
    """The right as an earlier request held it, if it is the same: two of one content are one object."""
    if len(_rights_seen) >= _MOST_RIGHTS:
        _rights_seen.clear()
    return _rights_seen.setdefault(right, right)
