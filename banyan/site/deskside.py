"""What stands beside the list on the desk: drafts that were left, and where one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from banyan.core.identity.models import Appointment
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for
from banyan.core.registers.drafts import PAGES, address_of, drafts_of
from banyan.core.registers.models import NEW
from banyan.domains.projects import public as projects


@dataclass(frozen=True)
class LeftDraft:
    """A form somebody began: what it is, when it was kept, where it goes on."""

    title: Any
    kept_at: datetime
    url: str


def beside(actor: Any, today: date) -> dict[str, Any]:
    """Context of the desk's right column."""
    bars = projects.bars_for(actor, today)
    return {"drafts": list(_drafts(actor)), "posts": _posts(actor, today), "bars": bars}


def _drafts(actor: Any) -> list[LeftDraft]:
    found = []
    for draft in drafts_of(actor):
        register = register_for(draft.register)
        if draft.register in PAGES:
            found.append(LeftDraft(PAGES[draft.register].label, draft.kept_at, address_of(draft)))
        if register is None:
            continue
        face, given = ("new", {}) if draft.record == NEW else ("edit", {"public_id": draft.record})
        found.append(LeftDraft(register.words.title, draft.kept_at, address(register, face, **given)))
    return found


def _posts(actor: Any, today: date) -> list[str]:
    if actor.person_id is None:
        return []
    held = Appointment.objects.visible_to(actor).filter(Appointment.on(today), person_id=actor.person_id)
    return [f"{each.post.unit.name} {each.post.title}" for each in held.select_related("post__unit")[:3]]
