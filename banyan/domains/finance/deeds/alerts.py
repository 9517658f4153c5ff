"""Telling project leads what is overspent, and their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import dated, numbering
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor, system_actor
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.domains.finance.models import OverspendAlert
from banyan.domains.finance.queries import alerts as queries
from banyan.domains.finance.rules import alerts as rules
from banyan.domains.finance.settings import ALERT_WORKDAYS
from banyan.foundation.refusal import noop, sentence

State = OverspendAlert.State


def tell_leads(now: datetime) -> int:
    """Tell every project lead what is newly overspent; each item once for each size of its budget. How many were told."""
    today = localtime(now).date()
    fresh = queries.untold(today)
    for project, over, lead in fresh:
        workdays = int(dated.value(ALERT_WORKDAYS.key, today, project.unit))
        alert = OverspendAlert(project=project, unit=project.unit, item=over.item, spent=over.spent)
        alert.budget, alert.told_on, alert.told_to_id = over.budget, today, lead
        alert.due_on = calendar_around(today).add_workdays(today, workdays)
        ring(raise_alert(alert, by=system_actor("finance"), now=now), now)
    return len(fresh)


@deed(OverspendAlert, "raise", new=True, system=True, label=_("The lead is told of overspending"))
def raise_alert(alert: OverspendAlert, by: Actor, now: datetime) -> None:
    """An item took more than its budget has; whoever leads the project hears of it."""
    alert.number = numbering.take(OverspendAlert.number_pattern, alert.unit, alert.told_on.year)


@deed(
    OverspendAlert,
    "answer",
    frm=State.OPEN,
    to=State.ANSWERED,
    label=_("Answer for it"),
    icon="message-reply",
)
def answer_for(alert: OverspendAlert, by: Actor, now: datetime, answer: str) -> None:
    """The lead says why more was spent and what is done about it."""
    today: date = localtime(now).date()
    rules.check_answer(queries.leads(alert.project, by, today), answer)
    alert.answer, alert.answered_on = answer, today


def ring(alert: OverspendAlert, now: datetime) -> None:
    """The notice to the lead."""
    users: Any = User.objects.filter(person_id=alert.told_to_id, is_active=True)
    words = noop("Item %(item)s is overspent: %(spent)s of %(budget)s. Answer for it by %(day)s.")
    told = sentence(
        words, item=alert.item, spent=str(alert.spent), budget=str(alert.budget), day=alert.due_on.isoformat()
    )
    tell(users, "overspending", told, alert, now)
