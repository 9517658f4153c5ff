"""The half-yearly financial report: begun, handed in with its figures, accepted by headquarters (P4.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.dated import value
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import HalfReport
from banyan.domains.finance.queries import half_reports as known
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.rules import half_reports as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop

State = HalfReport.State


@deed(HalfReport, "begin", new=True, label=_("Begin a half-yearly report"), icon="report-money")
def begin(report: HalfReport, by: Actor, now: datetime) -> None:
    """The report of the half of the contract year that a day lies in."""
    half = rules.half_of(year_of(report.project, report.starts_on), report.starts_on)
    if HalfReport.everything.filter(project=report.project, starts_on=half.start).exists():
        raise Refused({"starts_on": noop("This half has its report already.")}, clause="P4.3")
    report.starts_on, report.ends_on, report.unit = half.start, half.end, report.project.unit
    days = int(value(settings.HALF_REPORT_DAYS.key, half.end, report.unit))
    report.due_on = rules.due_on(half, days)
    report.number = numbering.take(HalfReport.number_pattern, report.unit, half.start.year)


@deed(HalfReport, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(report: HalfReport, by: Actor, now: datetime, **changes: Any) -> None:
    """Write the notes; the figures come from the books."""
    for name, said in changes.items():
        if name in ("notes", "outlook"):
            setattr(report, name, said)


@deed(HalfReport, "submit", frm=State.DRAFT, to=State.SUBMITTED, label=_("Hand the report in"), icon="send")
def submit(report: HalfReport, by: Actor, now: datetime) -> None:
    """Hand it in to headquarters; the figures stay as they are on this day."""
    half = Period(report.starts_on, report.ends_on)
    count = known.deviating(report.project, half.end, by)
    rules.check_ready(half, now.date(), count, report.notes, report.outlook)
    report.figures = known.figures_of(report.project, half, by)
    report.submitted_on, report.submitted_by = now.date(), by.person


@deed(
    HalfReport,
    "send_back",
    frm=State.SUBMITTED,
    to=State.DRAFT,
    label=_("Send back…"),
    icon="arrow-back-up",
    danger=True,
)
def send_back(report: HalfReport, by: Actor, now: datetime, reason: str) -> None:
    """Headquarters asks for another one."""
    report.submitted_on = report.submitted_by = None


@deed(
    HalfReport,
    "accept",
    frm=State.SUBMITTED,
    to=State.ACCEPTED,
    label=_("Accept the report"),
    icon="circle-check",
)
def accept(report: HalfReport, by: Actor, now: datetime) -> None:
    """Headquarters has read it; nobody accepts their own."""
    if by.person is not None and by.person == report.submitted_by:
        raise Refused(
            {"": noop("You handed this report in; somebody at headquarters accepts it.")},
            clause="P4.3",
            code="own",
        )
    report.accepted_by = by.person
