"""The page of a meeting and the sheet on which its minutes are written."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.identity.models import Person
from banyan.core.registers import drafts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.projects.deeds import action_items, meetings
from banyan.domains.projects.models import ActionItem, Attendee, Meeting
from banyan.domains.projects.queries.meeting_page import meeting_page, writing_page
from banyan.domains.projects.queries.meetings import departments_of, people_of
from banyan.foundation.periods import day_of
from banyan.foundation.refusal import Refused, noop

NEW_ITEMS = 4


@needs("projects.meeting.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A meeting: what was open, what was said and agreed, who was there and who has read it."""
    meeting = _find(request, public_id)
    page = Detail(register_for(Meeting), meeting, request.actor)
    context = {"page": page, "register": page.register, "meeting": meeting, "crumbs": page.crumbs}
    shown = meeting_page(meeting, request.actor, clock.today())
    return render(request, "projects/meeting.html", context | shown)


@needs("projects.meeting.write")
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Attendance, what became of open items, the sections and what is agreed, on one sheet."""
    meeting = _find(request, public_id, "write")
    refused, written = None, _draft(request, meeting)
    if request.method == "POST":
        try:
            _take_down(request, meeting)
            drafts.drop(request.actor, register_for(Meeting), meeting)
            messages.success(request, _("The minutes of %(number)s were kept.") % {"number": meeting.number})
            return redirect(page_of(meeting))
        except Refused as problem:
            refused, written = refusal_of(problem, _("Hand the minutes in")), request.POST
    context = {
        "meeting": meeting, "refusal": refused, "written": written, "new_items": range(NEW_ITEMS),
        "autosave_url": address(register_for(Meeting), "autosave", meeting),
        "crumbs": [(_("Meetings"), address(register_for(Meeting), "list")), (meeting.label(), page_of(meeting)),
                   (_("Minutes of the meeting"), "")],
    }  # fmt: skip
    shown = _filled(writing_page(meeting, clock.today()), meeting, written)
    return render(request, "projects/minutes.html", context | shown, status=409 if refused else 200)


@needs("projects.attendee.read")
@require_POST
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The read receipt of whoever is signed in."""
    meeting = _find(request, public_id)
    found = Attendee.objects.visible_to(request.actor, "read").filter(
        meeting=meeting, person=request.actor.person
    )
    mine = found.select_related("meeting__unit", "meeting__project").first()
    if mine is None:
        raise Refused({"": noop("Only those who were invited give a read receipt.")}, clause="R9.1.6")
    meetings.read(mine, by=request.actor)
    messages.success(request, _("Your read receipt for %(number)s is kept.") % {"number": meeting.number})
    return redirect(page_of(meeting))


@needs("projects.attendee.brief")
@require_POST
def brief(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody who missed the meeting was told what it was about."""
    found = Attendee.objects.visible_to(request.actor, "brief").filter(public_id=public_id)
    row = found.select_related("meeting__unit", "meeting__project").first()
    if row is None:
        raise Http404
    meetings.brief(
        row, by=request.actor, briefed_on=_day(request.POST.get("briefed_on", "")) or clock.today()
    )
    return redirect(page_of(row.meeting))


def _find(request: HttpRequest, public_id: UUID, verb: str = "view") -> Any:
    return find(register_for(Meeting), request.actor, public_id, verb)


def _draft(request: HttpRequest, meeting: Meeting) -> QueryDict:
    kept = drafts.open_draft(request.actor, register_for(Meeting), meeting)
    return drafts.written(kept) if kept else QueryDict()


@transaction.atomic
def _take_down(request: HttpRequest, meeting: Meeting) -> None:
    """What stands on the sheet, through the deeds, all or nothing."""
    given, by = request.POST, request.actor
    meetings.hold(
        meeting, by=by, answers=_answers(given, meeting), chair=_person(given.get("chair", ""), by),
        chair_reason=given.get("chair_reason", ""),
    )  # fmt: skip
    texts = {name: given.get(name, "") for name in meetings.SECTIONS if name in given}
    reviews = {int(key.removeprefix("review-")): words for key, words in given.items() if _is_review(key)}
    meetings.keep(meeting, by=by, texts=texts, reviews=reviews)
    for position in range(NEW_ITEMS):
        if given.get(f"what-{position}", "").strip():
            action_items.agree(_item(given, position, meeting, by), by=by)
    if "submit" in given:
        meetings.write(meeting, by=by)


def _is_review(key: str) -> bool:
    return key.startswith("review-") and key.removeprefix("review-").isdigit()


def _answers(given: QueryDict, meeting: Meeting) -> dict[int, tuple[str, str]]:
    known = {str(row.person.public_id): row.person_id for row in people_of(meeting)}
    choices = set(Attendee.Answer.values)
    return {
        pk: (given[f"answer-{public_id}"], given.get(f"apology-{public_id}", ""))
        for public_id, pk in known.items()
        if given.get(f"answer-{public_id}") in choices
    }


def _item(given: QueryDict, position: int, meeting: Meeting, by: Any) -> ActionItem:
    owner, due_on = _person(given.get(f"owner-{position}", ""), by), _day(given.get(f"due-{position}", ""))
    if owner is None:
        raise Refused({"owner": noop("Say who does it.")}, clause="R9.1.5")
    if due_on is None:
        raise Refused({"due_on": noop("Say until when.")}, clause="R9.1.5")
    return ActionItem(
        meeting=meeting, project=meeting.project, unit=meeting.unit, what=given[f"what-{position}"].strip()[:200],
        owner=owner, due_on=due_on, department=_unit(given.get(f"department-{position}", ""), meeting),
        supporting=_unit(given.get(f"supporting-{position}", ""), meeting),
    )  # fmt: skip


def _person(text: str, by: Any) -> Any:
    return Person.objects.visible_to(by).filter(public_id=text).first() if _is_id(text) else None


def _unit(text: str, meeting: Meeting) -> Any:
    if not _is_id(text):
        return None
    offered = departments_of(meeting.unit, meeting.held_on)
    return next((unit for unit in offered if str(unit.public_id) == text), None)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None


def _filled(shown: dict[str, Any], meeting: Meeting, written: QueryDict) -> dict[str, Any]:
    """The sheet with what was written and not kept yet, else with what the record holds."""
    said = bool(written)
    rows = [
        {
            "row": row,
            "key": str(row.person.public_id),
            "answer": written.get(f"answer-{row.person.public_id}", row.answer) if said else row.answer,
            "apology": written.get(f"apology-{row.person.public_id}", row.apology) if said else row.apology,
        }
        for row in shown["people"]
    ]
    chair = written.get("chair") if said else str(meeting.chair.public_id) if meeting.chair else ""
    texts = [(each, written.get(each.name, each.text) if said else each.text) for each in shown["sections"]]
    before = [
        (line, written.get(f"review-{line.item.pk}", line.heard) if said else line.heard)
        for line in shown["before"]
    ]
    reason = written.get("chair_reason", meeting.chair_reason) if said else meeting.chair_reason
    return shown | {"rows": rows, "chair_id": chair, "texts": texts, "before": before, "chair_reason": reason,
                    "items": [_item_written(written, position) for position in range(NEW_ITEMS)]}  # fmt: skip


def _item_written(written: QueryDict, position: int) -> dict[str, Any]:
    names = ("what", "owner", "due", "department", "supporting")
    return {"position": position} | {name: written.get(f"{name}-{position}", "") for name in names}
