"""The papers of a group as the A4 forms of the trade: plan, members, attendance, session records, evaluation; and all bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.stops import rail
from banyan.core.documents import a4
from banyan.core.documents.binding import Binder, Paper
from banyan.domains.services.models import (
    Group,
    GroupEvaluation,
    GroupMember,
    GroupSession,
    MemberNote,
    SessionAttendance,
)
from banyan.domains.services.models.group_reach import reads_inside
from banyan.domains.services.queries.group_screens import measured
from banyan.domains.services.queries.groups import day_of, sessions_of
from banyan.domains.services.rules.ages import age_on

PLAN_CODE, MEMBERS_CODE, ATTENDANCE_CODE, SESSION_CODE = "FW-XZ-01", "FW-XZ-02", "FW-XZ-03", "FW-XZ-04"
EVALUATION_CODE, FILE_CODE = "FW-XZ-05", "FW-XZ-99"
#: So many sessions stand beside one another on a sheet of attendance; a longer group fills several.
A_SHEET = 14
_GLYPHS: Mapping[str, str] = {"present": "√", "late": "△", "absent": "×"}
_PAIR = 2
#: Lines on a blank list of members.
_ROOM = 15


@dataclass
class File:
    """A group with everything that lies in its file, read once; members and notes only through the reader's door."""

    group: Group
    by: Any

    @cached_property
    def sessions(self) -> list[GroupSession]:
        """The session table."""
        with door.opened("group on paper"):
            return sessions_of(self.group)

    @cached_property
    def records(self) -> list[GroupSession]:
        """The sessions that were held and whose records the reader may read."""
        found = GroupSession.objects.visible_to(self.by).filter(group=self.group, held_on__isnull=False)
        return list(found.order_by("position"))

    @cached_property
    def members(self) -> list[GroupMember]:
        """Everybody who signed up, in the order of their names."""
        found = GroupMember.objects.visible_to(self.by).filter(group=self.group).select_related("user")
        return list(found.order_by("user__name_key", "pk"))

    @cached_property
    def marks(self) -> dict[tuple[int, int], SessionAttendance]:
        """Who came, by session and member."""
        found = SessionAttendance.objects.visible_to(self.by).filter(session__group=self.group)
        return {(mark.session_id, mark.member_id): mark for mark in found}

    @cached_property
    def notes(self) -> list[MemberNote]:
        """What was noted of single members; nothing for who may not read it (L2)."""
        if not reads_inside(self.by, self.group):
            return []
        found = MemberNote.objects.visible_to(self.by).filter(session__group=self.group)
        return list(found.select_related("member__user").order_by("member__user__name_key", "pk"))

    @cached_property
    def evaluation(self) -> GroupEvaluation | None:
        """The evaluation, once it is begun."""
        with door.opened("group on paper"):
            return GroupEvaluation.everything.filter(group=self.group).first()

    @property
    def planned(self) -> list[GroupSession]:
        """Sessions that stand on a sheet before any was held: none, except on a blank one."""
        return []

    @property
    def attending(self) -> list[GroupMember]:
        """Members who were admitted, those who left later among them."""
        admitted = (GroupMember.State.ADMITTED, GroupMember.State.LEFT)
        return [each for each in self.members if each.state in admitted]


def bound_group(group: Group, by: Any) -> Binder:
    """Everything that lies in the file of a group, in the order of the work."""
    file = File(group, by)
    worker = str(group.responsible or "")
    papers = [Paper(plan_form(file), day_of(group.plan_approved_at), worker)]
    if file.members:
        papers.append(Paper(members_form(file), group.recruits_until, worker))
    papers += [Paper(each, group.last_on, worker) for each in attendance_forms(file)]
    papers += [Paper(session_form(file, each), each.held_on, worker) for each in file.records]
    if file.evaluation is not None:
        papers.append(Paper(evaluation_form(file), day_of(file.evaluation.submitted_at), worker))
    cover = [
        (_("File number"), group.label()), (pgettext("group work", "name of the group"), group.title),
        (_("kind of group"), group.get_kind_display()), (_("lead worker"), worker),
        (_("co-worker"), str(group.co_worker or "")), (_("first session"), group.first_on), (_("last session"), group.last_on),
        (_("sessions held"), group.sessions_held), (_("Person-times"), group.person_times),
        (_("Distinct persons"), group.persons), (_("Project"), str(group.project or "")),
        (_("Papers in the file"), len(papers)),
    ]  # fmt: skip
    return Binder(_("Group file"), group.label(), group.unit, FILE_CODE, cover, papers, _grade(group))


