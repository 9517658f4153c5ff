"""Action items from the table of a meeting to their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core import notices, numbering
from banyan.core.approvals.resolving import superior_by_posts
from banyan.core.deeds import deed
from banyan.core.identity.models import Person, User
from banyan.core.search.keeping import Entry, put, source
from banyan.domains.projects.deeds.problems import raise_problem
from banyan.domains.projects.models import ActionItem, Meeting
from banyan.domains.projects.queries.leading import lead_on
from banyan.domains.projects.queries.meetings import standing_of
from banyan.domains.projects.rules import action_items as rules
from banyan.foundation.refusal import Refused, noop, sentence

State = ActionItem.State
_GIVEN = noop("Action item %(number)s is yours and due on %(day)s.")


@deed(ActionItem, "agree", new=True, label=_("Add an action item"), icon="plus")
def agree(item: ActionItem, by: Any, now: datetime) -> None:
    """Write down what a meeting agreed: what, who, until when, and which department leads (R9.1.5, R9.1.7)."""
    meeting = Meeting.everything.select_related("project", "unit").get(pk=item.meeting_id)
    if meeting.state not in (Meeting.State.HELD, Meeting.State.WRITTEN):
        raise Refused(
            {
                "meeting": noop(
                    "Items are agreed in a meeting that was held and whose minutes are not confirmed yet."
                )
            },
            clause="R9.1.5",
        )
    item.project, item.unit, item.agreed_on = meeting.project, meeting.unit, meeting.held_on
    same = item.supporting_id is not None and item.supporting_id == item.department_id
    rules.check_agreed(item.what, item.due_on, item.agreed_on, same_department=same)
    item.number = item.number or numbering.take(ActionItem.number_pattern, item.unit, meeting.held_on.year)
    item.created_at = item.changed_at = now
    item.save()
    put(_entry(item))
    users = User.objects.filter(person_id=item.owner_id, is_active=True)
    told = sentence(_GIVEN, number=item.number, day=item.due_on.isoformat())
    notices.tell(users, "action_item", told, about=item, now=now)


@deed(ActionItem, "finish", frm=State.OPEN, to=State.DONE, label=_("Done"), icon="check")
def finish(item: ActionItem, by: Any, now: datetime, result: str) -> None:
    """Close an item with what came of it."""
    rules.check_done(result)
    item.result, item.closed_on = result.strip(), now.date()


@deed(ActionItem, "postpone", frm=State.OPEN, label=_("Postpone"), icon="calendar-plus")
def postpone(item: ActionItem, by: Any, now: datetime, due_on: date, reason: str) -> None:
    """Give an item another day, with the reason; the former day stays in the trail."""
    rules.check_postponed(item.due_on, due_on, reason)
    item.due_on = due_on


@deed(ActionItem, "drop", frm=State.OPEN, to=State.DROPPED, label=_("Drop…"), danger=True, icon="x")
def drop(item: ActionItem, by: Any, now: datetime, reason: str) -> None:
    """Take an item off the table, with the reason."""
    rules.check_dropped(reason)
    item.result, item.closed_on = reason.strip(), now.date()


@deed(
    ActionItem, "reopen", frm=(State.DONE, State.DROPPED), to=State.OPEN, label=_("Open again"), icon="rotate"
)
def reopen(item: ActionItem, by: Any, now: datetime, reason: str) -> None:
    """Put an item back on the table that was not done after all."""
    rules.check_dropped(reason)
    item.closed_on = None


@deed(ActionItem, "raise", frm=State.OPEN, label=_("Raise to the superior"), icon="arrow-up")
def raise_up(item: ActionItem, by: Any, now: datetime) -> None:
    """What is late goes to the owner's superior as a problem with a clock of its own (R9.1.5, R9.3.1)."""
    today = now.date()
    rules.check_may_raise(standing_of(item), today)
    late = rules.days_late(standing_of(item), today)
    facts = gettext(
        "Action item %(number)s, agreed on %(agreed)s, was due on %(due)s and is %(days)s days late."
    )
    problem = raise_problem(
        item.project,
        item.what,
        facts % {"number": item.number, "agreed": item.agreed_on, "due": item.due_on, "days": late},
        owner=_superior(item, today),
        by=by,
        now=now,
        source=item,
    )
    item.problem, item.raised_on = problem.number, today


def _superior(item: ActionItem, today: date) -> Any:
    above = superior_by_posts(item.owner, today, item.unit).persons
    found = Person.everything.filter(pk__in=above).order_by("pk").first()
    return found or lead_on(item.project, today) or item.owner


def _entry(item: ActionItem) -> Entry:
    return Entry(item, item.what)


def _entries() -> Iterator[Entry]:
    return map(_entry, ActionItem.everything.select_related("unit", "project").iterator())


source(ActionItem._meta.label_lower, _entries)
