"""When somebody leaves a post: what they could do there ends with it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity import queries
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Grant, Person
from banyan.foundation.refusal import Refused, noop


@deed(Appointment, "end", label=_("End the appointment"), danger=True, icon="user-minus")
def end_appointment(appointment: Appointment, by: Actor, now: datetime, ends_on: date, reason: str) -> None:
    """Name the last day in a post. Who then holds no post any more loses all rights with that day."""
    if ends_on < appointment.starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")}, code="period")
    appointment.ends_on = ends_on
    if not queries.holds_post_after(appointment.person_id, ends_on, leaving=appointment):
        take_away_access(appointment.person, ends_on, by=by, now=now)


def take_away_access(person: Person, last_day: date, *, by: Actor, now: datetime) -> int:
    """End every right of a leaving person with their last day (earliest: yesterday) and their sessions at once.

    For rooms, inside their own deeds. Returns how many grants were ended.
    """
    user = queries.user_of(person)
    if user is None:
        return 0
    until = queries.earliest_end(last_day, now.date())
    open_grants = list(queries.grants_after(user, until))
    for given in open_grants:
        end_with_post(given, by=by, now=now, until=until)
    user.end_sessions()
    return len(open_grants)


@deed(Grant, "end_with_post", system=True, label=_("End with the post"))
def end_with_post(given: Grant, by: Actor, now: datetime, until: date) -> None:
    """A right ends because its holder leaves; who ends the appointment needs no right over grants for it."""
    given.until = until
