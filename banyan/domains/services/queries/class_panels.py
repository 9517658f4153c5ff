"""What stands beside a child of the class: who may fetch it, and what was noted."""

from __future__ import annotations

from typing import Any

from banyan.domains.services.models import ClassNote, Fetcher, Pupil

SHOWN = 12


def pupil_panel(pupil: Pupil, by: Any) -> dict[str, Any]:
    """The list of those who may fetch the child, and the last notes that the reader may read. Two statements."""
    listed = Fetcher.objects.visible_to(by).filter(pupil=pupil).exclude(state=Fetcher.State.STRUCK)
    noted = ClassNote.objects.visible_to(by).filter(pupil=pupil)
    return {
        "pupil": pupil,
        "fetchers": list(listed.order_by("state", "pk")),
        "notes": list(noted.order_by("-noted_on", "-pk")[:SHOWN]),
        "may_list": by.can("services.fetcher.add", pupil),
        "may_note": by.can("services.classnote.add", pupil),
    }
