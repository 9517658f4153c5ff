"""Making one registration of two: what goes over, and what must be said."""

from collections.abc import Mapping
from typing import Any

from banyan.foundation.refusal import Refused, noop

ACTIVE = "active"
MAY_FILL = (
    "sex", "born_on", "document", "id_number", "phone", "community", "grid", "address", "residence", "household_id",
    "relation", "marriage", "education", "occupation", "disability", "disability_grade", "hardship", "lives_alone",
    "guardian_name", "guardian_phone",
)  # fmt: skip
_EMPTY = (None, "")


def check_may_merge(kept_state: str, gone_state: str, reason: str, certain: bool) -> None:
    """Both registrations stand; where it is only probable, somebody says how it was found out."""
    if kept_state != ACTIVE or gone_state != ACTIVE:
        raise Refused(
            {"": noop("One of the two has been merged already.")}, way_out=noop("Undo that merge first.")
        )
    if not certain and not reason.strip():
        raise Refused({"reason": noop("Say how it was found out that this is one person.")})


def fields_to_fill(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> list[str]:
    """What the kept registration lacks and the other knows; what both know is never overwritten."""
    return [name for name in MAY_FILL if kept[name] in _EMPTY and gone[name] not in _EMPTY]


def compared(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> list[tuple[str, Any, Any, bool]]:
    """Field by field for the screen: name, both values, and whether they differ."""
    return [(name, kept[name], gone[name], kept[name] != gone[name]) for name in kept]