def plan_form(file: File) -> a4.Form:
    """The plan with its session table, as it was signed."""
    group = file.group
    bounds = (group.least_members, group.most_members) if group.pk else ()
    span = "–".join(str(each) for each in bounds if each)
    test = " ".join(filter(None, (group.instrument, group.instrument_version)))
    blocks = [
        a4.fields(
            (pgettext("group work", "name of the group"), group.title),
            (_("kind of group"), str(group.get_kind_display()) if group.pk else _kinds()),
        ),
        a4.fields(
            (_("lead worker"), str(group.responsible or "")), (_("co-worker"), str(group.co_worker or "")),
            (_("Place"), group.place), (_("for whom"), group.target_group), (pgettext("paper of a group", "Members"), span),
            (_("recruitment ends"), group.recruits_until), per_row=3,
        ),
        a4.fields((_("closed or open"), str(group.get_openness_display()) if group.pk else ""), per_row=1),
        *_texts(group, "need", "theory", "goals", "recruitment", "screening"),
        a4.lines(_table_heads(), [_table_row(each) for each in file.sessions], widths=(1, 4, 4, 4, 5, 3, 3), right=(0,)),
        *_texts(group, "difficulties", "evaluation_design", "ethics"),
        a4.fields((_("instrument of the tests"), test), (_("Budget"), group.budget)),
        *_signed(group, "group_plan"),
    ]  # fmt: skip
    return _form(group, pgettext("paper of a group", "Plan of a group"), PLAN_CODE, blocks)


def _kinds() -> tuple[a4.Tick, ...]:
    return tuple(a4.Tick(label) for _value, label in Group.Kind.choices)


def _table_heads() -> tuple[str, ...]:
    return (
        _("No."), _("Day"), _("theme"), _("goal of the session"), _("procedure"), _("materials"), _("person in charge"),
    )  # fmt: skip


def _table_row(each: GroupSession) -> tuple[Any, ...]:
    return (
        each.position, _iso(each.planned_on), each.theme, each.goal, each.procedure, each.materials, each.led_by,
    )  # fmt: skip


def members_form(file: File) -> a4.Form:
    """Who signed up, screening, consent and guardian's consent, and what became of each."""
    group = file.group
    on = group.first_on or group.recruits_until
    rows: list[tuple[Any, ...]] = [
        (place, each.user.name, each.user.number, each.user.get_sex_display(), _age(each, on), _iso(each.joined_on),
         _iso(each.screened_on), _iso(each.consent_on), _iso(each.guardian_consent_on), each.get_state_display())
        for place, each in enumerate(file.members, 1)
    ]  # fmt: skip
    heads = (
        _("No."), _("Name"), _("Number"), _("Sex"), pgettext("paper of a group", "Age"), _("signed up on"), _("screened on"),
        _("consent given on"), _("guardian's consent given on"), _("state"),
    )  # fmt: skip
    blocks = [
        a4.lines(heads, rows or _room(len(heads)), widths=(1, 3, 3, 1, 1, 3, 3, 3, 3, 2), right=(0,)),
        a4.signatures(a4.Hand(_("lead worker")), a4.Hand(pgettext("case form", "Superior"))),
    ]
    facts = (group.title[:30], "", _("%(count)s persons") % {"count": len(rows)} if rows else "")
    return _form(group, _("List of members"), MEMBERS_CODE, blocks, facts, wide=True)


def _room(columns: int) -> list[tuple[Any, ...]]:
    """Numbered lines to be written by hand."""
    return [(place, *[""] * (columns - 1)) for place in range(1, _ROOM + 1)]


def _age(member: GroupMember, on: date | None) -> str:
    born = member.user.born_on
    return str(age_on(born, on)) if born and on and born <= on else ""


def attendance_forms(file: File) -> list[a4.Form]:
    """Members down, sessions across; a longer group on several sheets."""
    held = file.records or file.planned
    return [_attendance(file, held[place : place + A_SHEET]) for place in range(0, len(held), A_SHEET)]


