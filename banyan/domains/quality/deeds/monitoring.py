"""Keeping the monitoring calendar and writing down what was seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.quality.models import MonitoringCheck, MonitoringItem
from banyan.domains.quality.rules import monitoring as rules
from banyan.domains.quality.settings import CHECK_DAYS_BACK, number
from banyan.foundation.refusal import Refused, noop

State = MonitoringItem.State


@deed(MonitoringItem, "add", new=True, label=_("Add to the calendar"), icon="calendar-plus")
def add_item(item: MonitoringItem, by: Any, now: datetime) -> None:
    """Say what is looked at, how often and by whom; from now on a missed look shows."""
    if item.checker is None:
        raise Refused({"checker": noop("Name who looks; without a name nobody does.")}, clause="R3.2.6")
    item.number = numbering.take(MonitoringItem.number_pattern, item.unit, now.year)


@deed(MonitoringItem, "edit", frm=State.ACTIVE, label=_("Edit"), icon="pencil")
def edit_item(item: MonitoringItem, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is looked at or by whom."""
    for name, value in changes.items():
        setattr(item, name, value)


@deed(MonitoringItem, "check", frm=State.ACTIVE, label=_("Write down a look"), icon="eye-check")
def write_check(
    item: MonitoringItem, by: Any, now: datetime, checked_on: date, seen: str, in_order: bool = False
) -> None:
    """Write down what was seen; what is not in order becomes a rectification from the item's page."""
    days_back = number(CHECK_DAYS_BACK, now.date(), item.unit)
    rules.check_day(checked_on, now.date(), days_back)
    rules.check_seen(in_order, seen)
    MonitoringCheck.everything.create(
        item=item, checked_on=checked_on, by=by.person, in_order=in_order, seen=seen.strip()
    )


@deed(
    MonitoringItem,
    "finish",
    frm=State.ACTIVE,
    to=State.ENDED,
    label=_("End it…"),
    danger=True,
    icon="calendar-off",
)
def finish_item(item: MonitoringItem, by: Any, now: datetime, reason: str) -> None:
    """Stop looking, saying why; what was missed stays missed."""
    item.ends_on = max(now.date(), item.starts_on)
