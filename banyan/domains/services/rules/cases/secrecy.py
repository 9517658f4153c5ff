"""Who may read a case, by its grade of confidentiality; and how long broken glass stays open."""

from datetime import datetime, timedelta

from banyan.foundation.refusal import Refused, noop

GRADES = ("L1", "L2", "L3", "L4")
LOGGED = ("L3", "L4")


def check_break_glass(reason: str, least: int = 10) -> None:
    """Whoever breaks the glass says why, in a sentence that can be read by others."""
    if len(reason.strip()) < least:
        raise Refused(
            {
                "reason": noop(
                    "Say in a whole sentence why this file must be read now; the director reads it too."
                )
            }
        )


def check_named(through_glass: bool) -> None:
    """Whoever reads a file through broken glass alone reads it, and leaves the writing to those named in it."""
    if through_glass:
        raise Refused(
            {"": noop("You read this file through broken glass; nothing is written into it by that.")},
            way_out=noop("Let the key worker name you for the case, or raise a crisis where somebody is in danger."),
            code="state",
        )  # fmt: skip


def open_until(opened_at: datetime, hours: int) -> datetime:
    """When broken glass closes again."""
    return opened_at + timedelta(hours=hours)


def check_grade_change(old: str, new: str, reason: str) -> None:
    """A grade of confidentiality changes for a reason that stands in the trail."""
    if new not in GRADES or new == old:
        raise Refused({"confidentiality": noop("Choose another grade.")})
    if not reason.strip():
        raise Refused({"reason": noop("Say why the grade changes.")})
