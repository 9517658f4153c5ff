"""Where groups stand: their papers, their members, who came, and what they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from banyan.core import door
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.models import (
    Group,
    GroupAnswer,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    GroupTest,
    SessionAttendance,
)
from banyan.domains.services.rules import group_sessions, paired
from banyan.domains.services.rules import groups as rules
from banyan.domains.services.rules.ages import age_on
from banyan.domains.services.rules.group_members import Agreed, Recruiting
from banyan.domains.services.settings import (
    EVALUATION_DAYS,
    LEAST_MEMBERS,
    RECORD_DAYS,
    age_limits,
    group_number,
)
from banyan.foundation.refusal import noop, sentence

State = Group.State
_TO_BE_ASKED: Any = object()


def sessions_of(group: Group) -> list[GroupSession]:
    """The session table in order."""
    return list(GroupSession.everything.filter(group=group).order_by("position"))


def table_of(group: Group, names: Iterable[str]) -> list[dict[str, Any]]:
    """The lines of the session table as a form shows them."""
    with door.opened("session table"):
        return [{name: getattr(each, name) for name in names} for each in sessions_of(group)]


def papers_of(
    group: Group, sessions: Iterable[GroupSession] | None = None, evaluation: Any = _TO_BE_ASKED
) -> rules.Papers:
    """What lies in the file of a group; what the caller knows already is not asked for again."""
    if evaluation is _TO_BE_ASKED:
        evaluation = GroupEvaluation.everything.filter(group=group).first()
    meetings = tuple(meeting(each) for each in (sessions_of(group) if sessions is None else sessions))
    return rules.Papers(
        plan_submitted=group.state == State.WAITING,
        plan_approved_on=day_of(group.plan_approved_at),
        meetings=meetings,
        evaluation_submitted_on=day_of(evaluation.submitted_at) if evaluation else None,
        evaluation_accepted_on=day_of(evaluation.accepted_at) if evaluation else None,
        cancelled_on=day_of(group.changed_at) if group.state == State.CANCELLED else None,
    )


def meeting(session: GroupSession) -> rules.Meeting:
    """A session as the rules read it."""
    return rules.Meeting(
        session.position, session.planned_on, session.held_on, bool(session.called_off_on), session.present,
        day_of(session.recorded_at),
    )  # fmt: skip


def plan_of(group: Group) -> rules.Plan:
    """The plan as its completeness is judged."""
    return rules.Plan(
        texts={name: getattr(group, name) for name, _words in rules.REQUIRED_TEXTS},
        least_members=group.least_members,
        most_members=group.most_members,
        recruits_until=group.recruits_until,
        budget=group.budget,
        sessions=tuple(each.planned_on for each in sessions_of(group)),
        has_responsible=group.responsible_id is not None,
    )


def recruiting_of(group: Group) -> Recruiting:
    """What decides whether somebody may still sign up."""
    members = GroupMember.everything.filter(group=group)
    held = GroupSession.everything.filter(group=group, held_on__isnull=False).order_by("position").first()
    return Recruiting(
        is_closed_group=group.openness == Group.Openness.CLOSED,
        recruits_until=group.recruits_until,
        first_held_on=held.held_on if held else None,
        most_members=group.most_members,
        members=members.filter(state__in=(GroupMember.State.SIGNED_UP, GroupMember.State.ADMITTED)).count(),
        is_over=group.state in (State.ENDED, State.EVALUATION_WAITING, State.ACCEPTED, State.CANCELLED),
    )


def agreed_of(member: GroupMember, on: date) -> Agreed:
    """The consents that lie with a member; below full age the guardian agrees as well."""
    born = member.user.born_on
    limits = age_limits(on, member.group.unit)
    minor = born is not None and born <= on and age_on(born, on) < limits.adult_from
    return Agreed(member.consent_on, member.guardian_consent_on, minor)


def members_of_session(session: GroupSession) -> list[GroupMember]:
    """Who stands on the list of a session: admitted, and not gone before its day; those marked stay on it."""
    on = session.held_on or session.planned_on
    members = GroupMember.everything.filter(group=session.group_id).select_related("user")
    marked = set(SessionAttendance.everything.filter(session=session).values_list("member_id", flat=True))
    admitted = GroupMember.State.ADMITTED
    return [
        each for each in members.order_by("user__name_key", "pk")
        if each.pk in marked or each.state == admitted or (each.left_on and each.left_on > on)
    ]  # fmt: skip


def attended(group: Group, sessions: Iterable[GroupSession]) -> group_sessions.Attended:
    """Sessions that count, person-times and persons of a group."""
    held = [each for each in sessions if each.held_on]
    marks = SessionAttendance.everything.filter(session__group=group).select_related(
        "member__user__merged_into"
    )
    least = {each.pk: group_number(LEAST_MEMBERS, each.held_on, group.unit) for each in held}
    came = [
        group_sessions.Came(each.session_id, member_key(each.member), group_sessions.Mark(each.mark))
        for each in marks.order_by("session__position", "pk")
    ]
    return group_sessions.attended(came, [each.pk for each in held], least)


def member_key(member: GroupMember) -> str:
    """Who a member is wherever people are counted: the registration that stands after merges."""
    return str((member.user.merged_into or member.user).public_id)


def tests_of(group: Group, least_pairs: int) -> paired.Paired:
    """Tests before and after, paired by member."""
    by_moment: dict[str, dict[str, paired.Score]] = {"before": {}, "after": {}}
    for test in GroupTest.everything.filter(member__group=group):
        by_moment[test.moment][str(test.member_id)] = paired.Score(test.score, test.instrument_version)
    return paired.paired(by_moment["before"], by_moment["after"], least_pairs, group.higher_is_better)


def opinion_of(group: Group, asked: int, moment: str = GroupAnswer.Moment.END) -> paired.Satisfaction:
    """What members answered, of those who could."""
    found = list(GroupAnswer.everything.filter(group=group, moment=moment).values("assisted", *paired.ITEMS))
    return paired.satisfaction(found, asked, sum(form["assisted"] for form in found))


def due_sessions(actor: Any, today: date) -> Iterator[Todo]:
    """Sessions whose day is over and which were neither held nor called off, and records that are missing."""
    found = GroupSession.objects.visible_to(actor, "take").filter(
        group__state__in=(State.APPROVED, State.RUNNING), called_off_on=None, planned_on__lte=today
    )
    for session in found.filter(recorded_at=None).select_related("group__unit").order_by("planned_on")[:50]:
        if session.group.responsible_id in (None, actor.person_id) or actor.system:
            yield _due(session)


def _due(session: GroupSession) -> Todo:
    held = session.held_on is not None
    days = group_number(RECORD_DAYS, session.held_on or session.planned_on, session.group.unit)
    why = (
        noop("Session %(no)s was held on %(day)s.")
        if held
        else noop("Session %(no)s is planned for %(day)s.")
    )
    day = session.held_on or session.planned_on
    return Todo(
        title=sentence(noop("Record of a group session")) if held else sentence(noop("A group session")),
        why=sentence(why, no=session.position, day=day.isoformat()),
        url=page_of(session.group),
        deed=noop("Write the record") if held else noop("Take the attendance"),
        unit_id=session.group.unit_id,
        number=session.group.number,
        due=rules.evaluation_due(day, days) if held else day,
        kind="group_session",
    )


def due_evaluations(actor: Any, today: date) -> Iterator[Todo]:
    """Groups that are over and wait for their evaluation."""
    over = Group.objects.visible_to(actor, "submit_evaluation").filter(
        state=State.ENDED, last_on__isnull=False
    )
    for group in over.select_related("unit").order_by("last_on")[:50]:
        if group.responsible_id in (None, actor.person_id) or actor.system:
            days = group_number(EVALUATION_DAYS, group.last_on, group.unit)
            yield Todo(
                title=sentence(noop("Evaluation of a group")),
                why=sentence(noop("The last session was on %(day)s."), day=group.last_on.isoformat()),
                url=page_of(group),
                deed=noop("Write the evaluation"),
                unit_id=group.unit_id,
                number=group.number,
                due=rules.evaluation_due(group.last_on, days),
                kind="group_evaluation",
            )


def day_of(moment: Any) -> date | None:
    """The day of a moment, in the office's own time."""
    return timezone.localtime(moment).date() if moment else None
