"""What the pages of a group show: its phases, the matrix of sessions and members, papers, tests and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.ui.wording import short_day
from banyan.domains.projects import public as projects
from banyan.domains.services.models import (
    Group,
    GroupAnswer,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    GroupShare,
    GroupTest,
    MemberNote,
    SessionAttendance,
)
from banyan.domains.services.models.group_reach import OPEN, reads_inside
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.queries.screens import Paper, plain_share
from banyan.domains.services.rules import group_sessions as counting
from banyan.domains.services.rules import groups as rules
from banyan.domains.services.rules.group_sessions import Mark
from banyan.domains.services.settings import (
    EVALUATION_DAYS,
    LEAST_MEMBERS,
    LEAST_PAIRS,
    LEAST_SESSIONS,
    group_number,
    group_phases,
)
from banyan.foundation.refusal import Sentence

_GLYPHS = {Mark.PRESENT: "✓", Mark.LATE: "◔", Mark.ABSENT: "✕"}
_COUNTED = (Group.State.ENDED, Group.State.EVALUATION_WAITING, Group.State.ACCEPTED)


@dataclass(frozen=True)
class Column:
    """One session at the head and the foot of the matrix."""

    session: GroupSession
    state: str
    because: Sentence | None = None


@dataclass(frozen=True)
class Cell:
    """One member at one session."""

    mark: str = ""
    glyph: str = ""
    word: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One member with all their sessions."""

    member: GroupMember
    cells: tuple[Cell, ...]
    came: int
    of: int


@dataclass(frozen=True)
class Matrix:
    """Sessions by members, with person-times and persons as two figures."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    waiting: tuple[GroupMember, ...]
    person_times: int
    persons: int


def group_page(group: Group, by: Any, today: date) -> dict[str, Any]:
    """Phases, matrix, papers and the sentence that says why the group does not count. Four statements."""
    with door.opened("group page"):
        sessions = asking.sessions_of(group)
        for session in sessions:
            session.group = group
        evaluation = GroupEvaluation.everything.filter(group=group).first()
    papers = asking.papers_of(group, sessions, evaluation)
    return {
        "phases": _phases(group, papers, today),
        "matrix": _matrix(group, sessions, by, today),
        "papers": _papers(group, papers, today),
        "evaluation": evaluation,
        "inside": group.confidentiality == OPEN or reads_inside(by, group),
        "not_counted": _not_counted(group, today),
        "next_session": next(
            (each for each in sessions if each.held_on is None and not each.called_off_on), None
        ),
        "due_on": _due_on(group, papers),
    }


def _phases(group: Group, papers: rules.Papers, today: date) -> list[dict[str, Any]]:
    words = {
        rules.Phase.PREPARATION: pgettext("phase of a group", "preparation"),
        rules.Phase.FORMATION: pgettext("phase of a group", "formation"),
        rules.Phase.TRANSITION: pgettext("phase of a group", "transition"),
        rules.Phase.MATURITY: pgettext("phase of a group", "maturity"),
        rules.Phase.ENDING: pgettext("phase of a group", "ending"),
    }
    found = rules.phases(papers, *group_phases(group.first_on or today, group.unit))
    return [
        {"label": words[each.phase], "note": _phase_note(each), "state": _phase_state(each), "late": ""}
        for each in found
    ]


def _phase_state(each: rules.Reached) -> str:
    if each.is_now:
        return "now"
    return "done" if each.began_on else "next"


def _phase_note(each: rules.Reached) -> str:
    if each.began_on:
        return short_day(each.began_on)
    return _("planned %(day)s") % {"day": short_day(each.planned_on)} if each.planned_on else "—"


def _matrix(group: Group, sessions: list[GroupSession], by: Any, today: date) -> Matrix:
    members = list(
        GroupMember.objects.visible_to(by)
        .filter(group=group)
        .select_related("user")
        .order_by("user__name_key", "pk")
    )
    marks = SessionAttendance.objects.visible_to(by).filter(session__group=group)
    by_place = {(mark.session_id, mark.member_id): mark for mark in marks}
    columns = tuple(_column(group, each, today) for each in sessions)
    admitted = [
        each for each in members if each.state in (GroupMember.State.ADMITTED, GroupMember.State.LEFT)
    ]
    rows = tuple(_row(member, sessions, by_place) for member in admitted)
    waiting = tuple(each for each in members if each.state == GroupMember.State.SIGNED_UP)
    return Matrix(columns, rows, waiting, group.person_times, group.persons)


def _column(group: Group, session: GroupSession, today: date) -> Column:
    if session.called_off_on:
        return Column(session, "off")
    if session.held_on is None:
        return Column(session, "late" if session.planned_on < today else "next")
    least = group_number(LEAST_MEMBERS, session.held_on, group.unit)
    small = counting.too_small(session.present, least)
    return Column(session, "small" if small else "held", small)


def _row(
    member: GroupMember, sessions: list[GroupSession], by_place: Mapping[tuple[int, int], SessionAttendance]
) -> Row:
    marks = [by_place.get((session.pk, member.pk)) for session in sessions]
    cells = tuple(_cell(mark) for mark in marks)
    found = [Mark(mark.mark) for mark in marks if mark]
    return Row(member, cells, sum(mark.came for mark in found), len(found))


def _cell(mark: SessionAttendance | None) -> Cell:
    if mark is None:
        return Cell()
    return Cell(mark.mark, _GLYPHS[Mark(mark.mark)], mark.get_mark_display(), mark.reason)


def _papers(group: Group, papers: rules.Papers, today: date) -> list[Paper]:
    """Always all documents of a group: plan, attendance, records of the sessions, evaluation."""
    days = group_number(EVALUATION_DAYS, group.last_on or today, group.unit)
    lacking = {each.code: each for each in rules.missing_evidence(papers, days)}
    held, written = len(papers.held), sum(each.recorded_on is not None for each in papers.held)
    open_ones = lacking.get("sessions_missing") or lacking.get("sessions_open")
    of = {"held": held, "planned": len(papers.meetings), "written": written}
    done = lacking.get("group_evaluation_missing") or lacking.get("not_evaluated")
    return [
        _paper(_("Plan"), lacking.get("plan_not_approved"), _("approved"), papers.plan_submitted, today),
        _paper(pgettext("group session", "Attendance"), open_ones, _("%(held)s of %(planned)s sessions held") % of, bool(held), today),
        _paper(_("Session records"), lacking.get("record_missing"), _("%(written)s of %(held)s written") % of,
               bool(written), today),
        _paper(_("Evaluation"), done, pgettext("evaluation of a group", "accepted"),
               bool(papers.evaluation_submitted_on), today),
    ]  # fmt: skip


def _paper(label: str, lacking: rules.Missing | None, have: str, begun: bool, today: date) -> Paper:
    if lacking is None:
        return Paper(label, have, "have")
    late = (today - lacking.due_on).days if lacking.due_on else 0
    state = "miss" if late > 0 else "part" if begun else "nyet"
    return Paper(
        label, _("%(days)s days overdue") % {"days": late} if late > 0 else lacking.message.rendered(_), state
    )


def _not_counted(group: Group, today: date) -> Sentence | None:
    """Why a group that is over does not count, where too few of its sessions do."""
    if group.state not in _COUNTED:
        return None
    least = group_number(LEAST_SESSIONS, group.last_on or today, group.unit)
    return counting.too_few(group.sessions_counted, least)


def _due_on(group: Group, papers: rules.Papers) -> date | None:
    if not papers.is_over or group.last_on is None:
        return None
    return rules.evaluation_due(group.last_on, group_number(EVALUATION_DAYS, group.last_on, group.unit))


def worth(group: Group, by: Any) -> dict[str, Any]:
    """What it counts for in the ledger, and what waits or does not count, with the reason."""
    return {"group": group, "standing": projects.standing_of(group._meta.label_lower, group.public_id, by)}


def measured(group: Group, by: Any) -> dict[str, Any]:
    """Tests before and after, and what members answered; nobody is named."""
    on = group.last_on or group.recruits_until or date.max
    with door.opened("measures of a group"):
        least = group_number(LEAST_PAIRS, on, group.unit)
        asked = GroupMember.everything.filter(group=group, state=GroupMember.State.ADMITTED).count()
        return {
            "group": group,
            "least": least,
            "tests": asking.tests_of(group, least),
            "midway": asking.opinion_of(group, asked, GroupAnswer.Moment.MIDWAY),
            "opinion": asking.opinion_of(group, asked),
            "items": {name: GroupAnswer._meta.get_field(name).verbose_name for name in asking.paired.ITEMS},
        }


def sheet(session: GroupSession, by: Any, given: Mapping[str, str]) -> dict[str, Any]:
    """The list of a session for one pass of the thumb: every member with the mark as kept or as just given."""
    with door.opened("sheet of a session"):
        members = asking.members_of_session(session)
        kept = {each.member_id: each for each in SessionAttendance.everything.filter(session=session)}
    rows = []
    for member in members:
        mark = kept.get(member.pk)
        key = str(member.public_id)
        rows.append(
            {
                "member": member,
                "mark": given.get(f"mark-{key}", mark.mark if mark else ""),
                "reason": given.get(f"reason-{key}", mark.reason if mark else ""),
            }
        )
    return {"session": session, "group": session.group, "rows": rows, "marked": bool(kept)}


def notes_of(session: GroupSession, by: Any, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each member of a session with what was noted of them; nothing for those who may not read it."""
    if not reads_inside(by, session.group):
        return []
    with door.opened("notes of a session"):
        members = asking.members_of_session(session)
    kept = {each.member_id: each.text for each in MemberNote.objects.visible_to(by).filter(session=session)}
    return [
        {"member": each, "text": given.get(f"note-{each.public_id}", kept.get(each.pk, ""))}
        for each in members
    ]


