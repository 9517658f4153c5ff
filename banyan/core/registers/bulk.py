"""One deed over the chosen lines of a list: each is done or refused by itself, and every refusal is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from banyan.core.deeds import Deed
from banyan.core.registers.declaration import Register
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused

MOST_AT_ONCE = 200


@dataclass
class Outcome:
    """How many were done, and which were not, with the reason."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def do_all(register: Register, chosen: Deed, public_ids: Sequence[str], by: Any) -> Outcome:
    """Do the deed to each chosen record within reach."""
    outcome = Outcome()
    reached = register.model.objects.visible_to(by)  # type: ignore[attr-defined]
    for record in reached.filter(public_id__in=public_ids[:MOST_AT_ONCE]):
        _do_one(chosen, record, by, outcome)
    return outcome


def _do_one(chosen: Deed, record: Any, by: Any, outcome: Outcome) -> None:
    try:
        chosen(record, by=by)
    except Refused as refused:
        reasons = " ".join(say(problem) for problem in refused.problems.values())
        outcome.refused.append((record.label(), reasons))
    except PermissionDenied:
        outcome.refused.append((record.label(), _("You may not do this here.")))
    else:
        outcome.done += 1
