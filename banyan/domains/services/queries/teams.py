"""Questions about teams of residents: how far they have grown, their size, their reach, and hours told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q
from django.utils.timezone import localtime

from banyan.core import clock
from banyan.core.controls import Scope
from banyan.domains.services.community_settings import TALK_DAYS, number, team_needs
from banyan.domains.services.models import (
    Activity,
    Attendance,
    ResidentTeam,
    ServiceUser,
    TeamMeeting,
    TeamPlace,
)
from banyan.domains.services.rules import teams as rules
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Sentence, noop, sentence

_MODEL = "services.teammeeting"
_YEAR = timedelta(days=365)
SHOWN = 12
_FEMALE = ServiceUser.Sex.FEMALE
_LINE = (
    "sheet__activity__team_id", "sheet__activity_id", "sheet__held_on", "public_id", "name", "user_number", "sex",
    "community", "user__public_id", "user__merged_into__public_id", "user__sex", "user__community",
)  # fmt: skip


def facts_of(team: ResidentTeam) -> rules.Facts:
    """What is known of a team's growth. Two statements."""
    members = TeamPlace.everything.filter(team=team, state=TeamPlace.State.IN).count()
    own = TeamMeeting.everything.filter(team=team, kind=TeamMeeting.Kind.OWN_WORK).values_list(
        "held_on", flat=True
    )
    return rules.Facts(
        team.founded_on, members, team.leader_on, team.rules_on, team.filed_on, tuple(sorted(own))
    )


def stage_of(team: ResidentTeam, on: date) -> rules.Stage:
    """The stage that the facts prove."""
    return rules.stage(facts_of(team), team_needs(on, team.unit))


def team_panel(team: ResidentTeam, by: Any) -> dict[str, Any]:
    """How far a team has grown, who belongs to it, when it met, and whom it reached."""
    today = clock.today()
    there = TeamPlace.objects.visible_to(by).filter(team=team, state=TeamPlace.State.IN)
    places = list(there.select_related("user", "team__unit").order_by("-leads", "user__name_key", "pk"))
    met = TeamMeeting.objects.visible_to(by).filter(team=team).select_related("worker", "team")
    meetings = list(met.order_by("-held_on", "-pk"))
    own = sorted(each.held_on for each in meetings if each.kind == TeamMeeting.Kind.OWN_WORK)
    facts = rules.Facts(
        team.founded_on, len(places), team.leader_on, team.rules_on, team.filed_on, tuple(own)
    )
    held = Activity.objects.visible_to(by).filter(team=team).exclude(state=Activity.State.CANCELLED)
    talked = max((each.held_on for each in meetings if each.kind == TeamMeeting.Kind.TALK), default=None)
    until = team.ended_on or today
    return {
        "team": team, "steps": rules.milestones(facts, team_needs(today, team.unit)),
        "stages": dict(ResidentTeam.Stage.choices),
        "places": places, "meetings": meetings[:SHOWN],
        "held": list(held.select_related("unit").order_by("-held_on", "-pk")[:SHOWN]),
        "talk": rules.counselled(talked, team.founded_on, until, number(TALK_DAYS, until, team.unit)),
        "part": taking_part([team], until)[team.pk], "may_join": by.can("services.teamplace.add", team),
        "may_hold": by.can("services.activity.hold_with", team) and team.state == ResidentTeam.State.ACTIVE,
        "may_meet": by.can("services.teammeeting.add", team),
    }  # fmt: skip


def candidates(team: ResidentTeam, by: Any, today: date) -> list[Activity]:
    """Activities of the station since the team was founded, a year at most, that are its own or nobody's. One statement."""
    since = max(team.founded_on, today - _YEAR)
    found = Activity.objects.visible_to(by, "hold_with").filter(
        Q(team=team) | Q(team=None),
        held_on__range=(since, today),
        unit__path__startswith=team.unit.centre.path,
    )
    rows = found.exclude(state=Activity.State.CANCELLED).select_related("unit", "team")
    return list(rows.order_by("-held_on", "-pk")[:120])


def size_of(teams: Collection[int], by: Any) -> rules.Size:
    """Teams with their members: places, people each once, average. One statement."""
    places: dict[int, set[str]] = defaultdict(set)
    taken = TeamPlace.objects.visible_to(by).filter(team__in=list(teams), state=TeamPlace.State.IN)
    for team, user, stays in taken.values_list("team_id", "user__public_id", "user__merged_into__public_id"):
        places[team].add(str(stays or user))
    return rules.size(teams, places)