def scores(group: Group, by: Any, moment: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each member with the score as kept or as just written."""
    members = GroupMember.objects.visible_to(by).filter(group=group).select_related("user")
    kept = GroupTest.objects.visible_to(by).filter(member__group=group, moment=moment)
    by_member = {each.member_id: plain_share(each.score) for each in kept}
    return [
        {"member": each, "score": given.get(f"score-{each.public_id}", by_member.get(each.pk, ""))}
        for each in members.exclude(state=GroupMember.State.DECLINED).order_by("user__name_key", "pk")
    ]


def share_rows(group: Group, given: Mapping[str, str], today: date) -> list[dict[str, Any]]:
    """Every indicator that a group may serve, with the share as kept or as just written."""
    if group.project is None:
        return []
    with door.opened("shares of a group"):
        kept = dict(GroupShare.everything.filter(group=group).values_list("indicator", "percent"))
    possible = projects.indicators_for(group.project, projects.Kind.GROUP, group.first_on or today)
    return [
        {"code": each.code, "name": each.name, "field": each.field, "department": each.department,
         "percent": given.get(f"share-{each.code}", plain_share(kept.get(each.code)))}
        for each in possible
    ]  # fmt: skip


def evaluation_begun(group: Group) -> dict[str, Any]:
    """What an earlier evaluation said, for one that was sent back."""
    with door.opened("evaluation begun"):
        kept = GroupEvaluation.everything.filter(group=group).first()
    names = ("results", "process", "recommendations", "follow_up", "actual_cost")
    return {name: getattr(kept, name) for name in names} if kept else {}
