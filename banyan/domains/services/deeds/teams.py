"""Teams of residents: founded, joined, led, met with, filed, dissolved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.services.models import Activity, ResidentTeam, TeamMeeting, TeamPlace
from banyan.domains.services.queries.teams import stage_of
from banyan.domains.services.rules import teams as rules
from banyan.foundation.refusal import Refused, noop

ACTIVE, ENDED = ResidentTeam.State.ACTIVE, ResidentTeam.State.ENDED
IN, LEFT = TeamPlace.State.IN, TeamPlace.State.LEFT


@deed(ResidentTeam, "add", new=True, label=_("Found a team"), icon="users-plus")
def found(team: ResidentTeam, by: Any, now: datetime) -> None:
    """Residents form a team; somebody of the staff counsels it."""
    if team.founded_on > now.date():
        raise Refused({"founded_on": noop("This day has not come yet.")})
    team.counsellor = team.counsellor or by.person
    team.number = numbering.take(ResidentTeam.number_pattern, team.unit, now.year)


@deed(ResidentTeam, "edit", frm=ACTIVE, label=_("Edit"), icon="pencil")
def edit(team: ResidentTeam, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is known of a team."""
    for name, value in changes.items():
        setattr(team, name, value)


def _no_rules_yet(team: ResidentTeam) -> None:
    if team.rules_on is not None:
        raise Refused({"": noop("The team has rules of its own already.")}, code="state")


def _not_filed_yet(team: ResidentTeam) -> None:
    if team.filed_on is not None:
        raise Refused({"": noop("The team is filed with the community already.")}, code="state")


@deed(
    ResidentTeam,
    "adopt_rules",
    frm=ACTIVE,
    label=_("Own rules adopted"),
    icon="file-check",
    check=_no_rules_yet,
)
def adopt_rules(team: ResidentTeam, by: Any, now: datetime, on: date) -> None:
    """The members agreed on rules of their own."""
    rules.check_fact_day("on", on, team.founded_on, now.date())
    team.rules_on = on
    _grow(team, now)


@deed(
    ResidentTeam,
    "file",
    frm=ACTIVE,
    label=_("Filed with the community"),
    icon="building-community",
    check=_not_filed_yet,
)
def file(team: ResidentTeam, by: Any, now: datetime, on: date, number: str = "") -> None:
    """The community committee keeps the team on its list."""
    rules.check_fact_day("on", on, team.founded_on, now.date())
    team.filed_on, team.filed_as = on, number.strip()
    _grow(team, now)


@deed(
    ResidentTeam,
    "dissolve",
    frm=ACTIVE,
    to=ENDED,
    label=_("Dissolve the team…"),
    icon="users-minus",
    danger=True,
)
def dissolve(team: ResidentTeam, by: Any, now: datetime, reason: str) -> None:
    """The team is no more; its members and meetings stay to be read."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the team ends.")})
    team.ended_on = now.date()


@deed(
    Activity, "hold_with", frm=tuple(state for state in Activity.State if state != Activity.State.CANCELLED),
    label=_("Held with a team"), icon="users-group",
)  # fmt: skip
def hold_with(activity: Activity, by: Any, now: datetime, team: ResidentTeam | None) -> None:
    """An activity was held with a team, or was not after all; what was signed stays as it is."""
    if team is not None and activity.held_on is not None and activity.held_on < team.founded_on:
        raise Refused({"team": noop("The team was founded later.")})
    activity.team = team


@deed(TeamPlace, "add", new=True, label=_("Join a team"), icon="user-plus")
def join(place: TeamPlace, by: Any, now: datetime) -> None:
    """A resident joins a team."""
    if place.team.state != ACTIVE:
        raise Refused({"team": noop("This team is dissolved.")})
    rules.check_fact_day("since", place.since, place.team.founded_on, now.date())
    if TeamPlace.everything.filter(team=place.team, user=place.user, state=IN).exists():
        raise Refused({"user": noop("This resident is in the team already.")})
    place.save()
    _settle(place.team, now)


@deed(TeamPlace, "lead", frm=IN, label=_("Leads the team"), icon="star")
def lead(place: TeamPlace, by: Any, now: datetime, on: date) -> None:
    """The members chose somebody of their own to lead; a leader before steps back into the team."""
    rules.check_fact_day("on", on, place.since, now.date())
    TeamPlace.everything.filter(team=place.team, leads=True).update(leads=False)
    place.leads = True
    place.save()
    team = place.team
    team.leader_on = on
    ResidentTeam.everything.filter(pk=team.pk).update(leader_on=on)
    _settle(team, now)


@deed(
    TeamPlace,
    "leave",
    frm=IN,
    to=LEFT,
    label=pgettext_lazy("resident team", "Leave the team"),
    icon="user-minus",
)
def leave(place: TeamPlace, by: Any, now: datetime) -> None:
    """A resident leaves a team; without its leader the team has none until another is chosen."""
    team = place.team
    if place.leads:
        team.leader_on = None
        ResidentTeam.everything.filter(pk=team.pk).update(leader_on=None)
    place.until, place.leads = max(now.date(), place.since), False
    place.save()
    _settle(team, now)


@deed(TeamMeeting, "add", new=True, label=_("Write down a meeting of a team"), icon="message-2-plus")
def meet(meeting: TeamMeeting, by: Any, now: datetime) -> None:
    """A talk with the worker, a meeting of its own, or something that the team did by itself."""
    team = meeting.team
    if team.state != ACTIVE:
        raise Refused({"team": noop("This team is dissolved.")})
    hours = (meeting.began_at, meeting.ended_at)
    rules.check_meeting(meeting.held_on, now.date(), hours, meeting.present, team.members)
    if meeting.held_on < team.founded_on:
        raise Refused({"held_on": noop("The team was founded later.")})
    if meeting.kind == TeamMeeting.Kind.TALK:
        meeting.worker = meeting.worker or by.person
    meeting.save()
    _settle(team, now)


def _grow(team: ResidentTeam, now: datetime) -> None:
    """The stage that the facts prove."""
    team.stage = ResidentTeam.Stage(stage_of(team, now.date()))


def _settle(team: ResidentTeam, now: datetime) -> None:
    """Count the members and bring the stage in line after a place or a meeting changed."""
    team.members = TeamPlace.everything.filter(team=team, state=IN).count()
    _grow(team, now)
    ResidentTeam.everything.filter(pk=team.pk).update(members=team.members, stage=team.stage)