def _attendance(file: File, held: Sequence[GroupSession]) -> a4.Form:
    group = file.group
    heads = (
        _("No."),
        _("Name"),
        *(_session_head(each) for each in held),
        pgettext("paper of a group", "Came"),
    )
    rows = [
        (place, member.user.name, *_came(file, member, held)) for place, member in enumerate(file.attending, 1)
    ]  # fmt: skip
    present = ("", pgettext("paper of a group", "Persons present"), *(each.present for each in held))
    rows.append((*present, sum(each.present for each in held)))
    if file.group.pk is None:
        rows = _room(len(heads))
    widths = (1, 4, *(2 for _each in held), 2)
    blocks = [
        a4.lines(heads, rows, widths=widths, right=(0, len(heads) - 1)),
        a4.signatures(a4.Hand(_("lead worker")), a4.Hand(_("co-worker"))),
    ]
    counted = {"times": group.person_times, "persons": group.persons}
    times = _("%(times)s person-times, %(persons)s persons") % counted if group.pk else ""
    return _form(
        group, _("Attendance table of the group"), ATTENDANCE_CODE, blocks, (group.title[:30], "", times),
        note=_("√ present, △ late, × absent. Person-times are the sum of the sessions; persons are counted once."), wide=True,
    )  # fmt: skip


def _session_head(each: GroupSession) -> str:
    return f"{each.position}\n{each.held_on:%m-%d}" if each.held_on else str(each.position)


def _came(file: File, member: GroupMember, held: Sequence[GroupSession]) -> list[Any]:
    marks = [file.marks.get((session.pk, member.pk)) for session in held]
    came = sum(mark is not None and mark.mark != SessionAttendance.Mark.ABSENT for mark in marks)
    return [*(_GLYPHS[mark.mark] if mark else "" for mark in marks), came]


def session_form(file: File, session: GroupSession) -> a4.Form:
    """One session: planned and actual, who was absent and why, interaction, notes on members, hours."""
    group = file.group
    times = "–".join(f"{each:%H:%M}" for each in (session.began_at, session.ended_at) if each)
    minutes = (session.preparation_minutes, session.record_minutes) if session.pk else ("", "")
    blocks = [
        a4.fields(
            (_("session no."), session.position or ""), (_("Day"), session.held_on), (pgettext("case form", "Time"), times),
            (_("theme"), session.theme), (_("Place"), group.place),
            (pgettext("paper of a group", "Present and absent"), f"{session.present} / {session.absent}" if session.pk else ""),
            per_row=3,
        ),
        a4.fields((_("goal of the session"), session.goal), per_row=1),
        a4.words(pgettext("paper of a group", "Who was absent, and why"), _absent(file, session)),
        a4.words(_("procedure"), session.procedure),
        *_texts(session, "actual", "interaction", "cohesion", "progress", tall=not session.recorded_at),
        *_notes(file, session),
        *_texts(session, "feedback", "adjustment", "reflection", "following", tall=not session.recorded_at),
        a4.fields((_("preparation, minutes"), minutes[0]), (_("record writing, minutes"), minutes[1])),
        a4.signatures(
            a4.Hand(_("lead worker"), name=str(group.responsible or ""), day=day_of(session.recorded_at)),
            a4.Hand(_("co-worker"), name=str(group.co_worker or "")),
        ),
    ]  # fmt: skip
    entered = day_of(session.recorded_at)
    told = _("Entered: %(day)s") % {"day": a4.long_day(entered)} if entered else ""
    return _form(
        group,
        pgettext("paper of a group", "Record of a session"),
        SESSION_CODE,
        blocks,
        (group.title[:30], "", told),
    )


def _absent(file: File, session: GroupSession) -> str:
    told = []
    for member in file.attending:
        mark = file.marks.get((session.pk, member.pk))
        if mark is not None and mark.mark == SessionAttendance.Mark.ABSENT:
            told.append("　".join(filter(None, (member.user.name, mark.reason))))
    return "；".join(told)


def _notes(file: File, session: GroupSession) -> list[a4.Block]:
    rows = [(each.member.user.name, each.text) for each in file.notes if each.session_id == session.pk]
    return [a4.lines((_("Name"), _("note on the member")), rows, widths=(1, 6))] if rows else []


