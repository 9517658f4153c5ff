"""Whether a project was opened with everybody: the kick-off meeting and who still has to be briefed (R3.2.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.domains.projects.models import Attendee, Meeting

AWAY = (Attendee.Answer.EXCUSED, Attendee.Answer.ABSENT)


def kickoff_held(project: Any, on: date) -> Meeting | None:
    """The kick-off meeting whose minutes were confirmed by a day; None when there is none."""
    found = Meeting.everything.filter(project=project, kind=Meeting.Kind.KICKOFF, held_on__lte=on)
    return found.filter(state=Meeting.State.CONFIRMED).order_by("held_on", "pk").first()


def kickoff_unbriefed(project: Any) -> list[Attendee]:
    """Who missed the kick-off and was not briefed since."""
    found = Attendee.everything.filter(
        meeting__project=project, meeting__kind=Meeting.Kind.KICKOFF, answer__in=AWAY, briefed_on=None
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    return list(found.select_related("person", "meeting").order_by("pk"))
