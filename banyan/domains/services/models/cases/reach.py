"""Which case files somebody may read: by grade, by place in the team, by office, and through broken glass."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q

from banyan.core import clock
from banyan.core.identity import tree

DIRECTOR = "centre-director"
OVERSEE = "services.case.oversee"


#: What broken glass opens: reading; and what a crisis asks of whoever reads, which waits for nobody.
THROUGH_GLASS = ("view", "raise", "tell")


def readable(actor: Any, path: str = "", verb: str = "view") -> Q:
    """The cases whose grade lets this actor read them; `path` leads from a record to its case.

    L1: the station's staff; L2: the team, and who oversees the unit; L3: the named alone; L4: the key worker and the
    director. Whoever broke the glass reads until it closes, and changes nothing.
    """
    if actor.system:
        return Q()
    own, person = _Places(path), actor.person_id or 0
    named = own.among("CaseWorker", person_id=person, until=None)
    key = own.among("CaseWorker", person_id=person, until=None, is_key=True)
    above = own.at_units(actor.unit_ids(OVERSEE))
    director = own.at_units(tree.current().below(_director_of(actor)))
    found = own.graded("L1") | named & own.graded("L2", "L3") | above & own.graded("L2")
    found |= (key | director) & own.graded("L4")
    if verb not in THROUGH_GLASS:
        return found
    return found | own.among(
        "CaseAccess", person_id=person, opened_at__lte=clock.now(), ends_at__gt=clock.now()
    )


def _director_of(actor: Any) -> list[str]:
    return [right.path for right in actor.rights if right.role == DIRECTOR and right.scope is None]


class _Places:
    """Conditions on a case, seen from a record that belongs to it."""

    def __init__(self, path: str) -> None:
        self.path = f"{path}__" if path else ""

    def graded(self, *grades: str) -> Q:
        """Cases of these grades."""
        return Q(**{f"{self.path}confidentiality__in": grades})

    def at_units(self, units: Any) -> Q:
        """Cases of these units."""
        return Q(**{f"{self.path}unit_id__in": sorted(units)})

    def among(self, model: str, **wanted: Any) -> Q:
        """Cases that a row of another kind names."""
        rows = apps.get_model(f"services.{model}").objects.filter(**wanted)
        return Q(**{f"{self.path}pk__in": rows.values("case_id")})