def taking_part(teams: Sequence[ResidentTeam], until: date) -> dict[int, rules.TakingPart]:
    """Women of the team's community who took part in its events within a year, each once. Three statements."""
    first = until - _YEAR
    names = {team.pk: team.area.name if team.area else "" for team in teams}
    women: dict[int, set[str]] = defaultdict(set)
    sign_ins: dict[int, int] = defaultdict(int)
    events: dict[int, set[Any]] = defaultdict(set)
    lines = Attendance.everything.filter(
        sheet__activity__team__in=list(names), sheet__held_on__gt=first, sheet__held_on__lte=until, reason=""
    )
    for team, activity, on, *who in lines.values_list(*_LINE):
        events[team].add((activity, on))
        key = _woman_of(names[team], *who)
        if key is not None:
            women[team].add(key)
            sign_ins[team] += 1
    own = TeamMeeting.everything.filter(
        team__in=list(names), kind=TeamMeeting.Kind.OWN_WORK, held_on__gt=first, held_on__lte=until
    )
    for team, meeting in own.values_list("team_id", "pk"):
        events[team].add(meeting)
    living = staff.newest_residents([team.area_id for team in teams if team.area_id], until)
    return {
        team.pk: _part(len(women[team.pk]), sign_ins[team.pk], len(events[team.pk]), living.get(team.area_id))
        for team in teams
    }


def _part(women: int, sign_ins: int, events: int, counted: Any) -> rules.TakingPart:
    if counted is None or counted.women is None:
        return rules.TakingPart(women, sign_ins, events, None, None)
    return rules.TakingPart(women, sign_ins, events, counted.women, counted.counted_on, counted.source)


def _woman_of(
    area: str, line: UUID, name: str, user_number: str, sex: str, community: str, *user: Any
) -> str | None:
    """The key of a woman who lives in the area; nobody where the line says otherwise or names nobody."""
    person, stays, user_sex, user_community = user
    if (user_sex or sex) != _FEMALE or (user_community or community) != area or not area:
        return None
    if person:
        return str(stays or person)
    return f"number:{user_number}" if user_number else f"line:{line}" if name else None


def meeting_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Talks with teams on these days. One statement."""
    found = TeamMeeting.everything.filter(held_on__range=(first, last)).exclude(worker=None)
    if workers is not None:
        found = found.filter(worker__in=workers)
    for met in found.select_related("team__project").order_by("held_on", "pk"):
        yield Spent(
            met.worker_id, met.held_on, minutes_between(met.began_at, met.ended_at), Category.ACTIVITY,
            _MODEL, met.public_id, met.label(), began_at=met.began_at, people=met.present,
            project=met.team.project and met.team.project.public_id,
        )  # fmt: skip


def teams_over(
    scopes: Sequence[Scope], period: Period, until: date
) -> Iterator[tuple[UUID, ResidentTeam, date | None]]:
    """Teams of these projects in the period, with the day of the last talk. One statement."""
    found = ResidentTeam.everything.filter(
        project__public_id__in=[s.id for s in scopes], founded_on__lte=until
    )
    talk = Q(meetings__held_on__lte=until, meetings__kind=TeamMeeting.Kind.TALK)
    rows = found.exclude(ended_on__lt=period.start).annotate(
        talked_on=Max("meetings__held_on", filter=talk), of=F("project__public_id")
    )
    for team in rows.select_related("area").order_by("pk"):
        yield team.of, team, team.talked_on  # type: ignore[attr-defined]


def disagreements() -> Iterator[Sentence]:
    """Teams whose kept members or stage are not what their records prove. Three statements, by the open door of recount."""
    taken = TeamPlace.everything.filter(state=TeamPlace.State.IN).values_list("team_id", flat=True)
    members = Counter(taken.iterator())
    own: dict[int, list[date]] = defaultdict(list)
    by_itself = TeamMeeting.everything.filter(kind=TeamMeeting.Kind.OWN_WORK)
    for team_id, on in by_itself.values_list("team_id", "held_on").iterator():
        own[team_id].append(on)
    for team in ResidentTeam.everything.select_related("unit").order_by("pk"):
        facts = rules.Facts(
            team.founded_on,
            members[team.pk],
            team.leader_on,
            team.rules_on,
            team.filed_on,
            tuple(sorted(own[team.pk])),
        )
        proved = (
            rules.stage(facts, team_needs(localtime(team.changed_at).date(), team.unit))
            if team.changed_at
            else ""
        )
        if team.members != members[team.pk] or (proved and team.stage != proved):
            yield sentence(
                noop("%(number)s: members or stage differ from what its records prove."), number=team.number
            )