def evaluation_form(file: File) -> a4.Form:
    """What the group reached: attendance, tests before and after, answers, course, recommendations."""
    group, evaluation = file.group, file.evaluation or GroupEvaluation()
    found = measured(group, file.by) if group.pk else None
    blocks = [
        *_figures(group, found, evaluation.actual_cost),
        *_texts(
            evaluation, "results", "process", "recommendations", *(("follow_up",) if file.records else ())
        ),
        *_signed(group, "group_evaluation"),
    ]
    speaks = found is None or found["tests"].speaks
    note = "" if speaks else _("Fewer pairs than needed: nothing is said about significance.")
    return _form(
        group, pgettext("paper of a group", "Evaluation of a group"), EVALUATION_CODE, blocks, note=note
    )


def _figures(group: Group, found: Mapping[str, Any] | None, cost: Any) -> list[a4.Block]:
    """Attendance, tests and answers with their numbers; on a blank form room for them."""
    tests, opinion = (found["tests"], found["opinion"]) if found else (None, None)
    held, came, people = _attended(group) if found else ("", "", "")
    values = (
        held, came, people, tests.pairs if tests else "",
        _with_spread(tests) if tests else "", tests.effect if tests else "",
        f"{opinion.mean or '—'} (n={opinion.answers})" if opinion else "", group.budget, cost,
    )  # fmt: skip
    labels = (
        _("sessions held"), _("Person-times"), _("Distinct persons"), pgettext("paper of a group", "Pairs of tests"),
        pgettext("paper of a group", "Mean difference"), pgettext("paper of a group", "Effect size d_z"), _("Satisfaction"),
        _("Budget"), _("Actual cost"),
    )  # fmt: skip
    heads = (pgettext("paper of a group", "Asked about"), pgettext("paper of a group", "Mean of 1 to 5"), "n")
    rows = [(str(found["items"][name]), mean, count) for name, mean, count in opinion.items] if found and opinion else []  # fmt: skip
    return [
        a4.fields(*zip(labels, values, strict=True), per_row=3),
        a4.lines(heads, rows or [("", "", "")] * 3, widths=(4, 1, 1), right=(1, 2)),
    ]


def _attended(group: Group) -> tuple[str, int, int]:
    return f"{group.sessions_held} / {group.sessions_planned}", group.person_times, group.persons


def _with_spread(tests: Any) -> str:
    """The mean difference in points of the instrument, and its standard deviation."""
    if tests.mean is None:
        return ""
    return f"{tests.mean}" if tests.spread is None else f"{tests.mean} (SD {tests.spread})"


#: The single sheets of a group that may be printed by themselves.
SHEETS: Mapping[str, Callable[[File], a4.Form | None]] = {
    "plan": plan_form,
    "members": members_form,
    "attendance": lambda file: next(iter(attendance_forms(file)), None),
    "evaluation": evaluation_form,
}


def _form(
    group: Group, title: Any, code: str, blocks: Sequence[a4.Block], facts: Sequence[str] = (), **more: Any
) -> a4.Form:  # fmt: skip
    number = group.label() if group.pk else ""
    return a4.Form(title, code, group.unit, number, blocks, facts, grade=_grade(group), **more)


def _grade(group: Group) -> str:
    """The grade of confidentiality, as it stands on each sheet; a blank one leaves it open."""
    if group.pk is None:
        return ""
    return _("Secrecy %(grade)s") % {"grade": group.get_confidentiality_display()}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _texts(record: Any, *names: str, tall: bool = True) -> list[a4.Block]:
    return [
        a4.words(record._meta.get_field(name).verbose_name, getattr(record, name), tall=tall)
        for name in names
    ]


def _signed(group: Group, kind: str) -> list[a4.Block]:
    """Who asked and who signed; without a request the empty cells to be signed by hand."""
    stops = [each for each in rail(group, kind) if each.state in ("signed", "now", "open")]
    hands = [
        a4.Hand(each.post or _("lead worker"), words=each.comment, name=each.mark, day=each.on if each.mark else None)
        for each in stops
    ] or [a4.Hand(_("lead worker")), a4.Hand(pgettext("case form", "Superior"))]  # fmt: skip
    if len(hands) % _PAIR:
        hands.append(a4.Hand(_("Seal"), seal=a4.seal_of_the_station()))
    return [a4.signatures(*hands[place : place + _PAIR]) for place in range(0, len(hands), _PAIR)]
