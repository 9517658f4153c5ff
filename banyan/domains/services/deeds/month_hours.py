"""Handing in the hours of a month, accepting them, and what they are worth in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import HoursSheet
from banyan.domains.services.queries.month_hours import kept, told_of
from banyan.domains.services.rules.hours import month as rules
from banyan.foundation.refusal import Refused, noop

State = HoursSheet.State


@deed(HoursSheet, "add", new=True, label=_("Hand in the hours of a month"), icon="calendar-check")
def hand_in(sheet: HoursSheet, by: Any, now: datetime) -> None:
    """Hand in one's own month for one contract; the figures come from the records, nobody types them."""
    if by.person is None:
        raise Refused({"": noop("Only people write day sheets.")})
    sheet.worker, sheet.unit, sheet.month = by.person, by.person.unit, rules.first_of(sheet.month)
    if HoursSheet.everything.filter(worker=sheet.worker, project=sheet.project, month=sheet.month).exists():
        raise Refused(
            {"month": noop("The hours of this month were handed in already.")},
            way_out=noop("Open them and hand them in again when the records have changed."),
        )
    sheet.number = numbering.take(HoursSheet.number_pattern, sheet.unit, sheet.month.year)
    _take_figures(sheet, by, now)
    sheet.save()
    _offer(sheet)


@deed(
    HoursSheet,
    "hand_in_again",
    frm=tuple(State),
    to=State.HANDED_IN,
    label=_("Hand in again"),
    icon="refresh",
)
def hand_in_again(sheet: HoursSheet, by: Any, now: datetime) -> None:
    """Take the figures of today: records came late or were corrected. What was frozen stays; the rest is an adjustment."""
    _take_figures(sheet, by, now)
    sheet.accepted_at = sheet.accepted_by = None
    sheet.sent_back_for, sheet.state = "", State.HANDED_IN
    _offer(sheet)


@deed(HoursSheet, "accept", frm=State.HANDED_IN, to=State.ACCEPTED, label=pgettext_lazy("hours of a month", "Accept"),
      icon="checks")  # fmt: skip
def accept(sheet: HoursSheet, by: Any, now: datetime) -> None:
    """Whoever leads the worker has compared the hours with the records; from now on they count."""
    told, _impossible = told_of(sheet, by)
    rules.check_accept(sheet.worker_id == by.person_id, kept(sheet), told)
    sheet.accepted_by, sheet.accepted_at, sheet.state = by.person, now, State.ACCEPTED
    _offer(sheet)


@deed(HoursSheet, "send_back", frm=(State.HANDED_IN, State.ACCEPTED), to=State.RETURNED,
      label=pgettext_lazy("hours of a month", "Send back…"), icon="arrow-back-up")  # fmt: skip
def send_back(sheet: HoursSheet, by: Any, now: datetime, reason: str) -> None:
    """Something is to be looked at again; until then the hours wait."""
    rules.check_reason(reason)
    sheet.sent_back_for, sheet.state = reason.strip()[:200], State.RETURNED
    sheet.accepted_at = sheet.accepted_by = None
    _offer(sheet)


def evidence_of(sheet: HoursSheet) -> projects.Evidence:
    """What a sheet is worth: its countable hours, on the last day of its month."""
    on, returned = rules.last_of(sheet.month), sheet.state == State.RETURNED
    return projects.Evidence(
        project=sheet.project.public_id,
        source_model=sheet._meta.label_lower,
        source_public_id=sheet.public_id,
        source_number=sheet.number,
        kind=projects.Kind.WORK_HOURS,
        happened_on=on,
        hours=sheet.hours,
        shares=proposed(sheet.project, projects.Kind.WORK_HOURS, "", sheet.unit, on),
        complete=not returned,
        approved=sheet.state == State.ACCEPTED,
        missing=("hours_sent_back",) if returned else (),
        approved_at=sheet.accepted_at,
    )


def _take_figures(sheet: HoursSheet, by: Any, now: datetime) -> None:
    told, impossible = told_of(sheet, by)
    own = sheet.worker_id == by.person_id
    rules.check_hand_in(sheet.month, now.date(), told, own=own, impossible=impossible)
    sheet.records, sheet.raw_minutes, sheet.countable_minutes = told.records, told.raw, told.countable
    sheet.handed_in_on = now.date()


def _offer(sheet: HoursSheet) -> None:
    projects.offer(evidence_of(sheet))
