"""After every change of a group: its sums, its stage, and the evidence that is handed to the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import (
    Group,
    GroupAnswer,
    GroupEvaluation,
    GroupSession,
    GroupShare,
    ServiceUser,
    SessionAttendance,
)
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.rules import groups as rules
from banyan.domains.services.rules import paired
from banyan.domains.services.rules.group_sessions import Attended
from banyan.domains.services.settings import EVALUATION_DAYS, LEAST_SESSIONS, group_number

_SUMS = (
    "first_on", "last_on", "sessions_planned", "sessions_held", "sessions_counted", "person_times", "persons",
)  # fmt: skip


def settle(group: Group) -> None:
    """Count the group anew, keep the sums that lists show, and offer it to the ledger as it stands."""
    sessions = asking.sessions_of(group)
    result = asking.attended(group, sessions)
    _keep_sums(group, sessions, result)
    if group.project is None or group.first_on is None:
        return
    if group.state == Group.State.CANCELLED:
        projects.withdraw(group.project.public_id, group._meta.label_lower, group.public_id)
        return
    projects.offer(
        _evidence(group, group.project.public_id, group.last_on or group.first_on, sessions, result)
    )
    hand_in_opinions(group)


def evidences_of(group: Group) -> list[projects.Evidence]:
    """Everything the ledger should hold of a group."""
    if group.project is None or group.first_on is None or group.state == Group.State.CANCELLED:
        return []
    sessions = asking.sessions_of(group)
    result = asking.attended(group, sessions)
    on = group.last_on or group.first_on
    opinions = _opinions(group)
    whole = _evidence(group, group.project.public_id, on, sessions, result)
    return [whole, opinions] if opinions else [whole]


def hand_in_opinions(group: Group) -> None:
    """Offer what the members said at the end; it counts with the evaluation of the group."""
    opinions = _opinions(group)
    if opinions:
        projects.offer(opinions)


def _opinions(group: Group) -> projects.Evidence | None:
    """Forms answered, and those whose answered items are 4 or better on the average; without a day there are none."""
    on = group.last_on or group.first_on
    forms = list(
        GroupAnswer.everything.filter(group=group, moment=GroupAnswer.Moment.END).values(*paired.ITEMS)
    )
    if group.project is None or on is None or not forms:
        return None
    evaluation = GroupEvaluation.everything.filter(group=group).first()
    return projects.Evidence(
        project=group.project.public_id,
        source_model=group._meta.label_lower,
        source_public_id=group.public_id,
        source_number=group.number,
        source_title=group.title,
        kind=projects.Kind.SATISFACTION,
        happened_on=on,
        shares=proposed(group.project, projects.Kind.SATISFACTION, group.title, group.unit, on),
        answers=len(forms),
        satisfied=sum(paired.is_satisfied(form) for form in forms),
        complete=True,
        approved=group.state == Group.State.ACCEPTED,
        approved_at=evaluation.accepted_at if evaluation else None,
    )


def restage(group: Group) -> None:
    """The state that the papers prove."""
    group.state = Group.State(rules.stage(asking.papers_of(group)))


def _keep_sums(group: Group, sessions: list[GroupSession], result: Attended) -> None:
    days = [each.held_on or each.planned_on for each in sessions if not each.called_off_on]
    group.first_on, group.last_on = min(days, default=None), max(days, default=None)
    group.sessions_planned = len(sessions)
    group.sessions_held = sum(each.held_on is not None for each in sessions)
    group.sessions_counted = len(result.sessions)
    group.person_times, group.persons = result.person_times, len(result.persons)
    Group.everything.filter(pk=group.pk).update(**{name: getattr(group, name) for name in _SUMS})


def _evidence(
    group: Group, project: UUID, on: date, sessions: list[GroupSession], result: Attended
) -> projects.Evidence:
    evaluation = GroupEvaluation.everything.filter(group=group).first()
    papers = asking.papers_of(group, sessions, evaluation)
    missing = rules.missing_evidence(papers, group_number(EVALUATION_DAYS, on, group.unit))
    persons = _persons(group, result)
    return projects.Evidence(
        project=project,
        source_model=group._meta.label_lower,
        source_public_id=group.public_id,
        source_number=group.number,
        source_title=group.title,
        kind=projects.Kind.GROUP,
        happened_on=on,
        shares=dict(GroupShare.everything.filter(group=group).values_list("indicator", "percent")),
        person_times=result.person_times,
        persons=result.persons,
        women=tuple(key for key in result.persons if persons[key].sex == ServiceUser.Sex.FEMALE),
        households=_households(persons),
        labels={key: persons[key].number for key in result.persons},
        left_out=_left_out(group, sessions, result),
        sessions=len(result.sessions),
        least_sessions=group_number(LEAST_SESSIONS, on, group.unit),
        evaluated=papers.evaluation_accepted_on is not None,
        complete=not missing,
        approved=group.state == Group.State.ACCEPTED,
        missing=tuple(paper.code for paper in missing),
        approved_at=evaluation.accepted_at if evaluation else None,
    )  # fmt: skip


def _persons(group: Group, result: Attended) -> dict[str, Any]:
    """The registered people who came, by their key."""
    marks = SessionAttendance.everything.filter(session__group=group).select_related(
        "member__user__merged_into"
    )
    every = {asking.member_key(each.member): each.member.user for each in marks}
    return {key: every[key].merged_into or every[key] for key in result.persons}


def _households(persons: dict[str, Any]) -> tuple[str, ...]:
    ids = [user.pk for user in persons.values()]
    found = ServiceUser.everything.filter(pk__in=ids, household__isnull=False)
    return tuple(sorted({str(key) for key in found.values_list("household__public_id", flat=True)}))


def _left_out(group: Group, sessions: list[GroupSession], result: Attended) -> tuple[projects.LeftOut, ...]:
    """Sessions in which too few took part: their attendances count neither as person-times nor as persons."""
    small = [each for each in sessions if each.pk in result.too_small]
    return tuple(projects.LeftOut(each.label(), "session_too_small") for each in small)
