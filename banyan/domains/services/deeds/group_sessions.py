"""A session of a group: who came in one go, the record with what is noted of each, and what falls out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.fields import SentenceText
from banyan.core.fitting import check_columns
from banyan.domains.services.deeds.group_counting import restage, settle
from banyan.domains.services.models import Group, GroupSession, MemberNote, SessionAttendance
from banyan.domains.services.models.group_reach import reads_inside
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.rules import group_sessions as rules
from banyan.domains.services.rules import groups as group_rules
from banyan.foundation.refusal import Refused, noop, sentence

RECORD_TEXTS = (
    "actual", "interaction", "cohesion", "progress", "reflection", "following", "feedback", "adjustment",
)  # fmt: skip
_STILL_OPEN = (Group.State.APPROVED, Group.State.RUNNING, Group.State.ENDED)


@deed(GroupSession, "take", label=_("Take the attendance"), icon="checklist")
def take(session: GroupSession, by: Any, now: datetime, held_on: date,
         marks: Mapping[UUID, tuple[str, str]]) -> None:  # fmt: skip
    """Mark everybody on the list at once: present, late, or absent with the reason. The session is held by that."""
    _check_open(session)
    members = {str(each.public_id): each for each in asking.members_of_session(session)}
    given = {str(key): mark for key, mark in marks.items()}
    rules.check_may_hold(session.group.plan_approved_at is not None, held_on, now.date(), len(members))
    rules.check_marks(given, members)
    _mark(session, {members[name].pk: mark for name, mark in given.items()})
    came = sum(rules.Mark(mark).came for mark, _reason in given.values())
    session.held_on, session.present, session.absent = held_on, came, len(given) - came
    session.last_change = _said(
        noop("attendance: %(present)s came, %(absent)s absent"), present=came, absent=len(given) - came
    )
    _settle(session, by, now)


def _mark(session: GroupSession, marks: Mapping[int, tuple[str, str]]) -> None:
    """The whole list in one statement, whether somebody was marked before or not."""
    rows = [
        SessionAttendance(session=session, member_id=member, mark=mark, reason=reason.strip())
        for member, (mark, reason) in marks.items()
    ]
    for row in rows:
        check_columns(row)
    SessionAttendance.everything.bulk_create(
        rows, update_conflicts=True, unique_fields=["session", "member"], update_fields=["mark", "reason"]
    )


@deed(GroupSession, "record", label=_("Write the record"), icon="pencil")
def record(
    session: GroupSession, by: Any, now: datetime, *, began_at: time | None = None, ended_at: time | None = None,
    preparation_minutes: int | None = None, record_minutes: int | None = None,
    notes: Mapping[UUID, str] | None = None, **texts: str,
) -> None:  # fmt: skip
    """Write what happened, planned and actual, and what was noticed of single members (L2)."""
    if session.held_on is None:
        raise Refused({"": noop("Take the attendance first; the record belongs to a session that was held.")})
    _check_open(session)
    rules.check_record(texts, began_at, ended_at)
    for name in RECORD_TEXTS:
        setattr(session, name, texts.get(name, ""))
    session.began_at, session.ended_at = began_at, ended_at
    session.preparation_minutes, session.record_minutes = preparation_minutes, record_minutes
    session.recorded_at = session.recorded_at or now
    session.last_change = _said(noop("record written"))
    _note_members(session, {key: text for key, text in (notes or {}).items() if text.strip()}, by, now)
    _settle(session, by, now)


@deed(GroupSession, "call_off", label=_("Fell out…"), danger=True, icon="calendar-off")
def call_off(session: GroupSession, by: Any, now: datetime, called_off_because: str) -> None:
    """A planned session does not take place; the reason stays with it."""
    if session.held_on is not None:
        raise Refused({"": noop("This session was held.")})
    if not called_off_because.strip():
        raise Refused({"called_off_because": noop("Say why it fell out.")})
    _check_open(session)
    session.called_off_on, session.called_off_because = now.date(), called_off_because
    session.last_change = _said(noop("fell out"))
    _settle(session, by, now)


def _check_open(session: GroupSession) -> None:
    if session.group.plan_approved_at is None:
        rules.check_may_hold(False, date.min, date.min, 1)
    if session.group.state not in _STILL_OPEN:
        raise Refused(
            {"": noop("The evaluation was handed in; its sessions stand as they are.")},
            way_out=noop("Have the evaluation sent back first."),
        )


def _note_members(session: GroupSession, notes: Mapping[UUID, str], by: Any, now: datetime) -> None:
    if notes and not reads_inside(by, session.group):
        raise PermissionDenied(MemberNote.permission("write"))
    members = {each.public_id: each for each in asking.members_of_session(session)}
    kept = {each.member_id: each for each in MemberNote.everything.filter(session=session)}
    for key, text in notes.items():
        if key not in members:
            raise Refused({"": noop("One of those noted is no member of this group.")})
        member = members[key]
        note = kept.get(member.pk) or MemberNote(session=session, member=member)
        if text.strip() == note.text:
            continue
        note.text, note.changed_at = text.strip(), now
        note.save()


def _said(text: str, **params: Any) -> str:
    return SentenceText.keep(sentence(text, **params))


def _settle(session: GroupSession, by: Any, now: datetime) -> None:
    """Keep the session, count the group anew, and bring its stage in line where it changes."""
    session.save()
    group = Group.everything.select_related("project", "unit").get(pk=session.group_id)
    if group_rules.stage(asking.papers_of(group)) != group.state:
        move_on(group, by=by, now=now)
    else:
        settle(group)


@deed(Group, "move_on", frm=_STILL_OPEN, label=_("Sessions held"), system=True)
def move_on(group: Group, by: Any, now: datetime) -> None:
    """A session was held or fell out: the group stands where its papers say."""
    restage(group)
    group.save()
    settle(group)
