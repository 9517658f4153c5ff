"""Minutes and papers on A4."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.wording import prose_day
from banyan.domains.projects.models import Meeting, Paper
from banyan.domains.projects.queries.meeting_page import meeting_page
from banyan.domains.projects.queries.paper_page import paper_page


@needs("projects.meeting.view")
@require_GET
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The minutes as the form that people file; a kick-off has the five parts of its own."""
    meeting = find(register_for(Meeting), request.actor, public_id)
    shown = meeting_page(meeting, request.actor, clock.today())
    is_kickoff = meeting.kind == Meeting.Kind.KICKOFF
    form = a4.Form(
        _("Minutes of the kick-off meeting") if is_kickoff else _("Minutes of a meeting"),
        "BY-QD-01" if is_kickoff else "BY-HY-01",
        meeting.unit,
        meeting.number,
        tuple(_blocks_of_minutes(meeting, shown)),
    )
    return a4.answer(form, by=request.actor, now=clock.now())


def _blocks_of_minutes(meeting: Meeting, shown: dict[str, Any]) -> list[Any]:
    joined = _(", ")
    away = joined.join(
        f"{each.person.name}（{each.apology or each.get_answer_display()}）" for each in shown["away"]
    )
    blocks = [
        a4.fields(
            (_("Subject"), meeting.title),
            (_("Kind"), str(meeting.kind_in_words)),
            (_("Project"), meeting.project.name),
            (_("Day"), prose_day(meeting.held_on)),
            (_("Place"), meeting.place),
            (_("Chair"), meeting.chair.name if meeting.chair else ""),
            per_row=2,
        ),
        a4.fields(
            (_("Present"), joined.join(each.person.name for each in shown["present"])),
            (_("Excused or absent"), away or _("nobody")),
            per_row=1,
        ),
        a4.words(_("Agenda"), meeting.agenda),
    ]
    if shown["before"]:
        rows = [
            (line.item.what, line.item.owner.name, line.item.due_on, line.heard) for line in shown["before"]
        ]
        heads = (_("Still open from earlier meetings"), _("Owner"), _("Due"), _("How far it is"))
        blocks.append(a4.lines(heads, rows, widths=(5, 2, 2, 4)))
    blocks += [a4.words(str(each.label), each.text) for each in shown["sections"] if each.text]
    if shown["agreed"]:
        agreed = [(line.item.what, line.item.owner.name, line.item.due_on) for line in shown["agreed"]]
        blocks.append(a4.lines((_("Agreed in this meeting"), _("Owner"), _("Due")), agreed, widths=(7, 2, 2)))
    blocks.append(a4.signatures(*_hands(meeting)))
    return blocks


def _hands(meeting: Meeting) -> list[a4.Hand]:
    recorder = meeting.recorder.name if meeting.recorder and meeting.minutes_on else ""
    chair = meeting.confirmed_by.name if meeting.confirmed_by else ""
    confirmed = meeting.confirmed_at.date() if meeting.confirmed_at else None
    return [
        a4.Hand(_("Minutes taken by"), name=recorder, day=meeting.minutes_on),
        a4.Hand(_("Confirmed by the chair"), name=chair, day=confirmed),
    ]


@needs("projects.paper.view")
@require_GET
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A weekly or monthly paper as the form that goes round."""
    record = find(register_for(Paper), request.actor, public_id)
    shown = paper_page(record)
    form = a4.Form(
        str(record.get_kind_display()),
        "BY-ZJ-01",
        record.unit,
        record.number,
        tuple(_blocks_of_paper(record, shown)),
    )
    return a4.answer(form, by=request.actor, now=clock.now())


def _blocks_of_paper(paper: Paper, shown: dict[str, Any]) -> list[Any]:
    span = f"{paper.starts_on:%Y-%m-%d} – {paper.ends_on:%Y-%m-%d}"
    blocks = [
        a4.fields(
            (_("Department"), paper.unit.name),
            (_("Week or month"), span),
            (_("Written by"), paper.author.name if paper.author else ""),
            (_("Handed in"), paper.submitted_on),
            per_row=2,
        )
    ]
    if shown["last"]:
        rows = [(line.what, str(line.get_state_display()), line.outcome) for line in shown["last"]]
        blocks.append(a4.lines((_("Last plan"), _("State"), _("What became of it")), rows, widths=(6, 2, 4)))
    blocks.append(a4.words(_("Summary of the period"), paper.summary))
    if paper.problems:
        blocks.append(a4.words(_("Problems and what is asked of the superior"), paper.problems))
    plan = [(line.what, line.due_on, line.source) for line in shown["lines"]]
    blocks.append(a4.lines((_("Next plan"), _("Due"), _("Where it comes from")), plan, widths=(7, 2, 3)))
    read_on = paper.read_at.date() if paper.read_at else None
    blocks.append(
        a4.signatures(
            a4.Hand(_("Written by"), name=paper.author.name if paper.author else "", day=paper.submitted_on),
            a4.Hand(_("Read by the superior"), words=paper.remark, name=paper.read_by.name if paper.read_by else "",
                    day=read_on),
        )
    )  # fmt: skip
    return blocks
