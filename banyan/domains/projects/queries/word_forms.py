"""Minutes, papers and the risk table as Word documents of the agency's own: the facts of their A4 forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from banyan.core.documents import words
from banyan.core.documents.words import Placeholder, Rows
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.projects.models import Attendee, Meeting, Paper, Risk, RiskTable
from banyan.domains.projects.queries import meetings, papers
from banyan.domains.projects.queries.meeting_page import AWAY, sections_of
from banyan.domains.projects.queries.risks import SCALE, register_of, risk_line, told_category

_JOINED = _(", ")
_ITEM = {"what": _("Agreed in this meeting"), "owner": _("Owner"), "due": _("Due")}


def _attribute(label: Any, name: str) -> Placeholder:
    return Placeholder(label, lambda record: getattr(record, name))


_OF_ALL = {
    "number": _attribute(_("Number"), "number"),
    "unit": Placeholder(_("unit"), lambda record: record.unit.name),
    "project": Placeholder(_("Project"), lambda record: record.project.name),
}


def _present(meeting: Meeting) -> str:
    there = [each for each in meetings.people_of(meeting) if each.answer == Attendee.Answer.PRESENT]
    return str(_JOINED).join(each.person.name for each in there)


def _away(meeting: Meeting) -> str:
    away = [each for each in meetings.people_of(meeting) if each.answer in AWAY]
    told = (f"{each.person.name}（{each.apology or each.get_answer_display()}）" for each in away)
    return str(_JOINED).join(told) or str(_("nobody"))


def _sections(meeting: Meeting) -> Iterator[dict[str, Any]]:
    return ({"title": each.label, "text": each.text} for each in sections_of(meeting) if each.text)


def _before(meeting: Meeting) -> Iterator[dict[str, Any]]:
    heard = meetings.reviewed(meeting)
    return ({**_item(item), "heard": heard.get(item.pk, "")} for item in meetings.open_before(meeting))


def _agreed(meeting: Meeting) -> Iterator[dict[str, Any]]:
    return (_item(item) for item in meetings.agreed_in(meeting))


def _item(item: Any) -> dict[str, Any]:
    return {"what": item.what, "owner": item.owner.name, "due": item.due_on}


MINUTES = words.declare(
    Meeting,
    "projects.minutes",
    label=_("Minutes of a meeting"),
    placeholders=_OF_ALL
    | {
        "title": _attribute(_("Subject"), "title"),
        "kind": _attribute(_("Kind"), "kind_in_words"),
        "day": _attribute(_("Day"), "held_on"),
        "place": _attribute(_("Place"), "place"),
        "chair": _attribute(_("Chair"), "chair"),
        "present": Placeholder(_("Present"), _present),
        "away": Placeholder(_("Excused or absent"), _away),
        "agenda": _attribute(_("Agenda"), "agenda"),
        "sections": Rows(
            _("Parts of the minutes"), {"title": _("Title"), "text": _("What was said")}, _sections
        ),
        "before": Rows(
            _("Still open from earlier meetings"),
            {**_ITEM, "what": _("Still open from earlier meetings"), "heard": _("How far it is")},
            _before,
        ),
        "agreed": Rows(_("Agreed in this meeting"), _ITEM, _agreed),
        "recorder": Placeholder(
            _("Minutes taken by"), lambda meeting: meeting.recorder if meeting.minutes_on else ""
        ),
        "minutes_on": _attribute(_("Minutes written on"), "minutes_on"),
        "confirmed_by": _attribute(_("Confirmed by the chair"), "confirmed_by"),
        "confirmed_on": _attribute(_("Confirmed on the day"), "confirmed_at"),
    },
)


def _last(paper: Paper) -> Iterator[dict[str, Any]]:
    lines = papers.last_plan(paper)
    return ({"what": e.what, "state": e.get_state_display(), "outcome": e.outcome} for e in lines)


def _plan(paper: Paper) -> Iterator[dict[str, Any]]:
    return ({"what": e.what, "due": e.due_on, "source": e.source} for e in papers.lines_of(paper))


PAPER = words.declare(
    Paper,
    "projects.paper",
    label=_("Weekly or monthly paper"),
    placeholders=_OF_ALL
    | {
        "kind": Placeholder(_("Kind"), lambda paper: paper.get_kind_display()),
        "first_day": _attribute(_("First day of the week or month"), "starts_on"),
        "last_day": _attribute(_("Last day of the week or month"), "ends_on"),
        "author": _attribute(_("Written by"), "author"),
        "handed_in": _attribute(_("Handed in"), "submitted_on"),
        "last": Rows(
            _("Last plan"), {"what": _("Last plan"), "state": _("State"), "outcome": _("What became of it")}, _last
        ),
        "summary": _attribute(_("Summary of the period"), "summary"),
        "problems": _attribute(_("Problems and what is asked of the superior"), "problems"),
        "plan": Rows(
            _("Next plan"), {"what": _("Next plan"), "due": _("Due"), "source": _("Where it comes from")}, _plan
        ),
        "read_by": _attribute(_("Read by the superior"), "read_by"),
        "remark": _attribute(_("Remark of the superior"), "remark"),
        "read_on": _attribute(_("Read on the day"), "read_at"),
    },
)  # fmt: skip


def _kept(table: RiskTable) -> dict[str, Any]:
    return register_of(table.project, system_actor("word"), table.as_of)


def _matrix(table: RiskTable) -> Iterator[dict[str, Any]]:
    for row in _kept(table)["matrix"]:
        cells = {
            f"impact_{cell['impact']}": " ".join(r.number for r in cell["risks"]) for cell in row["cells"]
        }
        yield {"likelihood": row["likelihood"], **cells}


def _categories(table: RiskTable) -> Iterator[dict[str, Any]]:
    told = (told_category(each) for each in _kept(table)["categories"])
    return ({"category": category, "considered": considered} for category, considered in told)


_RISK = {
    "number": _("Number"),
    "title": _("Risk"),
    "rating": _("Rating"),
    "response": _("Response"),
    "owner": _("Watched by"),
    "reviewed": _("Reviewed"),
}


def _risks(table: RiskTable) -> Iterator[dict[str, Any]]:
    return (dict(zip(_RISK, risk_line(row["risk"]), strict=True)) for row in _kept(table)["rows"])


def _reads_risks(table: RiskTable, by: Actor) -> bool:
    return by.can(Risk.permission("view"), table.unit)


RISKS = words.declare(
    RiskTable,
    "projects.risk_table",
    label=_("Risk table"),
    placeholders=_OF_ALL
    | {
        "as_of": _attribute(_("Records as of"), "as_of"),
        "view": _attribute(_("What was seen as a whole"), "view"),
        "matrix": Rows(
            _("Likelihood and impact"),
            {
                "likelihood": _("Likelihood"),
                **{f"impact_{n}": format_lazy("{} {}", _("Impact"), n) for n in SCALE},
            },
            _matrix,
        ),
        "categories": Rows(
            _("Categories of risk"), {"category": _("Category"), "considered": _("Considered")}, _categories
        ),
        "risks": Rows(_("Risk"), _RISK, _risks),
    },
    may=_reads_risks,
)
