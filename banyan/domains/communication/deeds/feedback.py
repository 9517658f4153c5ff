"""Feedback and its outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.models import FeedbackItem
from banyan.domains.communication.rules import feedback as rules
from banyan.domains.communication.rules.clocks import due_after
from banyan.domains.communication.settings import FEEDBACK, number

State = FeedbackItem.State
Outcome = FeedbackItem.Outcome


@deed(FeedbackItem, "add", new=True, label=_("Enter feedback"), icon="message-circle")
def enter(item: FeedbackItem, by: Any, now: datetime) -> None:
    """Write down what was said, by whom and how it was gathered; the outcome is due within the set days."""
    begin(item, now, item.given_on.year)
    _settle_dates(item, today_of(now))


@deed(FeedbackItem, "edit", frm=State.OPEN, label=_("Edit"), icon="pencil")
def edit(item: FeedbackItem, by: Any, now: datetime, **changes: Any) -> None:
    """Mend what was written down while the outcome is open."""
    change(item, changes)
    _settle_dates(item, today_of(now))


def _settle_dates(item: FeedbackItem, today: Any) -> None:
    rules.check_given(item.given_on, today, item.source, item.stakeholder_id is not None)
    days = number(FEEDBACK, item.given_on, item.unit)
    item.due_on = due_after(item.given_on, days, calendar_around(item.given_on))


@deed(
    FeedbackItem, "settle", frm=State.OPEN, to=State.SETTLED, label=_("Tell the outcome"), icon="arrow-guide"
)
def settle(
    item: FeedbackItem, by: Any, now: datetime, outcome: Outcome, words: str, changed_paper: str = ""
) -> None:
    """Say what came of it: the scheme was changed, it was answered, or nothing changes and why (R2.2.9)."""
    rules.check_outcome(outcome, words, changed_paper)
    item.outcome, item.outcome_words, item.changed_paper = outcome, words, changed_paper
    item.settled_on, item.settled_by = today_of(now), by.person
