"""Who reads what lies inside a group: who is in it, who came, what was noted, tested and answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

OVERSEE = "services.membernote.oversee"
OPEN, INTERNAL, SENSITIVE = "L1", "L2", "L3"


def insiders(actor: Any, path: str, *, notes: bool = False) -> Q:
    """Rows of groups whose inside this actor may read; `path` leads from the row to its group.

    L1: the station's staff, save for what is noted of single members; L2: the workers of the group, and those above
    them; L3: its workers alone. That a group exists, its plan and its figures are no secret: it was advertised.
    """
    if actor.system:
        return Q()
    person = actor.person_id or 0
    own = Q(**{f"{path}__responsible": person}) | Q(**{f"{path}__co_worker": person})
    above = Q(**{f"{path}__unit_id__in": sorted(actor.unit_ids(OVERSEE))})
    found = own | above & ~Q(**{f"{path}__confidentiality": SENSITIVE})
    return found if notes else found | Q(**{f"{path}__confidentiality": OPEN})


def reads_inside(actor: Any, group: Any) -> bool:
    """Whether somebody reads what is noted of single members of a group."""
    if actor.system or (actor.person_id and actor.person_id in (group.responsible_id, group.co_worker_id)):
        return True
    return group.confidentiality != SENSITIVE and bool(actor.can(OVERSEE, group.unit))
